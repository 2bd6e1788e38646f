"""INSERT … ON CONFLICT, which both databases know but SQLAlchemy keeps per dialect."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models.base import Base


def insert_into(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can carry an ON CONFLICT clause on the session's database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
