"""An officer's day: found, looked at, logged, planned, reminded, handed over, corrected."""

from datetime import date, timedelta

import pytest

from bot import reminders
from bot.clock import moment
from db import scheduled
from db.encryption import Purpose
from db.models import AuditEntry, Followup, FollowupCorrection, Household, Support
from db.register_terms import Act, FollowupState, Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.handlers.officer.test_sign_in import later
from tests.officers import fill, join, members, officer_id, press_pin, some_household

WARD, OTHER = "gia-sang", "tan-cuong"


async def at_work(meet: Meet, chat_id: int = 601, role: Role = Role.WARD_OFFICER) -> Conversation:
    """A signed-in officer of one ward and a filled register."""
    officer = meet(chat_id)
    if not kept.count(officer.process, of=Household):
        fill(officer.process)
    await join(officer, role, wards=(WARD,) if role is Role.WARD_OFFICER else ())
    return officer


async def open_card(officer: Conversation, household: Household) -> str:
    await officer.says(f"/find {household.code}")
    return await officer.presses(f"household:{household.id}")


async def test_a_household_is_found_by_its_code_and_the_card_shows_what_counts(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD, status="poor")
    card = await open_card(officer, household)
    assert household.code in card
    assert "Hộ nghèo" in card
    assert "Còn có thể được hưởng" in card
    assert "✅" in card
    assert officer.last["message_id"]


async def test_a_member_is_found_by_a_name_without_marks(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD, status="poor")
    name = members(officer.process, household.id)[0].name
    await officer.says("/find")
    await officer.says(name.lower())
    assert any(name in text for text in officer.buttons())


async def test_numbers_are_masked_until_shown_and_both_looks_are_recorded(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD, status="poor")
    head = members(officer.process, household.id)[0]
    vault = officer.process.services.vault
    assert head.id_number is not None
    number = vault.open_number(head.id_number, Purpose.ID_NUMBER)
    assert number not in await open_card(officer, household)
    assert number in await officer.presses("👁 Hiện các số")
    assert number not in await officer.presses("🙈 Ẩn các số")
    here = AuditEntry.household_id == household.id
    assert kept.count(officer.process, here, AuditEntry.act == Act.VIEW, of=AuditEntry) == 2
    assert kept.count(officer.process, here, AuditEntry.act == Act.REVEAL, of=AuditEntry) == 1


async def test_another_wards_household_is_not_found_and_not_shown(meet: Meet) -> None:
    officer = await at_work(meet)
    other = some_household(officer.process, OTHER)
    await officer.says(f"/find {other.code}")
    assert not any(str(other.code) in text for text in officer.buttons())
    assert "Không có hộ này" in await officer.presses_data(f"household:{other.id}", officer.last)
    assert kept.count(officer.process, AuditEntry.act == Act.REFUSED, of=AuditEntry) == 1


async def test_a_visit_without_note_takes_four_taps(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD)
    await open_card(officer, household)
    taps = ["📝 Ghi việc", "🏠 Thăm hộ", "✅ Đã xong"]
    for tap in taps:
        shown = await officer.presses(tap)
    assert len(taps) <= 4
    assert "Đã ghi." in shown
    assert kept.count(officer.process, Followup.household_id == household.id, of=Followup) == 1


