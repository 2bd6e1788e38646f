"""Job fairs: what is offered where and when, who comes, and what became of it."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.jobfair_terms import FairState, SignUpState, WorkKind
from db.models.base import Base
from db.models.checks import index_where, one_of


class JobFair(Base):
    """One fair. Hours are minutes after midnight in Vietnam; both 0 where they are not known."""

    __tablename__ = "job_fairs"
    __table_args__ = (one_of("state", FairState), Index("ix_job_fairs_day", "day", "state"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(120))
    day: Mapped[date] = mapped_column(Date)
    opens: Mapped[int] = mapped_column(SmallInteger)
    closes: Mapped[int] = mapped_column(SmallInteger)
    place: Mapped[str] = mapped_column(String(200))
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    organiser: Mapped[str] = mapped_column(String(120))
    notes: Mapped[str | None] = mapped_column(Text)
    seats: Mapped[int | None] = mapped_column(Integer, doc="none: as many as come")
    companies: Mapped[int | None] = mapped_column(Integer, doc="how many take part, where only that is known")
    poster: Mapped[str | None] = mapped_column(String(200), doc="Telegram file id")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    created_at: Mapped[float] = mapped_column(Double)
    changes: Mapped[int] = mapped_column(Integer, doc="counted for calendars that have it already")


class FairSlot(Base):
    """A time people can choose to come at."""

    __tablename__ = "fair_slots"
    __table_args__ = (UniqueConstraint("fair_id", "starts"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fairs.id", ondelete="CASCADE"))
    starts: Mapped[int] = mapped_column(SmallInteger, doc="minutes after midnight")


class Vacancy(Base):
    """Work that a company offers at a fair. Wages in VND a month."""

    __tablename__ = "vacancies"
    __table_args__ = (one_of("kind", WorkKind), Index("ix_vacancies_fair", "fair_id", "wage_from"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fairs.id", ondelete="CASCADE"))
    company: Mapped[str] = mapped_column(String(120))
    job: Mapped[str] = mapped_column(String(120))
    number: Mapped[int] = mapped_column(Integer, doc="how many people are looked for")
    wage_from: Mapped[int | None] = mapped_column(BigInteger)
    wage_to: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    place: Mapped[str | None] = mapped_column(String(120))
    requirements: Mapped[str | None] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(String(32), doc="ward or commune id it is near to")


class FairSignUp(Base):
    """A person at a fair. Name and phone only if they wanted to give them, sealed."""

    __tablename__ = "fair_signups"
    __table_args__ = (
        one_of("state", SignUpState),
        UniqueConstraint("fair_id", "person_id"),
        Index("ix_fair_signups_order", "fair_id", "state", "position"),
        index_where("ix_fair_signups_person", "person_id", where="state <> 'cancelled'"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fairs.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(16))
    position: Mapped[int] = mapped_column(Integer, doc="1, 2, 3 … in the order of signing up")
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("fair_slots.id", ondelete="SET NULL"))
    token: Mapped[str] = mapped_column(String(32), unique=True, doc="what the ticket's picture says")
    name: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    ward: Mapped[str | None] = mapped_column(String(32), doc="where the person lived when signing up")
    signed_at: Mapped[float] = mapped_column(Double)
    checked_in_at: Mapped[float | None] = mapped_column(Double)
    interviews: Mapped[int | None] = mapped_column(SmallInteger)
    work_7: Mapped[bool | None] = mapped_column(Boolean, doc="found work within 7 days; none: not answered")
    work_30: Mapped[bool | None] = mapped_column(Boolean)
    work_90: Mapped[bool | None] = mapped_column(Boolean)


class CompanyRequest(Base):
    """A company asks to take part; what it said, with how to reach it, is sealed."""

    __tablename__ = "company_requests"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fair_id: Mapped[int | None] = mapped_column(ForeignKey("job_fairs.id", ondelete="SET NULL"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    said: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[float] = mapped_column(Double)
    answered_at: Mapped[float | None] = mapped_column(Double)
