"""How fast a lane may call: slots handed out from one row that all processes share."""

from dataclasses import dataclass

from sqlalchemy import Table, bindparam, case, func, literal, select, update
from sqlalchemy.orm import Session

from db.models.broadcasts import Pace
from db.upsert import dialect_of, insert_into

BROADCASTS = "broadcasts"

_PACE: Table = Pace.metadata.tables["pace"]


@dataclass(frozen=True)
class Slots:
    """Moments at which calls may be made, as waits in seconds from now."""

    waits: tuple[float, ...]


def take(session: Session, lane: str, *, count: int, per_second: float, now: float) -> Slots:
    """The next `count` slots of a lane, evenly spaced. `now` is used where the database has no clock (SQLite)."""
    moment = _moment(session, now)
    _ensure(session, lane)
    step = count / per_second
    current = case((_PACE.c.next_at > bindparam("now"), _PACE.c.next_at), else_=bindparam("now"))
    taken = update(_PACE).where(_PACE.c.lane == lane).values(next_at=current + step)
    end = session.execute(taken.returning(_PACE.c.next_at), {"now": moment}).scalar_one()
    first = end - step - moment
    return Slots(tuple(max(0.0, first + place / per_second) for place in range(count)))


def push_back(session: Session, lane: str, *, seconds: float, now: float) -> None:
    """No call of a lane for some seconds from now."""
    _ensure(session, lane)
    until = _moment(session, now) + seconds
    session.execute(update(_PACE).where(_PACE.c.lane == lane, _PACE.c.next_at < until).values(next_at=until))


def _ensure(session: Session, lane: str) -> None:
    insert = insert_into(_PACE, dialect_of(session)).values(lane=lane, next_at=0.0)
    session.execute(insert.on_conflict_do_nothing())


def _moment(session: Session, now: float) -> float:
    if dialect_of(session) != "postgresql":
        return now
    return float(session.scalar(select(func.extract("epoch", func.clock_timestamp()))) or literal(now))
