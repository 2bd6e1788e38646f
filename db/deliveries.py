"""Each person's copy of an announcement: written at once for all, leased, marked when it is sent.

sent + stopped + failed + cancelled + too old + open = recipients, at every moment.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Integer,
    Table,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from db.audiences import Audience, people_of
from db.broadcast_terms import BroadcastState, DeliveryState
from db.models.broadcasts import Broadcast, Delivery
from db.models.people import Person
from db.rows import DeliveryRow

LEASE_SECONDS = 30.0

_OPEN: ColumnElement[int] = literal_column(
    "0", Integer
)  # as the partial index has it: a bound value would miss it
_DELIVERIES: Table = Delivery.metadata.tables["deliveries"]


@dataclass(frozen=True)
class Counts:
    """How many copies stand where."""

    open: int = 0
    sent: int = 0
    failed: int = 0
    stopped: int = 0
    cancelled: int = 0
    too_old: int = 0

    @property
    def all(self) -> int:
        return self.open + self.sent + self.failed + self.stopped + self.cancelled + self.too_old


def enqueue(session: Session, broadcast_id: int, audience: Audience, *, now: float) -> int:
    """One open copy for everybody in the audience, in one statement; returns how many."""
    people = people_of(audience).subquery()
    rows = select(
        literal(broadcast_id),
        people.c.id,
        literal(int(DeliveryState.OPEN)),
        literal(0),
        literal(now),
    ).order_by(people.c.id)
    columns = ["broadcast_id", "person_id", "state", "attempts", "due_at"]
    session.execute(insert(_DELIVERIES).from_select(columns, rows))
    return counts(session, broadcast_id).all


def claim(session: Session, *, now: float, limit: int, quiet: bool) -> list[DeliveryRow]:
    """Take due copies of what is being sent; in quiet hours only of what is urgent. Counts the attempt."""
    allowed = Broadcast.urgent if quiet else true()
    going = select(Broadcast.id).where(
        Broadcast.state == BroadcastState.SENDING,
        allowed,
        or_(Broadcast.event_at.is_(None), Broadcast.event_at > now),
    )
    ids = list(session.scalars(going.order_by(Broadcast.id)))
    if not ids:
        return []
    due = (
        select(Delivery.id)
        .where(Delivery.broadcast_id.in_(ids), Delivery.state == _OPEN, Delivery.due_at <= now)
        .order_by(Delivery.broadcast_id, Delivery.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = session.execute(
        update(Delivery)
        .where(Delivery.id.in_(due))
        .values(due_at=now + LEASE_SECONDS, attempts=Delivery.attempts + 1)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return _rows(session, list(taken.scalars()))


def renew(session: Session, delivery_id: int, *, taken_at: float, now: float) -> bool:
    """Lease a copy anew that was held for long; False when it is not to be sent by who took it at that moment.

    Somebody else may have taken it after its lease, or it was paused or cancelled.
    """
    going = select(Broadcast.id).where(Broadcast.state == BroadcastState.SENDING)
    mine = Delivery.due_at == taken_at + LEASE_SECONDS
    renewed = session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == _OPEN, mine, Delivery.broadcast_id.in_(going))
        .values(due_at=now + LEASE_SECONDS)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return renewed.first() is not None


def _rows(session: Session, ids: list[int]) -> list[DeliveryRow]:
    query = (
        select(Delivery.id, Delivery.broadcast_id, Person.chat_id, Person.language, Delivery.attempts)
        .join(Person, Person.id == Delivery.person_id)
        .where(Delivery.id.in_(ids))
        .order_by(Delivery.id)
    )
    return [DeliveryRow(**row._mapping) for row in session.execute(query)]


def mark(session: Session, ids: Sequence[int], state: DeliveryState, *, now: float) -> None:
    """Close some copies."""
    _set(session, ids, state=int(state), done_at=now)


def postpone(session: Session, delivery_id: int, *, due_at: float, attempts: int) -> None:
    """Try one copy again later."""
    _set(session, [delivery_id], due_at=due_at, attempts=attempts)


def _set(session: Session, ids: Sequence[int], **values: object) -> None:
    """Only an open copy changes: what was cancelled meanwhile and yet sent counts as sent."""
    open_or_cancelled = Delivery.state.in_([DeliveryState.OPEN, DeliveryState.CANCELLED])
    session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids), open_or_cancelled)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def close_all(session: Session, broadcast_id: int, state: DeliveryState, *, now: float) -> int:
    """Close every open copy of an announcement that was cancelled or whose event has passed."""
    closed = session.execute(
        update(Delivery)
        .where(Delivery.broadcast_id == broadcast_id, Delivery.state == _OPEN)
        .values(state=int(state), done_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(closed, "rowcount", 0))


def has_open(session: Session, broadcast_id: int) -> bool:
    """Whether any copy is still to be sent."""
    query = select(Delivery.id).where(Delivery.broadcast_id == broadcast_id, Delivery.state == _OPEN).limit(1)
    return session.scalar(query) is not None


def release_all(session: Session, *, now: float) -> None:
    """End every lease. Only for a process that is alone on its database."""
    session.execute(
        update(Delivery)
        .where(Delivery.state == _OPEN, Delivery.due_at.between(now, now + LEASE_SECONDS))
        .values(due_at=now)
        .execution_options(synchronize_session=False)
    )


def counts(session: Session, broadcast_id: int) -> Counts:
    """How many copies stand where, read at one moment."""
    query = (
        select(Delivery.state, func.count())
        .where(Delivery.broadcast_id == broadcast_id)
        .group_by(Delivery.state)
    )
    found = Counter({DeliveryState(state): number for state, number in session.execute(query)})
    return Counts(**{state.name.lower(): found[state] for state in DeliveryState})


def outcomes(session: Session, broadcast_id: int) -> Iterator[tuple[int, DeliveryState, float | None]]:
    """Person number, state and moment of every copy, in batches, for the report."""
    query = (
        select(Delivery.person_id, Delivery.state, Delivery.done_at)
        .where(Delivery.broadcast_id == broadcast_id)
        .order_by(Delivery.id)
        .execution_options(yield_per=1000)
    )
    for person_id, state, done_at in session.execute(query):
        yield person_id, DeliveryState(state), done_at
