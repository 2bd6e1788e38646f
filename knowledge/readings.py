"""Facts as the rules read them on a day: dates as months gone by, pairs of numbers side by side."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from knowledge.facts import Declarations, Facts
from knowledge.implied import Implications, OneOf
from knowledge.months import months_needed

NEVER = math.inf
"""How long ago something was that is known never to have happened."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What is known, and what is narrowed to some values; anything else is missing."""

    known: Mapping[str, Any]
    narrowed: Mapping[str, OneOf]


def pair_key(first: str, second: str) -> str:
    """Under which two facts compared with each other are read together."""
    return f"{first}/{second}"


class Reader:
    """Turns facts into readings; knows which facts are days and which are compared in pairs."""

    def __init__(self, declared: Declarations, pairs: frozenset[tuple[str, str]]) -> None:
        self._implications = Implications(declared)
        self._days = [fact.name for fact in declared.facts.values() if fact.type == "date"]
        self._pairs = [(first, second, pair_key(first, second)) for first, second in sorted(pairs)]

    def read(self, facts: Facts, on: date) -> Readings:
        known: dict[str, Any]
        known, narrowed = self._implications.complete(facts, on)
        for name in self._days:
            if name in known:
                day = cast("date | None", known[name])
                known[name] = NEVER if day is None else months_needed(day, on)
        self._put_pairs(known)
        return Readings(known, narrowed)

    def changed(self, readings: Readings, values: Mapping[str, Any]) -> Readings:
        """The same readings with other values of some facts."""
        known = {**readings.known, **values}
        self._put_pairs(known)
        return Readings(known, readings.narrowed)

    def _put_pairs(self, known: dict[str, Any]) -> None:
        for first, second, key in self._pairs:
            if first in known and second in known:
                known[key] = (known[first], known[second])
