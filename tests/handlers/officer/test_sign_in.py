"""Joining, the PIN, locking: who gets in and who does not."""

from dataclasses import replace

import pytest

from db.models import AuditEntry, Officer
from db.register_rows import Post
from db.register_terms import Act, Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.officers import PIN, invitation, join, press_pin

HOUR = 3600.0


def later(person: Conversation, seconds: float) -> None:
    """Let time pass."""
    services = person.process.services
    clock = services.clock
    passed = replace(clock, shift_seconds=clock.shift_seconds + seconds)
    object.__setattr__(services, "clock", passed)


async def test_a_ward_officer_joins_chooses_a_pin_and_sees_the_area(meet: Meet) -> None:
    officer = meet()
    shown = await join(officer, Role.WARD_OFFICER, wards=("gia-sang",))
    assert "cán bộ phường, xã" in shown
    assert "Gia Sàng" in shown
    assert "🔎 Tìm hộ" in officer.buttons()


async def test_officers_screens_are_protected_and_vanish(meet: Meet) -> None:
    officer = meet()
    await join(officer, Role.WARD_OFFICER, wards=("gia-sang",))
    await officer.says("/work")
    assert officer.last["protect_content"] is True


async def test_an_invitation_works_once(meet: Meet) -> None:
    first, second = meet(601), meet(602)
    token = invitation(first.process, Post(Role.SUPERVISOR))
    assert "Chọn mã PIN" in await first.says(f"/start inv_{token}")
    assert "không còn dùng được" in await second.says(f"/start inv_{token}")


async def test_an_invitation_holds_for_48_hours(meet: Meet) -> None:
    person = meet()
    token = invitation(person.process, Post(Role.SUPERVISOR))
    later(person, 48 * HOUR + 1)
    assert "không còn dùng được" in await person.says(f"/start inv_{token}")


async def test_the_pin_is_asked_for_after_15_idle_minutes_and_leads_on(meet: Meet) -> None:
    officer = meet()
    await join(officer, Role.ADMINISTRATOR)
    await officer.says("/work")
    later(officer, 14 * 60)
    assert "Anh/chị muốn làm gì" in await officer.says("/work")
    later(officer, 15 * 60 + 1)
    assert "bấm mã PIN" in await officer.says("/officers")
    assert "Cán bộ: 1" in await press_pin(officer)


async def test_lock_asks_at_the_next_step(meet: Meet) -> None:
    officer = meet()
    await join(officer, Role.SUPERVISOR)
    await officer.says("/lock")
    assert "bấm mã PIN" in await officer.says("/work")


async def test_a_wrong_pin_is_refused_and_the_sixth_locks_for_half_an_hour(meet: Meet) -> None:
    officer = meet()
    await join(officer, Role.SUPERVISOR)
    await officer.says("/lock")
    await officer.says("/work")
    for _ in range(5):
        assert "chưa đúng" in await press_pin(officer, "111222")
    assert "30 phút" in await press_pin(officer, "111222")
    assert "30 phút" in await press_pin(officer, PIN)
    later(officer, 30 * 60 + 1)
    assert "Anh/chị muốn làm gì" in await press_pin(officer)


@pytest.mark.parametrize("easy", ["111111", "123456", "987654"])
async def test_an_easy_pin_is_not_taken(meet: Meet, easy: str) -> None:
    person = meet()
    token = invitation(person.process, Post(Role.SUPERVISOR))
    await person.says(f"/start inv_{token}")
    assert "dễ bị đoán" in await press_pin(person, easy)


async def test_two_different_pins_are_not_taken(meet: Meet) -> None:
    person = meet()
    token = invitation(person.process, Post(Role.SUPERVISOR))
    await person.says(f"/start inv_{token}")
    await press_pin(person, "802571")
    assert "không giống nhau" in await press_pin(person, "802572")


async def test_one_digit_can_be_taken_back(meet: Meet) -> None:
    officer = meet()
    await join(officer, Role.SUPERVISOR)
    await officer.says("/lock")
    await officer.says("/work")
    await officer.presses_data("pin:5", officer.last)
    assert "●●○○○○" in await officer.presses_data("pin:5", officer.last)
    await officer.presses("⌫")
    assert "○○○○○○" in await officer.presses("⌫")
    assert "Anh/chị muốn làm gì" in await press_pin(officer)


async def test_no_pin_stands_in_the_database_in_clear(meet: Meet) -> None:
    officer = meet()
    token = invitation(officer.process, Post(Role.SUPERVISOR))
    await officer.says(f"/start inv_{token}")
    await press_pin(officer, PIN)
    await press_pin(officer, PIN[:5])
    assert PIN[:5] not in kept.everything(officer.process)


async def test_a_resident_gets_the_answer_of_an_unknown_command_and_it_is_recorded(meet: Meet) -> None:
    resident = meet()
    unknown = await resident.says("/nosuchcommand")
    assert await resident.says("/officers") == unknown
    assert await resident.says("/work") == unknown
    assert kept.count(resident.process, AuditEntry.act == Act.REFUSED, of=AuditEntry) == 2


async def test_a_resident_who_replays_an_officers_button_sees_the_own_screen(meet: Meet) -> None:
    resident = meet()
    await resident.says("/start")
    assert "An Sinh" in await resident.presses_data("officer_out:1:yes", resident.last)
    assert "An Sinh" in await resident.presses_data("pin:1", resident.last)


async def test_a_removed_officer_is_a_stranger_at_the_next_step(meet: Meet) -> None:
    administrator, officer = meet(601), meet(602)
    await join(administrator, Role.ADMINISTRATOR)
    await join(officer, Role.SUPERVISOR)
    await administrator.says("/officers")
    await administrator.presses("lãnh đạo phụ trách")
    await administrator.presses("🗑 Xóa")
    await administrator.presses("🗑 Đồng ý xóa")
    assert "không biết lệnh" in (await officer.says("/work")).lower()


async def test_the_last_administrator_stays(meet: Meet) -> None:
    administrator = meet()
    await join(administrator, Role.ADMINISTRATOR)
    await administrator.says("/officers")
    await administrator.presses("quản trị viên")
    await administrator.presses("🗑 Xóa")
    await administrator.presses("🗑 Đồng ý xóa")
    assert "quản trị viên cuối cùng" in administrator.toast
    assert kept.count(administrator.process, Officer.removed_at.is_(None), of=Officer) == 1


async def test_an_administrator_invites_a_collaborator_in_chat(meet: Meet) -> None:
    administrator, newcomer = meet(601), meet(602)
    await join(administrator, Role.ADMINISTRATOR)
    await administrator.says("/invite")
    await administrator.presses("cộng tác viên xóm, tổ")
    await administrator.presses("Gia Sàng")
    await administrator.presses("Tiếp ➡️")
    await administrator.says("Tổ 5, Tổ 6")
    shown = await administrator.says("Lê Văn Mẫu")
    token = shown.partition("start=")[2].split()[0]
    await newcomer.says(f"/start {token}")
    await press_pin(newcomer)
    assert "Lê Văn Mẫu" in await press_pin(newcomer)


async def test_a_new_role_holds_from_the_next_step_on(meet: Meet) -> None:
    administrator, officer = meet(601), meet(602)
    await join(administrator, Role.ADMINISTRATOR)
    await join(officer, Role.SUPERVISOR)
    await administrator.says("/officers")
    await administrator.presses("lãnh đạo phụ trách")
    await administrator.presses("⚪️ quản trị viên")
    assert "Cán bộ: 2" in await officer.says("/officers")
