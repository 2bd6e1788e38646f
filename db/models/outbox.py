"""Calls to make, written with the work that caused them, so that a killed process loses none."""

from sqlalchemy import BigInteger, Double, Index, Integer, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Outgoing(Base):
    """One Bot API call. Its parameters are erased once it is made."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "bot_id",
            "due_at",
            sqlite_where=text("state = 0"),
            postgresql_where=text("state = 0"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str] = mapped_column(String(32))
    parameters: Mapped[str | None] = mapped_column(Text, doc="sealed JSON (db/outbox.py)")
    state: Mapped[int] = mapped_column(SmallInteger, doc="0 open, 1 sent, 2 failed, 3 stopped (blocked)")
    attempts: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[float] = mapped_column(Double, doc="not before; also the end of a sender's lease")
    holder: Mapped[str | None] = mapped_column(String(16), doc="the process that has the lease")
    created_at: Mapped[float] = mapped_column(Double)
    done_at: Mapped[float | None] = mapped_column(Double)
