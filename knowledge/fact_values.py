"""Facts as they come in from outside: taken over when declared and allowed, refused by name otherwise."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches

from knowledge.dates import NotInForce, value_on
from knowledge.facts import Declarations, Fact, FactType, FactValue
from knowledge.model import Knowledge

UNKNOWN_WORD = "unknown"


class FactError(ValueError):
    """A fact that is not declared, or a value that is not allowed; says fact, value and allowed values."""

    def __init__(self, fact: str, value: object, reason: str) -> None:
        super().__init__(f"fact {fact!r}: {value!r} {reason}")
        self.fact, self.value, self.reason = fact, value, reason


def accept(
    declared: Declarations, raw: Mapping[str, object], *, on: date, knowledge: Knowledge
) -> dict[str, FactValue]:
    """The facts with checked values; those answered "unknown" are left out. Raises FactError."""
    taken: dict[str, FactValue] = {}
    for name, value in raw.items():
        fact = declared.facts.get(name)
        if fact is None:
            raise FactError(name, value, _not_declared(declared, name))
        if fact.unknown_word and value == UNKNOWN_WORD:
            continue
        try:
            taken[name] = _TAKE[fact.type](fact, value)
            _check_most(fact, taken[name], on, knowledge)
        except ValueError as error:
            raise FactError(name, value, f"is not allowed; allowed: {allowed(fact)}") from error
    return taken


def _not_declared(declared: Declarations, name: str) -> str:
    close = get_close_matches(name, declared.facts, n=3, cutoff=0.5)
    return f"is no fact we know; did you mean {' or '.join(close)}?" if close else "is no fact we know"


def _check_most(fact: Fact, value: FactValue, on: date, knowledge: Knowledge) -> None:
    """A range that ends where a dated parameter says, such as the number of indicators of the period."""
    if not fact.most_parameter or not isinstance(value, int):
        return
    try:
        most = value_on(knowledge.parameters[fact.most_parameter], on).value
    except NotInForce:
        return
    if isinstance(most, int) and value > most:
        raise ValueError(f"more than {most} on {on}")


def allowed(fact: Fact) -> str:
    """The allowed values in words of the declaration, for messages to people who send data."""
    if fact.type == "bool":
        return "true, false"
    if fact.type == "date":
        return "a day as YYYY-MM-DD, or null where there is none"
    if fact.is_numeric:
        kind = "whole number" if fact.type == "int" else "number"
        most = "" if fact.most is None else fact.most
        return f"{kind} {fact.least if fact.least is not None else ''}..{most}"
    listed = ", ".join(map(str, fact.values))
    return {"enum": listed, "set": f"a list of {listed}"}.get(
        fact.type, f"true or false for each of {listed}"
    )


def _take_bool(_: Fact, value: object) -> FactValue:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _take_number(fact: Fact, value: object) -> FactValue:
    """A whole number may come as 4.0; yes and no are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    if fact.type == "int":
        if value != value // 1:
            raise ValueError
        value = int(value)
    if (fact.least is not None and value < fact.least) or (fact.most is not None and value > fact.most):
        raise ValueError
    return value


def _take_choice(fact: Fact, value: object) -> FactValue:
    if not isinstance(value, str) or value not in fact.values:
        raise ValueError
    return value


def _take_set(fact: Fact, value: object) -> FactValue:
    """A list of members, complete: what is not named is not so. "none" stands alone."""
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError
    if not all(isinstance(member, str) for member in value):
        raise ValueError
    members = frozenset(value)
    if not members <= set(fact.values) or ("none" in members and len(members) > 1):
        raise ValueError
    return members


def _take_flags(fact: Fact, value: object) -> FactValue:
    if not isinstance(value, Mapping) or not set(value) <= set(fact.values):
        raise ValueError
    if not all(isinstance(flag, bool) for flag in value.values()):
        raise ValueError
    return dict(value)


def _take_day(_: Fact, value: object) -> FactValue:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != len("2026-11-23"):
        raise ValueError
    return date.fromisoformat(value)


_TAKE: dict[FactType, Callable[[Fact, object], FactValue]] = {
    "bool": _take_bool,
    "int": _take_number,
    "number": _take_number,
    "enum": _take_choice,
    "set": _take_set,
    "flags": _take_flags,
    "date": _take_day,
}
