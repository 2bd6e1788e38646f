"""What the register knows of the households a sheet speaks of, read in batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.encryption import Purpose, Vault
from db.models import Household, Member, Review, StatusChange
from db.names import fold

BATCH = 400

Stamp = tuple[Any, ...]


@dataclass
class KnownMember:
    """Somebody of the register, numbers opened."""

    id: int
    household_id: int
    name: str
    relation: str
    birth_year: int | None
    sex: str | None
    id_number: str | None
    insurance_number: str | None
    phone: str | None

    @property
    def folded(self) -> str:
        return fold(self.name)


@dataclass
class Known:
    """A household of the register with its members and reviews."""

    id: int
    code: str
    ward: str
    hamlet: str
    address: str | None
    ethnic_group: str | None
    status: str
    status_since: date | None
    merged: bool
    closed: bool
    members: list[KnownMember] = field(default_factory=list)
    reviews: dict[int, Any] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    """Days on which a status began."""
    was_listed: bool = False
    """Whether it was ever poor or near-poor."""


def batches(items: Sequence[Any], size: int = BATCH) -> Iterable[Sequence[Any]]:
    """Slices of a list."""
    return (items[start : start + size] for start in range(0, len(items), size))


def stamp(session: Session) -> Stamp:
    """Changes whenever somebody changes the register, so that a plan made before is known to be old."""
    queries = (
        select(func.count(Household.id), func.max(Household.changed_at)),
        select(func.count(Member.id), func.max(Member.id), func.count(Member.left_on)),
        select(func.count(Review.id), func.max(Review.recorded_at)),
        select(func.count(StatusChange.id), func.max(StatusChange.recorded_at)),
    )
    return tuple(tuple(session.execute(query).one()) for query in queries)


def find_known(session: Session, vault: Vault, keys: Sequence[str]) -> dict[str, Known]:
    """The households of some codes by the key of the code."""
    found = {
        row.code_key: Known(
            row.id,
            row.code,
            row.ward,
            row.hamlet,
            row.address,
            row.ethnic_group,
            row.status,
            row.status_since,
            row.merged_into_id is not None,
            row.closed_on is not None,
        )
        for row in session.execute(select(Household.__table__).where(Household.code_key.in_(keys)))
    }
    by_id = {known.id: known for known in found.values()}
    for member in _members(session, vault, list(by_id)):
        by_id[member.household_id].members.append(member)
    _add_history(session, by_id)
    return found


def _members(session: Session, vault: Vault, ids: Sequence[int]) -> Iterable[KnownMember]:
    query = (
        select(Member.__table__)
        .where(Member.household_id.in_(ids), Member.left_on.is_(None))
        .order_by(Member.id)
    )
    for row in session.execute(query):
        yield KnownMember(
            row.id,
            row.household_id,
            row.name,
            row.relation,
            row.birth_year,
            row.sex,
            _opened(vault, row.id_number, Purpose.ID_NUMBER),
            _opened(vault, row.insurance_number, Purpose.INSURANCE),
            _opened(vault, row.phone, Purpose.PHONE),
        )


def _opened(vault: Vault, sealed: bytes | None, purpose: Purpose) -> str | None:
    return None if sealed is None else vault.open_number(sealed, purpose)


def _add_history(session: Session, by_id: dict[int, Known]) -> None:
    for review in session.execute(select(Review.__table__).where(Review.household_id.in_(list(by_id)))):
        by_id[review.household_id].reviews[review.year] = review
    columns = (StatusChange.household_id, StatusChange.since, StatusChange.status)
    query = select(*columns).where(StatusChange.household_id.in_(list(by_id)))
    for household_id, since, status in session.execute(query):
        by_id[household_id].days.add(since)
        by_id[household_id].was_listed |= status in ("poor", "near_poor")


def bearers(session: Session, vault: Vault, numbers: Sequence[str], purpose: Purpose) -> dict[str, int]:
    """The household in which each number stands now, where it stands in one."""
    column: Any = {Purpose.ID_NUMBER: Member.id_number, Purpose.INSURANCE: Member.insurance_number}[purpose]
    sealed = {seal: number for number in numbers for seal in vault.every_seal(number, purpose)}
    found: dict[str, int] = {}
    for batch in batches(list(sealed)):
        query = select(column, Member.household_id).where(column.in_(batch), Member.left_on.is_(None))
        found.update({sealed[seal]: household_id for seal, household_id in session.execute(query)})
    return found
