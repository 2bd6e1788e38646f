"""What an import would do: each household of the sheet beside what the register knows. Writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.encryption import Purpose, Vault
from db.engine import Sessions
from db.import_rows import Clash, ImportHousehold, ImportMember, Movement, Refused
from db.models import Household
from db.names import fold, place_key
from db.personal_numbers import code_key
from db.register_known import Known, KnownMember, Stamp, batches, bearers, find_known, stamp
from db.register_terms import Relation
from knowledge.terms import HouseholdStatus

LISTED = (HouseholdStatus.POOR, HouseholdStatus.NEAR_POOR)
PLACE_FIELDS = ("ward", "hamlet", "address", "ethnic_group")
MEMBER_FIELDS = ("name", "relation", "birth_year", "sex", "id_number", "insurance_number", "phone")

Progress = Callable[[int], None]


@dataclass
class HouseholdChange:
    """What is different about one household; an empty one is unchanged. `known` is None for a new household."""

    row: ImportHousehold
    known: Known | None
    place: dict[str, Any] = field(default_factory=dict)
    new_members: list[ImportMember] = field(default_factory=list)
    members: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    review: dict[str, Any] | None = None
    status: HouseholdStatus | None = None
    """The status that holds from now on, where it becomes another."""

    @property
    def is_empty(self) -> bool:
        return self.known is not None and not (
            self.place or self.new_members or self.members or self.review or self.status
        )


@dataclass
class Plan:
    """Counts of households, who moved between the lists, and what to write. `not_in_file`: listed households of the
    file's wards of which it says nothing; they stay as they are."""

    changes: list[HouseholdChange] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_in_file: int = 0
    movement: Movement = field(default_factory=Movement)
    stamp: Stamp = ()

    @property
    def refused_households(self) -> int:
        return len({one.row for one in self.refused})


def make_plan(
    sessions: Sessions,
    vault: Vault,
    rows: Sequence[ImportHousehold],
    *,
    wards: Sequence[str] | None = None,
    on_progress: Progress = lambda _: None,
) -> Plan:
    """Compare in batches, each in a short transaction. `wards`: those the officer may write to; None: all."""
    plan = Plan()
    with sessions.begin() as session:
        plan.stamp = stamp(session)
    for batch in batches(rows):
        with sessions.begin() as session:
            _compare(session, vault, batch, wards, plan)
        on_progress(len(batch))
    with sessions.begin() as session:
        plan.not_in_file = _count_not_in_file(session, rows)
    return plan


def _compare(
    session: Session,
    vault: Vault,
    rows: Sequence[ImportHousehold],
    wards: Sequence[str] | None,
    plan: Plan,
) -> None:
    known = find_known(session, vault, [code_key(row.code) for row in rows])
    members = [member for row in rows for member in row.members]
    borne = {
        "id_number": bearers(
            session, vault, [one.id_number for one in members if one.id_number], Purpose.ID_NUMBER
        ),
        "insurance_number": bearers(
            session,
            vault,
            [one.insurance_number for one in members if one.insurance_number],
            Purpose.INSURANCE,
        ),
    }
    for row in rows:
        here = known.get(code_key(row.code))
        faults = _faults(row, here, wards, borne)
        if faults:
            plan.refused += faults
            continue
        change = _change(row, here)
        if _heads_after(change) > 1:
            plan.refused.append(Refused(row.row, "relation", "", Clash.ANOTHER_HEAD))
        else:
            _count(plan, change)


def _faults(
    row: ImportHousehold,
    known: Known | None,
    wards: Sequence[str] | None,
    borne: dict[str, dict[str, int]],
) -> list[Refused]:
    places = {row.ward, *([known.ward] if known else [])}
    if wards is not None and not places <= set(wards):
        return [Refused(row.row, "ward", row.ward, Clash.NOT_YOUR_WARD)]
    if known and known.merged:
        return [Refused(row.row, "code", row.code, Clash.MERGED)]
    if known and known.closed:
        return [Refused(row.row, "code", row.code, Clash.CLOSED)]
    if known is None and row.status is None:
        return [Refused(row.row, "status", "", Clash.NO_STATUS)]
    if known is None and not any(one.relation is Relation.HEAD for one in row.members):
        return [Refused(row.row, "relation", "", Clash.NO_HEAD)]
    return [
        Refused(member.row, name, "•" * 8 + number[-4:], Clash.ELSEWHERE)
        for member in row.members
        for name in ("id_number", "insurance_number")
        if (number := getattr(member, name))
        and borne[name].get(number) not in (None, known.id if known else None)
    ]


