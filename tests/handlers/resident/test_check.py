"""The guided check: few taps, a way back from every step, reasons with their source."""

import random
from typing import Any

import pytest
from sqlalchemy import select

from bot.checks import state
from bot.due import Due
from db import people, scheduled
from db.models import Outgoing, Scheduled
from handlers.resident import check
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation

UNKNOWN = "🤷 Tôi không biết"


def _done(person: Conversation) -> bool:
    return any("Sửa một câu" in text or "Change an answer" in text for text in person.buttons())


def _data(person: Conversation) -> list[str]:
    rows = person.last["reply_markup"]["inline_keyboard"]
    return [key["callback_data"] for row in rows for key in row]


async def _press(person: Conversation, data: str) -> str:
    return await person.presses_data(data, person.last)


async def _say_unknown_to_everything(person: Conversation) -> int:
    taps = 0
    while not _done(person):
        await person.presses(next(text for text in person.buttons() if text.startswith("🤷")))
        taps += 1
        assert taps < 20
    return taps


async def test_a_poor_household_learns_in_two_taps_that_its_card_is_free(meet: Meet) -> None:
    lan = meet()
    shown = await _press(lan, "check:insurance_poor")
    assert "danh sách nào" in shown
    assert "xóa sau 24 giờ" in shown
    card = await lan.presses("Hộ nghèo")
    assert card.startswith("✅ Có thể được hưởng")
    assert "✓" in card
    assert "100%" in card
    assert "UBND phường/xã quyết định" in card
    assert "Nguồn: " in card


