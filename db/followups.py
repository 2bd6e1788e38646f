"""Follow-ups: logged, planned, done, handed over. Notes and places are sealed, bound to the row's key."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from db.areas import may_see
from db.encryption import CannotDecrypt, Purpose, Vault
from db.models import Followup, Household, Member
from db.register_rows import OfficerRow
from db.register_terms import FollowupKind, FollowupOutcome, FollowupState, Refusal, Relation
from db.upsert import dialect_of, insert_into

UNREADABLE = "…"


@dataclass(frozen=True)
class FollowupRow:
    """One follow-up; `note` and `place` (latitude, longitude) in clear, empty where there is none."""

    id: int
    household_id: int
    officer_id: int
    state: FollowupState
    kind: FollowupKind
    outcome: FollowupOutcome | None
    due_on: date | None
    happened_on: date | None
    done_at: float | None
    handed_to_id: int | None
    photo: str | None
    note: str
    place: str


@dataclass(frozen=True)
class DueRow:
    """Open work of an officer, with where it is."""

    id: int
    household_id: int
    kind: FollowupKind
    due_on: date
    ward: str
    hamlet: str
    head: str


@dataclass(frozen=True)
class Task:
    """What an officer does or has to do for a household."""

    household_id: int
    officer_id: int
    kind: FollowupKind


def bound(key: str) -> str:
    """What a note is sealed together with."""
    return f"followup:{key}"


def log(
    session: Session, key: str, task: Task, *, outcome: FollowupOutcome, on: date, now: float
) -> tuple[int, bool]:
    """Keep what was done; the same key again changes nothing. Returns the number and whether it is new."""
    done = {"state": FollowupState.DONE, "outcome": outcome, "happened_on": on, "done_at": now}
    return _put(session, key, {**asdict(task), **done}, now)


def plan(session: Session, key: str, task: Task, *, due_on: date, now: float) -> int:
    """Promise something for a day; the same key again moves it to another day. Returns its number."""
    number, is_new = _put(session, key, {**asdict(task), "state": FollowupState.OPEN, "due_on": due_on}, now)
    if not is_new:
        _change(session, Followup.id == number, Followup.state == FollowupState.OPEN, due_on=due_on)
    return number


def _put(session: Session, key: str, values: dict[str, object], now: float) -> tuple[int, bool]:
    table = Followup.metadata.tables["followups"]
    added = session.execute(
        insert_into(table, dialect_of(session))
        .values(key=key, recorded_at=now, **values)
        .on_conflict_do_nothing()
        .returning(table.c.id)
    ).first()
    if added:
        return int(added.id), True
    return session.scalars(select(Followup.id).where(Followup.key == key)).one(), False


def find(session: Session, vault: Vault, followup_id: int) -> FollowupRow | None:
    """One follow-up. Whether the officer may see its household is for the caller to ask."""
    row = session.get(Followup, followup_id, populate_existing=True)
    return _row(vault, row) if row else None


def list_for(session: Session, vault: Vault, household_id: int, *, limit: int = 50) -> list[FollowupRow]:
    """A household's follow-ups: what is open by day, then what was done, newest first."""
    query = (
        select(Followup)
        .where(Followup.household_id == household_id, Followup.state != FollowupState.CANCELLED)
        .order_by(
            Followup.state == FollowupState.DONE,
            Followup.happened_on.desc(),
            Followup.due_on,
            Followup.id.desc(),
        )
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return [_row(vault, row) for row in session.scalars(query)]


def complete(
    session: Session, followup_id: int, *, officer_id: int, outcome: FollowupOutcome, on: date, now: float
) -> bool:
    """Note that planned work is done; False when it was done already or is not the officer's."""
    open_ = (Followup.officer_id == officer_id, Followup.state == FollowupState.OPEN)
    changes = {"outcome": outcome, "happened_on": on, "done_at": now, "handed_to_id": None}
    return _change(session, Followup.id == followup_id, *open_, state=FollowupState.DONE, **changes)


def cancel(session: Session, followup_id: int, *, officer_id: int) -> bool:
    """Drop planned work."""
    open_ = (Followup.officer_id == officer_id, Followup.state == FollowupState.OPEN)
    return _change(session, Followup.id == followup_id, *open_, state=FollowupState.CANCELLED)


def hand_over(session: Session, followup_id: int, *, officer_id: int, to_id: int) -> bool:
    """Offer planned work to a colleague, who has still to accept; it stays the officer's until then."""
    open_ = (Followup.officer_id == officer_id, Followup.state == FollowupState.OPEN)
    return _change(session, Followup.id == followup_id, *open_, handed_to_id=to_id)


def answer_hand_over(session: Session, followup_id: int, *, officer_id: int, accepts: bool) -> Refusal | None:
    """The colleague takes the work or leaves it with who has it."""
    offered = (Followup.handed_to_id == officer_id, Followup.state == FollowupState.OPEN)
    values: dict[str, object] = {"handed_to_id": None}
    if accepts:
        values["officer_id"] = officer_id
    done = _change(session, Followup.id == followup_id, *offered, **values)
    return None if done else Refusal.NOT_FOUND


def list_due(session: Session, officer: OfficerRow, *, until: date) -> list[DueRow]:
    """Open work of an officer that is due by a day, by place and day; not in wards that are no longer theirs."""
    head = select(Member.name).where(
        Member.household_id == Household.id, Member.relation == Relation.HEAD, Member.left_on.is_(None)
    )
    columns = (
        Followup.id,
        Followup.household_id,
        Followup.kind,
        Followup.due_on,
        Household.ward,
        Household.hamlet,
        head.limit(1).scalar_subquery(),
    )
    query = (
        select(*columns)
        .join(Household, Household.id == Followup.household_id)
        .where(
            Followup.officer_id == officer.id,
            Followup.state == FollowupState.OPEN,
            Followup.due_on <= until,
            may_see(officer),
        )
        .order_by(Household.ward, Household.hamlet, Followup.due_on, Followup.id)
    )
    return [
        DueRow(row[0], row[1], FollowupKind(row[2]), row[3], row[4], row[5], row[6] or "")
        for row in session.execute(query)
    ]


def list_offered(session: Session, vault: Vault, officer_id: int) -> list[FollowupRow]:
    """Work that colleagues want to hand over to an officer."""
    query = select(Followup).where(Followup.handed_to_id == officer_id, Followup.state == FollowupState.OPEN)
    return [_row(vault, row) for row in session.scalars(query.order_by(Followup.due_on))]


def count_due(session: Session, *, until: date) -> dict[int, int]:
    """How much open work is due by a day, by officer."""
    query = (
        select(Followup.officer_id, func.count())
        .where(Followup.state == FollowupState.OPEN, Followup.due_on <= until)
        .group_by(Followup.officer_id)
    )
    return dict(session.execute(query).all())


def _change(session: Session, *where: ColumnElement[bool], **values: object) -> bool:
    changed = update(Followup).where(*where).values(**values).returning(Followup.id)
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def _row(vault: Vault, row: Followup) -> FollowupRow:
    return FollowupRow(
        id=row.id,
        household_id=row.household_id,
        officer_id=row.officer_id,
        state=FollowupState(row.state),
        kind=FollowupKind(row.kind),
        outcome=FollowupOutcome(row.outcome) if row.outcome else None,
        due_on=row.due_on,
        happened_on=row.happened_on,
        done_at=row.done_at,
        handed_to_id=row.handed_to_id,
        photo=row.photo,
        note=_open(vault, row.note, Purpose.NOTE, row.key),
        place=_open(vault, row.place, Purpose.PLACE, row.key),
    )


def _open(vault: Vault, sealed: bytes | None, purpose: Purpose, key: str) -> str:
    """The text; a sign where it cannot be read, so that one broken row does not hide the card."""
    if not sealed:
        return ""
    try:
        return vault.open_text(sealed, purpose, bound(key))
    except CannotDecrypt:
        return UNREADABLE
