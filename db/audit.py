"""The audit chain: every row holds the hash of the one before; head and end are signed with the key outside.

Written in the same transaction as what it tells of. Rows are never changed; db/audit_check.py finds it if they are.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.encryption import Purpose, Vault
from db.models import AuditEntry, AuditHead
from db.register_terms import Act
from db.upsert import dialect_of, insert_into

FIRST = b""  # what stands as `previous` in the first row of all


@dataclass(frozen=True)
class AuditRow:
    """One act. `details` hold no personal number, name or note in clear."""

    seq: int
    at: float
    officer_id: int | None
    actor: str
    act: Act
    household_id: int | None
    details: dict[str, Any]


def record(
    session: Session,
    vault: Vault,
    *,
    now: float,
    act: Act,
    actor: str,
    officer_id: int | None = None,
    household_id: int | None = None,
    **details: Any,
) -> None:
    """Append an act. One at a time over all processes: the head's row is locked until the transaction ends."""
    first_seq, first_previous, last_seq, last_hash = _lock_head(session, vault)
    row: dict[str, Any] = {
        "seq": last_seq + 1,
        "at": now,
        "officer_id": officer_id,
        "actor": actor,
        "act": act.value,
        "household_id": household_id,
        "details": json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "previous": last_hash,
    }
    row["hash"] = hash_of(row)
    session.execute(insert(AuditEntry).values(row))
    session.execute(
        update(AuditHead).values(
            last_seq=row["seq"],
            last_hash=row["hash"],
            signature=sign(vault, first_seq, first_previous, last_seq + 1, row["hash"]),
        )
    )


def hash_of(row: dict[str, Any]) -> bytes:
    """The hash of everything a row says, with the hash of the row before."""
    told = [row[name] for name in ("seq", "at", "officer_id", "actor", "act", "household_id", "details")]
    return hashlib.sha256(json.dumps([*told, row["previous"].hex()], ensure_ascii=False).encode()).digest()


def sign(vault: Vault, first_seq: int, first_previous: bytes, last_seq: int, last_hash: bytes) -> bytes:
    """The signature over where the chain begins and ends."""
    return vault.sign(head_content(first_seq, first_previous, last_seq, last_hash), Purpose.AUDIT)


def head_content(first_seq: int, first_previous: bytes, last_seq: int, last_hash: bytes) -> bytes:
    """What the signature covers."""
    return f"{first_seq}:{first_previous.hex()}:{last_seq}:{last_hash.hex()}".encode()


def list_entries(
    session: Session,
    *,
    household_id: int | None = None,
    officer_id: int | None = None,
    before_seq: int | None = None,
    limit: int = 20,
) -> list[AuditRow]:
    """Acts, newest first; of one household or officer where one is given."""
    query = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(limit)
    if household_id is not None:
        query = query.where(AuditEntry.household_id == household_id)
    if officer_id is not None:
        query = query.where(AuditEntry.officer_id == officer_id)
    if before_seq is not None:
        query = query.where(AuditEntry.seq < before_seq)
    return [
        AuditRow(
            one.seq,
            one.at,
            one.officer_id,
            one.actor,
            Act(one.act),
            one.household_id,
            json.loads(one.details),
        )
        for one in session.scalars(query)
    ]


def mask_query(text: str) -> str:
    """What is kept of a search: of all digits the last two, of names the initials."""
    digits = sum(map(str.isdigit, text))
    words, seen = [], 0
    for word in text.split():
        if any(map(str.isdigit, word)):
            masked = []
            for letter in word:
                seen += letter.isdigit()
                masked.append(letter if letter.isdigit() and seen > max(digits - 2, 0) else "•")
            words.append("".join(masked))
        else:
            words.append(f"{word[0]}.")
    return " ".join(words)[:64]


def _lock_head(session: Session, vault: Vault) -> tuple[int, bytes, int, bytes]:
    """Where the chain stands; begun at the first act."""
    columns = (AuditHead.first_seq, AuditHead.first_previous, AuditHead.last_seq, AuditHead.last_hash)
    query = select(*columns).with_for_update()
    row = session.execute(query).first()
    if row is None:
        begin = insert_into(AuditHead.metadata.tables["audit_head"], dialect_of(session))
        start = {"first_seq": 1, "first_previous": FIRST, "last_seq": 0, "last_hash": FIRST}
        session.execute(
            begin.values(id=1, signature=sign(vault, 1, FIRST, 0, FIRST), **start).on_conflict_do_nothing()
        )
        row = session.execute(query).one()
    return row.first_seq, row.first_previous, row.last_seq, row.last_hash
