"""Alembic's entry: runs the migrations on the connection that `db.migrate` hands over."""

from alembic import context
from sqlalchemy import Connection

from db.models import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
