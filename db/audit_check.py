"""Whether the audit chain is whole: every altered, removed, added or exchanged row is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.audit import FIRST, hash_of, head_content
from db.encryption import Purpose, Vault
from db.models import AuditEntry, AuditHead

BATCH = 1000


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the chain. `seq` is 0 for its head."""

    seq: int
    says: str


@dataclass(frozen=True)
class _Row:
    seq: int
    previous: bytes
    hash: bytes
    computed: bytes


@dataclass(frozen=True)
class _Head:
    first_seq: int
    first_previous: bytes
    last_seq: int
    last_hash: bytes
    signed: bool


def count(session: Session) -> int:
    """How many acts there are to check."""
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def verify(session: Session, vault: Vault, on_progress: Callable[[int], None] | None = None) -> list[Fault]:
    """Every fault, in order. Reads row by row, whatever the length; tells how many rows each step took."""
    head = _head(session, vault)
    faults: list[Fault] = []
    if head is None:
        return [Fault(0, "the head of the chain is missing")] if count(session) else []
    if not head.signed:
        faults.append(Fault(0, "the head was changed: its signature is wrong"))
    expected_seq, expected_previous = head.first_seq, head.first_previous
    last = _Row(head.first_seq - 1, FIRST, head.first_previous, head.first_previous)
    for rows in _batches(session):
        for row in rows:
            faults += _gaps(expected_seq, row.seq)
            faults += _wrong(row, expected_seq, expected_previous)
            expected_seq, expected_previous, last = row.seq + 1, row.hash, row
        if on_progress:
            on_progress(len(rows))
    faults += _gaps(expected_seq, head.last_seq + 1)
    if last.seq == head.last_seq and last.hash != head.last_hash:
        faults.append(Fault(last.seq, f"row {last.seq} is not the one the head was signed for"))
    if last.seq > head.last_seq:
        faults.append(Fault(last.seq, f"row {last.seq} was added after the end"))
    return _name_swaps(faults)


def is_head_foreign(session: Session, vault: Vault) -> bool:
    """Whether there is a chain whose head these keys did not sign."""
    head = _head(session, vault)
    return head is not None and not head.signed


def _gaps(expected: int, found: int) -> list[Fault]:
    missing = found - expected
    if missing <= 0:
        return []
    rows = f"row {expected} is" if missing == 1 else f"rows {expected} to {found - 1} are"
    return [Fault(expected, f"{rows} missing")]


def _wrong(row: _Row, expected_seq: int, expected_previous: bytes) -> Iterator[Fault]:
    """A changed row says something else than its hash; an exchanged or added one does not follow the one before."""
    if row.seq < expected_seq:
        yield Fault(row.seq, f"row {row.seq} was added before the beginning")
    elif row.computed != row.hash:
        yield Fault(row.seq, f"row {row.seq} was changed")
    elif row.seq == expected_seq and row.previous != expected_previous:
        yield Fault(row.seq, f"row {row.seq} does not follow the row before it")


def _name_swaps(faults: list[Fault]) -> list[Fault]:
    """Two changed neighbours are most likely exchanged: said so, beside each."""
    changed = {fault.seq for fault in faults if fault.says.endswith("was changed")}
    named = []
    for fault in faults:
        if fault.seq in changed and {fault.seq - 1, fault.seq + 1} & changed:
            other = fault.seq + 1 if fault.seq + 1 in changed else fault.seq - 1
            named.append(Fault(fault.seq, f"{fault.says}, perhaps exchanged with row {other}"))
        else:
            named.append(fault)
    return named


def _head(session: Session, vault: Vault) -> _Head | None:
    columns = (AuditHead.first_seq, AuditHead.first_previous, AuditHead.last_seq, AuditHead.last_hash)
    row = session.execute(select(*columns, AuditHead.signature)).first()
    if row is None:
        return None
    first_seq, first_previous, last_seq, last_hash, signature = row
    signed = vault.is_signed(
        head_content(first_seq, first_previous, last_seq, last_hash), signature, Purpose.AUDIT
    )
    return _Head(first_seq, first_previous, last_seq, last_hash, signed)


def _batches(session: Session) -> Iterator[list[_Row]]:
    after: int | None = None
    while True:
        query = select(AuditEntry).order_by(AuditEntry.seq).limit(BATCH)
        if after is not None:
            query = query.where(AuditEntry.seq > after)
        rows = [_read(one) for one in session.scalars(query)]
        session.expunge_all()
        if not rows:
            return
        yield rows
        after = rows[-1].seq


def _read(one: AuditEntry) -> _Row:
    names = ("seq", "at", "officer_id", "actor", "act", "household_id", "details", "previous")
    return _Row(one.seq, one.previous, one.hash, hash_of({name: getattr(one, name) for name in names}))
