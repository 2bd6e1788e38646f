"""Residents and job fairs: what is entered, signing up, the ticket, reminders, what became of it."""

from datetime import timedelta

import pytest

from bot.clock import moment
from bot.jobfairs import reminders
from db import fair_signups, jobfairs, scheduled
from db.jobfair_terms import FairState, SignUpState
from db.models import CompanyRequest, FairSignUp, Scheduled
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.fairs import DAY, TITLE, enter


def standing(person: Conversation, fair: int) -> SignUpState | None:
    row = kept.person(person)
    assert row is not None
    with person.process.database.sessions.begin() as session:
        found = fair_signups.find(session, fair, row.id)
        return found.state if found else None


async def open_fair(person: Conversation, fair: int) -> str:
    return await person.presses_data(f"fair:{fair}", {"message_id": 7})


async def test_where_nothing_is_entered_it_says_so_and_offers_to_tell(meet: Meet) -> None:
    lan = meet()
    assert "Chưa có phiên sắp tới" in await lan.says("/jobfair")
    assert "tôi sẽ báo" in await lan.presses("🔔 Có phiên mới thì báo tôi")


async def test_the_topic_shows_what_is_really_entered(meet: Meet) -> None:
    lan = meet()
    assert "Bot chưa có ngày" in await lan.presses_data("topic:jobfair.upcoming", {"message_id": 7})
    enter(lan.process)
    shown = await lan.presses_data("topic:jobfair.upcoming", {"message_id": 7})
    assert TITLE in shown
    assert "15/12/2026" in shown
    assert "chưa có ngày" not in shown
    assert "Nguồn: cán bộ nhập tại đây. Xem ngày 23/11/2026." in shown
    assert "🤝 Phiên sắp tới, đăng ký" in lan.buttons()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("vi", ("08:00–11:30, 15/12/2026", "Còn chỗ: 2")), ("en", ("08:00–11:30, 15/12/2026", "Seats left: 2"))],
)
async def test_a_fair_is_shown_in_both_languages(
    meet: Meet, language: str, expected: tuple[str, ...]
) -> None:
    person = meet(501, language)
    fair = enter(person.process)
    await person.says("/jobfair")
    shown = await person.presses(f"fair:{fair}")
    assert all(part in shown for part in expected)


async def test_place_and_calendar_come_as_what_phones_open(meet: Meet) -> None:
    lan = meet()
    await open_fair(lan, enter(lan.process))
    await lan.presses("📍 Vị trí")
    [venue] = [call for call in lan.calls if call["method"] == "sendVenue"]
    assert venue["params"]["latitude"] == 21.58
    await open_fair(lan, 1)
    await lan.presses("🗓 Lịch")
    [file] = [call for call in lan.calls if call["method"] == "sendDocument"]
    name, content = file["files"]["document"]
    assert name == "an-sinh.ics"
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20261215T080000" in content


