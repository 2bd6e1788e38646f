"""What residents were last told of each topic, and what became different."""

from datetime import date

from sqlalchemy import Date, Double, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class ToldTopic(Base):
    """A topic's text as it stood when it was last looked at."""

    __tablename__ = "told_topics"

    topic: Mapped[str] = mapped_column(String(64), primary_key=True)
    text_vi: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)


class Correction(Base):
    """A topic that says something else since a day; supervisors decide whether to write to those who asked."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    topic: Mapped[str] = mapped_column(String(64))
    noticed_on: Mapped[date] = mapped_column(Date)
    before_vi: Mapped[str] = mapped_column(Text)
    after_vi: Mapped[str] = mapped_column(Text)
    before_en: Mapped[str] = mapped_column(Text)
    after_en: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[float | None] = mapped_column(Double)
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id", ondelete="SET NULL"))
