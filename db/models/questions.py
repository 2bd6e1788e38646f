"""What was asked, without who asked."""

from datetime import date

from sqlalchemy import Date, Double, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Question(Base):
    """A typed question, personal numbers masked, with what the bot made of it. Kept 180 days."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    asked_on: Mapped[date] = mapped_column(Date, index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    outcome: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str | None] = mapped_column(String(64), doc="best topic, also when it was only suggested")
    confidence: Mapped[float] = mapped_column(Double)
    chosen: Mapped[str | None] = mapped_column(String(64), doc="the suggestion that was pressed")
    rating: Mapped[int | None] = mapped_column(SmallInteger, doc="1 helpful, -1 not")
