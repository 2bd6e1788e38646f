"""Readings cut into cells: values no test of a rule tells apart. Only one value of each cell ever matters."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

from knowledge.facts import Fact
from knowledge.logic import Test
from knowledge.readings import NEVER, Readings, pair_key

A_LITTLE = 1e-6
"""Far less than anybody measures: a value this far from a limit lies between it and the next one."""
MOST_PEOPLE = 30
"""Largest household for which sizes are tried one by one where the size is not known."""


@dataclass(frozen=True, eq=False)
class Variable:
    """A reading with its cells: which cell a value falls into, one value of each, and how likely each is.

    `name` is its own in a rule, `key` the reading it looks at (the members of a set share one).
    `samples` holds for each cell the allowed values next to its borders; a cell without one cannot occur.
    """

    name: str
    key: str
    facts: tuple[str, ...]
    cell: Callable[[Any], int]
    samples: tuple[tuple[Any, ...], ...]
    weights: tuple[float, ...]
    true_cells: Mapping[Test, frozenset[int]]
    partly: Callable[[Mapping[str, Any]], Iterable[Any]] | None = None

    @cached_property
    def cells(self) -> tuple[int, ...]:
        return tuple(cell for cell, values in enumerate(self.samples) if values)

    def open_cells(self, readings: Readings) -> tuple[int, ...]:
        """The cells that stay possible while the reading is not known."""
        if self.key in readings.narrowed:
            return tuple(sorted({self.cell(value) for value in readings.narrowed[self.key].values}))
        if self.partly and any(name in readings.known for name in self.facts):
            return tuple(sorted({self.cell(value) for value in self.partly(readings.known)}))
        return self.cells

    def says(self, test: Test, cell: int) -> bool | None:
        """Whether the test holds in a cell; None when it is of another variable."""
        true = self.true_cells.get(test)
        return None if true is None else cell in true


def variable_of(fact: Fact, tests: Sequence[Test]) -> Variable:
    """The variable of one fact with all tests a rule makes of it. Of a set, the tests of one member."""
    if fact.type == "set":
        return _member(fact, tests[0])
    if fact.type in ("bool", "enum"):
        return _choice(fact, tests)
    return _number(fact, tests)


def _member(fact: Fact, test: Test) -> Variable:
    """Whether a set has one member; the members of a set are free of each other."""
    member = test.limit
    return Variable(
        name=f"{fact.name}:{member}",
        key=fact.name,
        facts=(fact.name,),
        cell=lambda members: member in members,
        samples=((frozenset(),), (frozenset({member}),)),
        weights=(0.5, 0.5),
        true_cells={test: frozenset({1})},
    )


def _choice(fact: Fact, tests: Sequence[Test]) -> Variable:
    """Values of a yes/no or a choice that fare alike in every test share a cell."""
    groups: dict[tuple[bool, ...], list[str | bool]] = {}
    for value in fact.values:
        groups.setdefault(tuple(_chosen(test, value) for test in tests), []).append(value)
    place = {value: cell for cell, values in enumerate(groups.values()) for value in values}
    return Variable(
        name=fact.name,
        key=fact.name,
        facts=(fact.name,),
        cell=place.__getitem__,
        samples=tuple(map(tuple, groups.values())),
        weights=tuple(len(values) / len(place) for values in groups.values()),
        true_cells={
            test: frozenset(cell for cell, fares in enumerate(groups) if fares[number])
            for number, test in enumerate(tests)
        },
    )


def _chosen(test: Test, value: str | bool) -> bool:
    return isinstance(test.limit, frozenset) and value in test.limit


def _number(fact: Fact, tests: Sequence[Test]) -> Variable:
    """Borders stand just below a limit (under) or just above it (at_most)."""
    below = sorted({_limit(test) for test in tests if test.relation == "under"})
    above = sorted({_limit(test) for test in tests if test.relation == "at_most"})
    borders = [(-math.inf, 1), *sorted({(b, 0) for b in below} | {(a, 1) for a in above}), (math.inf, 0)]
    samples = tuple(_between(fact, *ends) for ends in pairwise(borders))
    possible = sum(1 for values in samples if values)
    return Variable(
        name=fact.name,
        key=fact.name,
        facts=(fact.name,),
        cell=_finder(below, above),
        samples=samples,
        weights=tuple(1 / possible if values else 0.0 for values in samples),
        true_cells={test: frozenset(range(_border(test, below, above))) for test in tests},
    )


def _limit(test: Test) -> float:
    assert isinstance(test.limit, int | float), "the loader gives numbers a number to be compared with"
    return test.limit


def _finder(below: list[float], above: list[float]) -> Callable[[Any], int]:
    """How many borders a number is beyond."""
    if not above:
        return partial(bisect_right, below)
    if not below:
        return partial(bisect_left, above)
    return lambda value: bisect_right(below, value) + bisect_left(above, value)


def _border(test: Test, below: list[float], above: list[float]) -> int:
    """How many cells lie on the near side of a test's border."""
    limit = _limit(test)
    if test.relation == "under":
        return bisect_left(below, limit) + 1 + bisect_left(above, limit)
    return bisect_right(below, limit) + bisect_left(above, limit) + 1


