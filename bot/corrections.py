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
from bot.speaking import words_for
from db import corrections, officers, scheduled
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


def key_of_today(services: Services) -> str:
    """One key for each day and each state of the texts."""
    today, knowledge = services.clock.today(), services.knowledge
    said = [told_text(knowledge, topic, today, FALLBACK) for topic in knowledge.topics.values()]
    digest = hashlib.sha256("\n\n".join(said).encode()).hexdigest()[:16]
    return f"{KIND}:{today}:{digest}"


def plan(session: Session, key: str, *, now: float) -> None:
    """Look at them once for each key, whichever process comes first."""
    scheduled.put(session, KIND, key, due_at=now)


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
        words = words_for(session, due.services.catalogues, channel=officer.channel, chat_id=officer.chat_id)
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
