"""Whatever else people send: a short helpful reply, never an error."""

import logging
from typing import Any

import pytest

from db import dialogs
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation

FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u"}
PICTURE = {**FILE, "width": 90, "height": 90, "file_size": 1000}
ANYBODY = {"id": 7, "is_bot": False, "first_name": "Lan"}
PLACE = {"latitude": 21.59, "longitude": 105.84}

KINDS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [PICTURE]},
    "photo with a caption": {"photo": [PICTURE], "caption": "nhà tôi đây"},
    "photo of an album": {"photo": [PICTURE], "media_group_id": "9"},
    "voice": {"voice": {**FILE, "duration": 3}},
    "audio": {"audio": {**FILE, "duration": 3}},
    "video": {"video": {**PICTURE, "duration": 3}},
    "round video": {"video_note": {**FILE, "length": 240, "duration": 3}},
    "animation": {"animation": {**PICTURE, "duration": 3}},
    "document": {"document": {**FILE, "file_name": "don.docx", "mime_type": "application/msword"}},
    "sticker": {"sticker": {**PICTURE, "type": "regular", "is_animated": False, "is_video": False}},
    "location": {"location": PLACE},
    "venue": {"venue": {"location": PLACE, "title": "UBND", "address": "Phan Đình Phùng"}},
    "contact": {"contact": {"phone_number": "+84912345678", "first_name": "Lan", "user_id": 501}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "Ai nghèo?",
            "options": [{"text": "a", "voter_count": 0}, {"text": "b", "voter_count": 0}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "game": {"game": {"title": "g", "description": "d", "photo": [PICTURE]}},
    "forwarded photo": {
        "photo": [PICTURE],
        "forward_origin": {"type": "user", "sender_user": ANYBODY, "date": 1_790_000_000},
    },
    "something new": {"hologram": {"file_id": "f"}},
    "nothing at all": {},
}


@pytest.mark.parametrize("content", KINDS.values(), ids=KINDS)
async def test_what_is_not_text_gets_one_short_helpful_reply(
    meet: Meet, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    resident = meet()
    shown = await resident.sends(message=resident.message(**content))
    assert shown == "Bot chỉ đọc được chữ gõ. Anh/chị gõ câu hỏi bằng vài lời giúp nhé."
    assert resident.buttons() == ["📚 Tất cả chủ đề"]
    assert resident.methods() == ["sendMessage"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_an_english_phone_is_told_in_english(meet: Meet) -> None:
    visitor = meet(language="en")
    assert "I can only read typed text" in await visitor.sends(message=visitor.message(**KINDS["voice"]))


async def test_a_forwarded_text_is_answered_like_a_question(meet: Meet) -> None:
    resident = meet()
    origin = {"type": "hidden_user", "sender_user_name": "Lan", "date": 1_790_000_000}
    text = "chuẩn hộ nghèo bây giờ là bao nhiêu tiền"
    assert "1.500.000" in await resident.sends(message=resident.message(text=text, forward_origin=origin))


async def test_a_changed_message_is_not_reread_and_the_person_is_told(meet: Meet) -> None:
    resident = meet()
    shown = await resident.sends(edited_message=resident.message(text="chuẩn hộ nghèo", edit_date=1))
    assert "không đọc lại tin đã sửa" in shown
    assert kept.questions(resident.process) == []


async def test_a_person_on_the_move_is_not_answered_at_every_step(meet: Meet) -> None:
    resident = meet()
    place = {**PLACE, "live_period": 3600}
    assert "chữ gõ" in await resident.sends(message=resident.message(location=place))
    for _ in range(3):
        await resident.sends(edited_message=resident.message(location=place, edit_date=1))
        assert resident.calls == []


@pytest.mark.parametrize("command", ["/stats", "/start@other_bot", "/help@ansinh_bot2", "/menu2", "/START2"])
async def test_a_command_it_does_not_know_is_explained(meet: Meet, command: str) -> None:
    assert "không biết lệnh này" in await meet().says(command)


@pytest.mark.parametrize("text", ["/", "//", "/ start", "/tiếng", "/-"])
async def test_a_slash_alone_is_no_command_but_is_answered(meet: Meet, text: str) -> None:
    resident = meet()
    assert await resident.says(text)
    assert resident.methods() == ["sendMessage"]


SCREENS = {
    "areas": "cần hỏi về việc gì",
    "area:housing": "Nhà ở",
    "topic:water.amount": "Nguồn:",
    "privacy": "Bot lưu những gì",
    "how": "gõ câu hỏi như nói chuyện",
    "start": "Chào bà con",
}


@pytest.mark.parametrize("data", ["wizard:3", "", ":", "x" * 64, "households:7:view", "ộ"])
async def test_a_button_nobody_knows_redraws_the_current_screen(meet: Meet, data: str) -> None:
    resident = meet()
    for screen, says in SCREENS.items():
        await resident.presses_data(screen)
        assert says in await resident.presses_data(data, resident.last)
        assert sorted(resident.methods()) == ["answerCallbackQuery", "editMessageText"]


async def test_a_button_without_data_redraws_too(meet: Meet) -> None:
    resident = meet()
    update = resident.press("x")
    del update["callback_query"]["data"]
    assert "Chào bà con" in await resident.sends(**update)


def _stands_at(person: Conversation, screen: str) -> None:
    """As an older version of the bot may have left it."""
    row = kept.person(person)
    assert row is not None
    with person.process.database.sessions.begin() as session:
        dialogs.keep(session, row.id, dialogs.EMPTY.__class__(screen, None, {}), now=1.0)


@pytest.mark.parametrize("screen", ["wizard:3", "area:fishing", "topic:housing.castle", ""])
async def test_a_screen_of_an_older_version_leads_to_a_known_one(meet: Meet, screen: str) -> None:
    resident = meet()
    await resident.says("/start")
    _stands_at(resident, screen)
    shown = await resident.presses_data("wizard:4")
    assert "Chào bà con" in shown or "cần hỏi về việc gì" in shown


PRESSES = ("start", "how", "areas", "area:water", "topic:water.amount", "language", "language:en", "privacy")


@pytest.mark.parametrize("data", [*PRESSES, "erase", "erase:yes", "rate:1:1", "pick:1:none", "wizard", ""])
async def test_every_press_is_acknowledged_exactly_once(meet: Meet, data: str) -> None:
    resident = meet()
    await resident.says("chuẩn hộ nghèo bây giờ là bao nhiêu tiền")
    await resident.presses_data(data, resident.last)
    assert resident.methods().count("answerCallbackQuery") == 1


async def test_a_press_under_a_message_that_is_not_shown_is_acknowledged_too(meet: Meet) -> None:
    resident = meet()
    update = resident.press("areas")
    del update["callback_query"]["message"]
    update["callback_query"]["inline_message_id"] = "i"
    await resident.sends(**update)
    assert resident.methods() == ["answerCallbackQuery"]
