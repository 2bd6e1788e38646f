"""A database of its own on the machine's PostgreSQL, or a skip that says why there is none."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

SERVER = "postgresql://postgres@127.0.0.1:5432"


EACH = (
    "sqlite",
    pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
)
"""Parameters of `database_url` (tests/conftest.py)."""


@contextmanager
def fresh_database(name: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    try:
        admin = psycopg.connect(f"{SERVER}/test", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL on 127.0.0.1:5432 (user postgres, database test)")
    database = f"ansinh_{name}_{os.getpid()}"  # checkouts tested side by side do not meet
    with admin:
        admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {database}")
        try:
            yield f"{SERVER}/{database}"
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
