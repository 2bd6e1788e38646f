"""An import from file to plan: read, headings found, rows gathered, compared with the register."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import N_
from bot.register.headers import Columns, find_columns
from bot.register.households import Gathered, gather
from bot.register.reading_apart import read_apart
from bot.register.sheet import Sheet, UnreadableFile
from db.encryption import Vault
from db.engine import Sessions
from db.register_plan import Plan, make_plan

Progress = Callable[[int, int], None]
"""Households done, of how many."""


@dataclass(frozen=True)
class ReadFile:
    """A file with what its columns are."""

    sheet: Sheet
    columns: Columns


@dataclass(frozen=True)
class Proposal:
    """What an import would do, to be confirmed."""

    file: ReadFile
    gathered: Gathered
    plan: Plan


def read_file(
    content: bytes, name: str, *, sheet: str | None = None, chosen: Mapping[str, str] | None = None
) -> ReadFile:
    """Rows and columns of a file. Raises UnreadableFile, also where code or name of the households is nowhere."""
    rows = read_apart(content, name, sheet)
    columns = find_columns(rows, chosen)
    if columns is None or columns.missing:
        raise UnreadableFile(N_("There is no row of headings with the household code and the full name."))
    return ReadFile(rows, columns)


def propose(
    sessions: Sessions,
    vault: Vault,
    file: ReadFile,
    *,
    year: int | None = None,
    ward: str | None = None,
    wards: Sequence[str] | None = None,
    on_progress: Progress = lambda _done, _all: None,
) -> Proposal:
    """Compare with the register without writing anything. `wards`: those the officer may write to; None: all."""
    gathered = gather(file.sheet, file.columns, year=year, ward=ward)
    total, done = len(gathered.households), 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        on_progress(done, total)

    plan = make_plan(sessions, vault, gathered.households, wards=wards, on_progress=count)
    plan.refused = [*gathered.refused, *plan.refused]
    return Proposal(file, gathered, plan)
