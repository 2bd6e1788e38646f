"""Officers and a job fair: entered, shown, changed, announced, called off; the door; what came of it."""

import io

import pytest
from python_calamine import CalamineWorkbook

from bot.clock import moment
from bot.jobfairs.vacancy_file import read_vacancies
from bot.register.sheet import Sheet, read_sheet
from db import broadcasts, fair_signups, jobfairs, people, scheduled
from db.broadcast_terms import BroadcastState
from db.fair_signups import SignUpRow
from db.jobfair_terms import FairState, SignUpState, WorkKind
from db.jobfairs import FairRow
from db.models import AuditEntry, Scheduled
from db.register_terms import Act, Role
from db.rows import BroadcastRow
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.fairs import DAY, TITLE, enter
from tests.handlers.officer.sending import sent
from tests.officers import join

ANSWERS = (
    "Ngày hội việc làm Tân Cương",
    "20/12/2026",
    "7h30 đến 11 giờ",
    "Sân xã Tân Cương",
    "UBND xã Tân Cương",
)


def the_fair(person: Conversation, number: int = 1) -> FairRow:
    with person.process.database.sessions.begin() as session:
        found = jobfairs.find(session, number)
    assert found is not None
    return found


def announcements(person: Conversation) -> list[BroadcastRow]:
    with person.process.database.sessions.begin() as session:
        return broadcasts.list_in(session, *BroadcastState)


def sign_up(person: Conversation, fair: int, chat_id: int, ward: str | None = None, **told: str) -> SignUpRow:
    """Somebody signs up; returns the sign-up."""
    services = person.process.services
    with person.process.database.sessions.begin() as session:
        row = people.find_or_add(session, channel="telegram", chat_id=chat_id, now=0.0)
        signed = fair_signups.sign_up(session, fair, row.id, ward=ward, on=services.clock.today(), now=1.0)
        assert isinstance(signed, SignUpRow)
        fair_signups.tell(session, services.vault, signed, **told)
    return signed


def signup_of(person: Conversation, number: int) -> SignUpRow:
    with person.process.database.sessions.begin() as session:
        found = fair_signups.find_by_id(session, number)
    assert found is not None
    return found


async def officer(meet: Meet, role: Role = Role.SUPERVISOR, chat_id: int = 601) -> Conversation:
    person = meet(chat_id)
    await join(person, role, wards=() if role is Role.SUPERVISOR else ("gia-sang",))
    return person


async def desk(person: Conversation, fair: int) -> str:
    return await person.presses_data(f"of:{fair}", {"message_id": 7})


async def answer(person: Conversation, fair: int, what: str, text: str) -> str:
    """Change one thing of a fair by typing."""
    await person.presses_data(f"of_ask:{fair}:{what}", {"message_id": 7})
    return await person.says(text)


async def test_five_questions_make_a_draft_that_residents_see_once_it_is_shown(meet: Meet) -> None:
    chief, lan = await officer(meet), meet(501)
    await chief.says("/fairs")
    await chief.presses("✏️ Nhập phiên mới")
    for text in ANSWERS:
        said = await chief.says(text)
    assert "dạng nháp" in said
    fair = the_fair(chief)
    assert (fair.opens, fair.closes, fair.day.isoformat()) == (450, 660, "2026-12-20")
    assert "Chưa có phiên sắp tới" in await lan.says("/jobfair")
    await desk(chief, 1)
    await chief.presses("📢 Mở cho bà con")
    assert "Ngày hội việc làm Tân Cương" in await lan.says("/jobfair")


async def test_a_wrong_answer_is_asked_again_and_one_can_go_back(meet: Meet) -> None:
    chief = await officer(meet)
    await chief.presses_data("of_new", {"message_id": 7})
    await chief.says(ANSWERS[0])
    for wrong in ("ngày mai", "31/02/2027", "1/1/2020"):
        assert "20/12/2026" in await chief.says(wrong)
    await chief.says("20/12/2026")
    assert "mấy giờ" in await chief.says("8:00")
    await chief.presses_data("of_new:day", {"message_id": 7})
    await chief.says("21/12/2026")
    for text in ANSWERS[2:]:
        await chief.says(text)
    assert the_fair(chief).day.day == 21


