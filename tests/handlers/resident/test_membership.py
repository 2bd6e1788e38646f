"""A person blocks the bot or comes back."""

from typing import Any

from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation

BOT = {"id": 1000, "is_bot": True, "first_name": "An Sinh", "username": "ansinh_bot"}


def _becomes(person: Conversation, status: str) -> dict[str, Any]:
    message = person.message()
    new: dict[str, Any] = {"user": BOT, "status": status}
    if status == "kicked":
        new["until_date"] = 0
    return {
        "chat": message["chat"],
        "from": message["from"],
        "date": message["date"],
        "old_chat_member": {"user": BOT, "status": "member"},
        "new_chat_member": new,
    }


async def test_a_person_who_blocks_the_bot_is_noted_and_left_alone(meet: Meet) -> None:
    resident = meet()
    await resident.says("/start")
    assert await resident.sends(my_chat_member=_becomes(resident, "kicked")) == ""
    assert resident.calls == []
    assert kept.stopped_at(resident) is not None


async def test_a_person_who_comes_back_is_no_longer_noted(meet: Meet) -> None:
    resident = meet()
    await resident.sends(my_chat_member=_becomes(resident, "kicked"))
    await resident.sends(my_chat_member=_becomes(resident, "member"))
    assert resident.calls == []
    assert kept.stopped_at(resident) is None


async def test_blocking_keeps_the_settings_until_they_are_erased(meet: Meet) -> None:
    resident = meet(language="vi")
    await resident.presses_data("language:en")
    await resident.sends(my_chat_member=_becomes(resident, "kicked"))
    await resident.sends(my_chat_member=_becomes(resident, "member"))
    assert "Using me is anonymous" in await resident.says("/start")
