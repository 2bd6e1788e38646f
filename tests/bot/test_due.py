"""Work planned for a moment: done once, tried again after a fault, given up in the end."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import Process
from bot.context import Call
from bot.due import Due
from bot.schedule import DueWork
from db import scheduled
from db.models import Scheduled
from tests.conversation import RecordingRequest, settings, started

CHAT = 501


def _say(text: str) -> Call:
    return CHAT, "sendMessage", {"chat_id": CHAT, "text": text}


async def _greet(due: Due) -> None:
    await due.finish(lambda _: [_say(due.arguments["text"])])


async def _break(_: Due) -> None:
    raise ValueError("on purpose")


def _work(process: Process) -> DueWork:
    def opened(row: Any) -> Due:
        return Due(row, process.services, process.database, process.bot, process.sender)

    return DueWork(opened, {"greet": _greet, "break": _break})


def _plan(process: Process, kind: str, *, in_seconds: float, **arguments: Any) -> None:
    with process.database.sessions.begin() as session:
        due_at = process.services.clock.now() + in_seconds
        scheduled.put(session, kind, f"{kind}:1", due_at=due_at, **arguments)


def _row(process: Process) -> Scheduled:
    with process.database.sessions.begin() as session:
        return session.scalars(select(Scheduled)).one()


async def _run(process: Process, *, later: float = 0.0) -> None:
    work = _work(process)
    clock = process.services.clock
    await work.start_due(process.database, replace(clock, shift_seconds=clock.shift_seconds + later))
    while work.busy:
        await asyncio.sleep(0.001)


def _texts(server: RecordingRequest) -> list[str]:
    return [call["params"]["text"] for call in server.calls if call["method"] == "sendMessage"]


async def test_a_reminder_is_sent_when_its_moment_has_come_and_only_once(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        _plan(process, "greet", in_seconds=60, text="Mai có hẹn")
        await _run(process)
        assert _texts(server) == []
        await _run(process, later=61)
        await _run(process, later=10_000)
        assert _texts(server) == ["Mai có hẹn"]
        assert _row(process).done_at
        assert _row(process).arguments == {}, "what it said is not kept"


async def test_the_same_work_planned_again_moves_and_does_not_double(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        _plan(process, "greet", in_seconds=5, text="cũ")
        _plan(process, "greet", in_seconds=50, text="mới")
        await _run(process, later=6)
        assert _texts(server) == []
        await _run(process, later=51)
        assert _texts(server) == ["mới"]


async def test_cancelled_work_is_not_done(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        _plan(process, "greet", in_seconds=-1, text="thôi")
        with process.database.sessions.begin() as session:
            scheduled.cancel(session, "greet:1")
        await _run(process)
        assert _texts(server) == []


@pytest.mark.parametrize("kind", ["break", "nobody-does-this"])
async def test_work_that_fails_is_tried_again_and_given_up_after_six_attempts(
    tmp_path: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with started(settings(tmp_path)) as (process, _):
        _plan(process, kind, in_seconds=-1)
        for attempt in range(1, 7):
            await _run(process, later=100_000.0 * attempt)
            assert _row(process).attempts == attempt
        assert _row(process).failed
        await _run(process, later=900_000.0)
        assert _row(process).attempts == 6
    assert "was not done" in caplog.text


async def test_what_a_killed_process_had_taken_is_taken_up_by_the_next(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, server):
        _plan(process, "greet", in_seconds=-1, text="còn đây")
        with process.database.sessions.begin() as session:
            assert len(scheduled.claim(session, now=process.services.clock.now())) == 1
        await _run(process)
        assert _texts(server) == [], "it is leased"
        await _run(process, later=scheduled.LEASE_SECONDS + 1)
        assert _texts(server) == ["còn đây"]


def test_all_leases_end_when_a_process_starts_alone(tmp_path: Path) -> None:
    from db import migrate
    from db.engine import open_engine

    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    migrate.upgrade(engine)
    with Session(engine) as session:
        scheduled.put(session, "greet", "a", due_at=10.0)
        scheduled.put(session, "greet", "b", due_at=500.0)
        scheduled.claim(session, now=20.0)
        scheduled.release_all(session, now=21.0)
        assert [row.key for row in scheduled.claim(session, now=22.0)] == ["a"]
    engine.dispose()
