"""Work that one process at a time may do. A turn ends by itself when its process dies, at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from sqlalchemy import Engine, text


@contextmanager
def turn(engine: Engine, name: str) -> Iterator[bool]:
    """Take a turn if nobody has it: yields whether it was had, and gives it back at the end."""
    take = _take_in_postgresql if engine.dialect.name == "postgresql" else _take_beside_file
    with take(engine, name) as had:
        yield had


@contextmanager
def _take_in_postgresql(engine: Engine, name: str) -> Iterator[bool]:
    """A lock that lives as long as its connection."""
    key = {"key": crc32(name.encode())}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        had = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
        try:
            yield had
        finally:
            if had:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


@contextmanager
def _take_beside_file(engine: Engine, name: str) -> Iterator[bool]:
    """A locked file beside the SQLite database; a database in memory is nobody else's."""
    database = engine.url.database
    if not database or database == ":memory:":
        yield True
        return
    with Path(f"{database}.{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
