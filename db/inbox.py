"""Updates in: stored once, taken in order per chat, marked in the transaction of their work.

Statements that run for every update are built once: building them costs more than running them.
"""

from collections.abc import Iterable

from sqlalchemy import Table, and_, bindparam, delete, select, text, update
from sqlalchemy.orm import Session

from db import dialogs
from db.models import Incoming
from db.rows import DialogRow, IncomingRow, PersonRow
from db.upsert import dialect_of, insert_into

STORED_COLUMNS = ("bot_id", "update_id", "chat_id", "body", "received_at")

_INBOX: Table = Incoming.metadata.tables["inbox"]
_LOCK_CHAT = text("SELECT pg_advisory_xact_lock(:chat_id)")
_PEOPLE: Table = Incoming.metadata.tables["people"]
_DIALOGS: Table = Incoming.metadata.tables["dialogs"]
_NEXT = (
    select(
        _INBOX.c.id,
        _INBOX.c.update_id,
        _INBOX.c.body,
        _PEOPLE.c.id.label("person_id"),
        _PEOPLE.c.language,
        _PEOPLE.c.ward,
        _DIALOGS.c.screen,
        _DIALOGS.c.topic,
        _DIALOGS.c.notes,
    )
    .select_from(
        _INBOX.outerjoin(
            _PEOPLE,
            and_(_PEOPLE.c.channel == bindparam("channel"), _PEOPLE.c.chat_id == _INBOX.c.chat_id),
        ).outerjoin(_DIALOGS, _DIALOGS.c.person_id == _PEOPLE.c.id)
    )
    .where(
        _INBOX.c.bot_id == bindparam("bot_id"),
        _INBOX.c.chat_id == bindparam("chat_id"),
        _INBOX.c.handled_at.is_(None),
    )
    .order_by(_INBOX.c.update_id)
    .limit(1)
)
_MARK = (
    update(_INBOX)
    .where(_INBOX.c.id == bindparam("incoming_id"))
    .values(handled_at=bindparam("now"), body=None)
)


def store(session: Session, updates: Iterable[tuple[int, int, str]], *, bot_id: int, now: float) -> None:
    """Keep raw updates (update id, chat id, body); those that came before are passed over."""
    rows = [
        dict(zip(STORED_COLUMNS, (bot_id, update_id, chat_id, body, now), strict=True))
        for update_id, chat_id, body in updates
    ]
    if rows:
        session.execute(insert_into(_INBOX, dialect_of(session)).on_conflict_do_nothing(), rows)


def lock_chat(session: Session, chat_id: int) -> None:
    """Let no other process handle this chat until the transaction ends (SQLite: it is alone anyway)."""
    if dialect_of(session) == "postgresql":
        session.execute(_LOCK_CHAT, {"chat_id": chat_id})


def find_next(session: Session, *, bot_id: int, channel: str, chat_id: int) -> IncomingRow | None:
    """The oldest update of a chat that is not handled yet, with the person and dialogue if they are known."""
    row = session.execute(_NEXT, {"bot_id": bot_id, "channel": channel, "chat_id": chat_id}).first()
    if row is None:
        return None
    person = row.person_id and PersonRow(row.person_id, channel, chat_id, row.language, row.ward)
    dialog = dialogs.EMPTY if row.screen is None else DialogRow(row.screen, row.topic, row.notes)
    return IncomingRow(row.id, row.update_id, row.body or "", person or None, dialog)


def mark_handled(session: Session, incoming_id: int, *, now: float) -> None:
    """Note that an update is done and erase what it said."""
    session.execute(_MARK, {"incoming_id": incoming_id, "now": now})


def list_waiting_chats(session: Session, *, bot_id: int, before: float) -> list[int]:
    """Chats with updates that came before a moment and are not handled yet."""
    query = (
        select(Incoming.chat_id)
        .distinct()
        .where(Incoming.bot_id == bot_id, Incoming.handled_at.is_(None), Incoming.received_at < before)
    )
    return list(session.scalars(query))


def purge(session: Session, *, handled_before: float) -> None:
    """Forget update numbers so old that Telegram cannot repeat them (it keeps updates for 24 hours)."""
    session.execute(delete(Incoming).where(Incoming.handled_at < handled_before))
