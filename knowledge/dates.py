"""What is in force on a day. Days are inclusive at both ends."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

from knowledge.model import Parameter, Provision, Topic, Value

ONE_DAY = timedelta(days=1)


class NotInForce(LookupError):
    """Nothing is written for that day: names what was asked and the day."""

    def __init__(self, what: str, on: date) -> None:
        super().__init__(f"{what}: nothing written for {on.isoformat()}")
        self.what, self.on = what, on


class _Period(Protocol):
    @property
    def starts(self) -> date: ...
    @property
    def until(self) -> date | None: ...


P = TypeVar("P", bound=_Period)


def covers(period: _Period, on: date) -> bool:
    return period.starts <= on and (period.until is None or on <= period.until)


def _find(periods: Iterable[P], on: date) -> P | None:
    return next((period for period in periods if covers(period, on)), None)


def in_force(topic: Topic, on: date) -> Provision:
    """The one provision covering a day; the loader has refused overlaps. Raises NotInForce."""
    found = _find(topic.provisions, on)
    if found is None:
        raise NotInForce(topic.id, on)
    return found


def value_on(parameter: Parameter, on: date) -> Value:
    """The one known value covering a day. Raises NotInForce in a gap and outside all values."""
    found = _find(parameter.values, on)
    if found is None or not found.known:
        raise NotInForce(parameter.id, on)
    return found


def next_start(periods: Sequence[_Period], after: date, within_days: int) -> date | None:
    """The first day after `after`, at most `within_days` later, on which one of the periods starts."""
    latest = after + timedelta(days=within_days)
    days = [period.starts for period in periods if after < period.starts <= latest]
    return min(days, default=None)


def holes(periods: Sequence[_Period]) -> list[tuple[_Period, _Period]]:
    """Neighbours in the given order that overlap or leave days uncovered between them."""
    return [
        (earlier, later)
        for earlier, later in pairwise(periods)
        if earlier.until is None or later.starts != earlier.until + ONE_DAY
    ]
