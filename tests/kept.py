"""What the database keeps of a conversation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from bot.app import Process
from db import dialogs, people
from db.models import Base, Dialog, Incoming, Outgoing, Person, Question, Scheduled
from db.rows import DialogRow, PersonRow
from tests.conversation import Conversation


def person(of: Conversation) -> PersonRow | None:
    """The person's row, if there is one."""
    channel = of.process.services.config.telegram.channel
    with of.process.database.sessions.begin() as session:
        return people.find(session, channel=channel, chat_id=of.chat_id)


def stopped_at(of: Conversation) -> float | None:
    """When the person blocked the bot."""
    with of.process.database.sessions.begin() as session:
        return session.scalar(select(Person.stopped_at).where(Person.chat_id == of.chat_id))


def dialog(of: Conversation) -> DialogRow:
    """Where the person's conversation stands."""
    row = person(of)
    assert row is not None
    with of.process.database.sessions.begin() as session:
        return dialogs.find(session, row.id)


def questions(process: Process) -> Sequence[Question]:
    """Every question that was asked, oldest first."""
    with process.database.sessions.begin() as session:
        return session.scalars(select(Question).order_by(Question.id)).all()


def count(process: Process, *where: Any, of: type[Base]) -> int:
    """How many rows of a table there are, on a condition."""
    with process.database.sessions.begin() as session:
        return session.scalar(select(func.count()).select_from(of).where(*where)) or 0


def everything(process: Process) -> str:
    """All that stands in all tables, to look for what should not."""
    with process.database.sessions.begin() as session:
        tables = (Person, Dialog, Question, Incoming, Outgoing)
        rows = [row for table in tables for row in session.execute(select(table.__table__))]
    return "\n".join(map(repr, rows))


def rows_of(process: Process, model: type[Base]) -> str:
    """All rows of one table as text."""
    with process.database.sessions.begin() as session:
        return "\n".join(map(repr, session.execute(select(model.__table__))))


def first_id(process: Process, model: Any) -> int:
    """The lowest number in a table."""
    with process.database.sessions.begin() as session:
        return int(session.scalars(select(model.id).order_by(model.id)).first() or 0)


def scheduled_kinds(process: Process) -> list[str]:
    """What is planned and not done yet."""
    with process.database.sessions.begin() as session:
        return list(session.scalars(select(Scheduled.kind).where(Scheduled.done_at.is_(None))))
