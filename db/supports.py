"""What households received: put once, taken back with a trace."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Support
from db.upsert import dialect_of, insert_into


@dataclass(frozen=True)
class SupportRow:
    """One thing received; amount in VND, None when it was given in kind."""

    id: int
    household_id: int
    programme: str
    kind: str
    amount: int | None
    received_on: date
    money_source: str | None
    officer_id: int | None


_COLUMNS = tuple(getattr(Support, name) for name in SupportRow.__dataclass_fields__)


def list_for(session: Session, household_id: int) -> list[SupportRow]:
    """What a household received, newest first; without what was taken back."""
    query = (
        select(*_COLUMNS)
        .where(Support.household_id == household_id, Support.cancelled_at.is_(None))
        .order_by(Support.received_on.desc(), Support.id.desc())
    )
    return [SupportRow(*row) for row in session.execute(query)]


def find(session: Session, support_id: int) -> SupportRow | None:
    """One support that was not taken back."""
    row = session.execute(
        select(*_COLUMNS).where(Support.id == support_id, Support.cancelled_at.is_(None))
    ).first()
    return SupportRow(*row) if row else None


def add(session: Session, key: str, row: SupportRow, *, now: float) -> int:
    """Put a support (its `id` does not matter); the same key again changes nothing. Returns its number."""
    values = {name: getattr(row, name) for name in SupportRow.__dataclass_fields__ if name != "id"}
    table = Support.metadata.tables["supports"]
    session.execute(
        insert_into(table, dialect_of(session))
        .values(key=key, recorded_at=now, **values)
        .on_conflict_do_nothing()
    )
    number = session.scalar(select(Support.id).where(Support.key == key))
    assert number is not None, "the row was just written"
    return number


def take_back(session: Session, support_id: int, *, now: float) -> bool:
    """Cancel an entry made by mistake; it stays with the moment. False when it was cancelled already."""
    taken = (
        update(Support)
        .where(Support.id == support_id, Support.cancelled_at.is_(None))
        .values(cancelled_at=now)
        .returning(Support.id)
    )
    return session.execute(taken).first() is not None
