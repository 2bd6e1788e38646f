"""👍/👎 under an answer."""

import pytest

from tests import kept
from tests.conftest import Meet

QUESTION = "chuẩn hộ nghèo bây giờ là bao nhiêu tiền"


@pytest.mark.parametrize(
    ("thumb", "rating", "toast"),
    [("👍", 1, "Cảm ơn anh/chị!"), ("👎", -1, "Thử hỏi cách khác, hoặc hỏi UBND phường/xã")],
)
async def test_a_thumb_is_recorded_thanked_for_and_both_are_gone(
    meet: Meet, thumb: str, rating: int, toast: str
) -> None:
    resident = meet()
    await resident.says(QUESTION)
    before = resident.buttons()
    assert await resident.presses(thumb) == "", "the answer itself stays as it is"
    assert kept.questions(resident.process)[0].rating == rating
    assert toast in resident.toast
    assert sorted(resident.methods()) == ["answerCallbackQuery", "editMessageReplyMarkup"]
    assert resident.buttons() == [text for text in before if text not in ("👍", "👎")]


async def test_a_second_thumb_from_an_old_screen_changes_the_rating(meet: Meet) -> None:
    resident = meet()
    await resident.says(QUESTION)
    await resident.presses("👍")
    await resident.presses_data("rate:1:0")
    assert kept.questions(resident.process)[0].rating == -1


async def test_each_thumb_goes_to_its_own_question(meet: Meet) -> None:
    resident = meet()
    await resident.says(QUESTION)
    await resident.says(QUESTION)
    await resident.presses("👎")
    assert [question.rating for question in kept.questions(resident.process)] == [None, -1]


async def test_a_suggestion_that_was_picked_can_be_rated(meet: Meet) -> None:
    resident = meet()
    await resident.says(QUESTION)
    await resident.presses_data("pick:1:housing.amount", resident.last)
    await resident.presses("👍")
    (question,) = kept.questions(resident.process)
    assert (question.chosen, question.rating) == ("housing.amount", 1)


async def test_the_thumbs_of_a_message_too_old_to_be_seen_still_count(meet: Meet) -> None:
    resident = meet()
    await resident.says(QUESTION)
    update = resident.press("rate:1:1")
    update["callback_query"]["message"] = {"message_id": 10, "date": 0, "chat": resident.message()["chat"]}
    await resident.sends(**update)
    assert resident.methods() == ["answerCallbackQuery"]
    assert kept.questions(resident.process)[0].rating == 1


@pytest.mark.parametrize("data", ["rate", "rate:x:1", "rate::", "rate:-1:1", "rate:99999999999999999999:1"])
async def test_a_rating_of_no_question_changes_nothing(meet: Meet, data: str) -> None:
    resident = meet()
    await resident.says(QUESTION)
    await resident.presses_data(data)
    assert resident.methods() == ["answerCallbackQuery"]
    assert kept.questions(resident.process)[0].rating is None
