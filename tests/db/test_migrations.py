"""The migrations lead to the tables the models speak of, on both databases, and back."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from db import migrate
from db.engine import open_engine
from db.models import Base
from tests.postgres import fresh_database


def _differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _check(url: str) -> None:
    engine = open_engine(url)
    assert not migrate.is_current(engine)
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    assert _differences(engine) == []
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    assert _differences(engine) == []
    engine.dispose()


def test_on_sqlite_the_migrations_lead_to_the_models(tmp_path: Path) -> None:
    _check(f"sqlite:///{tmp_path / 'a.db'}")


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_on_postgresql_the_migrations_lead_to_the_models() -> None:
    with fresh_database("migrations") as url:
        _check(url)
