"""Files as wards send them, and files that are meant to do harm."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.i18n import load
from bot.register import cells
from bot.register.cells import BadCell
from bot.register.headers import field_of, find_columns
from bot.register.households import gather
from bot.register.importing import Proposal, ReadFile, read_file
from bot.register.reading_apart import read_apart
from bot.register.sheet import MOST_UNPACKED, Sheet, UnreadableFile, read_sheet
from bot.register.workbook import refusals_book, safe, write_book
from bot.render.register_import import proposal_text
from db.register_plan import Plan
from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus

HEAD = ["STT", "Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Xã/phường", "Phân loại"]
ROWS: list[list[object]] = [
    [1, "GS-01", "Lê Thị Mẫu", "Chủ hộ", 1960, "Gia Sàng", "Hộ nghèo"],
    [2, None, "Lê Văn Thử", "Con", 1990, None, None],
    [3, "GS-02", "Trần Văn Ví", "Chủ hộ", 1955, "Gia Sàng", "Cận nghèo"],
]

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def sheet_of(*rows: Sequence[object]) -> Sheet:
    return Sheet([["" if cell is None else cell for cell in row] for row in rows])  # type: ignore[misc]


def csv_of(*rows: Sequence[object], delimiter: str = ",") -> str:
    return "\n".join(delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows)


def ods_of(*rows: Sequence[object]) -> bytes:
    """The smallest OpenDocument sheet there is."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format("" if one is None else one) for one in row) for row in rows)
    cells = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", body)
    return content.getvalue()


def files() -> dict[str, bytes]:
    return {
        "a.xlsx": write_book("A", [str(one) for one in HEAD], ROWS),
        "a.ods": ods_of(HEAD, *ROWS),
        "comma.csv": csv_of(HEAD, *ROWS).encode("utf-8-sig"),
        "semicolon.csv": csv_of(HEAD, *ROWS, delimiter=";").encode(),
        "excel.csv": csv_of(HEAD, *ROWS, delimiter="\t").encode("utf-16"),
        "windows.csv": csv_of(HEAD, *ROWS, delimiter=";").encode("cp1258", "replace"),
    }


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "comma.csv", "semicolon.csv", "excel.csv"])
def test_every_kind_of_file_holds_the_same_households(name: str) -> None:
    file = read_file(files()[name], name)
    found = gather(file.sheet, file.columns)
    assert found.refused == []
    assert [(one.code, len(one.members), one.status) for one in found.households] == [
        ("GS-01", 2, HouseholdStatus.POOR),
        ("GS-02", 1, HouseholdStatus.NEAR_POOR),
    ]
    assert found.households[0].members[1].relation is Relation.CHILD


def test_an_excel_97_sheet_is_read_too() -> None:
    content = Path(__file__).with_name("excel_97.xls").read_bytes()
    file = read_file(content, "excel_97.xls")
    found = gather(file.sheet, file.columns, ward="gia-sang")
    assert found.households[0].members[0].name == "Phạm Văn Một"
    assert found.households[0].members[0].birth_year == 1958


def test_a_row_of_the_household_above_its_people() -> None:
    sheet = sheet_of(
        HEAD,
        [1, "GS-01", None, None, None, "Gia Sàng", "Hộ nghèo"],
        [None, None, "Lê Thị Mẫu", "Chủ hộ", 1960, None, None],
        [None, None, "Lê Văn Thử", "Con", 1990, None, None],
    )
    columns = find_columns(sheet)
    assert columns is not None
    [household] = gather(sheet, columns).households
    assert [one.name for one in household.members] == ["Lê Thị Mẫu", "Lê Văn Thử"]


def test_titles_above_and_column_numbers_below_the_headings_are_passed_over() -> None:
    sheet = sheet_of(
        ["UBND PHƯỜNG GIA SÀNG", *[None] * 6],
        ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025", *[None] * 6],
        [None] * 7,
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        *ROWS,
        ["Tổng cộng", None, None, None, None, None, 2],
        ["Người lập biểu", *[None] * 6],
    )
    columns = find_columns(sheet)
    assert columns is not None
    found = gather(sheet, columns)
    assert found.refused == []
    assert [one.row for one in found.households] == [6, 8]


