"""Conditions as logic: tests of single facts joined by all, any and not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Relation = Literal["at_most", "under", "one_of", "has"]


@dataclass(frozen=True)
class Test:
    """One test of one reading: a number at most or under a limit, a choice among some, a set that has a member.

    `fact` is the fact tested; `per` a second fact it is divided by first.
    """

    __test__ = False  # the name is not for pytest

    fact: str
    relation: Relation
    limit: float | str | frozenset[str | bool]
    per: str = ""


@dataclass(frozen=True)
class All:
    parts: tuple["Logic", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Logic", ...]


@dataclass(frozen=True)
class Not:
    part: "Logic"


Logic: TypeAlias = bool | Test | All | AnyOf | Not


def all_of(*parts: Logic) -> Logic:
    """True parts left out; false when one is."""
    if False in parts:
        return False
    left = tuple(dict.fromkeys(part for part in parts if part is not True))
    if len(left) == 1:
        return left[0]
    return All(left) if left else True


def any_of(*parts: Logic) -> Logic:
    """False parts left out; true when one is."""
    if True in parts:
        return True
    left = tuple(dict.fromkeys(part for part in parts if part is not False))
    if len(left) == 1:
        return left[0]
    return AnyOf(left) if left else False


def negation(part: Logic) -> Logic:
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, Not) else Not(part)


def tests_of(logic: Logic) -> Iterator[Test]:
    """Every test in the logic, in order of writing."""
    if isinstance(logic, Test):
        yield logic
    elif isinstance(logic, Not):
        yield from tests_of(logic.part)
    elif isinstance(logic, All | AnyOf):
        for part in logic.parts:
            yield from tests_of(part)


def given(logic: Logic, say: Callable[[Test], bool | None]) -> Logic:
    """What is left of the logic where `say` answers some tests (None: not this one)."""
    if isinstance(logic, bool):
        return logic
    if isinstance(logic, Test):
        answer = say(logic)
        return logic if answer is None else answer
    if isinstance(logic, Not):
        return negation(given(logic.part, say))
    parts = [given(part, say) for part in logic.parts]
    return all_of(*parts) if isinstance(logic, All) else any_of(*parts)
