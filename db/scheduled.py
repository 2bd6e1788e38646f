"""Work planned for a moment: put once, leased to one process at a time, finished with what it did."""

from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from db.models.scheduled import Scheduled
from db.rows import ScheduledRow
from db.upsert import dialect_of, insert_into

LEASE_SECONDS = 120.0

_SCHEDULED: Table = Scheduled.metadata.tables["scheduled"]


def put(session: Session, kind: str, key: str, *, due_at: float, **arguments: Any) -> None:
    """Plan work; what has the same key and waits already gets the new moment and arguments."""
    insert = insert_into(_SCHEDULED, dialect_of(session)).values(
        kind=kind, key=key, arguments=arguments, due_at=due_at, attempts=0
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["key"],
            set_={"arguments": insert.excluded.arguments, "due_at": insert.excluded.due_at},
            where=_SCHEDULED.c.done_at.is_(None),
        )
    )


def cancel(session: Session, *keys: str) -> None:
    """Forget work that was not done yet."""
    session.execute(delete(Scheduled).where(Scheduled.key.in_(keys), Scheduled.done_at.is_(None)))


def forget(session: Session, *keys: str) -> None:
    """Forget work whether it was done or not, so that it can be planned anew."""
    session.execute(delete(Scheduled).where(Scheduled.key.in_(keys)))


def claim(session: Session, *, now: float, limit: int = 20) -> list[ScheduledRow]:
    """Take due work, oldest first; nobody else gets it during the lease. Counts the attempt."""
    due = (
        select(Scheduled.id)
        .where(Scheduled.done_at.is_(None), Scheduled.due_at <= now)
        .order_by(Scheduled.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = session.execute(
        update(Scheduled)
        .where(Scheduled.id.in_(due))
        .values(due_at=now + LEASE_SECONDS, attempts=Scheduled.attempts + 1)
        .returning(Scheduled.id, Scheduled.kind, Scheduled.key, Scheduled.arguments, Scheduled.attempts)
        .execution_options(synchronize_session=False)
    )
    return sorted((ScheduledRow(*row) for row in taken), key=lambda row: row.id)


def renew(session: Session, scheduled_id: int, *, now: float) -> None:
    """Keep long work to oneself for another lease."""
    session.execute(update(Scheduled).where(Scheduled.id == scheduled_id).values(due_at=now + LEASE_SECONDS))


def postpone(session: Session, scheduled_id: int, *, due_at: float) -> None:
    """Try again later."""
    session.execute(update(Scheduled).where(Scheduled.id == scheduled_id).values(due_at=due_at))


def finish(session: Session, scheduled_id: int, *, now: float, failed: bool = False) -> None:
    """Note that work is done, or given up."""
    session.execute(
        update(Scheduled).where(Scheduled.id == scheduled_id).values(done_at=now, failed=failed, arguments={})
    )


def purge(session: Session, *, done_before: float) -> None:
    """Forget work done long ago."""
    session.execute(delete(Scheduled).where(Scheduled.done_at < done_before))


def release_all(session: Session, *, now: float) -> None:
    """Make leased work due again. Only for a process that is alone on its database."""
    leased = (Scheduled.done_at.is_(None), Scheduled.attempts > 0, Scheduled.due_at <= now + LEASE_SECONDS)
    session.execute(update(Scheduled).where(*leased, Scheduled.due_at > now).values(due_at=now))
