"""The log of questions: what was asked and what was made of it, never by whom."""

from datetime import date

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from db.models.questions import Question
from knowledge.terms import Language, Outcome

NO_TOPIC = "none"  # chosen where none of the suggestions was meant

_QUESTIONS: Table = Question.metadata.tables["questions"]
_RECORD = insert(_QUESTIONS).returning(_QUESTIONS.c.id)


def record(
    session: Session,
    *,
    on: date,
    masked_text: str,
    language: Language,
    outcome: Outcome,
    topic: str | None,
    confidence: float,
) -> int:
    """Keep a question whose personal numbers are masked; returns its number for 👍/👎."""
    row = {
        "asked_on": on,
        "text": masked_text,
        "language": language,
        "outcome": outcome.value,
        "topic": topic,
        "confidence": confidence,
    }
    return int(session.execute(_RECORD, row).scalar_one())


def rate(session: Session, question_id: int, *, helpful: bool) -> None:
    session.execute(update(Question).where(Question.id == question_id).values(rating=1 if helpful else -1))


def record_choice(session: Session, question_id: int, *, topic: str) -> None:
    """Note which suggestion was pressed."""
    session.execute(update(Question).where(Question.id == question_id).values(chosen=topic))


def list_unhelped(session: Session, *, since: date) -> list[str]:
    """Questions that were refused, disliked, or suggested for without a suggestion being taken; oldest first."""
    refused = Question.outcome == Outcome.NONE.value
    not_chosen = (Question.outcome == Outcome.SUGGEST.value) & (
        Question.chosen.is_(None) | (Question.chosen == NO_TOPIC)
    )
    unhelped = refused | not_chosen | (Question.rating == -1)
    query = select(Question.text).where(Question.asked_on >= since, unhelped).order_by(Question.id)
    return list(session.scalars(query))


def purge(session: Session, *, before: date) -> None:
    session.execute(delete(Question).where(Question.asked_on < before))
