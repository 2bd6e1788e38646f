"""Officers take sheets: whoever may, what they may, recorded each time."""

import io
from typing import Any

from python_calamine import load_workbook

from db.models import AuditEntry, Household
from db.register_terms import Act, Role
from tests import kept
from tests.conftest import Meet
from tests.conversation import Conversation
from tests.officers import fill, join


def rows_sent(officer: Conversation) -> list[Any]:
    [call] = [call for call in officer.calls if call["method"] == "sendDocument"]
    assert call["params"]["protect_content"]
    content = call["files"]["document"][1]
    return list(load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python())


async def test_a_supervisor_takes_everybody_and_it_is_recorded(meet: Meet) -> None:
    chief = meet(601)
    fill(chief.process)
    await join(chief, Role.SUPERVISOR)
    await chief.says("/export")
    await chief.presses("📄 Cả sổ")
    rows = rows_sent(chief)
    codes = {row[0] for row in rows[1:]}
    assert len(codes) == kept.count(chief.process, of=Household)
    assert kept.count(chief.process, AuditEntry.act == Act.EXPORT, of=AuditEntry) == 1


async def test_a_ward_officer_takes_the_list_of_the_month_of_their_wards(meet: Meet) -> None:
    hung = meet(602)
    fill(hung.process)
    await join(hung, Role.WARD_OFFICER, wards=("gia-sang",))
    await hung.says("/export")
    assert not any("Cả sổ" in key for key in hung.buttons())
    await hung.presses("📅 Danh sách tháng 11/2026")
    rows = rows_sent(hung)
    assert {row[2] for row in rows[1:]} == {"phường Gia Sàng"}
    assert rows[0] == [
        "Mã hộ",
        "Chủ hộ",
        "Phường/xã",
        "Tổ dân phố/xóm",
        "Phân loại hộ",
        "Từ ngày",
        "Đã nhận (đồng)",
        "Khoản nhận",
    ]


async def test_a_month_that_nobody_offered_leads_back(meet: Meet) -> None:
    chief = meet(601)
    await join(chief, Role.SUPERVISOR)
    assert "bảng nào" in await chief.presses_data("ex_month:209913", {"message_id": 7})
    assert "sendDocument" not in chief.methods()
