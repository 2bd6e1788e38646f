"""Months as deadlines count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.months import add_months, months_needed

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 11, 23), 36, date(2026, 11, 23)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(since=DAYS, on=DAYS, months=st.integers(0, 120))
def test_within_so_many_months_is_needing_no_more(since: date, on: date, months: int) -> None:
    assert (months_needed(since, on) <= months) == (on <= add_months(since, months))
