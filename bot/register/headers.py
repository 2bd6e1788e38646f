"""Which column of a ward's sheet is what: headings in the words wards use, without marks, with slips."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.i18n import N_
from bot.register.sheet import Cell, Sheet
from db.names import place_key

LOOKED_AT = 25  # rows in which the headings are looked for: titles stand above them
LEAST_MATCHED = 3
NEAR_ENOUGH, LEAST_LETTERS = 86, 5

FLAGS = {
    "employment.work": ("việc làm", "thiếu việc làm"),
    "employment.dependents": ("người phụ thuộc", "người phụ thuộc trong hộ"),
    "health.nutrition": ("dinh dưỡng",),
    "health.insurance": ("thiếu bảo hiểm y tế", "thiếu hụt bảo hiểm y tế", "chưa có bảo hiểm y tế"),
    "education.adults": ("trình độ giáo dục người lớn", "trình độ giáo dục của người lớn"),
    "education.children": ("tình trạng đi học của trẻ em", "trẻ em đi học"),
    "housing.quality": ("chất lượng nhà ở",),
    "housing.area": ("diện tích nhà ở", "diện tích nhà ở bình quân"),
    "water.source": ("nguồn nước sinh hoạt", "nguồn nước"),
    "water.toilet": ("nhà tiêu hợp vệ sinh", "nhà tiêu"),
    "information.telecom": ("sử dụng dịch vụ viễn thông", "dịch vụ viễn thông"),
    "information.means": ("phương tiện phục vụ tiếp cận thông tin", "phương tiện tiếp cận thông tin"),
}
"""The indicators of a review, named as the fact deprivation_flags has them."""
TITLES = {
    "code": N_("Household code"),
    "name": N_("Full name"),
    "relation": N_("Relation to the head"),
    "birth_year": N_("Year of birth"),
    "born_male": N_("Year of birth of men"),
    "born_female": N_("Year of birth of women"),
    "sex": N_("Sex"),
    "id_number": N_("ID number"),
    "insurance_number": N_("Insurance number"),
    "phone": N_("Phone"),
    "ward": N_("Ward or commune"),
    "hamlet": N_("Hamlet or group"),
    "address": N_("Address"),
    "ethnic_group": N_("Ethnic group"),
    "status": N_("Status"),
    "year": N_("Year of the review"),
    "income": N_("Income per person and month"),
    "decision_number": N_("Decision number"),
    "decided_on": N_("Decision date"),
}
ALIASES: Mapping[str, Sequence[str]] = {
    "code": ("mã hộ", "mã số hộ", "mã hộ nghèo", "số mã hộ", "mã hộ gia đình", "household code"),
    "name": (
        "họ và tên",
        "họ tên",
        "họ, chữ đệm và tên",
        "họ và tên thành viên",
        "họ và tên chủ hộ",
        "họ tên chủ hộ",
        "tên chủ hộ",
        "họ và tên các thành viên trong hộ",
        "thành viên",
        "full name",
        "name",
    ),
    "relation": ("quan hệ với chủ hộ", "quan hệ", "quan hệ chủ hộ", "mối quan hệ", "relation"),
    "birth_year": ("năm sinh", "ngày sinh", "ngày tháng năm sinh", "sinh năm", "year of birth"),
    "born_male": ("nam",),
    "born_female": ("nữ",),
    "sex": ("giới tính", "giới", "sex"),
    "id_number": (
        "số cccd",
        "cccd",
        "căn cước",
        "số căn cước",
        "số định danh",
        "số định danh cá nhân",
        "số cccd cmnd",
        "cccd cmnd",
        "số cmnd",
        "id number",
    ),
    "insurance_number": (
        "số thẻ bhyt",
        "mã thẻ bhyt",
        "mã số bhyt",
        "số thẻ bảo hiểm y tế",
        "mã số bảo hiểm xã hội",
        "insurance number",
    ),
    "phone": ("số điện thoại", "điện thoại", "sđt", "số đt", "đt liên hệ", "phone"),
    "ward": ("phường", "xã", "phường xã", "xã phường", "xã phường thị trấn", "đơn vị", "ward", "commune"),
    "hamlet": (
        "tổ dân phố",
        "thôn",
        "xóm",
        "tổ",
        "thôn xóm",
        "xóm tổ dân phố",
        "thôn tổ dân phố",
        "tổ dân phố xóm",
        "thôn bản tổ dân phố",
        "hamlet",
    ),
    "address": (
        "địa chỉ",
        "số nhà",
        "nơi ở",
        "nơi ở hiện nay",
        "nơi thường trú",
        "địa chỉ thường trú",
        "address",
    ),
    "ethnic_group": ("dân tộc", "ethnic group"),
    "status": (
        "phân loại",
        "phân loại hộ",
        "loại hộ",
        "đối tượng",
        "diện hộ",
        "kết quả phân loại",
        "kết quả rà soát",
        "status",
    ),
    "year": ("năm rà soát", "năm", "kỳ rà soát", "year"),
    "income": (
        "thu nhập",
        "thu nhập bình quân",
        "thu nhập bình quân đầu người",
        "thu nhập bình quân đầu người tháng",
        "tnbq",
        "income",
    ),
    "decision_number": ("số quyết định", "quyết định số", "quyết định", "decision number"),
    "decided_on": ("ngày quyết định", "ngày ký", "ngày ban hành", "decision date"),
    **FLAGS,
}
_WRITTEN = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
"""With marks: "năm" is a year and "nam" a man."""
_FIELD_OF = {
    **{place_key(title): name for name, title in TITLES.items()},
    **{place_key(alias): name for name, aliases in ALIASES.items() for alias in aliases},
}
_NUMBERED = re.compile(r"\(?\d{1,2}\)?|[A-Za-z]")
REQUIRED = ("code", "name")


@dataclass(frozen=True)
class Columns:
    """Columns by field, the headings that stayed unused, and the row after the headings (all from 0)."""

    columns: dict[str, int]
    headings: dict[int, str]
    starts: int
    unused: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Fields without which nothing can be taken in."""
        return [name for name in REQUIRED if name not in self.columns]


