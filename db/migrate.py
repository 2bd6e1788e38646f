"""Bring a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_KEY = 20_261_123  # any number that means "migrating An Sinh" on a shared PostgreSQL


class BrokenReferences(RuntimeError):
    """A migration left rows that point to nothing; it is rolled back."""


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Run the migrations that are still missing, all or none; processes starting together take turns."""
    if engine.dialect.name == "sqlite":
        _upgrade_sqlite(engine)
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
        command.upgrade(_config(connection), "head")


def _upgrade_sqlite(engine: Engine) -> None:
    """With foreign keys on, rebuilding a parent table would delete its children's rows."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                command.upgrade(_config(connection), "head")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise BrokenReferences("a migration would leave rows that point to nothing")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older schema; what only the newer one holds is lost. For developers and tests."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has this version's schema."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def write_revision(engine: Engine, message: str) -> None:
    """Write a migration file from what the models say now (for developers)."""
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)
