"""A typed question: an answer, suggestions, an honest "I don't know", or small talk."""

import pytest

from bot.config import Limits
from knowledge.terms import Outcome
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation

POVERTY_LINE = "chuẩn hộ nghèo bây giờ là bao nhiêu tiền"
# Too short to say what is meant; the matcher offers a choice for at least one of them.
VAGUE = (
    "được hỗ trợ bao nhiêu",
    "xin tiền",
    "vay vốn",
    "bảo hiểm",
    "hộ nghèo",
    "trợ cấp",
    "học nghề",
    "nhà ở",
    "tiền nước",
    "hội chợ",
    "giấy tờ",
)


def _vague(resident: Conversation) -> str:
    match = resident.process.services.matcher.match
    return next(text for text in VAGUE if match(text).outcome is Outcome.SUGGEST)


async def test_the_answer_comes_with_its_source_its_validity_and_where_to_go_on(meet: Meet) -> None:
    resident = meet()
    shown = await resident.says(POVERTY_LINE)
    assert "1.500.000" in shown
    assert "2.000.000" in shown
    assert "Nguồn: Nghị định 351/2025/NĐ-CP" in shown
    assert "kiểm tra ngày" in shown
    assert resident.buttons()[:2] == ["👍", "👎"]
    assert resident.buttons()[-2:] == ["⬅️ Hộ nghèo, hộ cận nghèo", "☰ Tất cả chủ đề"]
    assert resident.buttons()[2] == "✅ Xem mình có được hưởng không"
    assert 6 <= len(resident.buttons()) <= 8, "two or three related topics between them"


@pytest.mark.parametrize(
    "typed",
    [
        "chuan ho ngheo bay gio la bao nhieu tien",
        "CHUẨN HỘ NGHÈO BÂY GIỜ LÀ BAO NHIÊU TIỀN???",
        "  chuẩn hộ nghèo\n\nbây giờ là bao nhiêu tiền  ",
        "\u202echuẩn hộ nghèo bây giờ là bao nhiêu tiền\u202c",
        "chuẩn hộ nghèo\u200b bây giờ là bao nhiêu tiền\x07",
        "<b>chuẩn hộ nghèo</b> bây giờ là bao nhiêu tiền",
    ],
    ids=["no tone marks", "capitals", "lines", "right to left marks", "control characters", "HTML"],
)
async def test_the_same_question_is_understood_however_it_is_typed(meet: Meet, typed: str) -> None:
    shown = await meet().says(typed)
    assert "1.500.000" in shown or "Chuẩn hộ nghèo" in str(shown)


async def test_next_years_line_is_announced_on_the_first_day_of_120(meet: Meet) -> None:
    shown = await meet().says(POVERTY_LINE)  # 23/11/2026
    assert "⏳ Từ 01/01/2027" in shown
    assert "2.200.000" in shown


@pytest.mark.settings(today="2026-09-03")
async def test_on_3_september_2026_next_years_line_is_120_days_away_and_announced(meet: Meet) -> None:
    assert "⏳ Từ 01/01/2027" in await meet().says(POVERTY_LINE)


@pytest.mark.settings(today="2026-09-02")
async def test_on_2_september_2026_next_years_line_is_too_far_away_to_announce(meet: Meet) -> None:
    shown = await meet().says(POVERTY_LINE)
    assert "1.500.000" in shown
    assert "⏳" not in shown
    assert "2.200.000" not in shown


@pytest.mark.settings(today="2026-12-31")
async def test_on_the_last_day_of_2026_the_old_line_still_holds(meet: Meet) -> None:
    shown = await meet().says(POVERTY_LINE)
    assert "1.500.000" in shown.partition("⏳")[0]
    assert "2.200.000" not in shown.partition("⏳")[0]


@pytest.mark.settings(today="2027-01-01")
async def test_on_the_first_day_of_2027_the_new_line_holds_and_the_old_one_is_history(meet: Meet) -> None:
    now, _, before = (await meet().says(POVERTY_LINE)).partition("Trước đây")
    assert "2.200.000" in now
    assert "2.800.000" in now
    assert "1.500.000" not in now
    assert "1.500.000" in before


