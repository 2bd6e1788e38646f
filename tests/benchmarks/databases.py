"""Empty databases for benchmarks that compare the two kinds."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import fresh_database

KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def database(kind: str) -> Iterator[tuple[str, Path]]:
    """An empty database of its own and a folder; skips as the tests do where there is no PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "SQLite":
            yield f"sqlite:///{folder}/benchmark.db", Path(folder)
            return
        with fresh_database("benchmark") as url:
            yield url, Path(folder)
