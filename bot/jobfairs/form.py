"""What an officer types for a fair, read into the fair's columns. Pure."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

from bot import moments
from bot.i18n import N_

Values: TypeAlias = dict[str, Any]

STEPS = ("title", "day", "hours", "place", "organiser")
"""What a fair cannot be without, in the order in which it is asked."""
QUESTIONS = {
    "title": N_("What is the fair called? Type its name, up to 120 letters."),
    "day": N_("On which day? Type it as 20/12/2026."),
    "hours": N_("From when to when? Type it as 8:00 - 11:30."),
    "place": N_("Where? Type the place as people know it, up to 200 letters."),
    "organiser": N_("Who organises it? Up to 120 letters."),
    "notes": N_("What should people know (what to bring, who to call)? A minus sign takes the note away."),
    "seats": N_("How many seats are there? Type a number; 0 means as many as come."),
    "companies": N_("How many companies take part? Type a number; 0 when it is not known."),
    "slots": N_(
        "At which times can people come? Type them as 8:00 9:00 10:00. A minus sign takes them away."
    ),
    "pin": N_("Send the place on the map: the paper clip, then Location."),
    "poster": N_("Send the poster as a picture."),
    "copy": N_("On which day is the new fair? Type it as 20/12/2026."),
}
NOTHING = "-"
MOST_SEATS = 100_000
MOST_DAYS_AHEAD = 2 * 366
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[:hg]i?ờ?\s*(\d{2})?)(?!\d)", re.IGNORECASE)
_BARE_HOURS = re.compile(r"\s*(\d{1,2})\s*(?:-|–|đến|to)\s*(\d{1,2})\s*")
_DAY = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\s*")


def read(what: str, text: str, *, today: date) -> Values | None:
    """The columns that the answer to a question fills; None where it is no answer to it."""
    reader = _READERS.get(what)
    return reader(" ".join(text.split()) if what != "notes" else text.strip(), today) if reader else None


def stored(kept: Values) -> Values:
    """The columns of answers that a dialogue kept as JSON."""
    return {**kept, "day": date.fromisoformat(kept["day"])}


def hours_in(text: str) -> list[int]:
    """Every hour in a text, as minutes after midnight: "8:00", "8h", "13h30", "8 giờ"."""
    found = [(int(hour), int(minute or 0)) for hour, minute in _HOUR.findall(text)]
    return [hour * 60 + minute for hour, minute in found if hour < 24 and minute < 60]


def _line(name: str, longest: int) -> Callable[[str, date], Values | None]:
    return lambda text, _: {name: text} if 2 <= len(text) <= longest else None


def _day(text: str, today: date) -> Values | None:
    found = _DAY.fullmatch(text)
    day = moments.day_of(found, today) if found else None
    if day is None:
        return None
    return {"day": day} if today <= day <= today + timedelta(days=MOST_DAYS_AHEAD) else None


def _hours(text: str, _: date) -> Values | None:
    found = hours_in(text)
    if bare := _BARE_HOURS.fullmatch(text):
        found = [int(one) * 60 for one in bare.groups() if int(one) < 24]
    if len(found) != 2 or found[0] >= found[1]:
        return None
    return {"opens": found[0], "closes": found[1]}


def _number(name: str) -> Callable[[str, date], Values | None]:
    def number(text: str, _: date) -> Values | None:
        digits = text.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdecimal()) or int(digits) > MOST_SEATS:
            return None
        return {name: int(digits) or None}

    return number


def _notes(text: str, _: date) -> Values | None:
    return {"notes": None if text == NOTHING else text} if 1 <= len(text) <= 800 else None


def _slots(text: str, _: date) -> Values | None:
    if text == NOTHING:
        return {"slots": []}
    found = sorted(set(hours_in(text)))
    return {"slots": found} if 1 <= len(found) <= 24 else None


_READERS: dict[str, Callable[[str, date], Values | None]] = {
    "title": _line("title", 120),
    "day": _day,
    "hours": _hours,
    "place": _line("place", 200),
    "organiser": _line("organiser", 120),
    "notes": _notes,
    "seats": _number("seats"),
    "companies": _number("companies"),
    "slots": _slots,
    "copy": _day,
}
