"""Which missing fact tells most: how much of the doubt about a verdict an answer takes away on average."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from knowledge.readings import Readings
from knowledge.terms import Verdict
from knowledge.three_valued import Diagram, End, Node, variables_in, what_is_left

_VERDICTS = tuple(Verdict)
_SURE: dict[Verdict, tuple[float, ...]] = {
    verdict: tuple(float(verdict is other) for other in _VERDICTS) for verdict in _VERDICTS
}
Chances: TypeAlias = tuple[float, ...]
"""How likely each verdict is, in the order of the vocabulary."""


def weigh(root: Diagram[Verdict], readings: Readings, assumed: Mapping[str, Any]) -> dict[str, float]:
    """Each fact that can still change the verdict, with what its answer takes away of the doubt (0 to 1).

    Exact about which facts those are; for the size, the cells of a variable count as likely as their weights.
    """
    left = what_is_left(root, readings, assumed)
    if isinstance(left, End):
        return {}
    doubt = _doubt(_chances(left, "", 0, {}))
    gains: dict[str, float] = {}
    for variable in variables_in(left):
        cells = variable.open_cells(readings)
        weight = sum(variable.weights[cell] for cell in cells)
        after = sum(
            variable.weights[cell] / weight * _doubt(_chances(left, variable.name, cell, {}))
            for cell in cells
        )
        for fact in variable.facts:
            if fact not in readings.known:
                gains[fact] = gains.get(fact, 0.0) + max(0.0, doubt - after)
    return gains


def most_telling(gains: Mapping[str, float], order: Iterable[str]) -> list[str]:
    """The facts by what they take away, most first; as declared where that is the same."""
    place = {name: number for number, name in enumerate(order)}
    return sorted(gains, key=lambda name: (-round(gains[name], 9), place[name]))


def _doubt(chances: Chances) -> float:
    """0 when the verdict is certain; how often two households with these chances get different verdicts."""
    return 1.0 - sum(chance * chance for chance in chances)


def _chances(at: Diagram[Verdict], variable: str, cell: int, done: dict[int, Chances]) -> Chances:
    """How likely each verdict is, with one variable held in a cell."""
    if not isinstance(at, Node):
        return _SURE[at.says]
    found = done.get(id(at))
    if found is None:
        found = done[id(at)] = _average(at, variable, cell, done)
    return found


def _average(at: Node[Verdict], variable: str, cell: int, done: dict[int, Chances]) -> Chances:
    held = at.children[cell] if at.variable.name == variable else None
    if held is not None:
        return _chances(held, variable, cell, done)
    weights = [at.variable.weights[number] for number in at.cells]
    ways = [_chances(child, variable, cell, done) for _, child in at.branches()]
    total = sum(weights)
    return tuple(
        sum(weight * way[place] for weight, way in zip(weights, ways, strict=True)) / total
        for place in range(len(_VERDICTS))
    )
