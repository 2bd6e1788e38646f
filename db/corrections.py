"""Notices that a topic says something else than before, and keeps it until supervisors have decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Correction, ToldTopic
from knowledge.terms import Language

Texts = Mapping[Language, str]


@dataclass(frozen=True)
class CorrectionRow:
    """What a topic said and says, by language; empty where it said or says nothing."""

    id: int
    topic: str
    noticed_on: date
    before: Texts
    after: Texts


def notice(session: Session, texts: Mapping[str, Texts], *, on: date) -> list[int]:
    """Compare every topic's text of today with what was last told; returns the numbers of the new corrections.

    A topic seen for the first time is only remembered.
    """
    known = {row.topic: row for row in session.scalars(select(ToldTopic))}
    found = []
    for topic, text in texts.items():
        told = known.get(topic)
        if told is None:
            session.add(ToldTopic(topic=topic, text_vi=text["vi"], text_en=text["en"]))
        elif not _says_the_same(told.text_vi, text["vi"]):
            found.append(
                Correction(
                    topic=topic,
                    noticed_on=on,
                    before_vi=told.text_vi,
                    after_vi=text["vi"],
                    before_en=told.text_en,
                    after_en=text["en"],
                )
            )
        if told is not None:
            told.text_vi, told.text_en = text["vi"], text["en"]
    session.add_all(found)
    session.flush()
    return [row.id for row in found]


def _says_the_same(before: str, after: str) -> bool:
    """Whether the same lines stand there, in whatever order. English follows the Vietnamese text."""
    return sorted(before.split("\n")) == sorted(after.split("\n"))


def list_open(session: Session) -> list[CorrectionRow]:
    """What nobody has decided on yet, newest first."""
    query = select(Correction).where(Correction.closed_at.is_(None)).order_by(Correction.id.desc())
    return [_row(row) for row in session.scalars(query)]


def find_open(session: Session, correction_id: int) -> CorrectionRow | None:
    """A correction that waits for a decision."""
    row = session.get(Correction, correction_id)
    return _row(row) if row and row.closed_at is None else None


def close(session: Session, correction_id: int, *, now: float) -> bool:
    """Note that somebody decided; True for the one who did."""
    decided = (
        update(Correction)
        .where(Correction.id == correction_id, Correction.closed_at.is_(None))
        .values(closed_at=now)
        .returning(Correction.id)
    )
    return session.execute(decided.execution_options(synchronize_session=False)).first() is not None


def link(session: Session, correction_id: int, broadcast_id: int) -> None:
    """Note which announcement tells of it."""
    session.execute(
        update(Correction).where(Correction.id == correction_id).values(broadcast_id=broadcast_id)
    )


def _row(row: Correction) -> CorrectionRow:
    return CorrectionRow(
        row.id,
        row.topic,
        row.noticed_on,
        {"vi": row.before_vi, "en": row.before_en},
        {"vi": row.after_vi, "en": row.after_en},
    )
