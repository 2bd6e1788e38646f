"""Where each conversation stands, so that a restart or another process goes on with it."""

from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Dialog(Base):
    """One row per person."""

    __tablename__ = "dialogs"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    screen: Mapped[str] = mapped_column(String(64), doc="the button data that draws the current screen")
    topic: Mapped[str | None] = mapped_column(
        String(64), doc="topic of the last answer, for follow-on questions"
    )
    notes: Mapped[dict[str, Any]] = mapped_column(JSON, doc="what the conversation under way has gathered")
    changed_at: Mapped[float] = mapped_column(Double)
