"""Opens a ward's file (.xlsx, .xls, .ods, .csv) as rows of cells. Refuses what is no such file or would fill the memory."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.i18n import N_

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell: TypeAlias = str | float | int | bool | time | date | datetime | timedelta
MOST_BYTES = 20_000_000  # Telegram gives bots no larger file
MOST_UNPACKED = 300_000_000
MOST_ROWS, MOST_COLUMNS = 100_000, 150
_CHUNK = 1 << 20
_ZIPPED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKED = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_CSV_ENCODINGS = ("utf-8", "cp1258", "cp1252")


class UnreadableFile(Exception):
    """The file cannot be read; the argument says why, to be put into words."""


@dataclass(frozen=True)
class Sheet:
    """Rows as they stand in the file; `first_row` and `first_column` count from 0 where they begin."""

    rows: list[list[Cell]]
    first_row: int = 0
    first_column: int = 0

    def place(self, row: int, column: int) -> str:
        """A cell as people name it: D17."""
        return f"{_letters(self.first_column + column)}{self.first_row + row + 1}"


def read_sheet(content: bytes, name: str = "", sheet: str | None = None) -> Sheet:
    """The first sheet that is not empty, or the one that is named. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(N_("The file is larger than 20 MB."))
    if content[:4] == _ZIPPED or content[:4] == _OLD:
        return _read_workbook(content, sheet)
    if b"\x00" in content[:2000] and content[:2] not in _MARKED:
        raise UnreadableFile(N_("This is no Excel, OpenDocument or CSV file."))
    if name and not name.lower().endswith((".csv", ".txt", ".tsv")):
        raise UnreadableFile(N_("This is no Excel, OpenDocument or CSV file."))
    return Sheet(list(_read_csv(content)))


def _read_workbook(content: bytes, wanted: str | None) -> Sheet:
    import python_calamine  # heavy; needed only here

    _check_unpacked(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        for one in [wanted] if wanted else book.sheet_names:
            found = book.get_sheet_by_name(one)
            if found.height:
                return _rows_of(found)
    except python_calamine.WorksheetNotFound as error:
        raise UnreadableFile(N_("There is no sheet of this name in the file.")) from error
    except (python_calamine.CalamineError, OSError) as error:
        raise UnreadableFile(N_("The file is damaged or locked with a password.")) from error
    raise UnreadableFile(N_("There is nothing in this file."))


def _rows_of(found: "CalamineSheet") -> Sheet:
    """The filled area. Its size is checked before the rows are made."""
    if found.height > MOST_ROWS or found.width > MOST_COLUMNS:
        raise UnreadableFile(N_("The sheet has more than 100,000 rows or 150 columns."))
    row, column = found.start or (0, 0)
    return Sheet(found.to_python(skip_empty_area=True), row, column)


def _check_unpacked(content: bytes) -> None:
    """Unpacks piece by piece without keeping anything: a small file may hold gigabytes, whatever it says of itself."""
    if content[:4] != _ZIPPED:
        return
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(N_("The file is much too large once unpacked."))
            for one in packed.infolist():
                with packed.open(one) as part:
                    while piece := part.read(_CHUNK):
                        left -= len(piece)
                        if left < 0:
                            raise UnreadableFile(N_("The file is much too large once unpacked."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableFile(N_("The file is damaged or locked with a password.")) from error


def _read_csv(content: bytes) -> Iterator[list[Cell]]:
    text = _decoded(content)
    sample = text[:20_000]
    delimiter = max(";,\t|", key=sample.count)
    try:
        for count, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if count >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise UnreadableFile(N_("The sheet has more than 100,000 rows or 150 columns."))
            yield list(row)
    except csv.Error as error:
        raise UnreadableFile(N_("This is no Excel, OpenDocument or CSV file.")) from error


def _decoded(content: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKED.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else _CSV_ENCODINGS:
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(N_("This is no Excel, OpenDocument or CSV file."))


def _letters(column: int) -> str:
    """A column as sheets name it: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
