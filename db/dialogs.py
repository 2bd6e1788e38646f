"""Where each conversation stands."""

from functools import cache

from sqlalchemy import Insert, Table, bindparam, select
from sqlalchemy.orm import Session

from db.models.dialogs import Dialog
from db.rows import DialogRow
from db.upsert import dialect_of, insert_into

EMPTY = DialogRow(screen="", topic=None, notes={})

_DIALOGS: Table = Dialog.metadata.tables["dialogs"]
_FIND = select(_DIALOGS.c.screen, _DIALOGS.c.topic, _DIALOGS.c.notes).where(
    _DIALOGS.c.person_id == bindparam("person_id")
)


@cache
def _keep(dialect: str) -> Insert:
    """The upsert, built once: building it costs more than running it."""
    statement = insert_into(_DIALOGS, dialect)
    changed = {name: statement.excluded[name] for name in ("screen", "topic", "notes", "changed_at")}
    return statement.on_conflict_do_update(index_elements=["person_id"], set_=changed)


def find(session: Session, person_id: int) -> DialogRow:
    """The person's dialogue; an empty one when nothing was said yet."""
    row = session.execute(_FIND, {"person_id": person_id}).first()
    return DialogRow(*row) if row else EMPTY


def keep(session: Session, person_id: int, dialog: DialogRow, *, now: float) -> None:
    """Write the dialogue as it stands now."""
    values = {"screen": dialog.screen, "topic": dialog.topic, "notes": dialog.notes, "changed_at": now}
    session.execute(_keep(dialect_of(session)), {"person_id": person_id, **values})
