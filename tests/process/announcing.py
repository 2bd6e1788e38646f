"""An announcement to many people, written straight into the database a bot works on."""

import asyncio
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from bot.clock import Clock
from db import broadcasts, deliveries, migrate, subscriptions
from db.audiences import Audience
from db.deliveries import Counts
from db.engine import open_engine, open_sessions
from db.models import Person, Subscription
from tests.process.running import World

FIRST = 10_000
TEXT = "Ngày hội việc làm sắp mở"
AUDIENCE = Audience(subject=subscriptions.JOB_FAIRS)


def now() -> float:
    """The moment on the clock of the bots under test."""
    return Clock.showing("2026-11-23").now()


async def many_people(here: World, count: int) -> None:
    """Make people known to the chat server."""
    for start in range(0, count, 500):
        people = [
            {"id": FIRST + number, "first_name": "Dân"} for number in range(start, min(count, start + 500))
        ]
        await here.post("people", people)


def prepare(url: str, count: int, *, urgent: bool = True, event_at: float | None = None) -> int:
    """`count` people who asked for job fairs, and an approved announcement to them; returns its number."""
    engine = open_engine(url)
    migrate.upgrade(engine)
    with open_sessions(engine).begin() as session:
        for start in range(0, count, 10_000):
            _add_people(session, range(start, min(count, start + 10_000)))
        number = broadcasts.create(
            session,
            author_id=None,
            audience=AUDIENCE,
            text_vi=TEXT,
            now=now(),
            urgent=urgent,
            event_at=event_at,
        )
        assert broadcasts.approve(session, number, officer_id=None, second_person=False)
    engine.dispose()
    return number


def _add_people(session: Session, numbers: Iterable[int]) -> None:
    rows = [
        {"id": FIRST + number, "channel": "telegram", "chat_id": FIRST + number, "first_seen_at": 0.0}
        for number in numbers
    ]
    session.execute(insert(Person), rows)
    asked = [{"person_id": row["id"], "subject": subscriptions.JOB_FAIRS, "since": 0.0} for row in rows]
    session.execute(insert(Subscription), asked)


def begin(session: Session, number: int) -> int:
    """Put an approved announcement under way, as `bot.broadcast_start` does; returns to how many."""
    assert broadcasts.start(session, number, now=now())
    return deliveries.enqueue(session, number, AUDIENCE, now=now())


def announce(url: str, count: int, *, urgent: bool = True, event_at: float | None = None) -> int:
    """`count` people who asked for job fairs, and an announcement under way to them; returns its number."""
    number = prepare(url, count, urgent=urgent, event_at=event_at)
    engine = open_engine(url)
    with open_sessions(engine).begin() as session:
        assert begin(session, number) == count
    engine.dispose()
    return number


def counts(engine: Engine, number: int) -> Counts:
    with open_sessions(engine).begin() as session:
        return deliveries.counts(session, number)


async def watch(engine: Engine, number: int, recipients: int, seconds: float) -> Counts:
    """Wait for the end; at every look the counts add up to the recipients."""
    async with asyncio.timeout(seconds):
        while True:
            found = await asyncio.to_thread(counts, engine, number)
            assert found.all == recipients
            if not found.open:
                return found
            await asyncio.sleep(0.3)


async def calls_of(here: World) -> list[dict[str, Any]]:
    """The calls that carried the announcement, as the server saw them."""
    calls = await here.get("calls?method=sendMessage")
    return [call for call in calls if call["params"].get("text") == TEXT]


def received(calls: list[dict[str, Any]]) -> Counter[int]:
    """How often each person got it."""
    return Counter(call["params"]["chat_id"] for call in calls if call["answer"]["ok"])


def most_in_a_second(calls: list[dict[str, Any]]) -> int:
    """The most calls in any second, refused ones too."""
    moments = sorted(call["at"] for call in calls)
    return max(bisect_left(moments, start + 1.0) - place for place, start in enumerate(moments))
