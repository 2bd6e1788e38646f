"""Updates waiting for the bot, and long polling."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import islice

from bot.webchat.numbering import Numbering
from bot.webchat.refusals import OTHER_POLLER, conflict
from bot.webchat.store import Store
from bot.webchat.wire import Json

# Telegram sends these only when asked for by name.
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Every update not yet confirmed, in order.

    Kept by a serial number of their own, not by update_id: a test may inject the same update twice.
    """

    def __init__(self, store: Store, numbers: Numbering) -> None:
        self._store = store
        self._numbers = numbers
        loaded = sorted((int(key), update) for key, update in store.load("update"))
        self._pending: dict[int, Json] = dict(loaded)
        self._injected = set(self._pending)  # whose update_id may be out of order
        self._allowed: list[str] = dict(store.load("setting")).get("allowed_updates", [])
        self._waiter: asyncio.Future[None] | None = None
        self.on_added: Callable[[int, Json], None] | None = None  # set while a webhook is

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def allowed(self) -> list[str]:
        """The kinds of update the bot asked for; empty: all but a few."""
        return self._allowed

    def allow(self, kinds: list[str]) -> None:
        """What the bot wants from now on; updates that wait already stay."""
        if kinds != self._allowed:
            self._allowed = kinds
            self._store.put("setting", "allowed_updates", kinds)

    def add(self, kind: str, body: Json) -> int | None:
        """Queue an update of a kind, if the bot wants those; returns its update_id."""
        wanted = kind in self._allowed if self._allowed else kind not in _NOT_BY_DEFAULT
        if not wanted:
            return None
        update_id = self._numbers.next("update")
        self._queue({"update_id": update_id, kind: body})
        return update_id

    def inject(self, update: Json) -> int:
        """Queue an update as it stands; without an update_id it gets the next one."""
        update_id = update.get("update_id")
        if not isinstance(update_id, int):
            update_id = self._numbers.next("update")
        self._numbers.skip_to("update", update_id)
        self._injected.add(self._queue({**update, "update_id": update_id}))
        return update_id

    def pending(self) -> list[tuple[int, Json]]:
        """Everything that waits, with serial numbers."""
        return list(self._pending.items())

    def first(self, limit: int) -> list[Json]:
        """The oldest updates, without confirming them."""
        return list(islice(self._pending.values(), limit))

    def confirm(self, offset: int) -> None:
        """Forget what lies before an offset; a negative one keeps only that many from the end."""
        if offset < 0:
            self._remove(list(self._pending)[:offset])
            return
        self._remove([serial for serial in self._injected if self._pending[serial]["update_id"] < offset])
        done = []
        for serial, update in self._pending.items():
            if update["update_id"] >= offset:
                break
            done.append(serial)
        self._remove(done)

    def remove(self, serial: int) -> None:
        """Forget one update: it was delivered."""
        self._remove([serial] if serial in self._pending else [])

    def clear(self) -> None:
        """Forget all of them."""
        self._remove(list(self._pending))

    async def wait(self, seconds: float) -> None:
        """Until there is an update; a newer call ends an older one with 409, as Telegram does."""
        self.end_waiting(OTHER_POLLER)
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            pass
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def end_waiting(self, reason: str | None = None) -> None:
        """Let a waiting poller go: with what there is, or with 409 and the reason."""
        waiter, self._waiter = self._waiter, None
        if waiter is None or waiter.done():
            return
        if reason is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(conflict(reason))

    def _queue(self, update: Json) -> int:
        serial = self._numbers.next("serial")
        self._pending[serial] = update
        self._store.put("update", str(serial), update)
        self.end_waiting()
        if self.on_added is not None:
            self.on_added(serial, update)
        return serial

    def _remove(self, serials: Iterable[int]) -> None:
        for serial in serials:
            del self._pending[serial]
            self._injected.discard(serial)
            self._store.drop("update", str(serial))
