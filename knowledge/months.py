"""Months counted the way deadlines in decrees count them."""

from calendar import monthrange
from datetime import date

MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last day of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_needed(since: date, on: date) -> int:
    """The least number of months after `since` that reaches `on`; 0 or less for a day that is still to come.

    "Within 36 months" holds exactly while this is at most 36: the last day counts.
    """
    months = (on.year - since.year) * MONTHS_A_YEAR + on.month - since.month
    return months if on <= add_months(since, months) else months + 1
