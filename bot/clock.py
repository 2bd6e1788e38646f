"""The time, asked in one place: moments in seconds since 1970 (UTC), days in Vietnam."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Clock:
    """The real clock, or one that shows a chosen day (for demos and tests)."""

    fixed_day: date | None = None

    @classmethod
    def showing(cls, day: str) -> "Clock":
        """A clock that shows a day written as 2027-01-01, or the real one for an empty text."""
        return cls(date.fromisoformat(day) if day else None)

    def now(self) -> float:
        return time.time()

    def today(self) -> date:
        return self.fixed_day or datetime.now(VIETNAM).date()
