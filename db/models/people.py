"""Who writes to the bot: a channel and a chat id, and what they chose. No names."""

from sqlalchemy import BigInteger, Double, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Person(Base):
    """One row per (channel, chat id)."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("channel", "chat_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str | None] = mapped_column(String(2), doc="chosen language; none: as they write")
    ward: Mapped[str | None] = mapped_column(String(32), doc="chosen ward or commune id")
    first_seen_at: Mapped[float] = mapped_column(Double)
    stopped_at: Mapped[float | None] = mapped_column(Double, doc="when they blocked the bot")
