"""`ansinh import` killed at any moment: the register is untouched or whole, never half."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.register.workbook import write_book
from db import audit_check, key_file, migrate
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.models import AuditEntry, Household, Member
from db.register_terms import Act, Role
from tests.bot.register.sheets_made import HEADINGS, households_sheet
from tests.process.office import Office, Phone
from tests.process.running import World

PEOPLE = 6_000


@pytest.mark.xdist_group("import")
@pytest.mark.parametrize("share", [0.35, 0.6, 0.75, 0.85, 0.95])
def test_killed_in_the_middle_nothing_is_half_there_and_again_it_is_whole(
    tmp_path: Path, share: float
) -> None:
    url, key, file = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "a.key", tmp_path / "a.xlsx"
    file.write_bytes(households_sheet(PEOPLE))
    key_file.create(key)
    engine = open_engine(url)
    migrate.upgrade(engine)
    environment, command = _environment(url, key), _command(file)

    whole = _seconds_of_a_whole_run(file.read_bytes())
    running = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(whole * share)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()

    with open_sessions(engine).begin() as session:
        people = session.scalar(select(func.count(Member.id)))
        assert people in (0, PEOPLE), "half an import"
        assert audit_check.verify(session, Vault.open(key)) == []
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "done" in said.stdout or "nothing to do" in said.stdout
    with open_sessions(engine).begin() as session:
        assert session.scalar(select(func.count(Member.id))) == PEOPLE
        assert (session.scalar(select(func.count(Household.id))) or 0) > PEOPLE // 6
        assert audit_check.verify(session, Vault.open(key)) == []
    engine.dispose()


@cache
def _seconds_of_a_whole_run(content: bytes) -> float:
    """How long it takes here, measured once in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file, key = Path(folder) / "a.xlsx", Path(folder) / "a.key"
        file.write_bytes(content)
        key_file.create(key)
        environment = _environment(f"sqlite:///{folder}/a.db", key)
        started = time.perf_counter()
        subprocess.run(_command(file), env=environment, capture_output=True, check=True)
        return time.perf_counter() - started


def _environment(url: str, key: Path) -> dict[str, str]:
    return {**os.environ, "ANSINH_DATABASE__URL": url, "ANSINH_SECRETS__KEY_FILE": str(key)}


def _command(file: Path) -> list[str]:
    return [sys.executable, "-m", "bot", "import", "households", str(file), "--yes"]


CHIEF = 803


async def _supervisor(here: World) -> tuple[Office, Phone]:
    """A bot with a supervisor who is signed in."""
    office = Office(here)
    office.add_officer(CHIEF, Role.SUPERVISOR)
    await here.post("people", {"id": CHIEF, "first_name": "Hạnh", "language_code": "vi"})
    await here.run_bot()
    chief = Phone(here, CHIEF)
    return office, chief


async def test_a_supervisor_sends_a_sheet_sees_what_it_would_do_and_takes_it_in(here: World) -> None:
    office, chief = await _supervisor(here)
    years = await chief.says("/import", "rà soát năm không")
    await chief.presses(years, "im_year:2026", "chưa đồng ý thì chưa ghi gì")
    await chief.sends_file(households_sheet(300), "ra-soat.xlsx")
    proposed = await chief.sees("giữ nguyên, 0 không nhận")
    assert "Họ và tên → Họ và tên" in proposed["text"]
    assert "Mới vào danh sách" in proposed["text"]
    with office.session() as session:
        assert session.scalar(select(func.count(Household.id))) == 0
    await chief.presses(proposed, "✅ Ghi vào sổ", "Đã ghi vào sổ")
    with office.session() as session:
        assert session.scalar(select(func.count(Member.id))) == 300
        assert session.scalars(select(AuditEntry.act).filter_by(act=Act.IMPORT)).all() == [Act.IMPORT]
        assert audit_check.verify(session, office.vault) == []


async def test_a_refused_cell_comes_back_as_a_file_and_the_rest_can_be_taken_in(here: World) -> None:
    office, chief = await _supervisor(here)
    years = await chief.says("/import", "rà soát năm không")
    await chief.presses(years, "im_year:0", "chưa đồng ý thì chưa ghi gì")
    rows = [
        [
            "GS-01",
            "Lê Thị Mẫu",
            "chủ hộ",
            1960,
            "nữ",
            "019160000001",
            None,
            None,
            "Gia Sàng",
            "Tổ 5",
            "Hộ nghèo",
        ],
        ["GS-02", "Trần Văn Ví", "chủ hộ", 1955, "nam", "123", None, None, "Gia Sàng", "Tổ 5", "Hộ nghèo"],
    ]
    await chief.sends_file(write_book("A", HEADINGS, rows), "a.xlsx")
    proposed = await chief.sees("1 mới, 0 thay đổi, 0 giữ nguyên, 1 không nhận")
    assert "không đủ 12 số" in proposed["text"]
    assert any("document" in message for message in await here.said(CHIEF))
    await chief.presses(proposed, "✅ Ghi phần còn lại", "Đã ghi vào sổ")
    with office.session() as session:
        assert session.scalars(select(Household.code)).all() == ["GS-01"]


async def test_what_is_no_sheet_is_said_to_be_none(here: World) -> None:
    _, chief = await _supervisor(here)
    await chief.says("/import", "rà soát năm không")
    await chief.sends_file(b"\x89PNG\r\n" + bytes(500), "a.png")
    await chief.sees("không phải tệp Excel")
