"""What officers did for households and what they promised; with what stood there before a correction."""

from datetime import date

from sqlalchemy import Date, Double, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.checks import index_where, one_of
from db.register_terms import FollowupKind, FollowupOutcome, FollowupState


class Followup(Base):
    """A visit, call … that is planned (open) or was made (done). Note and place are sealed."""

    __tablename__ = "followups"
    __table_args__ = (
        one_of("kind", FollowupKind),
        one_of("outcome", FollowupOutcome),
        one_of("state", FollowupState),
        Index("ix_followups_household", "household_id", "happened_on"),
        index_where("ix_followups_open", "officer_id", "due_on", where="state = 'open'"),
        index_where("ix_followups_handed", "handed_to_id", where="handed_to_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True, doc="idempotency: one tap, one row")
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), doc="who has to do it, or did it")
    state: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date | None] = mapped_column(Date)
    happened_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str | None] = mapped_column(String(16))
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    photo: Mapped[str | None] = mapped_column(String(200), doc="Telegram file id")
    place: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_at: Mapped[float] = mapped_column(Double)
    done_at: Mapped[float | None] = mapped_column(
        Double, doc="when it was logged; corrections count from here"
    )
    corrected_at: Mapped[float | None] = mapped_column(Double)
    handed_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("officers.id"), doc="the colleague who has still to accept"
    )


class FollowupCorrection(Base):
    """What a follow-up said before it was corrected."""

    __tablename__ = "followup_history"
    __table_args__ = (Index("ix_followup_history_followup", "followup_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    followup_id: Mapped[int] = mapped_column(ForeignKey("followups.id", ondelete="CASCADE"))
    corrected_at: Mapped[float] = mapped_column(Double)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    kind: Mapped[str] = mapped_column(String(16))
    happened_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str | None] = mapped_column(String(16))
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    photo: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[bytes | None] = mapped_column(LargeBinary)
