"""Logic made into diagrams: the variables a rule asks, and what a list of branches comes to."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias, TypeVar

from knowledge.facts import Declarations
from knowledge.logic import Logic, Test, given, tests_of
from knowledge.three_valued import Diagram, build
from knowledge.variables import Variable, pair_variable, variable_of

C = TypeVar("C")

Choice: TypeAlias = tuple[tuple[Logic, C], ...]
"""The first whose logic holds; the last always holds."""


def variables_of(logics: Iterable[Logic], declared: Declarations) -> list[Variable]:
    """One variable for each fact, member of a set or pair of facts that is tested, in order of first mention."""
    tests = list(dict.fromkeys(test for logic in logics for test in tests_of(logic)))
    pairs = {name: (test.fact, test.per) for test in tests if test.per for name in (test.fact, test.per)}
    groups: dict[tuple[str, ...], list[Test]] = {}
    for test in tests:
        member = (test.fact, str(test.limit)) if test.relation == "has" else (test.fact,)
        groups.setdefault(pairs.get(test.fact, member), []).append(test)
    variables = []
    for names, together in groups.items():
        if names in pairs.values():
            variables.append(pair_variable(declared[names[0]], declared[names[1]], together))
        else:
            variables.append(variable_of(declared[names[0]], together))
    return variables


def narrowed(choice: Choice[C], variable: Variable, cell: int) -> Choice[C]:
    """What is left of a choice once a variable is in a cell."""
    left: list[tuple[Logic, C]] = []
    for logic, result in choice:
        rest = given(logic, lambda test: variable.says(test, cell))
        if rest is False:
            continue
        left.append((rest, result))
        if rest is True:
            break
    return tuple(left)


def settled_choice(choice: Choice[C]) -> tuple[C] | None:
    """The one thing a choice comes to, in a tuple, or None while tests are open."""
    first = choice[0][1]
    if choice[0][0] is True or all(result == first for _, result in choice):
        return (first,)
    return None


def diagram_of(choice: Choice[C], variables: list[Variable]) -> Diagram[C]:
    """The diagram of one choice."""
    return build(choice, variables, narrowed, lambda left: _only(settled_choice(left)))


def _only(found: tuple[C] | None) -> C | None:
    return found[0] if found else None


Outcome: TypeAlias = tuple[int, tuple[int, ...]]
"""The branch, and for each of its amounts the case; -1 where no case holds."""
Way: TypeAlias = tuple[Logic, int, tuple[Choice[int], ...]]
"""One branch still open: what it asks, its number, the cases of its amounts."""


def outcome_diagram(ways: Sequence[Way], variables: list[Variable]) -> Diagram[Outcome]:
    """The diagram of branches together with the cases of their amounts."""
    return build(tuple(ways), variables, _narrowed_ways, _outcome)


def _narrowed_ways(ways: tuple[Way, ...], variable: Variable, cell: int) -> tuple[Way, ...]:
    left: list[Way] = []
    for logic, branch, amounts in ways:
        rest = given(logic, lambda test: variable.says(test, cell))
        if rest is False:
            continue
        left.append((rest, branch, tuple(narrowed(amount, variable, cell) for amount in amounts)))
        if rest is True:
            break
    return tuple(left)


def _outcome(ways: tuple[Way, ...]) -> Outcome | None:
    logic, branch, amounts = ways[0]
    cases = [settled_choice(amount) for amount in amounts]
    if logic is not True or None in cases:
        return None
    return branch, tuple(case[0] for case in cases if case)
