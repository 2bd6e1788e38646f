"""An announcement from the first word to its report: written, counted, approved by a second person, sent, stopped."""

import asyncio

from bot import broadcast_start
from db import broadcasts, people, subscriptions
from db.broadcast_terms import BroadcastState
from db.models import Broadcast, Delivery
from db.register_terms import Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.handlers.officer.sending import sent
from tests.officers import join

TEXT = "Ngày hội việc làm sắp mở"


def asked(person: Conversation, count: int, ward: str | None = None) -> None:
    """Some people who asked for job fairs."""
    with person.process.database.sessions.begin() as session:
        for number in range(count):
            row = people.find_or_add(session, channel="telegram", chat_id=9000 + number, now=0.0)
            people.choose_ward(session, row.id, ward)
            subscriptions.subscribe(session, row.id, subscriptions.JOB_FAIRS, now=0.0)


def state(person: Conversation) -> str:
    with person.process.database.sessions.begin() as session:
        [row] = broadcasts.list_in(session, *BroadcastState)
        return row.state


async def write(author: Conversation) -> str:
    await author.says("/announce")
    await author.presses("✏️ Viết thông báo mới")
    return await author.says(TEXT)


async def test_to_few_people_it_goes_out_at_once(meet: Meet) -> None:
    chief = meet()
    await join(chief, Role.SUPERVISOR)
    asked(chief, 3)
    assert "3 người" in await write(chief)
    await chief.presses("🚨 Khẩn")
    await chief.presses("📨 Gửi")
    texts = await sent(chief)
    assert texts.count(TEXT) == 3
    assert state(chief) == BroadcastState.DONE
    assert any("▓▓▓" in text and "100%" in text for text in texts)


async def test_to_many_it_waits_for_a_second_person(meet: Meet) -> None:
    author, second = meet(601), meet(602)
    await join(author, Role.SUPERVISOR)
    await join(second, Role.ADMINISTRATOR)
    asked(author, 51)
    await write(author)
    await author.presses("🚨 Khẩn")
    await author.presses("📨 Gửi")
    assert state(author) == BroadcastState.WAITING
    assert "Chờ duyệt: 0" in await author.says("/approve")
    assert "Chờ duyệt: 1" in await second.says("/approve")
    assert TEXT in await second.presses("⏳ 1.")
    await second.presses("✅ Duyệt cho gửi")
    assert (await sent(author)).count(TEXT) == 51


async def test_the_author_cannot_approve_by_replayed_data(meet: Meet) -> None:
    author = meet()
    await join(author, Role.SUPERVISOR)
    asked(author, 51)
    await write(author)
    await author.presses("📨 Gửi")
    await author.presses_data("bc_yes:1", author.last)
    assert state(author) == BroadcastState.WAITING


async def test_sent_back_it_is_a_draft_again(meet: Meet) -> None:
    author, second = meet(601), meet(602)
    await join(author, Role.SUPERVISOR)
    await join(second, Role.ADMINISTRATOR)
    asked(author, 60)
    await write(author)
    await author.presses("📨 Gửi")
    await second.says("/approve")
    await second.presses("⏳ 1.")
    await second.presses("↩️ Trả lại")
    assert state(author) == BroadcastState.DRAFT


async def test_a_ward_officer_reaches_only_their_wards(meet: Meet) -> None:
    officer = meet()
    await join(officer, Role.WARD_OFFICER, wards=("gia-sang",))
    asked(officer, 4, ward="tan-cuong")
    assert "0 người" in await write(officer)
    asked(officer, 2, ward="gia-sang")
    await officer.presses("👥 Gửi cho ai")
    assert "2" in await officer.presses("phiên giao dịch việc làm")
    await officer.presses_data("bc_ward:1:tan-cuong", officer.last)
    with officer.process.database.sessions.begin() as session:
        assert broadcasts.find(session, 1).audience["wards"] == ["gia-sang"]  # type: ignore[union-attr]


async def test_the_same_text_within_a_day_is_asked_about(meet: Meet) -> None:
    chief = meet()
    await join(chief, Role.SUPERVISOR)
    asked(chief, 2)
    for _ in range(2):
        await write(chief)
        await chief.presses("🚨 Khẩn")
        said = await chief.presses("📨 Gửi")
        await sent(chief)
    assert "24 giờ" in said
    await chief.presses("📨 Đồng ý gửi")
    assert (await sent(chief)).count(TEXT) == 2


async def test_paused_nothing_goes_out_and_cancelled_nothing_ever_does(meet: Meet) -> None:
    chief = meet()
    await join(chief, Role.SUPERVISOR)
    asked(chief, 5)
    await write(chief)
    await chief.presses("🚨 Khẩn")
    await chief.presses("📨 Gửi")
    process = chief.process
    await process.due.start_due(process.database, process.services.clock)
    while process.due.busy:
        await asyncio.sleep(0.001)
    await chief.presses_data("bc_pause:1", chief.last)
    assert (await sent(chief)).count(TEXT) == 0
    await chief.presses_data("bc_cancel:1", chief.last)
    await chief.presses("⏹ Đồng ý dừng")
    assert (await sent(chief)).count(TEXT) == 0
    assert kept.count(process, Delivery.state == 4, of=Delivery) == 5


async def test_the_report_comes_with_a_file_of_outcomes(meet: Meet) -> None:
    chief = meet()
    await join(chief, Role.SUPERVISOR)
    asked(chief, 2)
    await write(chief)
    await chief.presses("🚨 Khẩn")
    await chief.presses("📨 Gửi")
    await sent(chief)
    await chief.presses_data("bc_report:1", chief.last)
    await chief.presses("📄 Kết quả từng tin")
    [call] = [call for call in chief.calls if call["method"] == "sendDocument"]
    assert call["files"]["document"][1].startswith(b"PK")


async def test_a_moment_and_english_and_buttons_are_part_of_it(meet: Meet) -> None:
    chief = meet()
    await join(chief, Role.SUPERVISOR)
    asked(chief, 1)
    await write(chief)
    await chief.presses("🇬🇧 Tiếng Anh")
    await chief.says("The job fair opens soon")
    await chief.presses("⏰ Lúc gửi")
    assert "chưa hiểu" in await chief.says("lúc nào đó")
    assert "08:30 15/12/2026" in await chief.says("8:30 15/12")
    await chief.presses("🔘 Nút bấm")
    await chief.presses("💬 Đặt câu hỏi")
    with chief.process.database.sessions.begin() as session:
        row = session.get_one(Broadcast, 1)
        assert row.text_en == "The job fair opens soon"
        assert row.buttons[0]["callback_data"] == "how"
        assert row.start_at


async def test_approved_for_later_it_does_not_start_before(meet: Meet) -> None:
    chief = meet()
    await join(chief, Role.SUPERVISOR)
    asked(chief, 1)
    await write(chief)
    await chief.presses("⏰ Lúc gửi")
    await chief.says("8:30 15/12")
    await chief.presses("📨 Gửi")
    assert (await sent(chief)).count(TEXT) == 0
    assert state(chief) == BroadcastState.APPROVED
    assert broadcast_start.KIND in kept.scheduled_kinds(chief.process)
