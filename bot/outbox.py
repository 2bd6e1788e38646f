"""Calls out: made in order per chat, retried, and marked when done."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import api, files, metrics
from bot.context import VANISH_AFTER
from bot.database import Database
from bot.files import Maker
from bot.gathering import Gathering
from bot.render.plain import plain
from bot.services import Services
from db import outbox, people
from db.outbox import State
from db.rows import OutgoingRow

log = logging.getLogger(__name__)

WAITS_AT_ONCE = (0.2, 0.5, 1.0, 2.0)
WAITS_LATER = (5.0, 30.0, 120.0, 600.0, 1800.0, 4600.0)
UNCHANGED = "message is not modified"
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)


@dataclass(frozen=True)
class Later:
    """Not now: try again after some seconds."""

    seconds: float


@dataclass(frozen=True)
class Sent:
    """Done; the number of the message where the call made one."""

    message_id: int | None = None


class Sender:
    """Makes the calls of one bot."""

    def __init__(self, bot: Bot, database: Database, services: Services, makers: Mapping[str, Maker]) -> None:
        self._bot = bot
        self._database = database
        self._services = services
        self._makers = makers
        clock = services.clock
        self._clock = clock
        self._channel = services.config.telegram.channel
        self._marks = Gathering[tuple[int, State]](database, self._mark)
        self._acknowledging: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def start(self) -> None:
        self._marks.start()

    async def close(self) -> None:
        """Wait for the acknowledgements and marks under way."""
        await asyncio.gather(*self._acknowledging, return_exceptions=True)
        await self._marks.close()

    @property
    def busy(self) -> bool:
        """Whether calls are made whose marks are not written yet."""
        return bool(self._acknowledging) or self._marks.busy

    def acknowledge(self, callback_id: str, toast: str) -> None:
        """Answer a button press, beside everything else; a late answer fails and does no harm."""
        task = asyncio.create_task(self._acknowledge(callback_id, toast))
        self._acknowledging.add(task)
        task.add_done_callback(self._acknowledging.discard)

    async def _acknowledge(self, callback_id: str, toast: str) -> None:
        parameters = {"callback_query_id": callback_id, **({"text": toast} if toast else {})}
        for wait in (*WAITS_AT_ONCE[:2], None):
            try:
                await api.call(self._bot, "answerCallbackQuery", parameters)
            except (BadRequest, Forbidden):
                return
            except TelegramError:
                if wait is None:
                    return
                await asyncio.sleep(wait)
            else:
                return

    async def send(self, calls: Sequence[OutgoingRow]) -> None:
        """Make calls, those of each chat in their order and after what is already under way there."""
        by_chat: dict[int, list[OutgoingRow]] = {}
        for call in calls:
            by_chat.setdefault(call.chat_id, []).append(call)
        await asyncio.gather(*(self._send_to(chat_id, some) for chat_id, some in by_chat.items()))

    async def _send_to(self, chat_id: int, calls: Sequence[OutgoingRow]) -> None:
        lock = self._locks.setdefault(chat_id, asyncio.Lock())
        async with lock:
            for call in calls:
                await self._see_through(call)

    async def send_orphans(self) -> None:
        """Make the calls whose sender is gone or that were put off, in order per chat."""

        def claim() -> list[OutgoingRow]:
            with self._database.sessions.begin() as session:
                return outbox.claim(session, self._services.vault, bot_id=self._bot.id, now=self._clock.now())

        while calls := await self._database.run(claim):
            await self.send(calls)

    async def _see_through(self, call: OutgoingRow) -> None:
        """Try a call a few times at once, then leave it for later; never raise."""
        for wait in (*WAITS_AT_ONCE, None):
            result = await self._try(call.method, call.parameters)
            if not isinstance(result, Later):
                await self._note(call, result)
                return
            metrics.CALLS.labels("retried").inc()
            if wait is not None:
                await asyncio.sleep(max(wait, result.seconds))
        await self._database.run(lambda: self._put_off(call))

    async def _note(self, call: OutgoingRow, result: State | Sent) -> None:
        """Mark a call as done; plan the end of a message that is not to stay."""
        state = State.SENT if isinstance(result, Sent) else result
        metrics.CALLS.labels(state.name.lower()).inc()
        seconds = call.parameters.get(VANISH_AFTER)
        if seconds and isinstance(result, Sent) and result.message_id:
            await self._database.run(lambda: self._plan_end(call, result.message_id, seconds))
        self._marks.add((call.id, state))
        if state is State.STOPPED:
            await self._database.run(lambda: self._mark_stopped(call.chat_id))

    def _plan_end(self, call: OutgoingRow, message_id: int | None, seconds: float) -> None:
        ended = {"chat_id": call.chat_id, "message_id": message_id}
        due_at = self._clock.now() + seconds
        with self._database.sessions.begin() as session:
            outbox.put(
                session,
                self._services.vault,
                [(call.chat_id, "deleteMessage", ended)],
                bot_id=self._bot.id,
                now=self._clock.now(),
                due_at=due_at,
            )

    async def _prepared(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The parameters as the server wants them: files made, our own notes taken out."""
        ready = {name: value for name, value in parameters.items() if name != VANISH_AFTER}
        for name, value in ready.items():
            if files.is_description(value):
                made = await asyncio.to_thread(
                    files.make, self._makers, self._services, self._database.sessions, value
                )
                ready[name] = InputFile(made.content, filename=made.name)
        return ready

    async def _try(self, method: str, parameters: dict[str, Any]) -> State | Sent | Later:
        try:
            result = await api.call(self._bot, method, await self._prepared(parameters))
        except RetryAfter as wait:
            return Later(api.seconds_of(wait))
        except (Forbidden, InvalidToken):
            return State.STOPPED
        except BadRequest as refusal:
            return await self._after_refusal(method, parameters, refusal.message.lower())
        except NetworkError:
            return Later(0)
        except TelegramError as error:
            log.warning("%s failed: %s", method, type(error).__name__)
            return State.FAILED
        except files.CannotBeMade as error:
            log.warning("a file for %s cannot be made any more: %s", method, error)
            return State.FAILED
        except Exception:  # whatever it is, the call is not lost
            log.exception("%s failed", method)
            return Later(0)
        return Sent(result.get("message_id") if isinstance(result, dict) else None)

    async def _after_refusal(
        self, method: str, parameters: dict[str, Any], reason: str
    ) -> State | Sent | Later:
        """A refusal is final, but for the cases with a second way to the same end."""
        if UNCHANGED in reason:
            return State.SENT
        if "chat not found" in reason or "user is deactivated" in reason:
            return State.STOPPED
        if method == "editMessageText" and any(sign in reason for sign in GONE):
            anew = {name: value for name, value in parameters.items() if name != "message_id"}
            return await self._try("sendMessage", anew)
        if parameters.get("parse_mode"):
            log.warning("%s refused, sending it as plain text", method)
            return await self._try(method, without_markup(parameters))
        log.warning("%s refused for good", method)
        return State.FAILED

    def _mark(self, done: Sequence[tuple[int, State]]) -> None:
        by_state: dict[State, list[int]] = {}
        for outgoing_id, state in done:
            by_state.setdefault(state, []).append(outgoing_id)
        with self._database.sessions.begin() as session:
            for state, ids in by_state.items():
                outbox.mark(session, ids, state, now=self._clock.now())

    def _put_off(self, call: OutgoingRow) -> None:
        with self._database.sessions.begin() as session:
            if call.attempts >= len(WAITS_LATER):
                outbox.mark(session, [call.id], State.FAILED, now=self._clock.now())
                return
            due_at = self._clock.now() + WAITS_LATER[call.attempts]
            outbox.postpone(session, call.id, attempts=call.attempts + 1, due_at=due_at)

    def _mark_stopped(self, chat_id: int) -> None:
        with self._database.sessions.begin() as session:
            people.mark_stopped(session, channel=self._channel, chat_id=chat_id, now=self._clock.now())


def without_markup(parameters: dict[str, Any]) -> dict[str, Any]:
    """The same call with plain text, for a server that refuses our markup."""
    kept = {name: value for name, value in parameters.items() if name != "parse_mode"}
    return kept | {name: plain(kept[name]) for name in ("text", "caption") if name in kept}
