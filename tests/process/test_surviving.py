"""Nothing is lost: killed while busy, server failing, database shared by several processes."""

import asyncio
import random

import pytest
from sqlalchemy import ColumnElement, func, select

from db.engine import open_engine
from db.models import Dialog, Incoming, Outgoing, Person, Question
from tests.postgres import fresh_database
from tests.process.running import World

PEOPLE = range(300, 350)
# Six different messages and how the bot's answer to each begins.
TALK = {
    "/start": "Chào bà con",
    "chuẩn hộ nghèo là bao nhiêu": "📋 ",
    "/menu": "Anh/chị cần hỏi",
    "/privacy": "Bot lưu những gì",
    "chuẩn hộ cận nghèo là bao nhiêu": "📋 ",
    "/cancel": "Đã dừng",
}


async def _everybody_talks(here: World) -> None:
    await here.post("people", [{"id": one, "first_name": "Dân", "language_code": "vi"} for one in PEOPLE])
    for text in TALK:
        for one in PEOPLE:
            await here.post(f"{one}/send", {"text": text})


def _complete(texts: list[str]) -> bool:
    return all(any(text.startswith(begin) for text in texts) for begin in set(TALK.values())) and len(
        texts
    ) >= len(TALK)


def _in_order(texts: list[str]) -> bool:
    """Whether the answers first came in the order of the questions; after a kill some come again."""
    started = [next((begin for begin in TALK.values() if text.startswith(begin)), text) for text in texts]
    return list(dict.fromkeys(started)) == list(dict.fromkeys(TALK.values()))


async def _all_answered(here: World, seconds: float) -> dict[int, list[str]]:
    async with asyncio.timeout(seconds):
        while True:
            answers = {one: [message["text"] for message in await here.said(one)] for one in PEOPLE}
            if all(_complete(texts) for texts in answers.values()):
                return answers
            await asyncio.sleep(0.3)


def _check_database(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:

        def count(what: ColumnElement[bool]) -> int | None:
            return connection.scalar(select(func.count()).where(what))

        assert count(Incoming.id > 0) == len(PEOPLE) * len(TALK)
        assert count(Incoming.handled_at.is_(None)) == 0
        assert count(Incoming.body.is_not(None)) == 0
        assert count(Question.id > 0) == len(PEOPLE) * 2, "a question handled twice would be here twice"
        assert count(Person.id > 0) == len(PEOPLE)
        assert count(Dialog.screen == "start") == len(PEOPLE)
        assert count(Outgoing.id > 0) == len(PEOPLE) * len(TALK)
        assert count(Outgoing.state != 1) == 0
    engine.dispose()


@pytest.mark.timeout(180)
async def test_killed_with_300_messages_of_50_people_in_flight_it_answers_all_of_them(here: World) -> None:
    await here.run_bot()
    await here.post("people", {"id": 299, "first_name": "Đầu"})
    await here.post("299/start", {})
    await here.wait_for(299, 1)
    talking = asyncio.create_task(_everybody_talks(here))
    kills = 0
    for _ in range(3):
        await asyncio.sleep(random.uniform(0.4, 0.9))
        here.started[-1].kill()
        kills += 1
        await here.run_bot()
    await talking
    answers = await _all_answered(here, 60)
    assert all(_in_order(texts) for texts in answers.values())
    repeated = sum(len(texts) - len(TALK) for texts in answers.values())
    assert 0 <= repeated <= kills * len(PEOPLE)
    assert max(max(texts.count(text) for text in set(texts)) for texts in answers.values()) <= 1 + kills
    await asyncio.sleep(0.5)
    await here.started[-1].stop()
    await asyncio.to_thread(_forget_first, f"sqlite:///{here.folder / 'process.db'}")
    await asyncio.to_thread(_check_database, f"sqlite:///{here.folder / 'process.db'}")


def _forget_first(url: str) -> None:
    """Take the person who only showed that the bot was up out of the counts."""
    engine = open_engine(url)
    with engine.begin() as connection:
        for table in (Incoming, Outgoing, Person):
            connection.execute(table.__table__.delete().where(table.chat_id == 299))  # type: ignore[attr-defined]
    engine.dispose()


@pytest.mark.timeout(180)
async def test_with_a_third_of_all_calls_failing_every_message_is_answered(here: World) -> None:
    await here.post(
        "faults",
        [
            {"method": "*", "answer": 500, "share": 0.12, "seed": 1},
            {"method": "*", "answer": 429, "retry_after": 1, "share": 0.12, "seed": 2},
            {"method": "*", "answer": "timeout", "seconds": 5, "share": 0.09, "seed": 3},
        ],
    )
    await here.run_bot(ANSINH_TELEGRAM__TIMEOUT_SECONDS="1")
    await _everybody_talks(here)
    # An answer that failed five times in a row comes after later ones; none stays away.
    await _all_answered(here, 120)


@pytest.mark.postgres
@pytest.mark.timeout(180)
@pytest.mark.xdist_group("postgres")
async def test_two_processes_on_postgresql_share_the_work_and_survive_each_others_death(here: World) -> None:
    with fresh_database("surviving") as url:
        first = await here.run_bot(ANSINH_DATABASE__URL=url)
        await here.run_bot(ANSINH_DATABASE__URL=url)
        talking = asyncio.create_task(_everybody_talks(here))
        await asyncio.sleep(4)
        first.kill()
        await talking
        answers = await _all_answered(here, 90)
        assert all(_in_order(texts) for texts in answers.values())
        await asyncio.sleep(0.5)
        await here.started[1].stop()
        await asyncio.to_thread(_check_database, url)
