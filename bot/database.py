"""Database work away from the event loop, in as many threads as the database can serve at once."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine

from db.engine import POOL_SIZE, open_sessions

T = TypeVar("T")


class Database:
    """An engine, its sessions, and the threads that use them.

    SQLite lets one transaction write at a time and makes the others sleep and try again; one thread
    keeps them in line instead and is several times faster (docs/decisions/0003-one-unit-of-work.md).
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sessions = open_sessions(engine)
        threads = 1 if engine.dialect.name == "sqlite" else POOL_SIZE
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    async def run(self, work: Callable[[], T]) -> T:
        """Do work that opens its own session; returns what it returns."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        self._threads.shutdown()
        self.engine.dispose()