async def test_a_leaking_house_is_told_no_amount_as_current_and_2023_only_as_history(meet: Meet) -> None:
    shown = await meet().presses_data("topic:housing.amount")
    now, _, before = shown.partition("Trước đây")
    assert "triệu" not in now
    assert "000.000" not in now
    assert "2023" in before
    assert "⚠️ Chưa xác nhận được: xin hỏi lại UBND phường/xã." in shown


async def test_a_confirmed_answer_carries_no_warning(meet: Meet) -> None:
    assert "⚠️" not in await meet().says(POVERTY_LINE)


async def test_a_vague_question_brings_up_to_three_suggestions(meet: Meet) -> None:
    resident = meet()
    assert await resident.says(_vague(resident)) == "Ý anh/chị là câu nào dưới đây ạ?"
    *suggestions, none = resident.buttons()
    assert none == "Không phải mấy câu này"
    titles = {topic.title_vi for topic in resident.process.services.knowledge.topics.values()}
    assert 1 <= len(suggestions) <= 3
    assert set(suggestions) <= titles


async def test_a_pressed_suggestion_turns_the_list_into_the_answer_and_is_remembered(meet: Meet) -> None:
    resident = meet()
    await resident.says(_vague(resident))
    asked_in, wanted = resident.last["message_id"], resident.buttons()[0]
    shown = await resident.presses(wanted)
    assert wanted in shown
    assert "Nguồn:" in shown
    assert resident.methods().count("editMessageText") == 1
    assert resident.last["message_id"] == asked_in
    (question,) = kept.questions(resident.process)
    assert question.outcome == "suggest"
    assert question.chosen == kept.dialog(resident).topic
    assert resident.buttons()[:2] == ["👍", "👎"]


async def test_none_of_these_says_honestly_that_it_does_not_know(meet: Meet) -> None:
    resident = meet()
    await resident.says(_vague(resident))
    shown = await resident.presses("Không phải mấy câu này")
    assert "Câu này bot không biết" in shown
    assert "UBND phường/xã" in shown
    assert kept.questions(resident.process)[0].chosen == "none", "so that gaps can tell"


@pytest.mark.parametrize("question", ["giá vàng hôm nay bao nhiêu một chỉ", "thời tiết ngày mai thế nào"])
async def test_what_it_does_not_know_it_says_and_names_where_to_turn(meet: Meet, question: str) -> None:
    resident = meet()
    shown = await resident.says(question)
    assert "Câu này bot không biết" in shown
    assert "UBND phường/xã" in shown
    assert resident.buttons() == ["📚 Tất cả chủ đề"]
    assert kept.questions(resident.process)[0].outcome == "none"


@pytest.mark.parametrize("said", ["xin chào", "cảm ơn bạn nhiều nhé"])
async def test_small_talk_is_answered_kindly(meet: Meet, said: str) -> None:
    resident = meet()
    assert "bot đây ạ" in await resident.says(said)
    assert kept.questions(resident.process)[0].outcome == "smalltalk"


async def test_a_question_is_kept_without_who_asked(meet: Meet) -> None:
    resident = meet()
    await resident.says(POVERTY_LINE)
    (question,) = kept.questions(resident.process)
    assert question.text == POVERTY_LINE
    assert (question.outcome, question.topic, question.language) == ("answer", "poverty.standard", "vi")
    assert question.asked_on.isoformat() == "2026-11-23"
    assert question.rating is None
    assert "person_id" not in question.__table__.columns
    assert "chat_id" not in question.__table__.columns


@pytest.mark.parametrize(
    "number", ["0912345678", "0912 345 678", "+84 912 345 678", "019188001234", "CN 3 19 19 0012 3456"]
)
async def test_a_personal_number_is_blacked_out_and_the_person_is_told(meet: Meet, number: str) -> None:
    resident = meet()
    shown = await resident.says(f"tôi số {number}, {POVERTY_LINE}")
    assert "không lưu các số cá nhân" in shown
    (question,) = kept.questions(resident.process)
    assert "▇▇▇" in question.text
    assert number not in kept.everything(resident.process)


