"""Where a person's checks stand: a few words in the notes of the dialogue row, forgotten after 24 hours.

Every button names its check, so that two can be open at once in two messages.
"""

from typing import Any

import msgspec
from msgspec import Struct, field

from db.rows import DialogRow

NOTE = "checks"
KEPT_SECONDS = 24 * 3600.0
MOST_OPEN = 3
EVERYTHING = ""


class Check(Struct):
    """One check. `facts` are as `ansinh eligibility` takes them; a fact nobody knows is in `unknown`.

    `programme` is empty for everything a family may get. `ticks` are the marks of a question under way,
    `step` is the part of an answer that is being put together (house income, a year).
    """

    programme: str
    started: float
    facts: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ticks: list[str] = field(default_factory=list)
    step: list[str] = field(default_factory=list)
    fixing: str = ""
    message_id: int = 0


Checks = dict[int, Check]


def read(dialog: DialogRow, now: float) -> Checks:
    """The checks that are not older than 24 hours, oldest first."""
    stored = dialog.notes.get(NOTE, {})
    found = {int(number): msgspec.convert(check, Check) for number, check in stored.items()}
    return {number: check for number, check in found.items() if check.started > now - KEPT_SECONDS}


def written(dialog: DialogRow, checks: Checks) -> dict[str, Any]:
    """The notes with these checks, the last few of them."""
    kept = dict(list(checks.items())[-MOST_OPEN:])
    notes = {name: note for name, note in dialog.notes.items() if name != NOTE}
    if kept:
        notes[NOTE] = {str(number): msgspec.to_builtins(check) for number, check in kept.items()}
    return notes


def next_number(checks: Checks) -> int:
    return max(checks, default=0) + 1
