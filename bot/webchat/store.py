"""What survives a restart: small JSON documents by kind and key, and files, in one SQLite file.

The living state is in memory, in the classes that own it; every change is also put here and written a few
milliseconds later together with its neighbours. A clean stop loses nothing, a killed process at most the last
`flush_seconds`.
"""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.webchat.wire import decode, encode

log = logging.getLogger(__name__)

_PRAGMAS = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
_TABLES = """
CREATE TABLE IF NOT EXISTS record (kind TEXT, key TEXT, body BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blob (key TEXT PRIMARY KEY, body BLOB);
"""
_PUT = "INSERT INTO record (kind, key, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body"
_DROP = "DELETE FROM record WHERE kind = ? AND key = ?"


class StoreInUseError(OSError):
    """Another server has the file open; two would hand out the same numbers."""


class Store:
    """Documents and files of one server."""

    def __init__(self, path: str | Path, flush_seconds: float = 0.02) -> None:
        self._db = _opened(path)
        self._lock = threading.Lock()
        self._pending: dict[tuple[str, str], bytes | None] = {}
        self._dirty = asyncio.Event()
        self._flush_seconds = flush_seconds
        self._stopping = False
        self._writer: asyncio.Task[None] | None = None

    def load(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Every document of a kind as it stands in the file."""
        rows = self._db.execute("SELECT key, body FROM record WHERE kind = ? ORDER BY key", (kind,))
        for key, body in rows.fetchall():
            yield key, decode(body)

    def put(self, kind: str, key: str, document: Any) -> None:
        """Remember a document, in place of an older one of that key."""
        self._pending[kind, key] = encode(document)
        self._dirty.set()

    def drop(self, kind: str, key: str) -> None:
        """Forget a document."""
        self._pending[kind, key] = None
        self._dirty.set()

    async def write_file(self, key: str, body: bytes) -> None:
        """Keep the bytes of a file; they are not held in memory."""
        await asyncio.to_thread(
            self._execute, "INSERT OR REPLACE INTO blob (key, body) VALUES (?, ?)", key, body
        )

    async def read_file(self, key: str) -> bytes | None:
        """The bytes of a file."""
        row = await asyncio.to_thread(self._execute, "SELECT body FROM blob WHERE key = ?", key)
        return row[0] if row else None

    def start(self) -> None:
        """Begin to write in the background; needs a running loop."""
        self._writer = asyncio.create_task(self._write_behind(), name="webchat store")

    async def stop(self) -> None:
        """Write what is left and close the file."""
        # The writer is let out, not cancelled: cancelling would leave its thread at work on a closed file.
        self._stopping = True
        self._dirty.set()
        if self._writer is not None:
            await self._writer
        self._write(self._take())
        self._db.close()

    async def _write_behind(self) -> None:
        while not self._stopping:
            await self._dirty.wait()
            await asyncio.sleep(self._flush_seconds)
            changes = self._take()
            try:
                await asyncio.to_thread(self._write, changes)
            except sqlite3.Error:
                log.exception("the chat store could not be written; trying again")
                self._pending = changes | self._pending
                await asyncio.sleep(1)
                self._dirty.set()

    def _take(self) -> dict[tuple[str, str], bytes | None]:
        changes, self._pending = self._pending, {}
        self._dirty.clear()
        return changes

    def _write(self, changes: dict[tuple[str, str], bytes | None]) -> None:
        with self._lock:
            self._db.execute("BEGIN")
            try:
                self._db.executemany(
                    _PUT, [(*key, body) for key, body in changes.items() if body is not None]
                )
                self._db.executemany(_DROP, [key for key, body in changes.items() if body is None])
            except sqlite3.Error:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _execute(self, statement: str, *values: Any) -> Any:
        with self._lock:
            return self._db.execute(statement, values).fetchone()


def _opened(path: str | Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=1.0, check_same_thread=False, isolation_level=None)
    try:
        db.executescript(_PRAGMAS + _TABLES)
    except sqlite3.OperationalError as fault:
        db.close()
        if "locked" in str(fault):
            raise StoreInUseError(f"{path} is in use by another server") from None
        raise
    return db
