"""Once a day, and when policy files changed: what topics say now beside what was last told; supervisors hear of it."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.context import Call
from bot.due import Due
from bot.i18n import FALLBACK
from bot.keyboards import button, keyboard
from bot.services import Services
from db import corrections, officers, people, scheduled
from db.audiences import Audience
from db.corrections import CorrectionRow, Texts
from db.register_terms import Role
from db.subscriptions import policy_of
from knowledge.differences import told_text

KIND = "look_at_topics"
ASKED_DAYS = 90
"""Who asked about a topic longer ago is not written to: what they remember may be anything."""


def texts_on(services: Services, on: date) -> dict[str, Texts]:
    """What every topic says on a day, in both languages."""
    knowledge = services.knowledge
    return {
        topic.id: {language: told_text(knowledge, topic, on, language) for language in services.catalogues}
        for topic in knowledge.topics.values()
    }


def plan(session: Session, services: Services) -> None:
    """Look at them once for each day and each state of the texts, whichever process comes first."""
    today = services.clock.today()
    said = repr(sorted((topic, text["vi"]) for topic, text in texts_on(services, today).items()))
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    scheduled.put(session, KIND, f"{KIND}:{today}:{digest}", due_at=services.clock.now())


async def look(due: Due) -> None:
    """Notice what is different and tell supervisors, in one transaction."""

    def notice(session: Session) -> list[Call]:
        today = due.services.clock.today()
        found = corrections.notice(session, texts_on(due.services, today), on=today)
        return _tell_supervisors(due, session, found) if found else []

    await due.finish(notice)


def _tell_supervisors(due: Due, session: Session, found: Sequence[int]) -> list[Call]:
    calls: list[Call] = []
    for officer in officers.list_all(session):
        if officer.role is not Role.SUPERVISOR:
            continue
        person = people.find(session, channel=officer.channel, chat_id=officer.chat_id)
        words = due.services.catalogues[(person and person.language) or FALLBACK]
        text = words._("📝 What is told to residents has changed in {count} topics.")
        parameters: dict[str, Any] = {
            "chat_id": officer.chat_id,
            "text": text.format(count=len(found)),
            "reply_markup": keyboard([button(words._("👁 Look at it"), "changes")]),
        }
        calls.append((officer.chat_id, "sendMessage", parameters))
    return calls


def audience_of(row: CorrectionRow, *, today: date) -> Audience:
    """Who agreed to be told of changes and asked about the topic within 90 days."""
    area = row.topic.partition(".")[0]
    since = today - timedelta(days=ASKED_DAYS)
    return Audience(subject=policy_of(area), topic=row.topic, asked_since=since.isoformat())
