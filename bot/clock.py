"""The time, asked in one place: moments in seconds since 1970 (UTC), days and hours in Vietnam."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as hour_of_day
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: date, hour: int, minute: int = 0) -> float:
    """The moment of an hour in Vietnam."""
    return datetime.combine(day, hour_of_day(hour, minute), VIETNAM).timestamp()


def moment_at(day: date, minutes: int) -> float:
    """The moment so many minutes after midnight in Vietnam."""
    return moment(day, minutes // 60, minutes % 60)


@dataclass(frozen=True)
class Clock:
    """The real clock, or one that shows a chosen day (for demos and tests)."""

    fixed_day: date | None = None
    shift_seconds: float = 0.0

    @classmethod
    def showing(cls, day: str) -> "Clock":
        """A clock that shows a day written as 2027-01-01 at the real hour, or the real one for an empty text."""
        if not day:
            return cls()
        shown = date.fromisoformat(day)
        return cls(shown, (shown - datetime.now(VIETNAM).date()).days * 86_400.0)

    def now(self) -> float:
        return time.time() + self.shift_seconds

    def today(self) -> date:
        return self.fixed_day or self.local_now().date()

    def local_now(self) -> datetime:
        """Day and hour in Vietnam."""
        return datetime.fromtimestamp(self.now(), VIETNAM)