async def test_a_tap_repeated_on_a_bad_line_logs_once(meet: Meet) -> None:
    officer = await at_work(meet)
    await open_card(officer, some_household(officer.process, WARD))
    await officer.presses("📝 Ghi việc")
    await officer.presses("🏠 Thăm hộ")
    outcomes = officer.last
    data = outcomes["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(3):
        await officer.presses_data(data, outcomes)
    assert kept.count(officer.process, of=Followup) == 1


async def test_a_note_a_photo_and_the_place_are_kept_sealed(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD)
    await open_card(officer, household)
    for tap in ("📝 Ghi việc", "📞 Gọi điện", "🤝 Đồng ý"):
        await officer.presses(tap)
    assert "Đã lưu ghi chú" in await officer.says("mái bếp dột, hẹn thợ tuần sau")
    photo = [{"file_id": "A1", "file_unique_id": "B1", "width": 1, "height": 1}]
    assert "Đã lưu ảnh" in await officer.sends(message=officer.message(photo=photo))
    place = {"latitude": 21.5942, "longitude": 105.8482}
    assert "Đã lưu vị trí" in await officer.sends(message=officer.message(location=place))
    assert "mái bếp dột" in await officer.presses("⬅️ Về hồ sơ")
    everything = kept.everything(officer.process) + kept.rows_of(officer.process, Followup)
    assert "mái bếp" not in everything
    assert "21.5942" not in everything


async def test_an_entry_is_corrected_within_a_day_and_the_old_text_stays(meet: Meet) -> None:
    officer = await at_work(meet)
    await open_card(officer, some_household(officer.process, WARD))
    for tap in ("📝 Ghi việc", "🏠 Thăm hộ", "✅ Đã xong"):
        await officer.presses(tap)
    await officer.says("ghi chú đầu")
    await officer.presses("✏️ Sửa")
    await officer.presses("🚪 Không có nhà")
    assert kept.count(officer.process, of=FollowupCorrection) == 1
    number = kept.first_id(officer.process, Followup)
    later(officer, 24 * 3600 + 60)
    await officer.says("/work")
    await press_pin(officer)
    refused = await officer.presses_data(f"fu_outcome:{number}:done", officer.last)
    assert "Chỉ sửa được trong 24 giờ" in refused


async def test_planned_work_is_due_that_morning_and_done_in_place(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD)
    await open_card(officer, household)
    await officer.presses("📅 Hẹn việc")
    await officer.presses("🏠 Thăm hộ")
    tomorrow = officer.process.services.clock.today() + timedelta(days=1)
    assert tomorrow.strftime("%d/%m/%Y") in await officer.presses(tomorrow.strftime("%d/%m"))
    assert "Việc hôm nay: 0" in await officer.says("/today")
    assert "Đã hẹn" in await open_card(officer, household)
    with officer.process.database.sessions.begin() as session:
        session.query(Followup).update({"due_on": officer.process.services.clock.today()})
    assert "Việc hôm nay: 1" in await officer.says("/today")
    await officer.presses("1")
    assert "Việc hôm nay: 0" in await officer.presses("✅ Đã xong")


async def test_a_day_may_be_typed(meet: Meet) -> None:
    officer = await at_work(meet)
    await open_card(officer, some_household(officer.process, WARD))
    await officer.presses("📅 Hẹn việc")
    await officer.presses("📄 Giấy tờ")
    assert "chưa hiểu ngày" in await officer.says("hôm nào đó")
    assert "15/12/2026" in await officer.says("15/12")


async def test_a_colleague_takes_over_only_when_accepting(meet: Meet) -> None:
    officer, colleague = await at_work(meet), await at_work(meet, 602)
    household = some_household(officer.process, WARD)
    await open_card(officer, household)
    await officer.presses("📅 Hẹn việc")
    await officer.presses("🏠 Thăm hộ")
    await officer.says("24/11")
    with officer.process.database.sessions.begin() as session:
        session.query(Followup).update({"due_on": officer.process.services.clock.today()})
    await officer.says("/today")
    await officer.presses("1")
    await officer.presses("🤝 Chuyển việc")
    await officer.presses("Nguyễn Thị Thử")
    mine = Followup.officer_id == officer_id(officer)
    assert kept.count(officer.process, mine, of=Followup) == 1
    assert "Đồng nghiệp nhờ nhận việc: 1" in await colleague.says("/today")
    await colleague.presses("✅ 🏠")
    assert kept.count(officer.process, mine, of=Followup) == 0


async def test_a_support_is_added_once_and_taken_back(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD)
    await open_card(officer, household)
    before = kept.count(officer.process, Support.cancelled_at.is_(None), of=Support)
    await officer.presses("🎁 Thêm hỗ trợ")
    await officer.presses("Nước")
    await officer.says("3 triệu")
    days = officer.last
    data = days["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert "3.000.000" in await officer.presses_data(data, days)
    await officer.presses_data(data, days)
    assert kept.count(officer.process, Support.cancelled_at.is_(None), of=Support) == before + 1
    await officer.presses("↩️ Rút lại")
    assert kept.count(officer.process, Support.cancelled_at.is_(None), of=Support) == before


async def test_who_looked_names_the_officer(meet: Meet) -> None:
    officer = await at_work(meet)
    await open_card(officer, some_household(officer.process, WARD))
    assert "Nguyễn Thị Thử: xem hồ sơ" in await officer.presses("👣 Ai đã xem")


async def test_a_collaborator_sees_names_and_status_only(meet: Meet) -> None:
    walker = meet(603)
    fill(walker.process)
    household = some_household(walker.process, WARD)
    await join(walker, Role.COLLABORATOR, hamlets=((WARD, household.hamlet),))
    card = await open_card(walker, household)
    assert household.code in card
    assert "CCCD" not in card
    assert "Đã nhận" not in card
    assert "không biết" in (await walker.says("/today")).lower()


async def test_the_morning_reminder_names_no_household_and_comes_once(meet: Meet) -> None:
    officer = await at_work(meet)
    household = some_household(officer.process, WARD)
    await open_card(officer, household)
    await officer.presses("📅 Hẹn việc")
    await officer.presses("🏠 Thăm hộ")
    await officer.says("24/11")
    process = officer.process
    clock, database = process.services.clock, process.database
    with database.sessions.begin() as session:
        session.query(Followup).update({"due_on": clock.today()})
        scheduled.put(session, reminders.KIND, "now", due_at=clock.now(), day=clock.today().isoformat())
    sent = await officer.hears(process)
    assert "Việc đến hạn hôm nay: 1" in sent
    assert household.code not in sent
    assert await officer.hears(process) == ""


@pytest.mark.parametrize(("day", "expected"), [("2026-11-23", "2026-11-24"), ("2026-11-27", "2026-11-30")])
async def test_reminders_are_planned_for_the_next_working_day(meet: Meet, day: str, expected: str) -> None:
    process = meet().process
    on = date.fromisoformat(day)
    with process.database.sessions.begin() as session:
        reminders.plan(session, process.services.config, today=on, now=moment(on, 8))
        claimed = scheduled.claim(session, now=moment(on, 8) + 10 * 86_400)
    assert [row.arguments["day"] for row in claimed if row.kind == reminders.KIND][-1] == expected


async def test_a_supervisor_sees_what_is_late_and_who_looked(meet: Meet) -> None:
    officer = await at_work(meet)
    chief = await at_work(meet, 605, Role.SUPERVISOR)
    await open_card(officer, some_household(officer.process, WARD))
    await officer.presses("📅 Hẹn việc")
    await officer.presses("🏠 Thăm hộ")
    await officer.says("24/11")
    with officer.process.database.sessions.begin() as session:
        yesterday = officer.process.services.clock.today() - timedelta(days=1)
        session.query(Followup).filter_by(state=FollowupState.OPEN).update({"due_on": yesterday})
    assert "Nguyễn Thị Thử: 1" in await chief.says("/overdue")
    assert "tìm kiếm" in await chief.says("/audit")


async def test_a_household_that_is_perhaps_there_twice_says_so_until_somebody_knows_better(
    meet: Meet,
) -> None:
    officer = await at_work(meet)
    first, second = (some_household(officer.process, WARD, status=status) for status in ("poor", "near_poor"))
    with officer.process.database.sessions.begin() as session:
        session.get_one(Household, second.id).duplicate_of_id = first.id
    assert "ghi trùng" in await open_card(officer, second)
    assert first.code in await officer.presses("👯")
    await open_card(officer, second)
    assert "ghi trùng" not in await officer.presses(f"hh_not_same:{second.id}")
