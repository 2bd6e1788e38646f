"""The name index: folded names once each, and the pairs of syllables they are found by."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Name(Base):
    """A full name without marks, as many members as may bear it."""

    __tablename__ = "names"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    folded: Mapped[str] = mapped_column(String(120), unique=True)


class NamePair(Base):
    """Two syllables of a name in alphabetical order, or one alone. Derived: db/names.py writes and erases it."""

    __tablename__ = "name_pairs"
    __table_args__ = ({"sqlite_with_rowid": False},)

    pair: Mapped[str] = mapped_column(String(80), primary_key=True)
    name_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
