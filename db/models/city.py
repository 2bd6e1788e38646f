"""Yearly figures of the whole city that no household's rows can tell."""

from sqlalchemy import Double, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class CityFigure(Base):
    """One figure of one year; db/city.py lists the names."""

    __tablename__ = "city_figures"

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(48), primary_key=True)
    value: Mapped[float] = mapped_column(Double, doc="in the unit the name says")
    note: Mapped[str | None] = mapped_column(String(200), doc="what the number alone does not say")
    source: Mapped[str] = mapped_column(String(200), doc="who published it")
