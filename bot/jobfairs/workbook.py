"""What came of a fair, and who comes, as a workbook for the organisers."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.clock import VIETNAM
from bot.i18n import N_, Words
from bot.render.jobfair import COUNTS, hour
from db.fair_report import FairCounts
from db.fair_signups import SignUpRow
from knowledge.wards import all_wards

COLUMNS = (
    N_("Number"),
    N_("Name"),
    N_("Phone"),
    N_("Ward"),
    N_("Time"),
    N_("Came"),
    N_("Interviews"),
    N_("Found work within 7 days"),
    N_("Found work within 30 days"),
    N_("Found work within 90 days"),
)


def ward_title(words: Words, ward: str | None) -> str:
    """A ward's name, or that it was not told."""
    return all_wards()[ward].title(words.language) if ward in all_wards() else words._("not told")


def fair_workbook(
    words: Words,
    whole: FairCounts,
    by_ward: Sequence[tuple[str | None, FairCounts]],
    guests: Sequence[tuple[SignUpRow, str, str, str | None]],
    slots: dict[int, int],
) -> bytes:
    """Two sheets. `guests`: sign-up, name, phone, ward; `slots`: minutes after midnight by the slot's number."""
    import xlsxwriter  # heavy; needed only here

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        _counts_sheet(words, book.add_worksheet(words._("Report")), bold, whole, by_ward)
        _guests_sheet(words, book.add_worksheet(words._("Who comes")), bold, guests, slots)
    return content.getvalue()


def _counts_sheet(
    words: Words, sheet: Any, bold: Any, whole: FairCounts, by_ward: Sequence[tuple[str | None, FairCounts]]
) -> None:
    sheet.set_column(0, 0, 30)
    sheet.write_row(0, 0, [words._("Ward"), *(words._(title) for title in COUNTS.values())], bold)
    rows = [(words._("All"), whole), *((ward_title(words, ward), counts) for ward, counts in by_ward)]
    for place, (title, counts) in enumerate(rows, start=1):
        sheet.write_row(place, 0, [title, *(getattr(counts, name) for name in COUNTS)])


def _guests_sheet(
    words: Words,
    sheet: Any,
    bold: Any,
    guests: Sequence[tuple[SignUpRow, str, str, str | None]],
    slots: dict[int, int],
) -> None:
    sheet.set_column(1, 3, 24)
    sheet.write_row(0, 0, [words._(title) for title in COLUMNS], bold)
    for place, (row, name, phone, ward) in enumerate(guests, start=1):
        time = hour(slots[row.slot_id]) if row.slot_id in slots else ""
        cells = [row.position, name, phone, ward_title(words, ward), time, _came(row), row.interviews]
        work = [_yes_no(words, found) for found in (row.work_7, row.work_30, row.work_90)]
        for column, value in enumerate([*cells, *work]):
            if isinstance(value, str):
                sheet.write_string(place, column, value)  # never a formula, whatever a person typed
            elif value is not None:
                sheet.write_number(place, column, value)


def _came(row: SignUpRow) -> str:
    return f"{datetime.fromtimestamp(row.checked_in_at, VIETNAM):%H:%M}" if row.checked_in_at else ""


def _yes_no(words: Words, found: bool | None) -> str:
    return "" if found is None else words._("yes") if found else words._("no")
