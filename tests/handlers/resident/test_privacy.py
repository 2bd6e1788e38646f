"""/privacy: what is kept, and erasing it."""

import pytest

from bot.config import Limits
from db.models import Dialog, FairSignUp, Person
from tests import kept
from tests.conftest import Meet
from tests.fairs import enter

QUESTION = "chuẩn hộ nghèo bây giờ là bao nhiêu tiền"


async def test_privacy_says_what_is_kept_and_how_long(meet: Meet) -> None:
    resident = meet()
    shown = await resident.says("/privacy")
    assert "không lưu ai hỏi" in shown
    assert "180 ngày" in shown
    assert resident.buttons() == ["🗑 Xóa những gì bot lưu về tôi", "🏠 Về đầu"]
    assert "180 days" in await meet(502, "en").says("/privacy")


@pytest.mark.settings(limits=Limits(question_log_days=30))
async def test_privacy_tells_the_days_that_are_set(meet: Meet) -> None:
    assert "30 ngày" in await meet().says("/privacy")


async def test_erasing_asks_once(meet: Meet) -> None:
    resident = meet()
    await resident.says("/privacy")
    assert "Xóa hẳn" in await resident.presses("🗑")
    assert resident.buttons() == ["Xóa đi", "Không"]
    assert kept.person(resident) is not None


async def test_no_leads_back_and_nothing_is_erased(meet: Meet) -> None:
    resident = meet()
    await resident.says("/privacy")
    await resident.presses("🗑")
    assert "Bot lưu những gì" in await resident.presses("Không")
    assert kept.person(resident) is not None


async def test_yes_erases_the_person_and_the_dialogue_from_the_database(meet: Meet) -> None:
    resident, neighbour = meet(501), meet(502)
    await neighbour.says("/start")
    await resident.presses_data("language:en")
    await resident.says(QUESTION)
    await resident.says("/privacy")
    await resident.presses("🗑")
    assert "Erased" in await resident.presses("Yes, erase")
    assert kept.person(resident) is None
    assert kept.count(resident.process, of=Person) == 1, "only the neighbour is left"
    assert kept.count(resident.process, of=Dialog) == 1
    assert resident.buttons() == []


async def test_who_writes_again_begins_anew(meet: Meet) -> None:
    resident = meet(language="vi")
    await resident.presses_data("language:en")
    await resident.presses_data("erase:yes")
    assert "Chào bà con" in await resident.says("/start")
    row = kept.person(resident)
    assert row is not None
    assert row.language is None


async def test_erasing_twice_does_no_harm(meet: Meet) -> None:
    resident = meet()
    await resident.presses_data("erase:yes")
    assert "Đã xóa" in await resident.presses_data("erase:yes")
    assert kept.person(resident) is None


async def test_what_was_said_is_gone_from_the_queues_once_it_is_answered(meet: Meet) -> None:
    resident = meet()
    await resident.says("tôi tên là Hoa Xyzzy, số 0912345678, chuẩn hộ nghèo là bao nhiêu")
    rows = kept.everything(resident.process).splitlines()
    assert [row for row in rows if "Xyzzy" in row] == [row for row in rows if "▇▇▇" in row]
    assert "0912345678" not in str(rows)
    assert "sendMessage" in str(rows), "that a call was made is known, not what it said"
    assert "1.500.000" not in str(rows)


async def test_who_erases_everything_gives_the_seat_at_a_fair_to_who_waits(meet: Meet) -> None:
    resident, neighbour = meet(501), meet(502)
    fair = enter(resident.process, seats=1)
    for person in (resident, neighbour):
        await person.presses_data(f"fair_sign:{fair}", {"message_id": 7})
    await resident.says("/privacy")
    await resident.presses("🗑")
    await resident.presses("Xóa đi")
    told = [call for call in resident.calls if call["params"].get("chat_id") == neighbour.chat_id]
    assert any("Đã có chỗ" in call["params"].get("text", "") for call in told)
    assert kept.count(resident.process, of=FairSignUp) == 1