async def test_signing_up_asks_for_no_name_and_plans_the_reminders(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await open_fair(lan, fair)
    assert "🎉 Xong" in await lan.presses("✍️ Đăng ký")
    assert standing(lan, fair) is SignUpState.SIGNED_UP
    kinds = kept.scheduled_kinds(lan.process)
    assert kinds.count(reminders.KIND) == 5


async def test_a_second_press_signs_up_once(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    for _ in range(2):
        await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    assert kept.count(lan.process, of=FairSignUp) == 1


async def test_when_full_one_waits_and_moves_up_when_somebody_cannot_come(meet: Meet) -> None:
    first, second, third = meet(501), meet(502), meet(503)
    fair = enter(first.process)
    for person in (first, second):
        await person.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    assert "vị trí số 1 trong danh sách chờ" in await third.presses_data(
        f"fair_sign:{fair}", {"message_id": 7}
    )
    await first.presses_data(f"fair_out:{fair}", {"message_id": 7})
    await first.presses("Đồng ý trả chỗ")
    assert standing(third, fair) is SignUpState.SIGNED_UP
    told = [call for call in first.calls if call["params"].get("chat_id") == third.chat_id]
    assert any("Đã có chỗ" in call["params"].get("text", "") for call in told)


async def test_the_ticket_is_a_picture_and_only_for_who_has_a_seat(meet: Meet) -> None:
    lan, minh = meet(501), meet(502)
    fair = enter(lan.process, seats=1)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await lan.presses("🎟 Vé của tôi")
    [call] = [call for call in lan.calls if call["method"] == "sendPhoto"]
    assert call["files"]["photo"][1].startswith(b"\x89PNG")
    await minh.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await minh.presses_data(f"fair_ticket:{fair}", {"message_id": 7})
    assert "sendPhoto" not in minh.methods()


async def test_a_time_a_name_and_a_phone_are_given_if_one_likes(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await lan.presses("🕐 Giờ đến")
    assert "đến lúc 09:00" in await lan.presses("09:00")
    await lan.presses("Cho biết tên")
    assert "Cảm ơn" in await lan.says("Lê Thị Mẫu")
    await lan.presses("Cho số điện thoại")
    assert "chưa đúng" in await lan.says("không có")
    assert "Cảm ơn" in await lan.says("+84 900 000 001")
    with lan.process.database.sessions.begin() as session:
        signup = fair_signups.find_by_id(session, 1)
        assert signup is not None
        told = fair_signups.name_and_phone(session, lan.process.services.vault, signup)
    assert told == ("Lê Thị Mẫu", "0900000001")
    assert "Mẫu" not in kept.everything(lan.process)


async def test_vacancies_are_filtered_by_taps(meet: Meet) -> None:
    lan = meet()
    await open_fair(lan, enter(lan.process))
    assert "3 việc" in await lan.presses("💼 Việc đang tuyển")
    assert "Công nhân may" not in await lan.presses("từ 10 triệu")
    shown = await lan.presses("🛎 Dịch vụ")
    assert "Lái xe" in shown
    assert "1 việc" in shown
    assert "10.000.000–12.000.000" in shown


async def test_a_draft_is_nobodys_business(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process, state=FairState.DRAFT)
    assert TITLE not in await open_fair(lan, fair)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    assert kept.count(lan.process, of=FairSignUp) == 0


def due_now(person: Conversation, what: str) -> None:
    """Let one of the reminders be due."""
    with person.process.database.sessions.begin() as session:
        key = f"{reminders.KIND}:1:{what}"
        session.query(Scheduled).filter_by(key=key).update({"due_at": person.process.services.clock.now()})


@pytest.mark.parametrize(
    ("what", "begins"), [("eve", "⏰ Ngày mai"), ("soon", "⏰ Hai giờ nữa"), ("7", "Bà con đã đăng ký")]
)
async def test_reminders_come_once(meet: Meet, what: str, begins: str) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    due_now(lan, what)
    assert (await lan.hears(lan.process)).startswith(begins)
    assert await lan.hears(lan.process) == ""


async def test_reminders_are_planned_for_the_eve_at_18_and_two_hours_before(meet: Meet) -> None:
    lan = meet()
    await lan.presses_data(f"fair_sign:{enter(lan.process)}", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        moments = sorted(row.due_at for row in session.query(Scheduled).filter_by(kind=reminders.KIND))
    expected = [moment(DAY - timedelta(days=1), 18), moment(DAY, 6)]
    expected += [moment(DAY + timedelta(days=days), 9) for days in (7, 30, 90)]
    assert moments == expected


async def test_who_gave_the_seat_back_is_reminded_of_nothing(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await lan.presses_data(f"fair_out:{fair}:yes", {"message_id": 7})
    assert reminders.KIND not in kept.scheduled_kinds(lan.process)


async def test_a_reminder_that_is_due_after_the_fair_began_is_dropped(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        jobfairs.change(session, fair, day=lan.process.services.clock.today() - timedelta(days=1))
    due_now(lan, "soon")
    assert await lan.hears(lan.process) == ""


async def test_work_found_is_told_by_one_tap_and_not_asked_again(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    due_now(lan, "7")
    await lan.hears(lan.process)
    assert "Chúc mừng" in await lan.presses("✅ Có rồi")
    due_now(lan, "30")
    assert await lan.hears(lan.process) == ""


async def test_nobody_answers_for_somebody_else(meet: Meet) -> None:
    lan, minh = meet(501), meet(502)
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await minh.presses_data("fair_work:1:7:1", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        signup = fair_signups.find_by_id(session, 1)
        assert signup is not None
        assert signup.work_7 is None


async def test_a_company_asks_to_take_part_and_its_words_are_sealed(meet: Meet) -> None:
    firm = meet()
    await firm.says("/jobfair")
    await firm.presses("🏢 Doanh nghiệp tôi muốn tham gia")
    assert "từ 10 đến" in await firm.says("May A")
    assert "sẽ liên hệ" in await firm.says("Công ty May A cần 50 người, gọi 0900 000 001")
    assert kept.count(firm.process, of=CompanyRequest) == 1
    assert "May A" not in kept.rows_of(firm.process, CompanyRequest)


async def test_a_reminder_scheduled_twice_comes_once(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    for _ in range(2):
        await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        claimed = scheduled.claim(session, now=moment(DAY, 7), limit=50)
    assert [row.arguments["what"] for row in claimed if row.kind == reminders.KIND] == ["eve", "soon"]


async def test_a_button_under_a_picture_is_answered_with_a_new_message(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    photo = [{"file_id": "poster", "file_unique_id": "u", "width": 9, "height": 9}]
    press = lan.press(f"fair:{fair}", {"message_id": 7})
    press["callback_query"]["message"] |= {"photo": photo, "caption": "…"}
    del press["callback_query"]["message"]["text"]
    assert TITLE in await lan.sends(**press)
    assert "editMessageText" not in lan.methods()


async def test_a_company_that_waits_for_an_answer_is_told_so(meet: Meet) -> None:
    firm = meet()
    for said in ("Cảm ơn", "vẫn"):
        await firm.presses_data("fair_company", {"message_id": 7})
        assert said in await firm.says("Công ty May Mẫu, tuyển 30 thợ may, gọi phòng nhân sự")
    assert kept.count(firm.process, of=CompanyRequest) == 1


@pytest.mark.parametrize("data", ["fair_jobs:1:0:99999999999999999999:-:-", "fair_jobs:1:999999999:7:x:y"])
async def test_filters_nobody_made_find_what_there_is(meet: Meet, data: str) -> None:
    lan = meet()
    enter(lan.process)
    assert "💼" in await lan.presses_data(data, {"message_id": 7})


async def test_a_seat_at_a_fair_that_was_called_off_is_not_given_on(meet: Meet) -> None:
    lan, minh = meet(501), meet(502)
    fair = enter(lan.process, seats=1)
    for person in (lan, minh):
        await person.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        jobfairs.cancel(session, fair)
    await lan.presses_data(f"fair_out:{fair}:yes", {"message_id": 7})
    assert not [call for call in lan.calls if call["params"].get("chat_id") == minh.chat_id]


async def test_what_was_given_is_shown_and_can_be_taken_back(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await lan.presses("Cho biết tên")
    for refused in ("A", "0912345678"):
        assert "họ tên" in await lan.says(refused)
        assert "⬅️ Về phiên này" in lan.buttons()
    assert "Đã cho biết" not in await lan.says("thôi")
    await lan.presses("Cho biết tên")
    assert "Đã cho biết: Lê Thị Mẫu" in await lan.says("Lê Thị Mẫu")
    await lan.presses("Cho biết tên")
    assert "Đã cho biết" not in await lan.says("-")


async def test_a_full_fair_offers_the_waiting_list_and_no_ticket_to_who_waits(meet: Meet) -> None:
    lan, minh = meet(501), meet(502)
    fair = enter(lan.process, seats=1)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await open_fair(minh, fair)
    await minh.presses("⏳ Ghi vào danh sách chờ")
    assert "🎟 Vé của tôi" not in minh.buttons()


async def test_a_fair_that_was_called_off_gives_no_ticket_and_takes_no_name(meet: Meet) -> None:
    lan = meet()
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        jobfairs.cancel(session, fair)
    assert "đã hủy" in await lan.presses_data(f"fair_ticket:{fair}", {"message_id": 7})
    assert "sendPhoto" not in lan.methods()
    assert "đã hủy" in await lan.presses_data(f"fair_name:{fair}", {"message_id": 7})
    assert not any("Lịch" in key for key in lan.buttons())