async def test_an_amount_of_money_is_not_taken_for_a_personal_number(meet: Meet) -> None:
    resident = meet()
    shown = await resident.says("thu nhập 1.500.000 đồng một tháng có phải hộ nghèo không")
    assert "số cá nhân" not in shown
    assert "1.500.000" in kept.questions(resident.process)[0].text


async def test_an_english_question_from_a_vietnamese_phone_is_answered_in_english(meet: Meet) -> None:
    resident = meet(language="vi")
    shown = await resident.says("how much income counts as poor now")
    assert "1,500,000" in shown
    assert "Source:" in shown
    assert "1.500.000" in await resident.says(POVERTY_LINE), "and the next one in Vietnamese again"


async def test_a_vietnamese_question_from_an_english_phone_is_answered_in_vietnamese(meet: Meet) -> None:
    visitor = meet(language="en")
    assert "Nguồn:" in await visitor.says(POVERTY_LINE)


async def test_a_chosen_language_is_kept_whatever_the_question_is_typed_in(meet: Meet) -> None:
    resident = meet(language="vi")
    await resident.presses_data("language:en")
    assert "1,500,000" in await resident.says(POVERTY_LINE)


@pytest.mark.parametrize("text", ["a" * 10_000, "hộ nghèo " * 500])
async def test_a_very_long_message_is_asked_to_be_shorter_and_not_kept(meet: Meet, text: str) -> None:
    resident = meet()
    assert "Tin này dài quá" in await resident.says(text)
    assert kept.questions(resident.process) == []


@pytest.mark.parametrize(
    "text",
    [
        "😭😭😭",
        "🏠",
        "؟",
        "\u202e\u200f",
        "\x01\x02\x03",
        "????",
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "%s{}",
    ],
)
async def test_a_text_without_words_is_answered_all_the_same(meet: Meet, text: str) -> None:
    resident = meet()
    shown = await resident.says(text)
    assert shown
    assert "trục trặc" not in shown
    assert len(resident.methods()) == 1


@pytest.mark.settings(limits=Limits(questions_per_minute=3))
async def test_after_the_questions_of_a_minute_one_is_asked_to_wait(
    meet: Meet, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_790_000_000.0
    monkeypatch.setattr("bot.clock.time.time", lambda: now)
    resident, neighbour = meet(501), meet(502)
    for _ in range(3):
        assert "1.500.000" in await resident.says(POVERTY_LINE)
    assert "Chờ một phút" in await resident.says(POVERTY_LINE)
    assert "1.500.000" in await neighbour.says(POVERTY_LINE), "others are not held up"
    now += 59
    assert "Chờ một phút" in await resident.says(POVERTY_LINE)
    now += 2
    assert "1.500.000" in await resident.says(POVERTY_LINE)
    assert len(kept.questions(resident.process)) == 5, "what was refused is not logged"


@pytest.mark.settings(limits=Limits(questions_per_minute=2))
async def test_starting_again_does_not_lift_the_limit(meet: Meet) -> None:
    resident = meet()
    for _ in range(2):
        await resident.says(POVERTY_LINE)
    await resident.says("/start")
    await resident.says("/cancel")
    assert "Chờ một phút" in await resident.says(POVERTY_LINE)


@pytest.mark.settings(limits=Limits(questions_per_minute=1))
async def test_buttons_and_commands_are_not_limited(meet: Meet) -> None:
    resident = meet()
    await resident.says(POVERTY_LINE)
    for _ in range(5):
        assert "Nguồn" in await resident.presses_data("topic:water.amount")
        assert "việc gì" in await resident.says("/menu")


async def test_a_picked_topic_that_is_gone_is_not_known(meet: Meet) -> None:
    assert "không biết" in await meet().presses_data("pick:1:housing.castle")


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999999999", "²", "٣"])
async def test_a_pick_with_an_odd_question_number_still_shows_the_topic(meet: Meet, number: str) -> None:
    assert "Nguồn:" in await meet().presses_data(f"pick:{number}:housing.amount")