async def test_the_card_says_what_is_met_what_not_and_what_would_change_it(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:social_pension")
    await lan.presses("Có")
    await lan.presses("0 đồng/tháng")
    card = await lan.says("69")
    assert card.startswith("❌")
    assert "✓ Là công dân Việt Nam" in card
    assert "✗ Từ 75 tuổi" in card
    assert "Đổi được nếu: Tuổi: 75 tuổi" in card
    assert "Nghị định 335/2026/NĐ-CP" in card


async def test_from_2027_the_other_line_is_shown_beside_today(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:poor_household")
    for _ in range(6):
        if _done(lan):
            break
        question = lan.last["text"]
        if "bao nhiêu tiền một tháng" in question:
            await lan.says("2tr1")
        elif "phường hay ở xã" in question:
            await lan.presses("Ở xã")
        elif "phường, xã nào" in question:
            await lan.presses("Xã Tân Cương")
        elif "thiếu mấy chỉ số" in question:
            await lan.says("3")
        else:
            await lan.presses("🤷")
    assert lan.last["text"].startswith("❌")
    assert "Từ 01/01/2027" in lan.last["text"]


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_i_do_not_know_leads_on_everywhere(meet: Meet, language: str) -> None:
    person = meet(language=language)
    for programme in person.process.services.eligibility.rules:
        await _press(person, f"check:{programme}")
        assert await _say_unknown_to_everything(person) <= 10
    await _press(person, "check:all")
    assert await _say_unknown_to_everything(person) <= 16


@pytest.mark.parametrize("seed", range(3))
async def test_any_way_through_takes_few_taps(meet: Meet, seed: int) -> None:
    """At most 10 taps for one programme and 16 for everything, whatever is answered."""
    draw = random.Random(seed)
    lan = meet(chat_id=600 + seed)
    wanted = dict.fromkeys(lan.process.services.eligibility.rules, 10) | {"all": 16}
    for programme, most in wanted.items():
        await _press(lan, f"check:{programme}")
        taps = 0
        while not _done(lan):
            ways = [data for data in _data(lan) if data.split(":")[2] in ("a", "no", "step", "ticked")]
            await _press(lan, draw.choice(ways))
            taps += 1
            assert taps <= most, f"{programme} takes more than {most} taps"


async def test_back_leads_from_every_question_to_the_one_before(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:vocational_training")
    questions = [lan.last["text"]]
    for _ in range(3):
        await lan.presses(UNKNOWN)
        questions.append(lan.last["text"])
    for before in reversed(questions[:-1]):
        await lan.presses("⬅️ Quay lại")
        assert lan.last["text"] == before
    await lan.presses("⬅️ Quay lại")
    assert lan.last["text"] == questions[0], "before the first question there is only the first question"


async def test_one_answer_is_changed_and_the_others_stay(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:insurance_poor")
    await lan.presses("Hộ cận nghèo")
    assert lan.last["text"].startswith("❌")
    assert "Diện hộ: Hộ cận nghèo" in (await lan.presses("✏️ Sửa một câu trả lời") or lan.buttons()[0]) or (
        "Diện hộ: Hộ cận nghèo" in lan.buttons()
    )
    await lan.presses("Diện hộ")
    assert (await lan.presses("Hộ nghèo")).startswith("✅")


async def test_income_of_the_whole_house_is_counted_together(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:poor_household")
    while "bao nhiêu tiền một tháng" not in lan.last["text"]:
        await lan.presses("🤷")
    await lan.presses("🧮 Tính giúp")
    await lan.presses("Theo năm")
    assert "60.000.000 đồng một năm" in await lan.says("60tr")
    await lan.presses("5")
    found = state.read(kept.dialog(lan), lan.process.services.clock.now())
    facts = found[1].facts
    assert facts["household_income_12_months"] == 60_000_000
    assert facts["household_members"] == 5
    while not _done(lan):
        await lan.presses("🤷")
    await lan.presses("✏️")
    assert any("1.000.000 đồng/người/tháng" in text for text in lan.buttons())


async def test_a_typed_text_that_is_no_answer_is_said_to_be_not_understood(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:insurance_poor")
    shown = await lan.says("chuẩn nghèo là bao nhiêu")
    assert "chưa hiểu câu trả lời" in shown
    assert "danh sách nào" in shown
    await lan.says("/cancel")
    assert "1.500.000" in await lan.says("chuẩn nghèo là bao nhiêu")


async def test_two_checks_in_two_messages_do_not_mix(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:insurance_poor")
    first = dict(lan.last)
    await lan.says("/start check_social_pension")
    assert "hưu trí" in lan.last["text"]
    assert "công dân" in lan.last["text"] or "quốc tịch" in lan.last["text"]
    press = next(key["callback_data"] for row in first["reply_markup"]["inline_keyboard"] for key in row)
    card = await lan.presses_data(press, first)
    assert "Thẻ bảo hiểm y tế cho hộ nghèo" in card
    await lan.says("/check")
    assert sum("Làm tiếp" in text for text in lan.buttons()) == 2


async def test_a_stale_button_shows_where_the_check_stands(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:social_pension")
    old = dict(lan.last)
    await lan.presses("Có")
    now = lan.last["text"]
    await lan.presses_data(next(data for data in [_data_of(old)[0]]), lan.last)
    assert lan.last["text"] == now
    await lan.presses_data("ck:99:a:1:1", lan.last)
    assert "Bà con muốn xem mình có được hưởng gì?" in lan.last["text"]


def _data_of(call: dict[str, Any]) -> list[str]:
    return [key["callback_data"] for row in call["reply_markup"]["inline_keyboard"] for key in row]


@pytest.mark.parametrize(
    "data",
    [
        "ck",
        "ck:",
        "ck:x:a",
        "ck:1",
        "ck:1:zz",
        "ck:1:a:999:x",
        "ck:1:a:-1:0",
        "ck:1:step:1:x",
        "check:nothing",
    ],
)
async def test_made_up_buttons_do_no_harm(meet: Meet, data: str, caplog: pytest.LogCaptureFixture) -> None:
    lan = meet()
    await _press(lan, "check:poor_household")
    assert await lan.presses_data(data, lan.last)
    assert "was not handled" not in caplog.text


async def test_what_the_question_said_for_certain_is_not_asked_again(meet: Meet) -> None:
    lan = meet()
    await lan.says("nhà tôi là hộ nghèo thì thẻ bảo hiểm y tế có mất tiền không")
    card = await lan.presses("✅ Xem mình có được hưởng không")
    assert card.startswith("✅ Có thể được hưởng")


async def test_stopping_erases_the_answers(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:social_pension")
    await lan.presses("Có")
    await lan.presses("⏹ Thôi")
    assert state.NOTE not in kept.dialog(lan).notes


async def test_answers_are_forgotten_after_24_hours(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:social_pension")
    process = lan.process
    later = process.services.clock.now() + state.KEPT_SECONDS + 1
    with process.database.sessions.begin() as session:
        row = session.scalars(select(Scheduled)).one()
        assert row.due_at <= later
        [due] = scheduled.claim(session, now=later)
    from dataclasses import replace

    clock = replace(process.services.clock, shift_seconds=process.services.clock.shift_seconds + 90_000)
    services = replace(process.services, clock=clock)
    await check.forget_old(Due(due, services, process.database, process.bot, process.sender))
    assert state.NOTE not in kept.dialog(lan).notes


async def test_erasing_oneself_erases_the_check(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:social_pension")
    with lan.process.database.sessions.begin() as session:
        row = kept.person(lan)
        assert row
        people.forget(session, row.id)
    await lan.says("/check")
    assert not any("Làm tiếp" in text for text in lan.buttons())


async def test_the_card_is_sent_as_a_picture_and_the_row_forgets_it(meet: Meet) -> None:
    lan = meet()
    await _press(lan, "check:insurance_poor")
    await lan.presses("Hộ nghèo")
    await lan.presses("🖼 Gửi thành ảnh")
    [call] = [call for call in lan.calls if call["method"] == "sendPhoto"]
    name, content = call["files"]["photo"]
    assert name == "an-sinh.png"
    assert content.startswith(b"\x89PNG")
    with lan.process.database.sessions.begin() as session:
        parameters = session.scalars(select(Outgoing.parameters).where(Outgoing.method == "sendPhoto")).all()
    assert parameters == [None]
