"""What a search shows of a household and a member: enough to tell it from others, no personal number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session, aliased

from db.models import Household, Member
from db.register_terms import Relation
from knowledge.terms import HouseholdStatus


@dataclass(frozen=True)
class Match:
    """A household and the member by whom it was found; for a household code its head.

    What belongs to a member is None for a household nobody lives in, `head_name` also where no head is known.
    """

    household_id: int
    code: str
    ward: str
    hamlet: str
    status: HouseholdStatus
    member_id: int | None
    name: str | None
    birth_year: int | None
    relation: Relation | None
    head_name: str | None


_HEAD = aliased(Member)
_HOUSEHOLD = (Household.id, Household.code, Household.ward, Household.hamlet, Household.status)
_MEMBER = (Member.id, Member.name, Member.birth_year, Member.relation, _HEAD.name)
_IS_HEAD = and_(
    _HEAD.household_id == Member.household_id, _HEAD.relation == Relation.HEAD, _HEAD.left_on.is_(None)
)


def of_members(session: Session, member_ids: Sequence[int]) -> list[Match]:
    """Matches of members, in the order given."""
    query = select(*_HOUSEHOLD, *_MEMBER).select_from(Member).where(Member.id.in_(member_ids))
    query = query.join(Household, Household.id == Member.household_id).outerjoin(_HEAD, _IS_HEAD)
    found = {match.member_id: match for match in map(_match, session.execute(query))} if member_ids else {}
    return [found[id_] for id_ in member_ids]


def of_household(session: Session, household_id: int) -> Match:
    """The match of a household by its head, or else by the member written down first."""
    head_first = case((Member.relation == Relation.HEAD, 0), else_=1)
    living = select(Member.id).where(Member.household_id == household_id, Member.left_on.is_(None))
    if member_id := session.scalar(living.order_by(head_first, Member.id).limit(1)):
        return of_members(session, [member_id])[0]
    alone = select(*_HOUSEHOLD).where(Household.id == household_id)
    return _match([*session.execute(alone).one(), None, None, None, None, None])


def _match(row: Sequence[Any]) -> Match:
    id_, code, ward, hamlet, status, member_id, name, birth_year, relation, head_name = row
    return Match(
        household_id=id_,
        code=code,
        ward=ward,
        hamlet=hamlet,
        status=HouseholdStatus(status),
        member_id=member_id,
        name=name,
        birth_year=birth_year,
        relation=Relation(relation) if relation else None,
        head_name=head_name,
    )
