"""In groups: only commands addressed to the bot, and nothing about a person."""

from typing import Any

import pytest

from db.models import Dialog, Person, Question
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation

GROUP = {"id": -100123, "type": "supergroup", "title": "Tổ dân phố 5"}


def _in_group(member: Conversation, **content: Any) -> dict[str, Any]:
    return member.message(**content) | {"chat": GROUP}


def _nothing_is_kept(member: Conversation) -> bool:
    return not any(kept.count(member.process, of=table) for table in (Person, Dialog, Question))


@pytest.mark.parametrize("kind", ["group", "supergroup"])
@pytest.mark.parametrize("text", ["/help@ansinh_bot", "/HELP@AnSinh_Bot", "/help@ansinh_bot hộ nghèo"])
async def test_help_addressed_to_the_bot_invites_to_a_private_chat(meet: Meet, kind: str, text: str) -> None:
    member = meet()
    shown = await member.sends(message=_in_group(member, text=text) | {"chat": {**GROUP, "type": kind}})
    assert "nhắn riêng" in shown
    assert member.last["chat_id"] == GROUP["id"]
    assert member.last["reply_markup"]["inline_keyboard"] == [
        [{"text": "Nhắn riêng cho bot", "url": "https://t.me/ansinh_bot"}]
    ]
    assert _nothing_is_kept(member)


@pytest.mark.parametrize(
    "text",
    [
        "/help",
        "/start",
        "/help@other_bot",
        "chuẩn hộ nghèo là bao nhiêu",
        "@ansinh_bot chuẩn hộ nghèo là bao nhiêu",
        "hỏi /help@ansinh_bot xem",
        "/wat@ansinh_bot",
        "😀",
    ],
)
async def test_everything_else_said_in_a_group_is_passed_over(meet: Meet, text: str) -> None:
    member = meet()
    await member.sends(message=_in_group(member, text=text))
    assert member.calls == []
    assert _nothing_is_kept(member)


@pytest.mark.parametrize("command", ["start", "menu", "language", "privacy", "cancel"])
async def test_no_command_shows_anything_personal_in_a_group(meet: Meet, command: str) -> None:
    member = meet()
    await member.presses_data("language:en")
    await member.sends(message=_in_group(member, text=f"/{command}@ansinh_bot"))
    assert all(call["params"].get("chat_id") == GROUP["id"] for call in member.calls)
    assert all("nhắn riêng" in call["params"]["text"] for call in member.calls)
    assert kept.count(member.process, of=Person) == 1, "the member's own private chat only"


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
        {"caption": "/help@ansinh_bot", "voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
        {"new_chat_members": [{"id": 1000, "is_bot": True, "first_name": "An Sinh"}]},
        {"left_chat_member": {"id": 7, "is_bot": False, "first_name": "Lan"}},
        {"migrate_to_chat_id": -100999},
        {},
    ],
)
async def test_pictures_and_service_messages_of_a_group_are_passed_over(
    meet: Meet, content: dict[str, Any]
) -> None:
    member = meet()
    await member.sends(message=_in_group(member, **content))
    assert member.calls == []
    assert _nothing_is_kept(member)


async def test_changed_messages_and_channel_posts_are_passed_over(meet: Meet) -> None:
    member = meet()
    await member.sends(edited_message=_in_group(member, text="/help@ansinh_bot", edit_date=1))
    assert member.calls == []
    post = _in_group(member, text="/help@ansinh_bot") | {"chat": {**GROUP, "type": "channel"}}
    await member.sends(channel_post=post)
    assert member.calls == []
    assert _nothing_is_kept(member)


async def test_a_button_pressed_in_a_group_is_acknowledged_and_does_nothing(meet: Meet) -> None:
    member = meet()
    update = member.press("privacy")
    update["callback_query"]["message"]["chat"] = GROUP
    await member.sends(**update)
    assert member.methods() == ["answerCallbackQuery"]
    assert _nothing_is_kept(member)


async def test_being_added_to_a_group_or_thrown_out_needs_no_reply(meet: Meet) -> None:
    member = meet()
    bot = {"id": 1000, "is_bot": True, "first_name": "An Sinh"}
    for old, new in (("left", "member"), ("member", "left")):
        change = {
            "chat": GROUP,
            "from": member.message()["from"],
            "date": 1_790_000_000,
            "old_chat_member": {"user": bot, "status": old},
            "new_chat_member": {"user": bot, "status": new},
        }
        await member.sends(my_chat_member=change)
        assert member.calls == []
    assert _nothing_is_kept(member)
