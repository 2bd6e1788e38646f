"""What is added to a logged follow-up, and its correction within the hours set; what stood there before is kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.encryption import Purpose, Vault
from db.followups import bound
from db.models import Followup, FollowupCorrection
from db.register_terms import FollowupOutcome, FollowupState, Refusal


@dataclass(frozen=True)
class Entry:
    """New content; None leaves what is there. `place` is "latitude,longitude", `photo` a Telegram file id."""

    note: str | None = None
    photo: str | None = None
    place: str | None = None
    outcome: FollowupOutcome | None = None


def change(
    session: Session, vault: Vault, followup_id: int, entry: Entry, *, officer_id: int, now: float, hours: int
) -> Refusal | None:
    """Add to or correct an entry of one's own. TOO_LATE after the hours, NOT_YOURS for a colleague's."""
    row = session.scalar(
        select(Followup)
        .where(Followup.id == followup_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.state != FollowupState.DONE or row.done_at is None:
        return Refusal.NOT_FOUND
    if row.officer_id != officer_id:
        return Refusal.NOT_YOURS
    if now > row.done_at + hours * 3600.0:
        return Refusal.TOO_LATE
    values = _values(vault, row.key, entry)
    if _takes_something_away(row, values):
        _keep_old(session, row, officer_id, now)
        values["corrected_at"] = now
    if values:
        changed = update(Followup).where(Followup.id == followup_id).values(**values)
        session.execute(changed.execution_options(synchronize_session=False))
    return None


def count_corrections(session: Session, followup_id: int) -> int:
    """How often an entry was corrected."""
    query = select(FollowupCorrection.id).where(FollowupCorrection.followup_id == followup_id)
    return len(session.scalars(query).all())


def _values(vault: Vault, key: str, entry: Entry) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if entry.note is not None:
        values["note"] = vault.seal_text(entry.note, Purpose.NOTE, bound(key))
    if entry.place is not None:
        values["place"] = vault.seal_text(entry.place, Purpose.PLACE, bound(key))
    if entry.photo is not None:
        values["photo"] = entry.photo
    if entry.outcome is not None:
        values["outcome"] = entry.outcome
    return values


def _takes_something_away(row: Followup, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) is not None for name in values)


def _keep_old(session: Session, row: Followup, officer_id: int, now: float) -> None:
    session.add(
        FollowupCorrection(
            followup_id=row.id,
            corrected_at=now,
            officer_id=officer_id,
            kind=row.kind,
            happened_on=row.happened_on,
            outcome=row.outcome,
            note=row.note,
            photo=row.photo,
            place=row.place,
        )
    )
    session.flush()
