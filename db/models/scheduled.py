"""Work that is due at a moment: reminders, imports, announcements. A row, so that no restart forgets it."""

from typing import Any

from sqlalchemy import JSON, Boolean, Double, Integer, SmallInteger, String, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.checks import index_where


class Scheduled(Base):
    """One piece of work, done once by whichever process takes it."""

    __tablename__ = "scheduled"
    __table_args__ = (index_where("ix_scheduled_open", "due_at", where="done_at IS NULL"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), doc="the route that does it")
    key: Mapped[str] = mapped_column(String(96), unique=True, doc="the same work is never planned twice")
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[float] = mapped_column(Double, doc="not before; also the end of a worker's lease")
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    done_at: Mapped[float | None] = mapped_column(Double)
    failed: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default=false(), doc="given up after all attempts"
    )
