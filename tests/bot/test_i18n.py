"""Two languages: no text empty, the same blanks, numbers and days as people read them."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot import i18n
from bot.locale import update
from knowledge import amounts
from knowledge.model import Unit
from knowledge.terms import LANGUAGES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_empty_fuzzy_or_has_other_blanks(language: str) -> None:
    assert update.faults(language, update.in_code()) == []


def test_numbers_and_days_are_written_as_each_language_does() -> None:
    words = i18n.load()
    assert words["vi"].number(1_500_000) == "1.500.000"
    assert words["en"].number(1_500_000) == "1,500,000"
    assert words["vi"].number(6.24) == "6,24"
    assert words["vi"].day(date(2027, 1, 1)) == words["en"].day(date(2027, 1, 1)) == "01/01/2027"


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (540_000, "vnd_per_month", "540.000 đồng/tháng", "540,000 VND/month"),
        (7.488, "percent_per_year", "7,488%/năm", "7.488% a year"),
        (10, "working_days", "10 ngày làm việc", "10 working days"),
        (2027, "year", "2027", "2027"),
    ],
)
def test_amounts_carry_their_unit(value: float, unit: Unit, vi: str, en: str) -> None:
    assert amounts.value_text(value, unit, "vi") == vi
    assert amounts.value_text(value, unit, "en") == en


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("en-GB", "en"), ("vi", "vi"), ("fr", "vi"), (None, "vi"), ("", "vi")],
)
def test_whoever_is_not_english_is_spoken_to_in_vietnamese(code: str | None, language: str) -> None:
    assert i18n.from_code(code) == language


def test_no_text_stands_inside_an_f_string_where_it_is_not_extracted() -> None:
    inside = re.compile(r"""f(["']).*\{[^}]*_\((?!\1)["']""")
    found = [
        f"{file.name}: {line.strip()}"
        for folder in ("bot", "handlers")
        for file in (ROOT / folder).rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if inside.search(line)
    ]
    assert found == []
