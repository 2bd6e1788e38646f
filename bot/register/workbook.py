"""Sheets that are written out: what an import refused, and the register itself. Nothing in them becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from bot.i18n import N_, Words
from bot.register.cells import ESCAPES
from bot.register.headers import FLAGS, TITLES, Columns
from bot.register.sheet import Sheet
from db.import_rows import Clash, Refused

CLASHES = {
    Clash.NOT_YOUR_WARD: N_("not one of your wards"),
    Clash.MERGED: N_("this household was merged into another"),
    Clash.CLOSED: N_("this household moved away or was dissolved"),
    Clash.NO_STATUS: N_("a new household needs a status"),
    Clash.NO_HEAD: N_("nobody is the head of this household"),
    Clash.ANOTHER_HEAD: N_("the register has another head; name both in the file"),
    Clash.ELSEWHERE: N_("stands in another household of the register"),
}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def safe(value: Any) -> Any:
    """A text that a sheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple(ESCAPES) else value


def reason_text(words: Words, refused: Refused) -> str:
    """Why a cell was refused."""
    reason = next((text for clash, text in CLASHES.items() if clash == refused.reason), refused.reason)
    return words._(reason)


def field_title(words: Words, field: str) -> str:
    """A field as the sheets head it."""
    title = TITLES.get(field)
    return words._(title) if title else FLAGS[field][0] if field in FLAGS else field


def cell_of(refused: Refused, sheet: Sheet, columns: Columns) -> str:
    """The cell as people name it: D17; the row alone where the sheet has no such column."""
    at = columns.columns.get(refused.field)
    return sheet.place(refused.row - 1 - sheet.first_row, at) if at is not None else f"{refused.row}"


def refusals_book(words: Words, refused: Sequence[Refused], sheet: Sheet, columns: Columns) -> bytes:
    """A row for each refused cell: where, which column, what stands there, why."""
    headings = [words._("Cell"), words._("Column"), words._("What stands there"), words._("Why not")]
    rows = (
        [
            cell_of(one, sheet, columns),
            columns.headings.get(columns.columns.get(one.field, -1), field_title(words, one.field)),
            one.value,
            reason_text(words, one),
        ]
        for one in sorted(refused, key=lambda one: one.row)
    )
    return write_book(words._("Refused"), headings, rows, widths=(8, 28, 30, 60))


def write_book(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int] = ()
) -> bytes:
    """A workbook of one sheet, row by row without keeping them."""
    import xlsxwriter  # heavy; needed only here

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        sheet, bold = book.add_worksheet(title[:31]), book.add_format({"bold": True})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, bold)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, place, column, safe(value))
    return content.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)
