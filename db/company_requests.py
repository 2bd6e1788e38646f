"""Companies that ask to take part in a fair. What they wrote is sealed."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.encryption import CannotDecrypt, Purpose, Vault
from db.models import CompanyRequest


@dataclass(frozen=True)
class RequestRow:
    """What a company wrote and when (seconds since 1970)."""

    id: int
    said: str
    created_at: float


def add(session: Session, vault: Vault, *, person_id: int, said: str, now: float) -> None:
    """Keep a request."""
    sealed = vault.seal_text(said, Purpose.NOTE, bound(person_id))
    session.add(CompanyRequest(person_id=person_id, said=sealed, created_at=now))


def has_open(session: Session, person_id: int) -> bool:
    """Whether a person's request waits for an answer."""
    mine = (CompanyRequest.person_id == person_id, CompanyRequest.answered_at.is_(None))
    return session.scalar(select(CompanyRequest.id).where(*mine).limit(1)) is not None


def purge(session: Session, *, answered_before: float) -> None:
    """Forget requests that were answered long ago."""
    session.execute(delete(CompanyRequest).where(CompanyRequest.answered_at < answered_before))


def list_open(session: Session, vault: Vault) -> list[RequestRow]:
    """What nobody has answered yet, oldest first."""
    query = select(CompanyRequest).where(CompanyRequest.answered_at.is_(None)).order_by(CompanyRequest.id)
    return [RequestRow(row.id, _open(vault, row), row.created_at) for row in session.scalars(query)]


def close(session: Session, request_id: int, *, now: float) -> None:
    """Note that the organisers got in touch."""
    session.execute(update(CompanyRequest).where(CompanyRequest.id == request_id).values(answered_at=now))


def _open(vault: Vault, row: CompanyRequest) -> str:
    try:
        return vault.open_text(row.said, Purpose.NOTE, bound(row.person_id))
    except CannotDecrypt:
        return "…"


def bound(person_id: int) -> str:
    """What a sealed request is bound to."""
    return f"company:{person_id}"
