"""/start and /help: who the bot is and what it can do."""

import pytest

from tests import kept
from tests.conftest import Meet


async def test_a_vietnamese_phone_is_greeted_in_vietnamese(meet: Meet) -> None:
    resident = meet(language="vi")
    shown = await resident.says("/start")
    assert "An Sinh" in shown
    assert "hộ nghèo, hộ cận nghèo ở Thái Nguyên" in shown
    assert "Không cần cho biết tên" in shown


async def test_an_english_phone_is_greeted_in_english(meet: Meet) -> None:
    shown = await meet(language="en-GB").says("/start")
    assert "Using me is anonymous" in shown
    assert "Chào" not in shown


@pytest.mark.parametrize("language", [None, "", "fr", "zh-hans", "vi-VN"])
async def test_any_other_phone_is_greeted_in_vietnamese(meet: Meet, language: str | None) -> None:
    assert "Chào bà con" in await meet(language=language).says("/start")


async def test_the_big_buttons_are_ask_check_menu_job_fairs_and_both_languages(meet: Meet) -> None:
    resident = meet()
    await resident.says("/start")
    assert resident.buttons() == [
        "💬 Đặt câu hỏi",
        "✅ Tôi có được hưởng không?",
        "📚 Tất cả chủ đề",
        "🤝 Phiên giao dịch việc làm",
        "Tiếng Việt",
        "English",
    ]


@pytest.mark.parametrize(
    ("button", "says"),
    [
        ("Đặt câu hỏi", "gõ câu hỏi như nói chuyện"),
        ("Tất cả chủ đề", "cần hỏi về việc gì"),
        ("Phiên giao dịch", "Chưa có phiên sắp tới"),
        ("English", "I will write like this"),
    ],
)
async def test_every_big_button_leads_on_in_the_same_message(meet: Meet, button: str, says: str) -> None:
    resident = meet()
    await resident.says("/start")
    shown_in = resident.last["message_id"]
    assert says in await resident.presses(button)
    assert "editMessageText" in resident.methods()
    assert resident.last["message_id"] == shown_in


async def test_a_link_with_a_payload_starts_like_any_other(meet: Meet) -> None:
    assert "Chào bà con" in await meet().says("/start tuyen-truyen-2026")


async def test_a_command_may_carry_the_bots_name_in_any_case(meet: Meet) -> None:
    assert "Chào bà con" in await meet().says("/START@AnSinh_Bot")


async def test_start_begins_again_but_keeps_the_chosen_language(meet: Meet) -> None:
    resident = meet()
    await resident.presses_data("language:en")
    await resident.presses_data("area:housing")
    assert "Using me is anonymous" in await resident.says("/start")
    assert kept.dialog(resident).screen == "start"


async def test_help_gives_examples_and_the_commands(meet: Meet) -> None:
    shown = await meet().says("/help")
    assert "nhà tôi dột quá có được hỗ trợ sửa không" in shown
    for command in ("/menu", "/language", "/privacy", "/cancel"):
        assert command in shown
    assert "how much income counts as poor now" in await meet(502, "en").says("/help")


@pytest.mark.parametrize(
    ("language", "examples"),
    [
        (
            "vi",
            {
                "thu nhập bao nhiêu thì được xét hộ nghèo": "351/2025",
                "nhà tôi dột quá có được hỗ trợ sửa không": "Nguồn",
                "con tôi chưa đầy sáu tuổi có được thẻ bảo hiểm miễn phí không": "Nguồn",
            },
        ),
        (
            "en",
            {
                "how much income counts as poor now": "351/2025",
                "my roof leaks, can I get help to repair it": "Source",
                "my child is under six, is the health card free": "Source",
            },
        ),
    ],
)
async def test_the_examples_in_help_lead_to_answers(
    meet: Meet, language: str, examples: dict[str, str]
) -> None:
    resident = meet(language=language)
    shown = await resident.says("/help")
    for example, answer in examples.items():
        assert example in shown
        assert answer in await resident.says(example)


async def test_nothing_of_a_start_is_kept_but_the_chat_number(meet: Meet) -> None:
    resident = meet()
    await resident.says("/start")
    assert kept.person(resident) is not None
    assert "Người thử" not in kept.everything(resident.process)