def _between(fact: Fact, start: tuple[float, int], end: tuple[float, int]) -> tuple[float, ...]:
    """The least and the greatest allowed value between two borders; nothing when there is none."""
    whole = fact.type != "number"
    least, most = _after(*start, whole=whole), _before(*end, whole=whole)
    if fact.least is not None:
        least = max(least, fact.least)
    if fact.most is not None:
        most = min(most, fact.most)
    if least > most:
        return ()
    never = fact.type == "date" and most == NEVER
    return tuple(dict.fromkeys(v for v in (least, most) if math.isfinite(v) or (never and v == NEVER)))


def _after(limit: float, side: int, *, whole: bool) -> float:
    if math.isinf(limit) or side == 0:
        return limit
    return limit + 1 if whole else math.nextafter(limit, math.inf)


def _before(limit: float, side: int, *, whole: bool) -> float:
    if math.isinf(limit) or side == 1:
        return limit
    return limit - 1 if whole else math.nextafter(limit, -math.inf)


def pair_variable(first: Fact, second: Fact, tests: Sequence[Test]) -> Variable:
    """Two numbers of which one is divided by the other: cells are the ways in which all tests of both can come out."""
    found: dict[tuple[bool, ...], list[tuple[float, float]]] = {}

    def fares(pair: tuple[float, float]) -> tuple[bool, ...]:
        return tuple(_holds(test, first, pair) for test in tests)

    divisors = _divisors(second)
    for divisor in divisors:
        for number in _numbers_beside(divisor, first, tests):
            found.setdefault(fares((number, divisor)), []).append((number, divisor))
    place = {outcome: cell for cell, outcome in enumerate(found)}

    def partly(known: Mapping[str, Any]) -> Iterable[tuple[float, float]]:
        if first.name in known:
            return [(known[first.name], divisor) for divisor in divisors]
        return [(number, known[second.name]) for number in _numbers_beside(known[second.name], first, tests)]

    total = sum(map(len, found.values()))
    return Variable(
        name=pair_key(first.name, second.name),
        key=pair_key(first.name, second.name),
        facts=(first.name, second.name),
        cell=lambda pair: place[fares(pair)],
        samples=tuple(map(tuple, found.values())),
        weights=tuple(len(pairs) / total for pairs in found.values()),
        true_cells={
            test: frozenset(cell for cell, outcome in enumerate(found) if outcome[number])
            for number, test in enumerate(tests)
        },
        partly=partly,
    )


def _divisors(fact: Fact) -> range:
    return range(fact.least or 1, min(fact.most or MOST_PEOPLE, MOST_PEOPLE) + 1)


def _numbers_beside(divisor: float, fact: Fact, tests: Sequence[Test]) -> list[float]:
    """Every limit of the first number beside a known divisor, and the value just below and just above it."""
    limits = {
        _limit(test) * divisor if test.per else _limit(test) for test in tests if test.fact == fact.name
    }
    near = {number for limit in limits for number in (limit - A_LITTLE, limit, limit + A_LITTLE)}
    least = fact.least or 0
    return sorted(number for number in near | {least} if number >= least)


def _holds(test: Test, first: Fact, pair: tuple[float, float]) -> bool:
    number = pair[0] if test.fact == first.name else pair[1]
    if test.per:
        number = pair[0] / pair[1]
    return number <= _limit(test) if test.relation == "at_most" else number < _limit(test)
