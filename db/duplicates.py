"""Households that are perhaps in the register twice: flagged when they come in, cleared by who knows better."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from db.models import Household, Member
from db.register_known import batches
from db.register_terms import Relation


def flag(session: Session, household_ids: Sequence[int]) -> int:
    """Flag those whose head has the name and year of birth of another head in the ward; returns how many.

    The one that was there first is not flagged.
    """
    flagged = 0
    for batch in batches(household_ids):
        for household_id, first in _twins(session, batch):
            changed = update(Household).where(Household.id == household_id)
            session.execute(changed.values(duplicate_of_id=first))
            flagged += 1
    return flagged


def _twins(session: Session, household_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Each household with the first other one that has such a head."""
    head, other = aliased(Member), aliased(Member)
    same = (
        (other.name_id == head.name_id)
        & (other.ward == head.ward)
        & (other.birth_year == head.birth_year)
        & (other.household_id < head.household_id)
    )
    query = (
        select(head.household_id, func.min(other.household_id))
        .join(other, same)
        .join(Household, Household.id == other.household_id)
        .where(
            head.household_id.in_(household_ids),
            head.relation == Relation.HEAD,
            other.relation == Relation.HEAD,
            head.left_on.is_(None),
            other.left_on.is_(None),
            Household.merged_into_id.is_(None),
            Household.closed_on.is_(None),
        )
        .group_by(head.household_id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def clear(session: Session, household_id: int) -> None:
    """They are not the same."""
    session.execute(update(Household).where(Household.id == household_id).values(duplicate_of_id=None))
