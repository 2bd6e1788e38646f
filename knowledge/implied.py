"""What known facts say of others: ward -> area, income and members -> income per person, flags -> count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.dates import covers
from knowledge.facts import Declarations, Fact, Facts, FactValue, Implied
from knowledge.months import MONTHS_A_YEAR


@dataclass(frozen=True)
class OneOf:
    """A number not known exactly, but known to be one of these."""

    values: tuple[float, ...]


class Implications:
    """The implications of all declared facts, in an order in which one pass is enough."""

    def __init__(self, declared: Declarations) -> None:
        self._declared = declared
        self._ways = [(fact, way) for fact in declared.facts.values() for way in fact.implied]

    def complete(self, facts: Facts, on: date) -> tuple[dict[str, FactValue], dict[str, OneOf]]:
        """The facts with those they imply on a day, and the numbers they narrow. What was said itself stays."""
        known = dict(facts)
        narrowed: dict[str, OneOf] = {}
        for fact, way in self._ways:
            if fact.name in known or not any(name in known for name in way.needs) or not covers(way, on):
                continue
            value = self._work_out(way, known)
            if isinstance(value, OneOf):
                narrowed[fact.name] = value
            elif value is not None:
                known[fact.name] = value
                narrowed.pop(fact.name, None)
        return known, narrowed

    def _work_out(self, way: Implied, known: Mapping[str, FactValue]) -> FactValue | OneOf:
        if way.by:
            return way.values.get(str(known[way.by]))
        if way.same_as:
            return known[way.same_as]
        if way.count_of:
            return _count(self._declared[way.count_of], known[way.count_of])
        return self._monthly_share(way, known)

    def _monthly_share(self, way: Implied, known: Mapping[str, FactValue]) -> FactValue | OneOf:
        """Yearly income of the house for each member and month; all that is possible while members are unknown."""
        income = known.get(way.monthly_share_of or "")
        if not isinstance(income, int | float):
            return None
        for name in way.among:
            members = known.get(name)
            if isinstance(members, int) and members > 0:
                return income / (MONTHS_A_YEAR * members)
        return OneOf(tuple(income / (MONTHS_A_YEAR * members) for members in self._possible(way.among[0])))

    def _possible(self, name: str) -> range:
        fact = self._declared[name]
        return range(fact.least or 1, (fact.most or 1) + 1)


def _count(flags: Fact, said: FactValue) -> int | OneOf:
    """How many flags are true; a range while some have not been said."""
    if not isinstance(said, Mapping):
        raise TypeError(f"{flags.name} must be flags")
    yes, open_ = sum(said.values()), len(flags.values) - len(said)
    return OneOf(tuple(range(yes, yes + open_ + 1))) if open_ else yes
