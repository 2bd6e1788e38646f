"""Taps on inline buttons that wait for the bot's answer."""

import secrets
from collections.abc import Callable

import msgspec

from bot.webchat.refusals import QUERY_TOO_OLD, bad_request
from bot.webchat.store import Store


class Tap(msgspec.Struct, kw_only=True, frozen=True):
    """Who waits where, since when."""

    chat_id: int
    message_id: int
    at: float


class Callbacks:
    """Open callback queries; each can be answered once, and only for some seconds."""

    def __init__(self, store: Store, seconds: float, clock: Callable[[], float]) -> None:
        self._store = store
        self._seconds = seconds
        self._clock = clock
        loaded = [(key, msgspec.convert(document, Tap)) for key, document in store.load("callback")]
        self._open = dict(sorted(loaded, key=lambda pair: pair[1].at))

    def open(self, chat_id: int, message_id: int) -> str:
        """A new query; returns its id."""
        self._sweep()
        query_id = str(secrets.randbits(62))
        self._open[query_id] = Tap(chat_id=chat_id, message_id=message_id, at=self._clock())
        self._store.put("callback", query_id, self._open[query_id])
        return query_id

    def answer(self, query_id: str) -> Tap:
        """Close a query; raises when it is unknown, answered already or too old."""
        self._sweep()
        tap = self._open.pop(query_id, None)
        if tap is None:
            raise bad_request(QUERY_TOO_OLD)
        self._store.drop("callback", query_id)
        return tap

    def _sweep(self) -> None:
        oldest_allowed = self._clock() - self._seconds
        while self._open:
            query_id = next(iter(self._open))
            if self._open[query_id].at >= oldest_allowed:
                return
            del self._open[query_id]
            self._store.drop("callback", query_id)
