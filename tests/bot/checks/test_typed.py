"""Typed answers of a check."""

from datetime import date

import pytest

from bot.checks import typed
from knowledge import facts

DECLARED = facts.read()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2tr5", 2_500_000),
        ("2,5 triệu", 2_500_000),
        ("hon 3 trieu", 3_000_000),
        ("900k", 900_000),
        ("1.500.000", 1_500_000),
        ("1500000 đồng", 1_500_000),
        ("3", 3_000_000),
        ("0", 0),
        ("không biết", None),
        ("", None),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: int | None) -> None:
    assert typed.number(text, DECLARED["income_per_person_month"]) == amount


@pytest.mark.parametrize(("text", "age"), [("78", 78), ("78 tuổi", 78), ("bà 78t", 78), ("già rồi", None)])
def test_ages(text: str, age: int | None) -> None:
    assert typed.number(text, DECLARED["age"]) == age


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/12/2025", date(2025, 12, 14)),
        ("ngày 1-2-2024", date(2024, 2, 1)),
        ("12/2025", date(2025, 12, 1)),
        ("31/02/2025", None),
        ("năm ngoái", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert typed.day(text) == day
