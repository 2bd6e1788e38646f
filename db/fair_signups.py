"""Who comes to a fair. The fair's row is locked while a seat is given, so that no seat is given twice."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.encryption import CannotDecrypt, Purpose, Vault
from db.jobfair_terms import FairState, SignUpState
from db.models import FairSignUp, JobFair, Person
from db.register_terms import Refusal
from knowledge.terms import Language

TOKEN_BYTES = 12
WORK_DAYS = (7, 30, 90)
MOST_LISTED = 100_000


@dataclass(frozen=True)
class SignUpRow:
    """One person at one fair."""

    id: int
    fair_id: int
    person_id: int
    state: SignUpState
    position: int
    slot_id: int | None
    token: str
    checked_in_at: float | None
    interviews: int | None
    work_7: bool | None
    work_30: bool | None
    work_90: bool | None


@dataclass(frozen=True)
class Guest:
    """Whom to write to about their own sign-up."""

    signup_id: int
    person_id: int
    chat_id: int
    language: Language | None


_COLUMNS = tuple(getattr(FairSignUp, name) for name in SignUpRow.__dataclass_fields__)


def sign_up(
    session: Session, fair_id: int, person_id: int, *, ward: str | None, on: date, now: float
) -> SignUpRow | Refusal:
    """A seat while there are any, else a place in the waiting list. Once signed up, the same answer again."""
    fair = session.execute(
        select(JobFair.state, JobFair.day, JobFair.seats).where(JobFair.id == fair_id).with_for_update()
    ).first()
    if fair is None or fair.state != FairState.OPEN or fair.day < on:
        return Refusal.TOO_LATE
    known = find(session, fair_id, person_id)
    if known and known.state is not SignUpState.CANCELLED:
        return known
    full = fair.seats is not None and count(session, fair_id, SignUpState.SIGNED_UP) >= fair.seats
    last = session.scalar(select(func.max(FairSignUp.position)).where(FairSignUp.fair_id == fair_id)) or 0
    values: dict[str, Any] = {
        "state": SignUpState.WAITING if full else SignUpState.SIGNED_UP,
        "position": last + 1,
        "ward": ward,
        "signed_at": now,
    }
    if known:
        _update(session, known.id, **values)
    else:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session.add(FairSignUp(fair_id=fair_id, person_id=person_id, token=token, **values))
        session.flush()
    signed = find(session, fair_id, person_id)
    assert signed is not None, "the row was just written"
    return signed


def cancel(session: Session, fair_id: int, person_id: int, *, on: date) -> Guest | None:
    """Give the seat back, with the name and phone; returns who moved up from the waiting list, to be told.

    Nobody moves up to a fair that is called off or over.
    """
    goes_on = _lock(session, fair_id, on)
    known = find(session, fair_id, person_id)
    if known is None or known.state is SignUpState.CANCELLED:
        return None
    _update(session, known.id, state=SignUpState.CANCELLED, name=None, phone=None, slot_id=None)
    return _move_up(session, fair_id) if goes_on and known.state is SignUpState.SIGNED_UP else None


def _lock(session: Session, fair_id: int, on: date) -> bool:
    """Lock the fair's row; whether the fair still is to come."""
    query = select(JobFair.state, JobFair.day).where(JobFair.id == fair_id).with_for_update()
    fair = session.execute(query).first()
    return fair is not None and fair.state == FairState.OPEN and fair.day >= on


def forget_names(session: Session, *, before: date) -> None:
    """Forget names and phones that were given for fairs before a day."""
    past = select(JobFair.id).where(JobFair.day < before)
    known = FairSignUp.name.is_not(None) | FairSignUp.phone.is_not(None)
    session.execute(
        update(FairSignUp)
        .where(FairSignUp.fair_id.in_(past), known)
        .values(name=None, phone=None)
        .execution_options(synchronize_session=False)
    )


def fill_seats(session: Session, fair_id: int, *, on: date) -> list[Guest]:
    """After seats were added: everybody who moves up."""
    moved: list[Guest] = []
    if not _lock(session, fair_id, on):
        return moved
    while guest := _move_up(session, fair_id):
        moved.append(guest)
    return moved


def _move_up(session: Session, fair_id: int) -> Guest | None:
    seats = session.scalar(select(JobFair.seats).where(JobFair.id == fair_id))
    if seats is not None and count(session, fair_id, SignUpState.SIGNED_UP) >= seats:
        return None
    first = (
        select(FairSignUp.id)
        .where(FairSignUp.fair_id == fair_id, FairSignUp.state == SignUpState.WAITING)
        .order_by(FairSignUp.position)
        .limit(1)
    )
    number = session.scalar(first)
    if number is None:
        return None
    _update(session, number, state=SignUpState.SIGNED_UP)
    return _guests(session, FairSignUp.id == number)[0]


def find(session: Session, fair_id: int, person_id: int) -> SignUpRow | None:
    """A person's sign-up, a cancelled one too."""
    return _one(session, FairSignUp.fair_id == fair_id, FairSignUp.person_id == person_id)


def list_fairs(session: Session, person_id: int) -> list[int]:
    """The fairs a person is signed up to or waits for."""
    mine = (FairSignUp.person_id == person_id, FairSignUp.state != SignUpState.CANCELLED)
    return list(session.scalars(select(FairSignUp.fair_id).where(*mine)))


