"""People by channel and chat id, and what they chose."""

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from db import subscriptions
from db.models.people import Person
from db.rows import PersonRow
from db.upsert import dialect_of, insert_into
from knowledge.terms import Language

_PEOPLE: Table = Person.metadata.tables["people"]
_COLUMNS = (_PEOPLE.c.id, _PEOPLE.c.channel, _PEOPLE.c.chat_id, _PEOPLE.c.language, _PEOPLE.c.ward)
_FIND = select(*_COLUMNS).where(
    _PEOPLE.c.channel == bindparam("channel"), _PEOPLE.c.chat_id == bindparam("chat_id")
)


def find(session: Session, *, channel: str, chat_id: int) -> PersonRow | None:
    row = session.execute(_FIND, {"channel": channel, "chat_id": chat_id}).first()
    return PersonRow(**row._mapping) if row else None


def find_by_id(session: Session, person_id: int) -> PersonRow | None:
    """A person by number."""
    row = session.execute(select(*_COLUMNS).where(_PEOPLE.c.id == person_id)).first()
    return PersonRow(**row._mapping) if row else None


def find_or_add(session: Session, *, channel: str, chat_id: int, now: float) -> PersonRow:
    """The person's row, made at the first message."""
    found = find(session, channel=channel, chat_id=chat_id)
    if found:
        return found
    session.execute(
        insert_into(_PEOPLE, dialect_of(session))
        .values(channel=channel, chat_id=chat_id, first_seen_at=now)
        .on_conflict_do_nothing()
    )
    added = find(session, channel=channel, chat_id=chat_id)
    assert added is not None, "the row was just written"
    return added


def choose_language(session: Session, person_id: int, language: Language | None) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(language=language))


def choose_ward(session: Session, person_id: int, ward: str | None) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(ward=ward))


def mark_stopped(session: Session, *, channel: str, chat_id: int, now: float | None) -> None:
    """Note that a person blocked the bot (a moment) or came back (None). Blocking ends all they asked to be told."""
    found = find(session, channel=channel, chat_id=chat_id) if now is not None else None
    if found:
        subscriptions.end_all(session, found.id)
    session.execute(
        update(Person).where(Person.channel == channel, Person.chat_id == chat_id).values(stopped_at=now)
    )


def forget(session: Session, person_id: int) -> None:
    """Erase a person with all that hangs on the row."""
    person = session.get(Person, person_id)
    if person:
        session.delete(person)
