"""Rows of a sheet as households: read cell by cell, gathered by code, checked for what does not fit together. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import N_
from bot.register import cells
from bot.register.cells import BadCell
from bot.register.headers import FLAGS, Columns
from bot.register.sheet import Cell, Sheet
from bot.register_words import masked
from db.import_rows import ImportHousehold, ImportMember, Refused
from db.names import fold, place_key
from db.personal_numbers import code_key
from db.register_terms import Relation, Sex

READERS: Mapping[str, Callable[[Cell], Any]] = {
    "code": cells.short_text(32),
    "name": cells.name,
    "relation": cells.relation,
    "birth_year": cells.year,
    "born_male": cells.year,
    "born_female": cells.year,
    "sex": cells.sex,
    "id_number": cells.id_number,
    "insurance_number": cells.insurance_number,
    "phone": cells.phone,
    "ward": cells.ward,
    "hamlet": cells.short_text(64),
    "address": cells.short_text(200),
    "ethnic_group": cells.short_text(32),
    "status": cells.status,
    "year": cells.review_year,
    "income": cells.money,
    "decision_number": cells.short_text(64),
    "decided_on": cells.day,
    **dict.fromkeys(FLAGS, cells.flag),
}
OF_HOUSEHOLD = (
    "hamlet",
    "address",
    "ethnic_group",
    "status",
    "year",
    "income",
    "decision_number",
    "decided_on",
)
OF_MEMBER = ("name", "relation", "birth_year", "id_number", "insurance_number")
MASKED = ("id_number", "insurance_number", "phone")
MOST_MEMBERS = 30
_TOTALS = ("tong", "tong cong", "cong", "nguoi lap", "nguoi lap bieu", "chu tich", "ghi chu", "total")


@dataclass
class Gathered:
    """What a sheet holds: households that can be taken in, and cells that cannot."""

    households: list[ImportHousehold] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    rows: int = 0


@dataclass
class _Row:
    number: int
    values: dict[str, Any]
    faults: list[Refused]


def gather(sheet: Sheet, columns: Columns, *, year: int | None = None, ward: str | None = None) -> Gathered:
    """Every household of a sheet. `year` and `ward`: for sheets that have no such column."""
    found = Gathered()
    for rows in _by_household(_rows(sheet, columns)):
        found.rows += len(rows)
        read = _household(rows, year=year, ward=ward)
        if isinstance(read, ImportHousehold):
            found.households.append(read)
        else:
            found.refused += read
    return _without_doubles(found)


def _rows(sheet: Sheet, columns: Columns) -> Iterator[_Row]:
    """The filled rows below the headings; what is not filled in or counts up is passed over."""
    for place in range(columns.starts, len(sheet.rows)):
        row, number = sheet.rows[place], sheet.first_row + place + 1
        if not any(cells.text(cell) for cell in row) or _counts_up(row, columns):
            continue
        yield _read(number, {name: row[at] for name, at in columns.columns.items() if at < len(row)})


def _counts_up(row: list[Cell], columns: Columns) -> bool:
    """A line of totals or signatures: no name where names stand, and words of that kind."""
    at = columns.columns["name"]
    first = next((place_key(cells.text(cell)) for cell in row if cells.text(cell)), "")
    has_name = at < len(row) and bool(cells.text(row[at])) and place_key(cells.text(row[at])) != first
    return not has_name and any(first == word or first.startswith(f"{word} ") for word in _TOTALS)


def _read(number: int, row: dict[str, Cell]) -> _Row:
    values: dict[str, Any] = {}
    faults = []
    for name, cell in row.items():
        try:
            values[name] = READERS[name](cell)
        except BadCell as bad:
            shown = cells.text(cell)
            faults.append(Refused(number, name, masked(shown) if name in MASKED else shown[:60], str(bad)))
    return _Row(number, values, faults)


def _by_household(rows: Iterator[_Row]) -> list[list[_Row]]:
    """Rows of one code together; a row without a code belongs to the household above."""
    groups: dict[str, list[_Row]] = {}
    key = ""
    for row in rows:
        code = row.values.get("code")
        key = code_key(code) if code else key
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _household(rows: list[_Row], *, year: int | None, ward: str | None) -> ImportHousehold | list[Refused]:
    faults = [fault for row in rows for fault in row.faults]
    first, told = rows[0], _told_once(rows, faults)
    code, where = first.values.get("code") or "", told.get("ward") or ward
    if not code_key(code):
        faults.append(Refused(first.number, "code", "", N_("missing")))
    if not where and not any(fault.field == "ward" for fault in faults):
        faults.append(Refused(first.number, "ward", "", N_("missing")))
    if len(rows) > MOST_MEMBERS:
        faults.append(Refused(first.number, "code", code, N_("more than 30 people in one household")))
    members = _members(rows, faults)
    if faults:
        return faults
    flags = {name: told[name] for name in FLAGS if told.get(name) is not None}
    of_household: dict[str, Any] = {name: told.get(name) for name in OF_HOUSEHOLD}
    return ImportHousehold(
        row=first.number,
        code=code,
        ward=where or "",
        deprivations={name: flags.get(name, False) for name in FLAGS} if flags else None,
        members=tuple(members),
        **{**of_household, "year": told.get("year") or year},
    )


def _told_once(rows: list[_Row], faults: list[Refused]) -> dict[str, Any]:
    """What is told of the whole household: on one of its rows, or alike on several."""
    told: dict[str, Any] = {}
    for row in rows:
        for name in ("ward", *OF_HOUSEHOLD, *FLAGS):
            value = row.values.get(name)
            if value is None:
                continue
            if told.setdefault(name, value) != value:
                faults.append(Refused(row.number, name, str(value)[:60], N_("differs within the household")))
    return told


def _people(rows: list[_Row]) -> list[_Row]:
    """Without a row that only tells of the household, above its people."""
    first = rows[0].values
    tells_of_nobody = all(first.get(name) is None for name in OF_MEMBER)
    return rows[1:] if tells_of_nobody and len(rows) > 1 and not rows[0].faults else rows


def _members(rows: list[_Row], faults: list[Refused]) -> list[ImportMember]:
    """Everybody, with one head: who is told to be it, else the first."""
    rows = _people(rows)
    members = []
    headless = all(row.values.get("relation") is not Relation.HEAD for row in rows)
    for place, row in enumerate(rows):
        values = row.values
        if values.get("name") is None:
            if not any(fault.row == row.number and fault.field == "name" for fault in faults):
                faults.append(Refused(row.number, "name", "", N_("missing")))
            continue
        members.append(_member(row, is_head=headless and place == 0))
    heads = [one for one in members if one.relation is Relation.HEAD]
    for more in heads[1:]:
        faults.append(Refused(more.row, "relation", "", N_("a second head of the household")))
    return members


def _member(row: _Row, *, is_head: bool) -> ImportMember:
    values = row.values
    man, woman = values.get("born_male"), values.get("born_female")
    by_column = Sex.MALE if man else Sex.FEMALE if woman else None
    return ImportMember(
        row=row.number,
        name=values["name"],
        relation=values.get("relation") or (Relation.HEAD if is_head else None),
        birth_year=values.get("birth_year") or man or woman,
        sex=values.get("sex") or by_column,
        id_number=values.get("id_number"),
        insurance_number=values.get("insurance_number"),
        phone=values.get("phone"),
    )


def _without_doubles(found: Gathered) -> Gathered:
    """Who stands in the file twice: the same ID or insurance number, or the same person within a household."""
    seen: dict[tuple[str, str], int] = {}
    kept = []
    for household in found.households:
        faults = []
        for member in household.members:
            marks = [
                ("id_number", member.id_number),
                ("insurance_number", member.insurance_number),
                (
                    "name",
                    None if member.id_number else f"{household.code}/{fold(member.name)}/{member.birth_year}",
                ),
            ]
            for name, mark in marks:
                if mark is None:
                    continue
                first = seen.setdefault((name, mark), member.row)
                if first != member.row:
                    shown = masked(mark) if name in MASKED else member.name
                    faults.append(Refused(member.row, name, shown, N_("stands in the file twice")))
        if faults:
            found.refused += faults
        else:
            kept.append(household)
    found.households = kept
    return found