def find_by_id(session: Session, signup_id: int) -> SignUpRow | None:
    return _one(session, FairSignUp.id == signup_id)


def find_by_token(session: Session, token: str) -> SignUpRow | None:
    """The sign-up of a ticket."""
    return _one(session, FairSignUp.token == token)


def count(session: Session, fair_id: int, state: SignUpState) -> int:
    query = select(func.count()).select_from(FairSignUp)
    return session.scalar(query.where(FairSignUp.fair_id == fair_id, FairSignUp.state == state)) or 0


def count_before(session: Session, row: SignUpRow) -> int:
    """How many wait before a person who waits."""
    query = select(func.count()).where(
        FairSignUp.fair_id == row.fair_id,
        FairSignUp.state == SignUpState.WAITING,
        FairSignUp.position < row.position,
    )
    return session.scalar(query) or 0


def tell(
    session: Session, vault: Vault, signup: SignUpRow, *, name: str | None = None, phone: str | None = None
) -> None:
    """Keep the name or phone that a person wants to give, sealed."""
    told = {"name": name, "phone": phone}
    sealed = {
        part: vault.seal_text(text, Purpose.NOTE, bound(signup.token)) for part, text in told.items() if text
    }
    _update(session, signup.id, **sealed)


def name_and_phone(session: Session, vault: Vault, signup: SignUpRow) -> tuple[str, str]:
    """What the person gave, empty where nothing."""
    row = session.execute(select(FairSignUp.name, FairSignUp.phone).where(FairSignUp.id == signup.id)).one()
    try:
        opened = [vault.open_text(one, Purpose.NOTE, bound(signup.token)) if one else "" for one in row]
    except CannotDecrypt:
        return "", ""
    return opened[0], opened[1]


def choose_slot(session: Session, signup_id: int, slot_id: int) -> None:
    _update(session, signup_id, slot_id=slot_id)


def check_in(session: Session, signup_id: int, *, now: float) -> bool:
    """Note that somebody came; False when that was noted before."""
    came = (
        update(FairSignUp)
        .where(FairSignUp.id == signup_id, FairSignUp.checked_in_at.is_(None))
        .values(checked_in_at=now)
        .returning(FairSignUp.id)
    )
    return session.execute(came.execution_options(synchronize_session=False)).first() is not None


def undo_check_in(session: Session, signup_id: int) -> bool:
    """Take a check-in back with what was noted after it; False when there was none."""
    undone = (
        update(FairSignUp)
        .where(FairSignUp.id == signup_id, FairSignUp.checked_in_at.is_not(None))
        .values(checked_in_at=None, interviews=None)
        .returning(FairSignUp.id)
    )
    return session.execute(undone.execution_options(synchronize_session=False)).first() is not None


def withdraw(session: Session, signup_id: int, part: str) -> None:
    """Forget a name or phone that a person does not want to give any more."""
    assert part in ("name", "phone"), part
    _update(session, signup_id, **{part: None})


def record_interviews(session: Session, signup_id: int, interviews: int) -> None:
    _update(session, signup_id, interviews=interviews)


def record_work(session: Session, signup_id: int, days: int, *, found: bool) -> None:
    """Whether a person found work within 7, 30 or 90 days after the fair."""
    assert days in WORK_DAYS, days
    _update(session, signup_id, **{f"work_{days}": found})


def list_rows(session: Session, fair_id: int, *, limit: int = MOST_LISTED) -> list[SignUpRow]:
    """Everybody who did not cancel, in order."""
    query = (
        select(*_COLUMNS)
        .where(FairSignUp.fair_id == fair_id, FairSignUp.state != SignUpState.CANCELLED)
        .order_by(FairSignUp.state, FairSignUp.position)
        .limit(limit)
    )
    return [_row(row) for row in session.execute(query)]


def list_with_names(
    session: Session, vault: Vault, fair_id: int
) -> list[tuple[SignUpRow, str, str, str | None]]:
    """Everybody who did not cancel with the name and phone they gave (empty: none) and their ward, in order."""
    query = select(FairSignUp.id, FairSignUp.ward).where(FairSignUp.fair_id == fair_id)
    wards: dict[int, str | None] = {row.id: row.ward for row in session.execute(query)}
    rows = list_rows(session, fair_id, limit=MOST_LISTED)
    return [(row, *name_and_phone(session, vault, row), wards[row.id]) for row in rows]


def _guests(session: Session, *where: Any) -> list[Guest]:
    query = (
        select(FairSignUp.id, FairSignUp.person_id, Person.chat_id, Person.language)
        .join(Person, Person.id == FairSignUp.person_id)
        .where(*where)
        .order_by(FairSignUp.position)
    )
    rows: list[Any] = list(session.execute(query))
    return [Guest(*row) for row in rows]


def _one(session: Session, *where: Any) -> SignUpRow | None:
    row = session.execute(select(*_COLUMNS).where(*where)).first()
    return _row(row) if row else None


def _row(row: Any) -> SignUpRow:
    return SignUpRow(**{**row._mapping, "state": SignUpState(row.state)})


def _update(session: Session, signup_id: int, **values: Any) -> None:
    if values:
        changed = update(FairSignUp).where(FairSignUp.id == signup_id).values(**values)
        session.execute(changed.execution_options(synchronize_session=False))


def bound(token: str) -> str:
    """What a sealed name or phone is bound to."""
    return f"signup:{token}"
