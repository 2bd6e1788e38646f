"""One household for its card: only where the officer may see it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.areas import may_see
from db.models import Household, Member, Review, StatusChange
from db.register_rows import OfficerRow
from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus


@dataclass(frozen=True)
class HouseholdRow:
    """A household with its status of today."""

    id: int
    code: str
    ward: str
    hamlet: str
    address: str | None
    ethnic_group: str | None
    status: HouseholdStatus
    status_since: date | None
    closed_on: date | None
    duplicate_of_id: int | None


@dataclass(frozen=True)
class MemberRow:
    """Somebody who lives in the household; numbers sealed."""

    id: int
    name: str
    birth_year: int | None
    sex: Sex | None
    relation: Relation
    id_number: bytes | None
    insurance_number: bytes | None
    phone: bytes | None


@dataclass(frozen=True)
class ReviewRow:
    """A year's review; income in VND per person per month."""

    year: int
    status: HouseholdStatus
    income_per_person: int | None
    deprivations: dict[str, bool] | None
    decision_number: str | None
    decided_on: date | None


@dataclass(frozen=True)
class StatusRow:
    """Since when which status, by which decision."""

    since: date
    status: HouseholdStatus
    decision_number: str | None


def find(session: Session, officer: OfficerRow, household_id: int) -> HouseholdRow | None:
    """A household; None also where it is not the officer's to see: the two look alike."""
    columns = tuple(getattr(Household, name) for name in HouseholdRow.__dataclass_fields__)
    query = select(*columns).where(
        Household.id == household_id, Household.merged_into_id.is_(None), may_see(officer)
    )
    row = session.execute(query).first()
    if row is None:
        return None
    return HouseholdRow(**{**row._mapping, "status": HouseholdStatus(row.status)})


def list_members(session: Session, household_id: int) -> list[MemberRow]:
    """Who lives there now, the head first, then by age."""
    columns = tuple(getattr(Member, name) for name in MemberRow.__dataclass_fields__)
    query = (
        select(*columns)
        .where(Member.household_id == household_id, Member.left_on.is_(None))
        .order_by(Member.relation != Relation.HEAD, Member.birth_year, Member.id)
    )
    return [
        MemberRow(
            **{**row._mapping, "relation": Relation(row.relation), "sex": Sex(row.sex) if row.sex else None}
        )
        for row in session.execute(query)
    ]


def list_reviews(session: Session, household_id: int) -> list[ReviewRow]:
    """The yearly reviews, newest first."""
    columns = tuple(getattr(Review, name) for name in ReviewRow.__dataclass_fields__)
    query = select(*columns).where(Review.household_id == household_id).order_by(Review.year.desc())
    return [
        ReviewRow(**{**row._mapping, "status": HouseholdStatus(row.status)}) for row in session.execute(query)
    ]


def list_statuses(session: Session, household_id: int) -> list[StatusRow]:
    """The status history, newest first."""
    columns = (StatusChange.since, StatusChange.status, StatusChange.decision_number)
    query = (
        select(*columns).where(StatusChange.household_id == household_id).order_by(StatusChange.since.desc())
    )
    return [
        StatusRow(row.since, HouseholdStatus(row.status), row.decision_number)
        for row in session.execute(query)
    ]
