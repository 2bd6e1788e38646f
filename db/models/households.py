"""Households and their members. Numbers and phones are sealed (db/encryption.py); names are not."""

from datetime import date

from sqlalchemy import Date, Double, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.models.checks import index_where, one_of
from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus


class Household(Base):
    """One row per household; its status is the last of `status_history`, kept here to be found at once."""

    __tablename__ = "households"
    __table_args__ = (
        one_of("status", HouseholdStatus),
        Index("ix_households_ward", "ward", "hamlet_key"),
        index_where("ix_households_duplicate", "duplicate_of_id", where="duplicate_of_id IS NOT NULL"),
        index_where("ix_households_merged", "merged_into_id", where="merged_into_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(32), doc="as the ward writes it")
    code_key: Mapped[str] = mapped_column(String(32), unique=True, doc="letters and digits of the code")
    ward: Mapped[str] = mapped_column(String(32), doc="ward or commune id")
    hamlet: Mapped[str] = mapped_column(String(64), doc="hamlet or residential group; empty: not known")
    hamlet_key: Mapped[str] = mapped_column(String(64), doc="its folded name")
    address: Mapped[str | None] = mapped_column(String(200))
    ethnic_group: Mapped[str | None] = mapped_column(String(32), doc="where recorded")
    status: Mapped[str] = mapped_column(String(16))
    status_since: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[float] = mapped_column(Double)
    changed_at: Mapped[float] = mapped_column(Double)
    closed_on: Mapped[date | None] = mapped_column(Date, doc="moved away or dissolved")
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("households.id", ondelete="SET NULL"), doc="thought to be the same household"
    )
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("households.id"), doc="was the same; this row only keeps the code"
    )


class Member(Base):
    """A person of a household. Who left stays, without a place in searches."""

    __tablename__ = "members"
    __table_args__ = (
        one_of("sex", Sex),
        one_of("relation", Relation),
        Index("ix_members_household", "household_id"),
        Index("ix_members_name", "name_id", "ward", "birth_year"),
        index_where("ix_members_id_number", "id_number", where="left_on IS NULL", unique=True),
        index_where("ix_members_insurance", "insurance_number", where="left_on IS NULL", unique=True),
        index_where("ix_members_phone", "phone", where="phone IS NOT NULL"),
        index_where("ix_members_id_ending", "id_ending", where="id_ending IS NOT NULL"),
        index_where("ix_members_insurance_ending", "insurance_ending", where="insurance_ending IS NOT NULL"),
        index_where(
            "ix_members_head", "household_id", where="relation = 'head' AND left_on IS NULL", unique=True
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    ward: Mapped[str] = mapped_column(String(32), doc="of the household, for the name index")
    name: Mapped[str] = mapped_column(String(120))
    name_id: Mapped[int] = mapped_column(ForeignKey("names.id"))
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)
    sex: Mapped[str | None] = mapped_column(String(8))
    relation: Mapped[str] = mapped_column(String(16))
    id_number: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_ending: Mapped[bytes | None] = mapped_column(LargeBinary)
    insurance_number: Mapped[bytes | None] = mapped_column(LargeBinary)
    insurance_ending: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    left_on: Mapped[date | None] = mapped_column(Date)
