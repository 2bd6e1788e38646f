"""Blanks in policy texts: `{area.parameter}`, `{…:bare}`, `{…@2023-12-13}`, `{source:id}`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

_BLANK = re.compile(r"\{(source:)?([a-z][a-z0-9_.-]*)(:bare)?(?:@(\d{4}-\d{2}-\d{2}))?\}")
_LEFT_OVER = re.compile(r"[0-9{}]")


@dataclass(frozen=True)
class Blank:
    """One blank: which parameter or source, whether with its unit, on which other day."""

    id: str
    is_source: bool
    bare: bool
    day: date | None


def _read(match: re.Match[str]) -> Blank:
    day = date.fromisoformat(match[4]) if match[4] else None
    return Blank(id=match[2], is_source=bool(match[1]), bare=bool(match[3]), day=day)


def find(text: str) -> Iterator[Blank]:
    """All blanks of a text, in order. Raises ValueError on a pinned day that is no day."""
    return (_read(match) for match in _BLANK.finditer(text))


def fill(text: str, put: Callable[[Blank], str]) -> str:
    """The text with each blank replaced by what `put` says of it."""
    return _BLANK.sub(lambda match: put(_read(match)), text)


def digits_in_prose(text: str) -> str | None:
    """What stands around the first digit or brace outside a blank, or None."""
    prose = _BLANK.sub("", text)
    found = _LEFT_OVER.search(prose)
    return prose[max(0, found.start() - 12) : found.end() + 12] if found else None
