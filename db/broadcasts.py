"""Announcements: written, approved, started, paused, and done. Their copies are in db/deliveries.py."""

import hashlib
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.audiences import Audience
from db.broadcast_terms import BroadcastState
from db.models.broadcasts import Broadcast
from db.rows import BroadcastRow

SAME_TEXT_SECONDS = 24 * 3600.0

_COLUMNS = tuple(getattr(Broadcast, name) for name in BroadcastRow.__dataclass_fields__)
_OVER = (BroadcastState.DONE, BroadcastState.CANCELLED)


def create(
    session: Session,
    *,
    author_id: int | None,
    audience: Audience,
    text_vi: str,
    text_en: str | None = None,
    now: float,
    **more: Any,
) -> int:
    """A draft; returns its number. `more`: picture, buttons, urgent, start_at, event_at."""
    draft = Broadcast(
        state=BroadcastState.DRAFT,
        author_id=author_id,
        text_vi=text_vi,
        text_en=text_en,
        audience=audience.to_json(),
        text_hash=_hash(text_vi),
        created_at=now,
        **{"buttons": [], **more},
    )
    session.add(draft)
    session.flush()
    return draft.id


def change(session: Session, broadcast_id: int, **values: Any) -> bool:
    """Change a draft; False when it is no draft any more. `audience` is an Audience."""
    if "audience" in values:
        values["audience"] = values["audience"].to_json()
    if "text_vi" in values:
        values["text_hash"] = _hash(values["text_vi"])
    return _update(session, broadcast_id, (BroadcastState.DRAFT,), **values)


def find(session: Session, broadcast_id: int) -> BroadcastRow | None:
    row = session.execute(select(*_COLUMNS).where(Broadcast.id == broadcast_id)).first()
    return BroadcastRow(*row) if row else None


def list_in(session: Session, *states: BroadcastState, limit: int = 20) -> list[BroadcastRow]:
    """Announcements in some states, newest first."""
    query = select(*_COLUMNS).where(Broadcast.state.in_(states)).order_by(Broadcast.id.desc()).limit(limit)
    return [BroadcastRow(*row) for row in session.execute(query)]


def was_sent_lately(session: Session, text_vi: str, *, now: float) -> bool:
    """Whether the same text went out within a day."""
    same = (Broadcast.text_hash == _hash(text_vi), Broadcast.started_at > now - SAME_TEXT_SECONDS)
    return session.scalar(select(Broadcast.id).where(*same).limit(1)) is not None


def submit(session: Session, broadcast_id: int) -> bool:
    """Put a draft before a second person."""
    return _update(session, broadcast_id, (BroadcastState.DRAFT,), state=BroadcastState.WAITING)


def send_back(session: Session, broadcast_id: int) -> bool:
    """Make a draft again of what was not approved."""
    return _update(session, broadcast_id, (BroadcastState.WAITING,), state=BroadcastState.DRAFT)


def approve(session: Session, broadcast_id: int, *, officer_id: int | None, second_person: bool) -> bool:
    """Let it go out. Where a second person is asked for, the author cannot be that one."""
    found = find(session, broadcast_id)
    if found is None or (second_person and found.author_id == officer_id):
        return False
    before = BroadcastState.WAITING if second_person else BroadcastState.DRAFT
    return _update(session, broadcast_id, (before,), state=BroadcastState.APPROVED, approved_by_id=officer_id)


def start(session: Session, broadcast_id: int, *, now: float) -> bool:
    """From approved to sending; True for the one caller who did it and must write the deliveries."""
    return _update(
        session,
        broadcast_id,
        (BroadcastState.APPROVED,),
        state=BroadcastState.SENDING,
        started_at=now,
    )


def pause(session: Session, broadcast_id: int) -> bool:
    return _update(session, broadcast_id, (BroadcastState.SENDING,), state=BroadcastState.PAUSED)


def resume(session: Session, broadcast_id: int) -> bool:
    return _update(session, broadcast_id, (BroadcastState.PAUSED,), state=BroadcastState.SENDING)


def cancel(session: Session, broadcast_id: int, *, now: float) -> bool:
    """Stop it for good, wherever it stands; what was sent stays sent."""
    going = tuple(state for state in BroadcastState if state not in _OVER)
    return _update(session, broadcast_id, going, state=BroadcastState.CANCELLED, finished_at=now)


def finish(session: Session, broadcast_id: int, *, now: float) -> bool:
    """Note that no copy is open any more; True for the one caller who noticed first."""
    return _update(
        session, broadcast_id, (BroadcastState.SENDING,), state=BroadcastState.DONE, finished_at=now
    )


def show_progress_in(session: Session, broadcast_id: int, *, chat_id: int, message_id: int) -> None:
    """Remember the message in which the progress is drawn."""
    values = {"progress_chat_id": chat_id, "progress_message_id": message_id}
    session.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(values))


def claim_progress(session: Session, broadcast_id: int, *, now: float, every_seconds: float) -> bool:
    """Whether it is this caller's turn to draw the progress."""
    taken = (
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.progress_at <= now - every_seconds)
        .values(progress_at=now)
    )
    return _changed(session, taken)


def _hash(text: str) -> bytes:
    return hashlib.sha256(" ".join(text.split()).encode()).digest()


def _update(session: Session, broadcast_id: int, before: tuple[BroadcastState, ...], **values: Any) -> bool:
    changed = (
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state.in_(before))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return _changed(session, changed)


def _changed(session: Session, statement: Any) -> bool:
    return bool(session.execute(statement.returning(Broadcast.id)).first())
