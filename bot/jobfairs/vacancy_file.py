"""Vacancies from a sheet that companies or organisers send, and the empty sheet they fill in."""

from collections.abc import Iterable

from bot.i18n import N_, Words
from bot.jobfairs.vacancy_rows import COLUMNS, Refused, heading_names, read
from bot.register.cells import text
from bot.register.headers import nearest_field
from bot.register.sheet import Sheet, UnreadableFile
from bot.register.workbook import write_book
from db.names import place_key
from db.vacancies import VacancyRow

LOOKED_AT = 20
MOST_VACANCIES = 2_000
EXAMPLE = ("Công ty A", "Công nhân may", "30", "7-9 triệu", "Khu công nghiệp", "Không cần bằng cấp", "", "")

_FIELD_OF = {place_key(heading): field for field, headings in heading_names().items() for heading in headings}


def read_vacancies(sheet: Sheet) -> tuple[list[VacancyRow], list[tuple[int, Refused]]]:
    """The vacancies of a sheet, and which rows (from 1) are not taken. Raises UnreadableFile without headings."""
    columns, starts = _find_columns(sheet)
    taken: list[VacancyRow] = []
    refused: list[tuple[int, Refused]] = []
    company = ""
    for place in range(starts, len(sheet.rows)):
        cells = {
            field: text(sheet.rows[place][at]) for field, at in columns.items() if at < len(sheet.rows[place])
        }
        if not cells.get("job"):
            continue  # a line of totals, or nothing
        company = cells.get("company") or company  # merged over the jobs of one company
        row = read({**cells, "company": company, "wage": _wage(cells)})
        if isinstance(row, Refused):
            refused.append((sheet.first_row + place + 1, row))
        else:
            taken.append(row)
    if len(taken) > MOST_VACANCIES:
        raise UnreadableFile(N_("There are more than 2,000 vacancies in this file."))
    return taken, refused


def _wage(cells: dict[str, str]) -> str:
    """One column for the wage, or one for each end of it."""
    ends = [cells[name] for name in ("wage_from", "wage_to") if cells.get(name)]
    return cells.get("wage") or " - ".join(ends)


def _find_columns(sheet: Sheet) -> tuple[dict[str, int], int]:
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(row):
            field = nearest_field(text(cell), _FIELD_OF)
            if field:
                columns.setdefault(field, at)
        if {"company", "job"} <= set(columns):
            return columns, place + 1
    raise UnreadableFile(N_("There is no row of headings with the company and the job."))


def empty_sheet(words: Words) -> bytes:
    """The headings with an example below them."""
    rows: Iterable[tuple[str, ...]] = [EXAMPLE]
    widths = (30, 30, 10, 20, 30, 40, 20, 16)
    return write_book(words._("Vacancies"), [words._(title) for title in COLUMNS.values()], rows, widths)
