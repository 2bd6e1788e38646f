"""Sealing everything anew under the newest key, in batches; broken off, it goes on where it stood."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from db import company_requests, fair_signups
from db.audit import sign
from db.encryption import Purpose, Vault
from db.followups import bound
from db.models import (
    AuditHead,
    Base,
    CompanyRequest,
    FairSignUp,
    Followup,
    FollowupCorrection,
    Incoming,
    Member,
    Officer,
    Outgoing,
)
from db.outbox import State

BATCH = 500

Values = Mapping[str, Any]


@dataclass(frozen=True)
class _Sealed:
    """Sealed columns of a table, how to read its rows, and how to seal one row anew."""

    table: type[Base]
    columns: tuple[str, ...]
    query: Any  # a select of the id and what is needed to seal a row anew
    anew: Callable[[Vault, Row[Any]], Values]


def count_old(session: Session, vault: Vault) -> dict[str, int]:
    """How many rows still hold a value under an older key, by table."""
    return {
        sealed.table.__tablename__: session.scalar(
            select(func.count()).select_from(sealed.table).where(_is_old(sealed, vault))
        )
        or 0
        for sealed in SEALED
    }


def reseal_batch(session: Session, vault: Vault) -> int:
    """Seal some rows anew; returns how many. Call it in transactions of its own until it returns 0."""
    for sealed in SEALED:
        model: Any = sealed.table
        query = sealed.query.where(_is_old(sealed, vault)).order_by(model.id).limit(BATCH)
        rows = session.execute(query.with_for_update(of=sealed.table)).all()
        if rows:
            _write(session, sealed, [{"row_id": row.id, **sealed.anew(vault, row)} for row in rows])
            return len(rows)
    return 0


def count_waiting(session: Session) -> int:
    """Updates and calls that still lie sealed, under whichever key: to be done with before an old key is dropped."""
    updates = select(func.count()).select_from(Incoming).where(Incoming.handled_at.is_(None))
    calls = select(func.count()).select_from(Outgoing).where(Outgoing.state == State.OPEN)
    return (session.scalar(updates) or 0) + (session.scalar(calls) or 0)


def sign_head(session: Session, vault: Vault) -> None:
    """Sign the audit chain's head with the newest key."""
    columns = (AuditHead.first_seq, AuditHead.first_previous, AuditHead.last_seq, AuditHead.last_hash)
    row = session.execute(select(*columns).with_for_update()).first()
    if row:
        session.execute(update(AuditHead).values(signature=sign(vault, *row)))


def _is_old(sealed: _Sealed, vault: Vault) -> ColumnElement[bool]:
    """Whether any sealed column begins with the id of another key than the newest."""
    newest = bytes([vault.newest])
    columns = [getattr(sealed.table, name) for name in sealed.columns]
    return or_(*(column.is_not(None) & (func.substr(column, 1, 1) != newest) for column in columns))


def _write(session: Session, sealed: _Sealed, rows: list[dict[str, Any]]) -> None:
    table = sealed.table.metadata.tables[sealed.table.__tablename__]
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
    statement = update(table).where(table.c.id == bindparam("row_id")).values(values)
    session.connection().execute(statement, rows)


def _member(vault: Vault, row: Row[Any]) -> Values:
    return {
        "id_number": _number(vault, row.id_number, Purpose.ID_NUMBER),
        "id_ending": _ending(vault, row.id_number, Purpose.ID_NUMBER),
        "insurance_number": _number(vault, row.insurance_number, Purpose.INSURANCE),
        "insurance_ending": _ending(vault, row.insurance_number, Purpose.INSURANCE),
        "phone": _number(vault, row.phone, Purpose.PHONE),
    }


def _number(vault: Vault, sealed: bytes | None, purpose: Purpose) -> bytes | None:
    return None if sealed is None else vault.seal_number(vault.open_number(sealed, purpose), purpose)


def _ending(vault: Vault, sealed: bytes | None, purpose: Purpose) -> bytes | None:
    return None if sealed is None else vault.mark_ending(vault.open_number(sealed, purpose), purpose)


def _entry(vault: Vault, row: Row[Any]) -> Values:
    return {
        "note": _text(vault, row.note, Purpose.NOTE, bound(row.key)),
        "place": _text(vault, row.place, Purpose.PLACE, bound(row.key)),
    }


def _pin(vault: Vault, row: Row[Any]) -> Values:
    return {"pin": _text(vault, row.pin, Purpose.PIN, str(row.id))}


def _signup(vault: Vault, row: Row[Any]) -> Values:
    return {
        name: _text(vault, getattr(row, name), Purpose.NOTE, fair_signups.bound(row.token))
        for name in ("name", "phone")
    }


def _request(vault: Vault, row: Row[Any]) -> Values:
    return {"said": _text(vault, row.said, Purpose.NOTE, company_requests.bound(row.person_id))}


def _text(vault: Vault, sealed: bytes | None, purpose: Purpose, bound_to: str) -> bytes | None:
    if sealed is None:
        return None
    return vault.seal_text(vault.open_text(sealed, purpose, bound_to), purpose, bound_to)


SEALED = (
    _Sealed(
        Member,
        ("id_number", "insurance_number", "phone"),
        select(Member.id, Member.id_number, Member.insurance_number, Member.phone),
        _member,
    ),
    _Sealed(
        Followup,
        ("note", "place"),
        select(Followup.id, Followup.key, Followup.note, Followup.place),
        _entry,
    ),
    _Sealed(
        FollowupCorrection,
        ("note", "place"),
        select(FollowupCorrection.id, Followup.key, FollowupCorrection.note, FollowupCorrection.place).join(
            Followup, Followup.id == FollowupCorrection.followup_id
        ),
        _entry,
    ),
    _Sealed(Officer, ("pin",), select(Officer.id, Officer.pin), _pin),
    _Sealed(
        FairSignUp,
        ("name", "phone"),
        select(FairSignUp.id, FairSignUp.token, FairSignUp.name, FairSignUp.phone),
        _signup,
    ),
    _Sealed(
        CompanyRequest,
        ("said",),
        select(CompanyRequest.id, CompanyRequest.person_id, CompanyRequest.said),
        _request,
    ),
)
