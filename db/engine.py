"""Engines and sessions for SQLite (WAL) and PostgreSQL, behaving alike."""

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

POOL_SIZE = 8
SQLITE_BUSY_SECONDS = 30

Sessions = sessionmaker[Session]


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_JSON: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": msgspec.json.decode}


def open_engine(url: str) -> Engine:
    """An engine for a database URL; makes the folder of a SQLite file."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(url, parsed.database)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(
        parsed, pool_size=POOL_SIZE, max_overflow=2, pool_pre_ping=True, hide_parameters=True, **_JSON
    )


def open_sessions(engine: Engine) -> Sessions:
    """Sessions whose rows stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


def _open_sqlite(url: str, database: str | None) -> Engine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=2,
        connect_args={"timeout": SQLITE_BUSY_SECONDS},
        hide_parameters=True,
        **_JSON,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not start transactions on its own
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    """Take the write lock at once: a read that later writes would otherwise fail with 'busy'."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
