"""Constraints and partial indexes that read alike on both databases."""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Index, text


def one_of(column: str, allowed: Iterable[str]) -> CheckConstraint:
    """A column that holds one of some words (or nothing, where it may be empty)."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over some rows only."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
