"""Timed messages to officers, as rows: a restart forgets none and sends none twice."""

from sqlalchemy import Double, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.checks import index_where


class Reminder(Base):
    """One message that is due at a moment."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("officer_id", "kind", "due_at"),
        index_where("ix_reminders_open", "due_at", where="done_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    due_at: Mapped[float] = mapped_column(Double)
    claimed_until: Mapped[float | None] = mapped_column(Double, doc="the lease of who is sending it")
    done_at: Mapped[float | None] = mapped_column(Double)
