"""What the yearly report counts in the register: households by status, water, and support received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from db.models import Household, Review, Support
from db.report_rows import Given, InsuranceCards
from db.support_kinds import SupportKind
from knowledge.terms import HouseholdStatus

WATER_FLAG = "water.source"
"""The flag of a review that says a household has no safe water."""
CARDS_OF_POOR = "insurance_poor"
CARDS_OF_NEAR_POOR = "insurance_near_poor"


@dataclass(frozen=True)
class Listed:
    """Households with one status in one year's review: all, with safe water, with nothing recorded on water."""

    households: int = 0
    with_water: int = 0
    water_not_recorded: int = 0


def count_listed(session: Session, *, year: int) -> Mapping[HouseholdStatus, Listed]:
    """The households of a year's review by status. What was merged into another household does not count."""
    lacking = Review.deprivations[WATER_FLAG].as_boolean()
    query = (
        select(
            Review.status,
            func.count(),
            func.count().filter(lacking == false()),
            func.count().filter(or_(Review.deprivations.is_(None), lacking.is_(None))),
        )
        .join(Household, Household.id == Review.household_id)
        .where(Review.year == year, Household.merged_into_id.is_(None))
        .group_by(Review.status)
    )
    found = {HouseholdStatus(row[0]): Listed(*row[1:]) for row in session.execute(query)}
    return {status: found.get(status, Listed()) for status in HouseholdStatus}


def count_given(session: Session, *, year: int, kind: SupportKind) -> Given:
    """Households that received support of one kind in a year."""
    query = select(
        func.count(Support.household_id.distinct()),
        func.sum(Support.amount),
        func.min(Support.amount),
        func.max(Support.amount),
    ).where(_received_in(year), Support.kind == kind)
    number, total, least, most = session.execute(query).one()
    return Given(number, int(total or 0), least if least == most else None)


def count_cards(session: Session, *, year: int) -> InsuranceCards:
    """People who were given a health insurance card in a year; a person is counted once."""
    person = func.coalesce(Support.member_id, -Support.id)  # a member taken out of the register still counts
    query = (
        select(Support.programme, func.count(person.distinct()), func.sum(Support.amount))
        .where(_received_in(year), Support.kind == SupportKind.INSURANCE_CARD)
        .group_by(Support.programme)
    )
    people: dict[str, int] = {}
    total = 0
    for programme, number, amount in session.execute(query):
        people[programme] = number
        total += int(amount or 0)
    return InsuranceCards(people.get(CARDS_OF_POOR, 0), people.get(CARDS_OF_NEAR_POOR, 0), total)


def _received_in(year: int) -> ColumnElement[bool]:
    in_year = Support.received_on.between(date(year, 1, 1), date(year, 12, 31))
    return and_(in_year, Support.cancelled_at.is_(None))