def find_columns(sheet: Sheet, chosen: Mapping[str, str] | None = None) -> Columns | None:
    """The best row of headings near the top, or two rows where groups stand over columns. None: there is none.

    `chosen`: fields by heading, where somebody decided.
    """
    best: Columns | None = None
    for start in range(min(LOOKED_AT, len(sheet.rows))):
        for height in (1, 2):
            found = _columns_at(sheet.rows, start, height, chosen or {})
            if len(found.columns) > (len(best.columns) if best else LEAST_MATCHED - 1):
                best = found
    return best


def _columns_at(rows: list[list[Cell]], start: int, height: int, chosen: Mapping[str, str]) -> Columns:
    lines = rows[start : start + height]
    width = max((len(line) for line in lines), default=0)
    headings = {column: text for column in range(width) if (text := _heading(lines, column))}
    by_choice = {place_key(heading): name for heading, name in chosen.items()}
    columns: dict[str, int] = {}
    unused = []
    for column, text in headings.items():
        name = by_choice.get(place_key(text)) or field_of(text)
        if name and name not in columns:
            columns[name] = column
        else:
            unused.append(text)
    starts = start + height
    while starts < len(rows) and _only_numbers_columns(rows[starts]):
        starts += 1
    return Columns(columns, headings, starts, unused)


def _heading(lines: list[list[Cell]], column: int) -> str:
    """The lowest text over a column: the group's title above it only where the column has none of its own."""
    texts = [
        str(line[column]).strip() for line in lines if column < len(line) and isinstance(line[column], str)
    ]
    return " ".join(next((text for text in reversed(texts) if text), "").split())


def _only_numbers_columns(row: list[Cell]) -> bool:
    """A row under the headings that counts columns: (1) (2) (3), or A B 1 2."""
    texts = [_plain(cell) for cell in row]
    filled = [text for text in texts if text]
    return len(filled) >= LEAST_MATCHED and all(_NUMBERED.fullmatch(text) for text in filled)


def _plain(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def field_of(heading: str) -> str | None:
    """The field a heading means, or None."""
    bare = re.sub(r"\(.*?\)|\*", " ", heading)
    written = " ".join(unicodedata.normalize("NFC", bare).lower().split())
    if written in _WRITTEN:
        return _WRITTEN[written]
    return nearest_field(bare, _FIELD_OF)


def nearest_field(heading: str, field_of_key: Mapping[str, str]) -> str | None:
    """The field of the heading that is the same without marks, or so near that it is a slip; short ones only alike."""
    key = place_key(heading)
    if key in field_of_key or len(key) < LEAST_LETTERS:
        return field_of_key.get(key)
    near = process.extractOne(key, field_of_key.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return field_of_key[near[0]] if near else None
