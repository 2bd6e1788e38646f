"""One cell of a ward's sheet as a value of the register, or the reason why it is none. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.checks import typed
from bot.i18n import N_
from bot.register.sheet import Cell
from db import personal_numbers
from db.names import place_key
from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus
from knowledge.wards import all_wards, find_wards

T = TypeVar("T")

EXCEL_BEGINS = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 … 2119
OLDEST = 1900
MOST_LETTERS = 2_000  # of a cell; more is nothing we keep
ID_DIGITS = 12
MOST_VND = 2_000_000_000
ESCAPES = "=+-@\t\r"
"""What a sheet would take for a formula; we write an apostrophe before it, and take it off again."""
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_SEVERAL = re.compile(r"\s+-\s+|[;,:/&]|\b(?:hoặc|con|và)\b")
_WARD_AROUND = re.compile(r"^(?:p|x)\.\s*| (?:ward|commune)$", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


class BadCell(ValueError):
    """Why a cell is no such value; the argument is a text of the catalogue."""


def text(cell: Cell) -> str:
    """The cell as a text in one line, without an apostrophe that only kept it from being a formula."""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    plain = str(cell)[:MOST_LETTERS]
    if not plain.isprintable():
        plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in plain)
    line = " ".join(unicodedata.normalize("NFC", plain).split())
    return line[1:] if line[:1] == "'" and line[1:2] in tuple(f"{ESCAPES}0123456789'") else line


def short_text(longest: int) -> Callable[[Cell], str | None]:
    """A text of at most so many letters; None where the cell is empty."""

    def read(cell: Cell) -> str | None:
        line = text(cell)
        if len(line) > longest:
            raise BadCell(N_("too long"))
        return line or None

    return read


def name(cell: Cell) -> str | None:
    """A person's name; written all in capitals it is brought back to small letters."""
    line = text(cell)
    if line and (len(line) < 2 or len(line) > 120 or any(one.isdecimal() for one in line)):
        raise BadCell(N_("not a name"))
    return (line.title() if line.isupper() else line) or None


def id_number(cell: Cell) -> str | None:
    """12 digits; where the sheet dropped the zeros in front they are put back."""
    line = _digits_of(cell)
    if not line:
        return None
    padded = line.zfill(ID_DIGITS) if line.isdecimal() and len(line) in (10, 11) else line
    found = personal_numbers.id_number(padded)
    if found is None:
        old = line.isdecimal() and len(line) == 9
        raise BadCell(N_("9 digits: the old identity card; 12 are needed") if old else N_("not 12 digits"))
    return found


def insurance_number(cell: Cell) -> str | None:
    line = _digits_of(cell)
    if not line:
        return None
    padded = line.zfill(10) if line.isdecimal() and len(line) in (8, 9) else line
    found = personal_numbers.insurance_number(padded)
    if found is None:
        raise BadCell(N_("not 10 digits or 15 characters"))
    return found


def phone(cell: Cell) -> str | None:
    """The first phone number of a cell that may name several."""
    line = _digits_of(cell)
    if not line:
        return None
    found = next((one for part in _SEVERAL.split(line) if (one := personal_numbers.phone(part))), None)
    if found is None:
        raise BadCell(N_("not a Vietnamese phone number"))
    return found


def _digits_of(cell: Cell) -> str:
    """A number that stands as a text or as a number; what Excel shortened to 1.9E+10 is lost and refused."""
    line = text(cell)
    if _SHORTENED.fullmatch(line):
        raise BadCell(N_("the sheet shortened this number; please type it as text"))
    return line


def year(cell: Cell) -> int | None:
    """A year from a date, a number or a text that names one."""
    if isinstance(cell, date | datetime):
        return cell.year
    line = text(cell)
    if not line:
        return None
    if line.isdecimal() and int(line) in SERIALS:
        return (EXCEL_BEGINS + timedelta(days=int(line))).year
    found = _YEAR.search(line)
    if not found or not OLDEST <= int(found[1]) <= date.today().year:  # noqa: DTZ011 -- the year alone matters
        raise BadCell(N_("not a year of birth"))
    return int(found[1])


def review_year(cell: Cell) -> int | None:
    line = text(cell)
    if not line:
        return None
    if not line.isdecimal() or not 2000 <= int(line) <= 2100:
        raise BadCell(N_("not a year such as 2026"))
    return int(line)


