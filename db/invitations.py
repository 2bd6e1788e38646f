"""Invitations: a link for one person, once, for 48 hours. Only the hash of its token is kept."""

import hashlib
import secrets

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db import officers
from db.models import Invitation
from db.names import place_key
from db.register_rows import Post
from db.register_terms import Refusal, Role

VALID_SECONDS = 48 * 3600.0
TOKEN_BYTES = 24


def create(
    session: Session,
    *,
    name: str,
    post: Post,
    invited_by: int | None,
    now: float,
) -> str:
    """A new invitation; returns its token, which stands nowhere else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        Invitation(
            token_hash=_hash(token),
            name=name,
            role=post.role,
            wards=list(post.wards),
            hamlets=[[ward, place_key(hamlet)] for ward, hamlet in post.hamlets],
            invited_by=invited_by,
            created_at=now,
            expires_at=now + VALID_SECONDS,
        )
    )
    session.flush()
    return token


def accept(session: Session, token: str, *, channel: str, chat_id: int, now: float) -> int | Refusal:
    """Make the person who opened the link an officer; returns the officer's number.

    A link that was used, is too old or never existed is NOT_FOUND; who is an officer already is TAKEN.
    """
    row = session.scalar(select(Invitation).where(Invitation.token_hash == _hash(token)).with_for_update())
    if row is None or row.used_at is not None or row.expires_at < now:
        return Refusal.NOT_FOUND
    if officers.find(session, channel=channel, chat_id=chat_id):
        return Refusal.TAKEN
    officer_id = officers.add(
        session,
        channel=channel,
        chat_id=chat_id,
        name=row.name,
        post=Post(Role(row.role), row.wards, [(ward, hamlet) for ward, hamlet in row.hamlets]),
        now=now,
    )
    session.execute(
        update(Invitation).where(Invitation.id == row.id).values(used_at=now, officer_id=officer_id)
    )
    return officer_id


def purge(session: Session, *, expired_before: float) -> None:
    """Forget links that nobody used in time."""
    session.execute(
        delete(Invitation).where(Invitation.used_at.is_(None), Invitation.expires_at < expired_before)
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
