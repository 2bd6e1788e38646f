"""Support that a household or one of its members received."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, Double, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Support(Base):
    """One thing received. Taken back entries stay, with the moment."""

    __tablename__ = "supports"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        Index("ix_supports_household", "household_id", "received_on"),
        Index("ix_supports_day", "received_on", "programme"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True, doc="idempotency: one tap, one row")
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    programme: Mapped[str] = mapped_column(String(64), doc="programme id of the eligibility rules")
    kind: Mapped[str] = mapped_column(String(64), doc="what it was: house_new, water, insurance_card …")
    amount: Mapped[int | None] = mapped_column(BigInteger, doc="VND; none: given in kind")
    received_on: Mapped[date] = mapped_column(Date)
    money_source: Mapped[str | None] = mapped_column(String(120))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[float] = mapped_column(Double)
    cancelled_at: Mapped[float | None] = mapped_column(Double)
