"""Where each conversation stands."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.dialogs import Dialog
from db.rows import DialogRow
from db.upsert import insert_into

EMPTY = DialogRow(screen="", topic=None, notes={})


def find(session: Session, person_id: int) -> DialogRow:
    """The person's dialogue; an empty one when nothing was said yet."""
    row = session.execute(
        select(Dialog.screen, Dialog.topic, Dialog.notes).where(Dialog.person_id == person_id)
    ).first()
    return DialogRow(*row) if row else EMPTY


def keep(session: Session, person_id: int, dialog: DialogRow, *, now: float) -> None:
    """Write the dialogue as it stands now."""
    values = {"screen": dialog.screen, "topic": dialog.topic, "notes": dialog.notes, "changed_at": now}
    session.execute(
        insert_into(session, Dialog)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=[Dialog.person_id], set_=values)
    )
