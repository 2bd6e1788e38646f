"""Officers: who they are, whether they are signed in, what becomes of their role."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from db import pins
from db.encryption import Vault
from db.models import Officer, OfficerHamlet, OfficerWard
from db.register_rows import OfficerRow, Post
from db.register_terms import Refusal, Role

MOST_FAILURES = 6
LOCKED_SECONDS = 30 * 60.0

_COLUMNS = (Officer.id, Officer.channel, Officer.chat_id, Officer.name, Officer.role)


@dataclass(frozen=True)
class Standing:
    """How an officer stands to signing in: moments in seconds since 1970, None where there is none."""

    has_pin: bool
    failures: int
    locked_until: float | None
    active_until: float | None


def add(session: Session, *, channel: str, chat_id: int, name: str, post: Post, now: float) -> int:
    """A new officer; returns the number."""
    officer = Officer(channel=channel, chat_id=chat_id, name=name, role=post.role, joined_at=now)
    session.add(officer)
    session.flush()
    _put_places(session, officer.id, post)
    return officer.id


def find(session: Session, *, channel: str, chat_id: int) -> OfficerRow | None:
    """The officer who writes from a chat; None for a resident and for one who was removed."""
    here = (Officer.channel == channel, Officer.chat_id == chat_id, Officer.removed_at.is_(None))
    return _one(session, *here)


def find_by_id(session: Session, officer_id: int) -> OfficerRow | None:
    """An officer by number, unless removed."""
    return _one(session, Officer.id == officer_id, Officer.removed_at.is_(None))


def list_all(session: Session) -> list[OfficerRow]:
    """Everybody who was not removed, by role and name."""
    query = select(Officer.id).where(Officer.removed_at.is_(None)).order_by(Officer.role, Officer.name)
    found = [find_by_id(session, officer_id) for officer_id in session.scalars(query)]
    return [row for row in found if row]


def name_of(session: Session, officer_id: int | None) -> str:
    """The name of an officer, a removed one too; empty where there is none."""
    return session.scalar(select(Officer.name).where(Officer.id == officer_id)) or ""


def standing(session: Session, officer_id: int) -> Standing:
    """Whether an officer has a PIN, is locked out, is signed in."""
    columns = (Officer.pin.is_not(None), Officer.pin_failures, Officer.locked_until, Officer.active_until)
    row = session.execute(select(*columns).where(Officer.id == officer_id)).one()
    return Standing(bool(row[0]), row[1], row[2], row[3])


def set_pin(session: Session, vault: Vault, officer_id: int, pin: str) -> None:
    """Give an officer a PIN, and forget wrong tries."""
    sealed = pins.seal(vault, pin, officer_id)
    _update(session, officer_id, pin=sealed, pin_failures=0, locked_until=None)


def check_pin(session: Session, vault: Vault, officer_id: int, pin: str, *, now: float) -> Refusal | None:
    """None when the PIN is right; the sixth wrong one locks for 30 minutes."""
    columns = (Officer.pin, Officer.pin_failures, Officer.locked_until)
    kept, failures, locked_until = session.execute(
        select(*columns).where(Officer.id == officer_id).with_for_update()
    ).one()
    if locked_until and locked_until > now:
        return Refusal.LOCKED
    if kept is None:
        return Refusal.NO_PIN
    if pins.is_right(vault, kept, pin, officer_id):
        _update(session, officer_id, pin_failures=0, locked_until=None)
        return None
    if failures + 1 >= MOST_FAILURES:
        _update(session, officer_id, pin_failures=0, locked_until=now + LOCKED_SECONDS)
        return Refusal.LOCKED
    _update(session, officer_id, pin_failures=failures + 1)
    return Refusal.WRONG_PIN


def keep_active(session: Session, officer_id: int, *, until: float) -> None:
    """Signed in until a moment, if nothing is done before."""
    _update(session, officer_id, active_until=until)


def lock(session: Session, officer_id: int) -> None:
    """Ask for the PIN at the next step."""
    _update(session, officer_id, active_until=None)


def change_post(session: Session, officer_id: int, post: Post) -> Refusal | None:
    """Another role or other places, from the officer's next step on."""
    if post.role is not Role.ADMINISTRATOR and _is_last_administrator(session, officer_id):
        return Refusal.LAST_ADMINISTRATOR
    _update(session, officer_id, role=post.role)
    session.execute(delete(OfficerWard).where(OfficerWard.officer_id == officer_id))
    session.execute(delete(OfficerHamlet).where(OfficerHamlet.officer_id == officer_id))
    _put_places(session, officer_id, post)
    return None


def remove(session: Session, officer_id: int, *, now: float) -> Refusal | None:
    """Take somebody out, from their next step on. The row stays: the audit chain names it."""
    if _is_last_administrator(session, officer_id):
        return Refusal.LAST_ADMINISTRATOR
    _update(session, officer_id, removed_at=now, pin=None, active_until=None)
    return None


def _is_last_administrator(session: Session, officer_id: int) -> bool:
    administrators = list(
        session.scalars(
            select(Officer.id)
            .where(Officer.role == Role.ADMINISTRATOR, Officer.removed_at.is_(None))
            .with_for_update()
        )
    )
    return administrators == [officer_id]


def _one(session: Session, *where: ColumnElement[bool]) -> OfficerRow | None:
    row = session.execute(select(*_COLUMNS).where(*where)).first()
    if row is None:
        return None
    wards = select(OfficerWard.ward).where(OfficerWard.officer_id == row.id).order_by(OfficerWard.ward)
    hamlets = select(OfficerHamlet.ward, OfficerHamlet.hamlet_key).where(OfficerHamlet.officer_id == row.id)
    return OfficerRow(
        row.id,
        row.channel,
        row.chat_id,
        row.name,
        Role(row.role),
        tuple(session.scalars(wards)),
        tuple((ward, hamlet) for ward, hamlet in session.execute(hamlets)),
    )


def _put_places(session: Session, officer_id: int, post: Post) -> None:
    if post.wards:
        wards = [{"officer_id": officer_id, "ward": ward} for ward in sorted(set(post.wards))]
        session.execute(insert(OfficerWard), wards)
    if post.hamlets:
        hamlets = [
            {"officer_id": officer_id, "ward": ward, "hamlet_key": key}
            for ward, key in sorted(set(post.hamlets))
        ]
        session.execute(insert(OfficerHamlet), hamlets)


def _update(session: Session, officer_id: int, **values: object) -> None:
    session.execute(update(Officer).where(Officer.id == officer_id).values(**values))
