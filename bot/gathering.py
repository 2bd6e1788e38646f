"""Writes that wait for each other: what comes in while one is under way is written together, in one commit."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from bot.database import Database

log = logging.getLogger(__name__)

T = TypeVar("T")
FAULT_SECONDS = 0.5


class Gathering(Generic[T]):
    """Gathers items and hands them to `write`, which opens its own transaction. Nothing is dropped.

    `seconds`: how long the first item waits for company, where many come and each commit costs the sender time.
    """

    def __init__(
        self, database: Database, write: Callable[[Sequence[T]], None], *, seconds: float = 0.0
    ) -> None:
        self._database = database
        self._write_all = write
        self._seconds = seconds
        self._waiting: list[T] = []
        self._some = asyncio.Event()
        self._closing = False
        self._writing = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    @property
    def busy(self) -> bool:
        """Whether something is not written yet."""
        return self._writing or bool(self._waiting)

    def add(self, item: T) -> None:
        self._waiting.append(item)
        self._some.set()

    async def _run(self) -> None:
        while not (self._closing and not self._waiting):
            await self._some.wait()
            if self._seconds and not self._closing:
                await asyncio.sleep(self._seconds)
            self._some.clear()
            batch, self._waiting = self._waiting, []
            if batch:
                self._writing = True
                await self._write(batch)
                self._writing = False

    async def _write(self, batch: list[T]) -> None:
        try:
            await self._database.run(lambda: self._write_all(batch))
        except Exception:  # the database may be away: the items wait for it
            log.exception("marks wait for the database")
            self._waiting = batch + self._waiting
            await asyncio.sleep(FAULT_SECONDS)
            self._some.set()

    async def close(self) -> None:
        """Write what is left."""
        self._closing = True
        self._some.set()
        if self._task:
            await self._task
