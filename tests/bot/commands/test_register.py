"""`ansinh import` and `ansinh export` as an operator uses them."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import load_workbook
from sqlalchemy import func, select

from bot.cli import main
from bot.register.workbook import write_book
from db import audit_check
from db.encryption import Vault
from db.engine import open_engine, open_sessions
from db.models import AuditEntry, Household
from tests.bot.register.sheets_made import HEADINGS, households_sheet

LE = ["GS-01", "Lê Thị Mẫu", "chủ hộ", 1960, "nữ", "019160000001", None, None, "Gia Sàng", "Tổ 5", "Hộ nghèo"]
BAD = ["GS-02", "Trần Văn Ví", "chủ hộ", 1955, "nam", "123", None, None, "Gia Sàng", "Tổ 5", "Hộ nghèo"]


class Place:
    """A folder with a database, a key file and the commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'a.db'}"

    def run(self, *words: object) -> Result:
        key = str(self.folder / "a.key")
        environment = {"ANSINH_DATABASE__URL": self.url, "ANSINH_SECRETS__KEY_FILE": key}
        return CliRunner().invoke(main, [str(word) for word in words], env=environment)

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def count(self) -> int:
        with open_sessions(open_engine(self.url)).begin() as session:
            return session.scalar(select(func.count(Household.id))) or 0


@pytest.fixture
def place(tmp_path: Path) -> Place:
    here = Place(tmp_path)
    assert here.run("secrets", "create").exit_code == 0
    return here


def test_without_yes_it_is_a_dry_run_and_says_so(place: Place) -> None:
    file = place.file("a.xlsx", households_sheet(60))
    said = place.run("import", "households", file)
    assert said.exit_code == 0
    assert "Họ và tên  →  Full name" in said.stdout
    assert "60 rows" in said.stdout
    assert "dry run" in said.stdout
    assert place.count() == 0


def test_taken_in_it_is_in_the_audit_chain_and_again_there_is_nothing_to_do(place: Place) -> None:
    file = place.file("a.xlsx", households_sheet(60))
    assert "done" in place.run("import", "households", file, "--year", 2025, "--yes").stdout
    assert "nothing to do" in place.run("import", "households", file, "--year", 2025, "--yes").stdout
    with open_sessions(open_engine(place.url)).begin() as session:
        assert session.scalars(select(AuditEntry.act)).all() == ["import"]
        assert audit_check.verify(session, Vault.open(place.folder / "a.key")) == []


def test_a_refused_cell_holds_the_file_back_and_is_written_down(place: Place) -> None:
    file = place.file("a.xlsx", write_book("A", HEADINGS, [LE, BAD]))
    said = place.run("import", "households", file, "--yes")
    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1
    assert place.count() == 0
    rows = load_workbook(str(place.folder / "a-refused.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[1] == ["F3", "Số CCCD", "123", "not 12 digits"]
    assert place.run("import", "households", file, "--yes", "--skip-refused").exit_code == 0
    assert place.count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--ward", "nowhere"], "no ward or commune 'nowhere'"),
        (["--column", "Mã=what"], "no field 'what'"),
        (["--sheet", "Nowhere"], "no sheet of this name"),
    ],
)
def test_bad_input_is_one_line_that_says_what_and_where(place: Place, words: list[str], says: str) -> None:
    file = place.file("a.xlsx", households_sheet(5))
    said = place.run("import", "households", file, *words)
    assert said.exit_code == 2
    assert says in said.stderr
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04x", b"hello", b""])
def test_a_file_that_is_none_is_one_line(place: Place, content: bytes) -> None:
    said = place.run("import", "households", place.file("a.xlsx", content))
    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1


def test_a_column_and_the_ward_can_be_said(place: Place) -> None:
    rows = [["GS-01", "Lê Thị Mẫu", "Hộ nghèo"]]
    file = place.file("a.xlsx", write_book("A", ["Hồ sơ", "Họ tên", "Phân loại"], rows))
    words = ("--column", "Hồ sơ=code", "--ward", "gia-sang", "--yes")
    assert place.run("import", "households", file, *words).exit_code == 0
    assert place.count() == 1


def test_exports_are_for_their_owner_only_and_recorded(place: Place) -> None:
    place.run("import", "households", place.file("a.xlsx", households_sheet(60)), "--yes")
    out = place.folder / "out.xlsx"
    assert place.run("export", "households", out).exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "nothing to do" in place.run("import", "households", out).stdout
    assert place.run("export", "month", "2026-11", place.folder / "m.xlsx").exit_code == 0
    assert place.run("export", "month", "November", out).exit_code == 2
    with open_sessions(open_engine(place.url)).begin() as session:
        assert session.scalars(select(AuditEntry.act)).all() == ["import", "export", "export"]