def _heads_after(change: HouseholdChange) -> int:
    """How many heads the household would have."""
    relations = {one.id: one.relation for one in change.known.members} if change.known else {}
    relations |= {number: values["relation"] for number, values in change.members if "relation" in values}
    new = [one.relation for one in change.new_members]
    return [*relations.values(), *new].count(Relation.HEAD)


def _count(plan: Plan, change: HouseholdChange) -> None:
    if change.is_empty:
        plan.unchanged += 1
        return
    plan.changes.append(change)
    if change.known is None:
        plan.new += 1
    else:
        plan.changed += 1
    if change.status:
        _note_movement(plan.movement, change)


def _note_movement(movement: Movement, change: HouseholdChange) -> None:
    """Who moved: new on the lists, off them, on them again, or from one to the other."""
    now, code = change.status, change.row.code
    before = HouseholdStatus(change.known.status) if change.known else None
    if now in LISTED and before not in LISTED:
        back = change.known is not None and change.known.was_listed
        (movement.fell_back if back else movement.new).append(code)
    elif before in LISTED and now not in LISTED:
        movement.escaped.append(code)
    elif before in LISTED and now in LISTED:
        (movement.better if now is HouseholdStatus.NEAR_POOR else movement.worse).append(code)


def _change(row: ImportHousehold, known: Known | None) -> HouseholdChange:
    change = HouseholdChange(row, known)
    if known is None:
        change.new_members = list(row.members)
        change.review, change.status = _review(row, None), row.status
        return change
    change.place = {
        name: value
        for name in PLACE_FIELDS
        if (value := getattr(row, name)) is not None and _is_other(name, value, getattr(known, name))
    }
    _match_members(change, row, known)
    change.review = _review(row, known)
    if row.status and row.status != known.status and _is_newest(row, known):
        change.status = row.status
    return change


def _is_other(name: str, value: Any, before: Any) -> bool:
    """Whether a value really is another: a name in other letters, a hamlet with other spaces are not."""
    if name == "hamlet":
        return place_key(value) != place_key(before or "")
    if name == "name":
        return bool(value.casefold() != before.casefold())
    return bool(value != before)


def _is_newest(row: ImportHousehold, known: Known) -> bool:
    """A review of an earlier year is kept, but the status of today stays."""
    since = since_of(row, None)
    return since is None or known.status_since is None or since >= known.status_since


def since_of(row: ImportHousehold, otherwise: date | None) -> date | None:
    """From when a status holds: a review's from 1 January of the next year, else from the decision."""
    return date(row.year + 1, 1, 1) if row.year else row.decided_on or otherwise


def _review(row: ImportHousehold, known: Known | None) -> dict[str, Any] | None:
    """The columns of the year's review that are new or different."""
    if row.year is None or row.status is None:
        return None
    told = {
        "status": row.status.value,
        "income_per_person": row.income,
        "deprivations": row.deprivations,
        "decision_number": row.decision_number,
        "decided_on": row.decided_on,
    }
    before = known.reviews.get(row.year) if known else None
    if before is None:
        return told
    different = {
        name: value for name, value in told.items() if value is not None and value != getattr(before, name)
    }
    return different or None


def _match_members(change: HouseholdChange, row: ImportHousehold, known: Known) -> None:
    left = list(known.members)
    for member in row.members:
        here = _same_person(member, left)
        if here is None:
            change.new_members.append(member)
            continue
        left.remove(here)
        different = {
            name: value
            for name in MEMBER_FIELDS
            if (value := getattr(member, name)) is not None and _is_other(name, value, getattr(here, name))
        }
        if different:
            change.members.append((here.id, different))


def _same_person(member: ImportMember, known: Sequence[KnownMember]) -> KnownMember | None:
    """By the ID number; else by the name, with the year of birth where both tell it."""
    by_number = [one for one in known if member.id_number and one.id_number == member.id_number]
    if by_number:
        return by_number[0]
    folded = fold(member.name)
    return next(
        (
            one
            for one in known
            if one.folded == folded
            and (member.birth_year is None or one.birth_year in (None, member.birth_year))
            and (member.id_number is None or one.id_number is None)
        ),
        None,
    )


def _count_not_in_file(session: Session, rows: Sequence[ImportHousehold]) -> int:
    """Listed households of the wards a file speaks of that it does not name."""
    named = {code_key(row.code) for row in rows}
    query = select(Household.code_key).where(
        Household.ward.in_({row.ward for row in rows}),
        Household.status.in_([status.value for status in LISTED]),
        Household.merged_into_id.is_(None),
    )
    return sum(key not in named for key in session.scalars(query))