@pytest.mark.parametrize(
    ("what", "typed", "column", "value"),
    [
        ("title", "Phiên mới", "title", "Phiên mới"),
        ("place", "Chợ trung tâm", "place", "Chợ trung tâm"),
        ("organiser", "Trung tâm dịch vụ", "organiser", "Trung tâm dịch vụ"),
        ("notes", "Mang giấy tờ tùy thân", "notes", "Mang giấy tờ tùy thân"),
        ("notes", "-", "notes", None),
        ("seats", "120", "seats", 120),
        ("seats", "0", "seats", None),
        ("companies", "25", "companies", 25),
    ],
)
async def test_everything_can_be_changed(
    meet: Meet, what: str, typed: str, column: str, value: object
) -> None:
    chief = await officer(meet)
    fair = enter(chief.process, notes="Cũ")
    assert "Đã sửa" in await answer(chief, fair, what, typed)
    assert getattr(the_fair(chief), column) == value


async def test_map_and_poster_are_sent_times_are_typed(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    await chief.presses_data(f"of_ask:{fair}:pin", {"message_id": 7})
    await chief.sends(message=chief.message(location={"latitude": 21.5, "longitude": 105.8}))
    await chief.presses_data(f"of_ask:{fair}:poster", {"message_id": 7})
    photo = [{"file_id": "poster-1", "file_unique_id": "u", "width": 9, "height": 9}]
    await chief.sends(message=chief.message(photo=photo))
    await answer(chief, fair, "slots", "8h 9h30 10:00")
    found = the_fair(chief)
    assert (found.latitude, found.poster) == (21.5, "poster-1")
    with chief.process.database.sessions.begin() as session:
        assert [slot.starts for slot in jobfairs.list_slots(session, fair)] == [480, 570, 600]


async def test_a_ward_officer_changes_their_own_fairs_only(meet: Meet) -> None:
    hung = await officer(meet, Role.WARD_OFFICER)
    theirs = enter(hung.process)
    assert "✏️ Sửa" not in (await desk(hung, theirs), hung.buttons())[1]
    await hung.presses_data(f"of_ask:{theirs}:title", {"message_id": 7})
    await hung.says("Của tôi")
    await hung.presses_data(f"of_cancel:{theirs}:yes", {"message_id": 7})
    assert the_fair(hung).title == TITLE
    assert the_fair(hung).state is FairState.OPEN


async def test_a_new_day_moves_the_reminders_and_everybody_signed_up_can_be_told(meet: Meet) -> None:
    chief = await officer(meet)
    fair, lan = enter(chief.process), meet(501)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await answer(chief, fair, "day", "18/12/2026")
    await lan.hears(chief.process)
    with chief.process.database.sessions.begin() as session:
        row = session.query(Scheduled).filter_by(key="fair_reminder:1:eve").one()
        assert row.due_at == moment(DAY.replace(day=17), 18)
    await chief.presses("📨 Báo mọi người")
    texts = await sent(chief)
    assert any("nay diễn ra 08:00–11:30, 18/12/2026" in text for text in texts)


async def test_added_seats_go_to_who_waits_first_and_they_are_told(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process, seats=1)
    first, second = sign_up(chief, fair, 901), sign_up(chief, fair, 902)
    assert second.state is SignUpState.WAITING
    await answer(chief, fair, "seats", "2")
    assert signup_of(chief, second.id).state is SignUpState.SIGNED_UP
    assert signup_of(chief, first.id).state is SignUpState.SIGNED_UP
    assert any(call["params"].get("chat_id") == 902 for call in chief.calls)


async def test_called_off_everybody_signed_up_or_waiting_is_told_and_nobody_else(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process, seats=1)
    for chat_id in (901, 902):
        sign_up(chief, fair, chat_id)
    with chief.process.database.sessions.begin() as session:
        people.find_or_add(session, channel="telegram", chat_id=903, now=0.0)
    await desk(chief, fair)
    await chief.presses("❌ Hủy phiên")
    await chief.presses("❌ Đồng ý hủy")
    assert "2 người" in chief.toast
    texts = await sent(chief)
    assert sum("đã hủy" in text for text in texts) >= 2
    assert the_fair(chief).state is FairState.CANCELLED
    assert announcements(chief)[0].audience == {"fair": fair}


async def test_announcing_makes_a_draft_with_the_poster_that_is_worth_nothing_after_the_fair(
    meet: Meet,
) -> None:
    chief = await officer(meet)
    fair = enter(chief.process, poster="poster-1")
    await desk(chief, fair)
    await chief.presses("📣 Gửi thông báo")
    [draft] = announcements(chief)
    assert draft.state == BroadcastState.DRAFT
    assert draft.picture == "poster-1"
    assert draft.buttons[0]["callback_data"] == f"fair:{fair}"
    assert draft.event_at == moment(DAY, 8)
    assert TITLE in draft.text_vi
    assert "Organised by" in (draft.text_en or "")


async def test_those_signed_up_can_be_written_to_by_an_announcement(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    sign_up(chief, fair, 901)
    await chief.says("/announce")
    await chief.presses("✏️ Viết thông báo mới")
    await chief.says("Nhớ mang căn cước nhé")
    await chief.presses("👥 Gửi cho ai")
    assert "1 người" in await chief.presses("🎟")
    assert announcements(chief)[0].audience == {"fair": fair}


async def test_a_copy_is_a_draft_on_another_day_with_the_same_times(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    assert "Đã chép" in await answer(chief, fair, "copy", "15/1/2027")
    copy = the_fair(chief, 2)
    assert (copy.title, copy.state, copy.day.month) == (TITLE, FairState.DRAFT, 1)


async def test_vacancies_are_typed_all_or_none(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    await chief.presses_data(f"of_type:{fair}", {"message_id": 7})
    said = await chief.says("Chè D; Hái chè; 20; 6-8 triệu\nChè D; Đóng gói; nhiều")
    assert "dòng 2, Số lượng: không phải là số" in said
    assert "Đã nhận: 1" in await chief.says("Chè D; Hái chè; 20; 6-8 triệu; Tân Cương; ; Tân Cương")
    lan = meet(501)
    shown = await lan.presses_data(f"fair_jobs:{fair}:0:0:farming:-", {"message_id": 7})
    assert "Hái chè" in shown
    assert "6.000.000–8.000.000" in shown


@pytest.mark.settings(today=DAY.isoformat())
async def test_on_the_day_a_tickets_link_checks_in_once(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    ticket = sign_up(chief, fair, 901, name="Lê Thị Mẫu", phone="0900000001")
    said = await chief.says(f"/start ticket_{ticket.token}")
    assert "Đã điểm danh" in said
    assert "Lê Thị Mẫu" in said
    assert "rồi" in await chief.says(f"/start ticket_{ticket.token}")
    await chief.presses("2")
    now = signup_of(chief, ticket.id)
    assert now.checked_in_at is not None
    assert now.interviews == 2
    assert kept.count(chief.process, AuditEntry.act == Act.VIEW, of=AuditEntry) >= 1


async def test_on_another_day_a_ticket_only_warns_and_may_be_checked_in_by_hand(meet: Meet) -> None:
    chief = await officer(meet)
    ticket = sign_up(chief, enter(chief.process), 901)
    assert "không phải hôm nay" in await chief.says(f"/start ticket_{ticket.token}")
    assert signup_of(chief, ticket.id).checked_in_at is None
    assert "không phải hôm nay" in await chief.presses("✅ Điểm danh")
    assert signup_of(chief, ticket.id).checked_in_at is None
    await chief.presses("✅ Vẫn điểm danh")
    assert signup_of(chief, ticket.id).checked_in_at is not None
    await chief.presses("↩️ Bỏ điểm danh")
    assert signup_of(chief, ticket.id).checked_in_at is None


async def test_a_resident_who_scans_a_ticket_starts_like_anybody(meet: Meet) -> None:
    lan = meet(501)
    ticket = sign_up(lan, enter(lan.process), 901)
    assert "Chào bà con" in await lan.says(f"/start ticket_{ticket.token}")
    assert signup_of(lan, ticket.id).checked_in_at is None


@pytest.mark.parametrize("typed", ["2", "mau", "0001"])
async def test_at_the_door_a_number_a_name_or_the_end_of_a_phone_is_enough(meet: Meet, typed: str) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    sign_up(chief, fair, 901, name="Trần Văn Thử", phone="0900000999")
    sign_up(chief, fair, 902, name="Lê Thị Mẫu", phone="0900000001")
    await chief.presses_data(f"of_door:{fair}:0", {"message_id": 7})
    assert "Lê Thị Mẫu" in await chief.says(typed)


async def test_the_report_counts_by_ward_and_comes_as_chart_and_workbook(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    first = sign_up(chief, fair, 901, "gia-sang", name="=HYPERLINK(1)")
    sign_up(chief, fair, 902, "tan-cuong")
    with chief.process.database.sessions.begin() as session:
        fair_signups.check_in(session, first.id, now=1.0)
        fair_signups.record_work(session, first.id, 90, found=True)
    await desk(chief, fair)
    said = await chief.presses("📊 Kết quả")
    assert "phường Gia Sàng: 1 / 1 / 1" in said
    await chief.presses("📈 Biểu đồ")
    [picture] = [call for call in chief.calls if call["method"] == "sendPhoto"]
    assert picture["files"]["photo"][1].startswith(b"\x89PNG")
    await chief.presses_data(f"of_book:{fair}", {"message_id": 7})
    [file] = [call for call in chief.calls if call["method"] == "sendDocument"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(file["files"]["document"][1]))
    counts, guests = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert counts[1][:2] == ["Tất cả", 2.0]
    assert guests[1][1] == "=HYPERLINK(1)"
    assert kept.count(chief.process, AuditEntry.act == Act.EXPORT, of=AuditEntry) == 1


async def test_what_companies_ask_reaches_supervisors_only(meet: Meet) -> None:
    chief, hung, firm = await officer(meet), await officer(meet, Role.WARD_OFFICER, 602), meet(501)
    await firm.presses_data("fair_company", {"message_id": 7})
    await firm.says("Công ty May Mẫu, tuyển 30 thợ may, gọi phòng nhân sự")
    assert "May Mẫu" in await chief.presses_data("of_companies", {"message_id": 7})
    assert "May Mẫu" not in await hung.presses_data("of_companies", {"message_id": 7})
    assert "xin tham gia: 0" in await chief.presses("✅ Số 1")


async def test_a_fair_of_a_day_gone_by_is_over(meet: Meet) -> None:
    chief = await officer(meet)
    enter(chief.process, day=DAY.replace(year=2025))
    with chief.process.database.sessions.begin() as session:
        jobfairs.close_past(session, on=chief.process.services.clock.today())
    assert the_fair(chief).state is FairState.OVER
    assert "✏️ Sửa" not in (await desk(chief, 1), chief.buttons())[1]


async def test_who_came_is_asked_about_work_after_a_week(meet: Meet) -> None:
    lan = meet(501)
    fair = enter(lan.process)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with lan.process.database.sessions.begin() as session:
        row = session.query(Scheduled).filter_by(key="fair_reminder:1:7").one()
        assert row.due_at == moment(DAY.replace(day=22), 9)
        scheduled.put(session, row.kind, row.key, due_at=0.0, **row.arguments)
    assert "tìm được việc chưa" in await lan.hears(lan.process)
    await lan.presses("✅")
    assert signup_of(lan, 1).work_7 is True


async def test_an_empty_sheet_of_vacancies_is_one_that_can_be_read_back(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    await chief.presses_data(f"of_file:{fair}", {"message_id": 7})
    await chief.presses("📄 Bảng mẫu")
    [file] = [call for call in chief.calls if call["method"] == "sendDocument"]
    taken, refused = read_vacancies(read_sheet(file["files"]["document"][1]))
    assert refused == []
    assert (taken[0].job, taken[0].wage_from, taken[0].kind) == ("Công nhân may", 7_000_000, WorkKind.FACTORY)


def test_a_sheet_of_vacancies_with_merged_companies_and_two_wage_columns() -> None:
    sheet = Sheet(
        [
            ["NHU CẦU TUYỂN DỤNG", "", "", "", "", ""],
            ["Tên doanh nghiệp", "Vị trí tuyển dụng", "Số lượng", "Lương từ", "Lương đến", "Gần phường"],
            ["Công ty A", "Thợ hàn", 3.0, 9_000_000.0, 12_000_000.0, "Gia Sàng"],
            ["", "Thợ nề", 5.0, "", "", ""],
            ["Công ty B", "Bảo vệ", "nhiều", "", "", ""],
            ["Tổng", "", 8.0, "", "", ""],
        ]
    )
    taken, refused = read_vacancies(sheet)
    assert [(row.company, row.job, row.wage_from, row.ward) for row in taken] == [
        ("Công ty A", "Thợ hàn", 9_000_000, "gia-sang"),
        ("Công ty A", "Thợ nề", None, None),
    ]
    assert [(row, one.column) for row, one in refused] == [(5, "number")]


async def test_a_title_with_signs_of_html_breaks_no_message(meet: Meet) -> None:
    chief, lan = await officer(meet), meet(501)
    fair = enter(chief.process, title="May <A> & B", place="Nhà <C>")
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with chief.process.database.sessions.begin() as session:
        for row in session.query(Scheduled).filter_by(kind="fair_reminder"):
            row.due_at = 0.0
    assert "May <A> & B" in await lan.hears(chief.process)
    assert "May <A> & B" in await desk(chief, fair)
    assert "May <A> & B" in await chief.presses_data(f"of_door:{fair}:0", {"message_id": 7})
    assert "May <A> & B" in await chief.presses_data(f"of_guest:{1}", {"message_id": 7})
    assert "May <A> & B" in await chief.presses_data(f"of_report:{fair}", {"message_id": 7})
    assert "May <A> & B" in await chief.presses_data(f"of_cancel:{fair}", {"message_id": 7})


async def test_telling_of_a_change_twice_tells_once(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    sign_up(chief, fair, 901)
    await answer(chief, fair, "place", "Chợ trung tâm")
    data = f"of_moved:{fair}:{the_fair(chief).changes}"
    for _ in range(2):
        await chief.presses_data(data, {"message_id": 7})
    assert len(announcements(chief)) == 1
    assert "đã được báo" in chief.toast


async def test_calling_off_stops_the_invitations_too(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    await chief.presses_data(f"of_tell:{fair}", {"message_id": 7})
    await chief.presses_data(f"of_cancel:{fair}:yes", {"message_id": 7})
    assert [row.state for row in announcements(chief)] == [BroadcastState.CANCELLED]


async def test_a_draft_is_not_announced_and_a_fair_without_hours_not_shown(meet: Meet) -> None:
    chief = await officer(meet)
    draft = enter(chief.process, state=FairState.DRAFT, opens=0, closes=0)
    await chief.presses_data(f"of_tell:{draft}", {"message_id": 7})
    assert announcements(chief) == []
    await chief.presses_data(f"of_open:{draft}", {"message_id": 7})
    assert "giờ" in chief.toast
    assert the_fair(chief).state is FairState.DRAFT


async def test_names_are_for_the_organiser_and_on_the_day_for_the_door(meet: Meet) -> None:
    hung = await officer(meet, Role.WARD_OFFICER)
    today = hung.process.services.clock.today()
    later, now_on = enter(hung.process), enter(hung.process, day=today)
    for fair in (later, now_on):
        sign_up(hung, fair, 900 + fair, name="Lê Thị Mẫu")
    assert "Mẫu" not in await hung.presses_data("of_guest:1", {"message_id": 7})
    await hung.presses_data(f"of_door:{later}:0", {"message_id": 7})
    assert not any("Mẫu" in key for key in hung.buttons())
    assert "Mẫu" in await hung.presses_data("of_guest:2", {"message_id": 7})


async def test_too_many_lines_at_once_are_refused_whole(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    await chief.presses_data(f"of_type:{fair}", {"message_id": 7})
    assert "Chưa nhận" in await chief.says("\n".join(["A; Thợ may; 1"] * 51))


async def test_moved_after_the_eves_reminder_it_is_reminded_of_again(meet: Meet) -> None:
    chief = await officer(meet)
    fair, lan = enter(chief.process), meet(501)
    await lan.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    with chief.process.database.sessions.begin() as session:
        session.query(Scheduled).filter_by(key="fair_reminder:1:eve").update({"done_at": 1.0})
    await answer(chief, fair, "day", "18/12/2026")
    await lan.hears(chief.process)
    with chief.process.database.sessions.begin() as session:
        row = session.query(Scheduled).filter_by(key="fair_reminder:1:eve").one()
        assert (row.due_at, row.done_at) == (moment(DAY.replace(day=17), 18), None)


async def test_times_lie_within_the_hours_and_go_when_the_hours_move(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process)
    assert "08:00–11:30" in await answer(chief, fair, "slots", "3:00 8:00")
    await answer(chief, fair, "hours", "9-11")
    with chief.process.database.sessions.begin() as session:
        assert [slot.starts for slot in jobfairs.list_slots(session, fair)] == [540]


async def test_a_name_is_found_in_any_order_and_lists_show_no_markup(meet: Meet) -> None:
    chief = await officer(meet)
    fair = enter(chief.process, title="Phiên & chợ")
    sign_up(chief, fair, 901, name="Nguyễn Văn Tèo")
    sign_up(chief, fair, 902, name="Trần Thị Vần")
    await chief.presses_data(f"of_door:{fair}:0", {"message_id": 7})
    assert "Nguyễn Văn Tèo" in await chief.says("teo nguyen")
    await chief.presses_data(f"of_tell:{fair}", {"message_id": 7})
    await chief.says("/announce")
    assert any("Phiên & chợ" in key for key in chief.buttons())
    assert not any("<b>" in key for key in chief.buttons())