def test_groups_over_columns_and_a_year_of_birth_under_man_or_woman() -> None:
    sheet = sheet_of(
        ["Mã hộ", "Họ và tên", "Năm sinh", None, "Địa bàn", None],
        [None, None, "Nam", "Nữ", "Phường", "Tổ"],
        ["GS-01", "Lê Thị Mẫu", None, 1960, "Gia Sàng", "Tổ 5"],
        ["GS-02", "Trần Văn Ví", 1955, None, "Gia Sàng", "Tổ 6"],
    )
    columns = find_columns(sheet)
    assert columns is not None
    found = gather(sheet, columns)
    assert [(one.members[0].sex, one.members[0].birth_year, one.hamlet) for one in found.households] == [
        (Sex.FEMALE, 1960, "Tổ 5"),
        (Sex.MALE, 1955, "Tổ 6"),
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên", "name"),
        ("HO VA TEN CHU HO", "name"),
        ("Số CCCD/CMND", "id_number"),
        ("So dinh danh ca nhan", "id_number"),
        ("Số thẻ BHYT", "insurance_number"),
        ("Năm", "year"),
        ("Nam", "born_male"),
        ("Số điên thoại", "phone"),
        ("Thu nhập bình quân đầu người/tháng (đồng)", "income"),
        ("Thôn, tổ dân phố", "hamlet"),
        ("Họ, chữ đệm và tên (chữ in hoa)", "name"),
        ("Quan hệ với chủ hô", "relation"),
        ("Ngày, tháng, năm sinh", "birth_year"),
        ("Mã thẻ BHYT", "insurance_number"),
        ("Kết quả rà soát", "status"),
        ("Ghi chú", None),
        ("STT", None),
        ("Nơi cấp", None),
        ("Ngày cấp", None),
        ("Số con", None),
        ("Chữ ký", None),
        ("Tên ngân hàng", None),
    ],
)
def test_headings_are_understood_without_marks_and_with_slips(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_a_heading_can_be_said_to_be_something() -> None:
    sheet = sheet_of(["Mã số", "Người", "Nơi"], ["GS-01", "Lê Thị Mẫu", "Gia Sàng"])
    assert find_columns(sheet) is None
    found = find_columns(sheet, {"Mã số": "code", "Người": "name", "Nơi": "ward"})
    assert found is not None
    assert found.missing == []


def test_what_does_not_fit_is_named_by_cell_with_its_reason() -> None:
    sheet = sheet_of(
        ["Mã hộ", "Họ và tên", "CCCD", "Phường", "Quan hệ"],
        ["GS-01", "Lê Thị Mẫu", "123", "Gia Sàng", "Chủ hộ"],
        ["GS-02", "Trần Văn Ví", "019085001234", "Gia Sàng", "Chủ hộ"],
        ["GS-02", "Trần Thị Vần", None, "Tân Cương", "Chủ hộ"],
        ["GS-03", "Phạm Văn Vẻ", "019085001234", "Gia Sàng", "Chủ hộ"],
        ["GS-04", None, None, "Gia Sàng", None],
    )
    columns = find_columns(sheet)
    assert columns is not None
    found = gather(sheet, columns)
    words = load()["vi"]
    book = refusals_book(words, found.refused, sheet, columns)
    rows = [row[:4] for row in read_sheet(book).rows[1:]]
    assert ["C2", "CCCD", "123", "không đủ 12 số"] in rows
    assert ["D4", "Phường", "tan-cuong", "ghi khác nhau trong cùng một hộ"] in rows
    assert any(row[0] == "E4" and row[3] == "hộ có hai chủ hộ" for row in rows)
    assert any(row[0] == "B6" and row[3] == "còn thiếu" for row in rows)
    assert [one.code for one in found.households] == ["GS-03"]
    assert "019085001234" not in str(rows)


def test_a_formula_that_somebody_typed_stays_a_text_both_ways() -> None:
    assert [safe(text) for text in ("=1+1", "+84", "-5", "@x", "\t=1", "Lê")] == [
        "'=1+1",
        "'+84",
        "'-5",
        "'@x",
        "'\t=1",
        "Lê",
    ]
    content = write_book("A", ["Mã hộ"], [["=HYPERLINK(1)"]])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


def test_a_small_file_that_would_fill_the_memory_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("x.xml", "w") as part:
        for _ in range(MOST_UNPACKED // 1_000_000 + 1):
            part.write(bytes(1_000_000))
    with pytest.raises(UnreadableFile, match="too large once unpacked"):
        read_sheet(content.getvalue(), "a.xlsx")


def test_a_sheet_of_two_far_corners_costs_the_bot_no_memory() -> None:
    wide = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_book("A", ["x"], []))) as packed, zipfile.ZipFile(wide, "w") as new:
        for name in packed.namelist():
            part = packed.read(name)
            if name.endswith("sheet1.xml"):
                last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                part = part.replace(b"</sheetData>", last)
            new.writestr(name, part)
    with pytest.raises(UnreadableFile):
        read_apart(wide.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.xlsx"),
        (b"PK\x03\x04 not a zip", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0 not a workbook", "a.xls"),
        ("xin chào".encode(), "a.pdf"),
        (csv_of(["Ghi chú", "Khác"], ["a", "b"]).encode(), "a.csv"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(content: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile):
        read_file(content, name)


def test_long_headings_leave_the_message_short_enough() -> None:
    sheet = sheet_of([*HEAD, *["Ghi chú " + "dài " * 500] * 12], *ROWS)
    columns = find_columns(sheet)
    assert columns is not None
    found = Proposal(ReadFile(sheet, columns), gather(sheet, columns), Plan())
    assert len(proposal_text(load()["vi"], found)) < 4000


def test_cells_full_of_digits_or_control_signs_are_refused_or_cleaned() -> None:
    assert cells.text("Lê\x00 Thị\tMẫu") == "Lê Thị Mẫu"
    with pytest.raises(BadCell):
        cells.year("1" * 5000)
    with pytest.raises(BadCell):
        cells.review_year("1" * 5000)
