"""The smallest change that would turn "not eligible" into "eligible", found by trying the rule itself."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any, TypeAlias

from knowledge.facts import Declarations, Fact
from knowledge.plans import Plan
from knowledge.readings import Reader, Readings
from knowledge.results import ChangedFact
from knowledge.terms import Verdict
from knowledge.three_valued import settled, variables_in
from knowledge.variables import Variable

MOST_FACTS = 2
MOST_SETS = 3

Change: TypeAlias = tuple[ChangedFact, ...]


def smallest_changes(
    plan: Plan, readings: Readings, reader: Reader, declared: Declarations
) -> tuple[Change, ...]:
    """Sets of one fact, or else of two, that would make the household eligible; at most three sets.

    Only facts that can come to change, and only in the direction in which they can. Empty when there are none.
    """
    if settled(plan.verdicts, readings, plan.assumed) is not Verdict.NOT_ELIGIBLE:
        return ()
    ways = {name: values for name, values in _ways(plan, readings, declared) if values}
    for size in range(1, MOST_FACTS + 1):
        found = []
        for names in combinations(ways, size):
            change = _first_that_works(plan, readings, reader, names, [ways[name] for name in names])
            if change:
                found.append(change)
        if found:
            return tuple(found[:MOST_SETS])
    return ()


def _ways(plan: Plan, readings: Readings, declared: Declarations) -> Iterator[tuple[str, list[Any]]]:
    """For each fact the rule asks, the other values it could come to have, the nearest first."""
    for variable in variables_in(plan.verdicts):
        for place, name in enumerate(variable.facts):
            fact = declared[name]
            now = readings.known.get(name, plan.assumed.get(name))
            if fact.changeable == "no" or fact.type in ("set", "flags", "date"):
                continue
            values = _values(variable, place)
            yield name, _nearest(fact, now, [value for value in values if _can_become(fact, now, value)])


def _values(variable: Variable, place: int) -> list[Any]:
    samples = [value for values in variable.samples for value in values]
    if len(variable.facts) > 1:
        samples = [pair[place] for pair in samples]
    return list(dict.fromkeys(samples))


def _can_become(fact: Fact, now: Any, value: Any) -> bool:
    if now is None:
        return True
    if not fact.is_numeric:
        return bool(value != now)
    rises, falls = fact.changeable in ("yes", "up"), fact.changeable in ("yes", "down")
    return bool((rises and value > now) or (falls and value < now))


def _nearest(fact: Fact, now: Any, values: list[Any]) -> list[Any]:
    if not fact.is_numeric or now is None:
        return values
    return sorted(values, key=lambda value: abs(value - now))


def _first_that_works(
    plan: Plan, readings: Readings, reader: Reader, names: Sequence[str], values: Sequence[Sequence[Any]]
) -> Change | None:
    for choice in product(*values):
        changed = reader.changed(readings, dict(zip(names, choice, strict=True)))
        if settled(plan.verdicts, changed, plan.assumed) is Verdict.ELIGIBLE:
            return tuple(ChangedFact(name, value) for name, value in zip(names, choice, strict=True))
    return None
