"""Which handler an update goes to: by screen, by deep link, and only for officers where it says so."""

from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.app import Process
from bot.context import Chat
from bot.routes import Admission, Gate, Routes
from db import dialogs, people
from db.register_terms import Role
from db.rows import DialogRow
from tests.conversation import settings, started

ONLY = frozenset([Role.WARD_OFFICER])


def _routes(gate: Gate | None = None) -> tuple[Routes, list[str]]:
    done: list[str] = []

    def note(what: str) -> Any:
        return lambda chat: done.append(":".join([what, *chat.arguments]))

    routes = Routes(gate=gate, typed=note("typed"), other=note("other"), unknown_button=note("unknown"))
    routes.unknown_command = note("unknown")
    routes.command("start", note("start"))
    routes.command("find", note("find"), only=ONLY)
    routes.button("card", note("card"), only=ONLY)
    routes.typing("search", note("search"), only=ONLY)
    routes.typing("income", note("income"))
    routes.sending("poster", note("poster"))
    routes.deep_link("check", note("check"))
    routes.deep_link("household", note("household"), only=ONLY)
    return routes, done


def _chat(process: Process, screen: str = "", **content: Any) -> Chat:
    private = {"id": 501, "type": "private"}
    sender = {"id": 501, "is_bot": False, "first_name": "A"}
    message = {"message_id": 1, "date": 1, "chat": private, "from": sender}
    if data := content.pop("data", ""):
        body = {"callback_query": {"id": "1", "from": sender, "chat_instance": "1", "data": data}}
        body["callback_query"]["message"] = message
    else:
        body = {"message": message | content}
    update = Update.de_json({"update_id": 1, **body}, process.bot)
    with process.database.sessions.begin() as session:
        person = people.find_or_add(session, channel="telegram", chat_id=501, now=0.0)
        dialog = DialogRow(screen, None, {}) if screen else dialogs.EMPTY
        return Chat(process.services, session, update, person=person, dialog=dialog)


async def _heard(tmp_path: Path, gate: Gate | None, screen: str = "", **content: Any) -> list[str]:
    async with started(settings(tmp_path)) as (process, _):
        routes, done = _routes(gate)
        routes.dispatch(_chat(process, screen, **content))
        return done


@pytest.mark.parametrize(
    ("screen", "content", "heard"),
    [
        ("", {"text": "xin chào"}, "typed"),
        ("income:7", {"text": "2tr"}, "income:7"),
        ("income:7", {"text": "/start"}, "start"),
        ("elsewhere:7", {"text": "2tr"}, "typed:7"),
        ("poster:3", {"location": {"latitude": 1.0, "longitude": 2.0}}, "poster:3"),
        ("income:7", {"location": {"latitude": 1.0, "longitude": 2.0}}, "other:7"),
        ("", {"text": "/start check_poor_household"}, "check:poor_household"),
        ("", {"text": "/start somewhere_else"}, "start:somewhere_else"),
    ],
)
async def test_text_goes_where_the_dialogue_stands(
    tmp_path: Path, screen: str, content: dict[str, Any], heard: str
) -> None:
    assert await _heard(tmp_path, None, screen, **content) == [heard]


OFFICERS = [
    ("", {"text": "/find"}, "find", "unknown"),
    ("", {"data": "card:5"}, "card:5", "unknown:5"),
    ("search", {"text": "Nguyễn Thị A"}, "search", "typed"),
    ("", {"text": "/start household_5"}, "household:5", "start:5"),
]


@pytest.mark.parametrize(("screen", "content", "heard", "stranger"), OFFICERS)
async def test_officers_routes_are_for_those_the_gate_admits(
    tmp_path: Path, screen: str, content: dict[str, Any], heard: str, stranger: str
) -> None:
    asked: list[frozenset[Role]] = []

    def gate(says: Admission) -> Gate:
        return lambda _chat, only: asked.append(only) or says  # type: ignore[func-returns-value]

    assert await _heard(tmp_path, gate(Admission.ADMITTED), screen, **content) == [heard]
    assert await _heard(tmp_path, gate(Admission.STRANGER), screen, **content) == [stranger]
    assert await _heard(tmp_path, gate(Admission.HELD), screen, **content) == []
    assert asked == [ONLY] * 3
    assert await _heard(tmp_path, None, screen, **content) == [stranger], "without a gate nobody is let in"


def test_two_handlers_for_one_name_are_refused() -> None:
    routes, _ = _routes()
    with pytest.raises(ValueError, match="card"):
        routes.button("card", lambda _: None)
