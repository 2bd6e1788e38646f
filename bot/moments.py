"""Moments as people type them: "18:00", "8h30 15/12", "15/12/2026 8:30"; always Vietnam's time."""

import re
from datetime import date, timedelta

from bot.clock import moment

_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[:h]\s*(\d{2})?)(?!\d)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?!\d)")


def read(text: str, *, today: date, now: float) -> float | None:
    """Seconds since 1970 of a typed moment that is still to come, at most a year ahead; None for anything else."""
    hour = _HOUR.search(text)
    if not hour or int(hour[1]) > 23 or int(hour[2] or 0) > 59:
        return None
    day = _day(text, today)
    if day is None:
        return None
    at = moment(day, int(hour[1]), int(hour[2] or 0))
    if at <= now and not _DAY.search(text):
        at = moment(day + timedelta(days=1), int(hour[1]), int(hour[2] or 0))
    return at if now < at <= now + 366 * 86_400 else None


def _day(text: str, today: date) -> date | None:
    found = _DAY.search(text)
    if not found:
        return today
    return day_of(found, today)


def day_of(found: re.Match[str], today: date) -> date | None:
    """The day of a match of day, month and perhaps year; without a year the next such day. None: no such day."""
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        return day.replace(year=day.year + 1) if day < today and not found[3] else day
    except ValueError:
        return None
