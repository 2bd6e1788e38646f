"""Job fairs: entered, opened, changed, cancelled, copied. Hours are minutes after midnight in Vietnam."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.jobfair_terms import FairState
from db.models import FairSlot, JobFair

COPIED = (
    "title",
    "opens",
    "closes",
    "place",
    "latitude",
    "longitude",
    "organiser",
    "notes",
    "seats",
    "poster",
)


@dataclass(frozen=True)
class FairRow:
    """A fair as conversations see it."""

    id: int
    state: FairState
    title: str
    day: date
    opens: int
    closes: int
    place: str
    latitude: float | None
    longitude: float | None
    organiser: str
    notes: str | None
    seats: int | None
    companies: int | None
    poster: str | None
    created_by_id: int | None
    changes: int

    @property
    def hours_known(self) -> bool:
        """Both hours are 0 where they are not known."""
        return self.opens < self.closes


@dataclass(frozen=True)
class SlotRow:
    """A time to come at, minutes after midnight."""

    id: int
    starts: int


_COLUMNS = tuple(getattr(JobFair, name) for name in FairRow.__dataclass_fields__)


def create(session: Session, *, now: float, created_by_id: int | None, **values: Any) -> int:
    """A draft (or a fair in another `state`); returns its number."""
    fair = JobFair(
        **{"state": FairState.DRAFT, **values}, created_at=now, created_by_id=created_by_id, changes=0
    )
    session.add(fair)
    session.flush()
    return fair.id


def find(session: Session, fair_id: int) -> FairRow | None:
    row = session.execute(select(*_COLUMNS).where(JobFair.id == fair_id)).first()
    return _row(row) if row else None


def list_upcoming(session: Session, *, on: date) -> list[FairRow]:
    """Open fairs from a day on, the next first."""
    query = select(*_COLUMNS).where(JobFair.state == FairState.OPEN, JobFair.day >= on)
    return [_row(row) for row in session.execute(query.order_by(JobFair.day, JobFair.opens))]


def list_all(session: Session, *, limit: int = 20) -> list[FairRow]:
    """Every fair in every state, the latest day first."""
    query = select(*_COLUMNS).order_by(JobFair.day.desc(), JobFair.id.desc()).limit(limit)
    return [_row(row) for row in session.execute(query)]


def change(session: Session, fair_id: int, **values: Any) -> bool:
    """Change what is not over or cancelled; calendars that have it see a new version."""
    going = JobFair.state.in_([FairState.DRAFT, FairState.OPEN])
    return _update(session, fair_id, going, changes=JobFair.changes + 1, **values)


def open_up(session: Session, fair_id: int) -> bool:
    """From a draft to a fair that residents see; True for the one caller who did it."""
    return _update(session, fair_id, JobFair.state == FairState.DRAFT, state=FairState.OPEN)


def cancel(session: Session, fair_id: int) -> bool:
    """Call it off; True for the one caller who did it and has to tell everybody."""
    going = JobFair.state.in_([FairState.DRAFT, FairState.OPEN])
    return _update(session, fair_id, going, state=FairState.CANCELLED, changes=JobFair.changes + 1)


def close_past(session: Session, *, on: date) -> None:
    """Note that fairs of days gone by are over."""
    session.execute(
        update(JobFair).where(JobFair.state == FairState.OPEN, JobFair.day < on).values(state=FairState.OVER)
    )


def copy(session: Session, fair_id: int, *, day: date, created_by_id: int | None, now: float) -> int | None:
    """A draft like an earlier fair, on another day; None where there is no such fair."""
    earlier = find(session, fair_id)
    if earlier is None:
        return None
    values = {name: getattr(earlier, name) for name in COPIED}
    number = create(session, now=now, created_by_id=created_by_id, day=day, **values)
    set_slots(session, number, [slot.starts for slot in list_slots(session, fair_id)])
    return number


def set_slots(session: Session, fair_id: int, starts: list[int]) -> None:
    """The times people can choose; those that stay keep their number."""
    known = {slot.starts: slot.id for slot in list_slots(session, fair_id)}
    for gone in set(known) - set(starts):
        session.delete(session.get_one(FairSlot, known[gone]))
    session.add_all(FairSlot(fair_id=fair_id, starts=one) for one in sorted(set(starts) - set(known)))
    session.flush()


def list_slots(session: Session, fair_id: int) -> list[SlotRow]:
    query = select(FairSlot.id, FairSlot.starts).where(FairSlot.fair_id == fair_id).order_by(FairSlot.starts)
    return [SlotRow(*row) for row in session.execute(query)]


def _update(session: Session, fair_id: int, condition: Any, **values: Any) -> bool:
    changed = update(JobFair).where(JobFair.id == fair_id, condition).values(**values).returning(JobFair.id)
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def _row(row: Any) -> FairRow:
    return FairRow(**{**row._mapping, "state": FairState(row.state)})
