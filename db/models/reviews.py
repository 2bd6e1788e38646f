"""What each yearly review found, and since when a household has which status."""

from datetime import date

from sqlalchemy import JSON, Date, Double, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.checks import one_of
from knowledge.terms import HouseholdStatus


class Review(Base):
    """One household in one year's review."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("household_id", "year"),
        one_of("status", HouseholdStatus),
        Index("ix_reviews_year", "year", "status"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    year: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[str] = mapped_column(String(16))
    income_per_person: Mapped[int | None] = mapped_column(Integer, doc="VND a month")
    deprivations: Mapped[dict[str, bool] | None] = mapped_column(
        JSON(none_as_null=True), doc="flag -> lacking; names as the fact deprivation_flags has them"
    )
    decision_number: Mapped[str | None] = mapped_column(String(64))
    decided_on: Mapped[date | None] = mapped_column(Date)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[float] = mapped_column(Double)


class StatusChange(Base):
    """A day on which a household's status changed: by a review, or by a decision within the year."""

    __tablename__ = "status_history"
    __table_args__ = (
        UniqueConstraint("household_id", "since"),
        one_of("status", HouseholdStatus),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    since: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(16))
    decision_number: Mapped[str | None] = mapped_column(String(64))
    review_year: Mapped[int | None] = mapped_column(SmallInteger, doc="none: a decision within the year")
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[float] = mapped_column(Double)
