"""INSERT … ON CONFLICT, which both databases know but SQLAlchemy keeps per dialect."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def dialect_of(session: Session) -> str:
    return session.get_bind().dialect.name


def insert_into(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can carry an ON CONFLICT clause on this kind of database."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
