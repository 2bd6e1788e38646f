"""What becomes of a call: sent, tried again, put off, given up, or the end of a conversation."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from telegram.error import NetworkError, TimedOut

from bot import outbox as sending
from bot.app import Process
from db import outbox, people
from db.encryption import Vault
from db.models import Outgoing, Person
from db.outbox import State
from tests.conversation import RecordingRequest, settings, started

CHAT = 501
TEXT = {"chat_id": CHAT, "text": "<b>Chào</b> bà con", "parse_mode": "HTML"}


def _refusal(status: int, words: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
    return status, {"description": words, **({"parameters": parameters} if parameters else {})}


BLOCKED = _refusal(403, "Forbidden: bot was blocked by the user")
GONE = _refusal(400, "Bad Request: chat not found")
BAD = _refusal(400, "Bad Request: can't parse entities")
UNCHANGED = _refusal(400, "Bad Request: message is not modified")
LATER = _refusal(429, "Too Many Requests: retry after 0", retry_after=0)
BROKEN = _refusal(500, "Internal Server Error")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "WAITS_AT_ONCE", (0.0, 0.0, 0.0, 0.0))


async def _send(
    process: Process, request: RecordingRequest, method: str = "sendMessage", **more: Any
) -> Outgoing:
    process.bot._request = (request, request)
    with process.database.sessions.begin() as session:
        people.find_or_add(session, channel="telegram", chat_id=CHAT, now=0.0)
        call = (CHAT, method, {**TEXT, **more})
        rows = outbox.put(
            session, process.services.vault, [call], bot_id=process.bot.id, now=process.services.clock.now()
        )
    await process.sender.send(rows)
    while process.sender.busy:
        await asyncio.sleep(0.001)
    with process.database.sessions.begin() as session:
        return session.scalars(select(Outgoing)).one()


@pytest.mark.parametrize(
    ("failures", "state", "calls"),
    [
        ([], State.SENT, 1),
        ([LATER, BROKEN], State.SENT, 3),
        ([TimedOut("x"), NetworkError("x")], State.SENT, 3),
        ([BLOCKED], State.STOPPED, 1),
        ([GONE], State.STOPPED, 1),
        ([BAD], State.SENT, 2),
        ([BAD, BAD], State.FAILED, 2),
    ],
)
async def test_a_message(
    tmp_path: Path, failures: list[Exception | tuple[int, dict[str, Any]]], state: State, calls: int
) -> None:
    async with started(settings(tmp_path)) as (process, _):
        request = RecordingRequest(*failures)
        row = await _send(process, request)
        assert row.state == state
        assert len(request.calls) == calls
        assert row.parameters is None, "what was said is erased with the mark"


async def test_a_refused_markup_goes_once_more_as_plain_text(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        request = RecordingRequest(BAD)
        await _send(process, request)
        assert request.calls[-1]["params"]["text"] == "Chào bà con"
        assert "parse_mode" not in request.calls[-1]["params"]


async def test_who_blocked_the_bot_is_marked_stopped(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        await _send(process, RecordingRequest(BLOCKED))
        with process.database.sessions.begin() as session:
            assert session.scalars(select(Person.stopped_at)).one()


async def test_an_edit_that_changes_nothing_is_no_fault(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        row = await _send(process, RecordingRequest(UNCHANGED), "editMessageText", message_id=5)
        assert row.state == State.SENT


async def test_a_message_that_is_gone_is_sent_anew(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        request = RecordingRequest(_refusal(400, "Bad Request: message to edit not found"))
        await _send(process, request, "editMessageText", message_id=5)
        assert [call["method"] for call in request.calls] == ["editMessageText", "sendMessage"]


async def test_after_five_failures_it_is_put_off_and_not_forgotten(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        row = await _send(process, RecordingRequest(*[BROKEN] * 5))
        assert row.state == State.OPEN
        assert row.attempts == 1
        assert row.parameters is not None
        assert row.due_at > process.services.clock.now()


async def test_after_all_attempts_it_is_given_up(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        row = await _send(process, RecordingRequest(*[BROKEN] * 50))
        for _attempt in range(len(sending.WAITS_LATER)):
            with process.database.sessions.begin() as session:
                outbox.postpone(session, row.id, attempts=_attempt + 1, due_at=0.0)
            await process.sender.send_orphans()
        with process.database.sessions.begin() as session:
            assert session.scalars(select(Outgoing.state)).one() == State.FAILED


async def test_the_token_is_nowhere_in_the_database(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        await _send(process, RecordingRequest(*[BROKEN] * 5))
        token = process.bot.token.encode()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert stored
    assert token not in stored


async def test_what_is_said_lies_sealed_in_the_database(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        call = (CHAT, "sendMessage", {"chat_id": CHAT, "text": "số của bà Lan"})
        now = process.services.clock.now()
        with process.database.sessions.begin() as session:
            outbox.put(session, process.services.vault, [call], bot_id=process.bot.id, now=now)
        with process.database.sessions.begin() as session:
            kept = session.scalars(select(Outgoing.parameters)).one()
            assert kept
            assert "Lan" not in kept
            [claimed] = outbox.claim(session, process.services.vault, bot_id=process.bot.id, now=now + 60)
        assert claimed.parameters["text"] == "số của bà Lan"


async def test_a_call_whose_key_is_gone_is_given_up_and_holds_up_no_other(tmp_path: Path) -> None:
    async with started(settings(tmp_path)) as (process, _):
        now, mine, lost = process.services.clock.now(), process.services.vault, Vault({9: bytes(32)})
        with process.database.sessions.begin() as session:
            for vault in (lost, mine):
                outbox.put(session, vault, [(CHAT, "sendMessage", TEXT)], bot_id=process.bot.id, now=now)
            claimed = outbox.claim(session, mine, bot_id=process.bot.id, now=now + 60)
            assert len(claimed) == 1
            assert set(session.scalars(select(Outgoing.state))) == {State.FAILED, State.OPEN}
