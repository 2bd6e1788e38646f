"""/language and /cancel."""

import pytest

from tests import kept
from tests.conftest import Meet

QUESTION = "chuẩn hộ nghèo bây giờ là bao nhiêu tiền"


async def test_language_offers_both_languages_and_as_i_write(meet: Meet) -> None:
    resident = meet()
    assert "tiếng nào" in await resident.says("/language")
    assert resident.buttons() == ["Tiếng Việt", "English", "Theo tiếng tôi gõ"]


@pytest.mark.parametrize(
    ("button", "language", "says"),
    [("English", "en", "I will write like this"), ("Tiếng Việt", "vi", "bot sẽ viết như thế này")],
)
async def test_a_chosen_language_is_kept_and_spoken_at_once(
    meet: Meet, button: str, language: str, says: str
) -> None:
    resident = meet()
    await resident.says("/language")
    asked_in = resident.last["message_id"]
    assert says in await resident.presses(button)
    assert resident.last["message_id"] == asked_in
    row = kept.person(resident)
    assert row is not None
    assert row.language == language


async def test_the_chosen_language_outweighs_the_phone(meet: Meet) -> None:
    visitor = meet(language="en")
    await visitor.presses_data("language:vi")
    assert "cần hỏi về việc gì" in await visitor.says("/menu")


async def test_as_i_write_forgets_the_choice(meet: Meet) -> None:
    resident = meet(language="vi")
    await resident.presses_data("language:en")
    await resident.says("/language")
    await resident.presses("As I write")
    row = kept.person(resident)
    assert row is not None
    assert row.language is None
    assert "cần hỏi về việc gì" in await resident.says("/menu")


async def test_a_language_it_does_not_speak_offers_the_choice_again(meet: Meet) -> None:
    resident = meet()
    for data in ("language:fr", "language"):
        assert "tiếng nào" in await resident.presses_data(data)
    row = kept.person(resident)
    assert row is not None
    assert row.language is None


async def test_one_persons_language_is_nobody_elses(meet: Meet) -> None:
    await meet(501).presses_data("language:en")
    assert "cần hỏi về việc gì" in await meet(502).says("/menu")


async def test_cancel_leaves_whatever_is_under_way(meet: Meet) -> None:
    resident = meet()
    await resident.says(QUESTION)
    assert kept.dialog(resident).topic == "poverty.standard"
    assert "Đã dừng" in await resident.says("/cancel")
    assert resident.buttons() == ["📚 Tất cả chủ đề", "🏠 Về đầu"]
    left = kept.dialog(resident)
    assert (left.screen, left.topic) == ("start", None)
    assert "Chào bà con" in await resident.presses("🏠 Về đầu")