def day(cell: Cell) -> date | None:
    """A date cell, a serial number of Excel, 31/12/2025 (or with dots or dashes), 2025-12-31."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    line = text(cell)
    if not line:
        return None
    try:
        if found := _DAY.fullmatch(line):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(line):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if line.isdecimal() and int(line) in SERIALS:
            return EXCEL_BEGINS + timedelta(days=int(line))
    except ValueError:
        pass
    raise BadCell(N_("not a date such as 31/12/2025"))


def money(cell: Cell) -> int | None:
    """VND: a number, or a text such as 1.500.000 or 1,5 triệu."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        amount: int | None = round(cell)
    else:
        line = text(cell)
        if not line:
            return None
        amount = typed.amount(line)
    if amount is None or not 0 <= amount <= MOST_VND:
        raise BadCell(N_("not an amount"))
    return amount


def flag(cell: Cell) -> bool | None:
    """x, 1, có: lacking; 0, không: not lacking; None where the cell is empty."""
    line = place_key(text(cell))
    if not line:
        return None
    if line in ("x", "v", "1", "co", "thieu", "yes"):
        return True
    if line in ("0", "khong", "no", "du"):
        return False
    raise BadCell(N_("not x, 1 or 0"))


def sex(cell: Cell) -> Sex | None:
    return _one_of(cell, _SEXES, N_("not a sex"))


def relation(cell: Cell) -> Relation | None:
    return _one_of(cell, _RELATIONS, N_("not a relation to the head"))


def status(cell: Cell) -> HouseholdStatus | None:
    return _one_of(cell, _STATUSES, N_("not a status such as hộ nghèo"))


def ward(cell: Cell) -> str | None:
    """The id of today's ward or commune, by its new name, its old name or its id."""
    line = text(cell)
    if not line:
        return None
    if line in all_wards():
        return line
    found = find_wards(_WARD_AROUND.sub("", line))
    if len(found) != 1:
        split = N_("an old ward that was split; write today's name")
        raise BadCell(split if found else N_("no ward or commune we know"))
    return found[0].id


def _one_of(cell: Cell, words: Mapping[str, T], reason: str) -> T | None:
    line = place_key(text(cell))
    if not line:
        return None
    if line not in words:
        raise BadCell(reason)
    return words[line]


def _spelt(words: Mapping[T, str]) -> dict[str, T]:
    return {place_key(one): value for value, spellings in words.items() for one in spellings.split(", ")}


_SEXES = _spelt({Sex.MALE: "nam, male, trai, ông", Sex.FEMALE: "nữ, female, gái, bà"})
_RELATIONS = _spelt(
    {
        Relation.HEAD: "chủ hộ, head, ch",
        Relation.SPOUSE: "vợ, chồng, vợ chồng, vợ/chồng, spouse",
        Relation.CHILD: "con, con trai, con gái, con đẻ, con nuôi, child",
        Relation.PARENT: "bố, mẹ, cha, bố đẻ, mẹ đẻ, bố mẹ, parent",
        Relation.GRANDCHILD: "cháu, cháu nội, cháu ngoại, chắt, grandchild",
        Relation.GRANDPARENT: "ông, bà, ông nội, bà nội, ông ngoại, bà ngoại, ông bà, grandparent",
        Relation.SIBLING: "anh, chị, em, anh trai, chị gái, em trai, em gái, anh chị em, anh ruột, em ruột, "
        "brother or sister",
        Relation.OTHER: "khác, other, họ hàng, con dâu, con rể, bố chồng, mẹ chồng, bố vợ, mẹ vợ, em dâu, "
        "chị dâu, em rể, anh rể, người thân khác",
    }
)
_STATUSES = _spelt(
    {
        HouseholdStatus.POOR: "hộ nghèo, nghèo, hn, poor, poor household",
        HouseholdStatus.NEAR_POOR: "hộ cận nghèo, cận nghèo, hcn, cn, near poor, near poor household",
        HouseholdStatus.ESCAPED: "thoát nghèo, đã thoát nghèo, mới thoát nghèo, hộ mới thoát nghèo, hộ thoát nghèo, "
        "escaped, escaped poverty",
        HouseholdStatus.AVERAGE: "trung bình, mức sống trung bình, hộ có mức sống trung bình, average, "
        "average living standard",
        HouseholdStatus.NONE: "không, không thuộc diện nào, không thuộc, hộ không nghèo, không nghèo, none, on no list",
    }
)
