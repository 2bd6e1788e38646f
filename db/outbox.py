"""Calls out: written with their cause, leased to one sender at a time, marked when done."""

import logging
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any

import msgspec
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from db.encryption import CannotDecrypt, Purpose, Vault
from db.models.outbox import Outgoing
from db.rows import OutgoingRow
from db.upsert import dialect_of

log = logging.getLogger(__name__)

LEASE_SECONDS = 20.0
HOLDER = secrets.token_hex(8)  # this process, as the holder of its leases

_OUTBOX: Table = Outgoing.metadata.tables["outbox"]
_PUT = insert(_OUTBOX).returning(_OUTBOX.c.id, sort_by_parameter_order=True)


class State(IntEnum):
    """How far a call got."""

    OPEN = 0
    SENT = 1
    FAILED = 2
    STOPPED = 3


def put(
    session: Session,
    vault: Vault,
    calls: Sequence[tuple[int, str, dict[str, Any]]],
    *,
    bot_id: int,
    now: float,
    due_at: float | None = None,
) -> list[OutgoingRow]:
    """Write calls (chat id, method, parameters) and lease them to the caller, or leave them until `due_at`.

    What they say is sealed: it names people and their numbers until it is sent and erased.
    """
    if not calls:
        return []
    rows = [
        {
            "bot_id": bot_id,
            "chat_id": chat_id,
            "method": method,
            "parameters": _seal(vault, parameters),
            "state": State.OPEN,
            "attempts": 0,
            "due_at": due_at or now + LEASE_SECONDS,
            "holder": HOLDER,
            "created_at": now,
        }
        for chat_id, method, parameters in calls
    ]
    ids = session.scalars(_PUT, rows)
    return [OutgoingRow(id_, *call, attempts=0) for id_, call in zip(ids, calls, strict=True)]


def _seal(vault: Vault, parameters: dict[str, Any]) -> str:
    text = msgspec.json.encode(parameters).decode()
    return b64encode(vault.seal_text(text, Purpose.CALL)).decode()


def _open(vault: Vault, sealed: str) -> dict[str, Any]:
    opened: dict[str, Any] = msgspec.json.decode(vault.open_text(b64decode(sealed), Purpose.CALL))
    return opened


def claim(session: Session, vault: Vault, *, bot_id: int, now: float, limit: int = 100) -> list[OutgoingRow]:
    """Take over due calls whose sender is gone, oldest first; nobody else gets them during the lease."""
    due = (
        select(Outgoing.id)
        .where(Outgoing.bot_id == bot_id, Outgoing.state == State.OPEN, Outgoing.due_at <= now)
        .order_by(Outgoing.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = session.execute(
        update(Outgoing)
        .where(Outgoing.id.in_(due))
        .values(due_at=now + LEASE_SECONDS, holder=HOLDER)
        .returning(Outgoing.id, Outgoing.chat_id, Outgoing.method, Outgoing.parameters, Outgoing.attempts)
        .execution_options(synchronize_session=False)
    )
    return sorted(_readable(session, vault, taken.all(), now), key=lambda row: row.id)


def _readable(session: Session, vault: Vault, rows: Sequence[Any], now: float) -> Iterator[OutgoingRow]:
    """The calls that can be read; one whose key is gone is given up, so that it does not hold up the others."""
    for id_, chat_id, method, parameters, attempts in rows:
        try:
            yield OutgoingRow(id_, chat_id, method, _open(vault, parameters), attempts)
        except (CannotDecrypt, ValueError):
            log.error("call %s cannot be read with the keys of this process", id_)
            mark(session, [id_], State.FAILED, now=now)


def is_held_elsewhere(session: Session, *, bot_id: int, chat_id: int, now: float) -> bool:
    """Whether another process may still be making calls to a chat, or died before it had made them.

    What comes later must wait for them: answers keep the order of the questions. On SQLite there is no other.
    """
    if dialect_of(session) != "postgresql":
        return False
    held = select(Outgoing.id).where(
        Outgoing.bot_id == bot_id,
        Outgoing.chat_id == chat_id,
        Outgoing.state == State.OPEN,
        Outgoing.attempts == 0,
        Outgoing.holder != HOLDER,
        Outgoing.due_at <= now + LEASE_SECONDS,
    )
    return session.scalar(held.limit(1)) is not None


def mark(session: Session, ids: Iterable[int], state: State, *, now: float) -> None:
    """Close calls and erase what they said."""
    session.execute(
        update(Outgoing).where(Outgoing.id.in_(ids)).values(state=state, done_at=now, parameters=None)
    )


def postpone(session: Session, outgoing_id: int, *, attempts: int, due_at: float) -> None:
    """Try a call again later."""
    session.execute(
        update(Outgoing).where(Outgoing.id == outgoing_id).values(attempts=attempts, due_at=due_at)
    )


def release_all(session: Session, *, bot_id: int, now: float) -> None:
    """Make every leased call due. Only for a process that is alone on its database."""
    leased = Outgoing.due_at.between(now, now + LEASE_SECONDS)
    session.execute(
        update(Outgoing)
        .where(Outgoing.bot_id == bot_id, Outgoing.state == State.OPEN, leased)
        .values(due_at=now)
    )


def purge(session: Session, *, done_before: float) -> None:
    """Forget calls made long ago."""
    session.execute(delete(Outgoing).where(Outgoing.done_at < done_before))
