"""Typed answers: amounts, ages and days as people write them."""

import re
from datetime import date

from knowledge.facts import Fact
from knowledge.normalise import clean
from knowledge.numbers import mark_numbers

_AMOUNT = re.compile(r"#(\d+(?:\.\d+)?) (triệu|nghìn)")
_PLAIN = re.compile(r"(?<!\d)\d+(?:[.,]\d+)?(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{4})(?!\d)")
_SCALES = {"triệu": 1_000_000, "nghìn": 1_000}
_SMALL_MONEY = 1_000
_MONEY_UNITS = ("vnd", "vnd_per_month", "vnd_per_person_month", "vnd_per_year")


def number(text: str, fact: Fact) -> int | float | None:
    """The number of a typed answer; "2tr5" and "2.500.000" are VND, a bare "3" under money counts millions."""
    return amount(text) if fact.unit in _MONEY_UNITS else _plain(text)


def amount(text: str) -> int | None:
    """VND of a text: "2tr5", "2,5 triệu", "900k", "2.500.000", or a bare small number of millions."""
    marked = mark_numbers(clean(text))
    if found := _AMOUNT.search(marked):
        return round(float(found[1]) * _SCALES[found[2]])
    digits = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text)
    bare = _plain(digits)
    if bare is None or bare < 0:
        return None
    return round(bare * 1_000_000) if 0 < bare < _SMALL_MONEY else round(bare)


def _plain(text: str) -> int | float | None:
    found = _PLAIN.search(text)
    if not found:
        return None
    value = float(found[0].replace(",", "."))
    return int(value) if value == int(value) else value


def day(text: str) -> date | None:
    """23/11/2025, or the first day of 11/2025."""
    try:
        if found := _DAY.search(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _MONTH.search(text):
            return date(int(found[2]), int(found[1]), 1)
    except ValueError:
        return None
    return None
