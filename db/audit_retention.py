"""Forgetting the oldest acts: the chain begins later, and its head says so."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.audit import sign
from db.encryption import Vault
from db.models import AuditEntry, AuditHead


def purge(session: Session, vault: Vault, *, before: float) -> int:
    """Take away acts older than a moment; returns how many. The newest stays whatever its age."""
    columns = (AuditHead.first_seq, AuditHead.last_seq, AuditHead.last_hash)
    head = session.execute(select(*columns).with_for_update()).first()
    if head is None:
        return 0
    first_seq, last_seq, last_hash = head
    newest_old = session.scalar(
        select(func.max(AuditEntry.seq)).where(AuditEntry.at < before, AuditEntry.seq < last_seq)
    )
    if newest_old is None:
        return 0
    previous = session.scalars(select(AuditEntry.hash).where(AuditEntry.seq == newest_old)).one()
    session.execute(delete(AuditEntry).where(AuditEntry.seq <= newest_old))
    begin = newest_old + 1
    session.execute(
        update(AuditHead).values(
            first_seq=begin,
            first_previous=previous,
            signature=sign(vault, begin, previous, last_seq, last_hash),
        )
    )
    return newest_old - first_seq + 1
