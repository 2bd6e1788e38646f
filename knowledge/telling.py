"""Which missing fact tells most: how much of the doubt about a verdict an answer takes away on average."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from knowledge.readings import Readings
from knowledge.terms import Verdict
from knowledge.three_valued import Diagram, End, Node, what_is_left
from knowledge.variables import Variable

_VERDICTS = tuple(Verdict)
Chances: TypeAlias = tuple[float, ...]
"""How likely each verdict is, in the order of the vocabulary."""
_SURE: dict[Verdict, Chances] = {
    verdict: tuple(float(verdict is other) for other in _VERDICTS) for verdict in _VERDICTS
}
_NO_CHANCES: Chances = (0.0,) * len(_VERDICTS)


def weigh(root: Diagram[Verdict], readings: Readings, assumed: Mapping[str, Any]) -> dict[str, float]:
    """Each fact that can still change the verdict, with what its answer takes away of the doubt (0 to 1).

    Exact about which facts those are; for the size, the cells of a variable count as likely as their weights.
    """
    left = what_is_left(root, readings, assumed)
    if isinstance(left, End):
        return {}
    gains: dict[str, float] = {}
    for variable, gain in _gains(left):
        for fact in variable.facts:
            if fact not in readings.known:
                gains[fact] = gains.get(fact, 0.0) + gain
    return gains


def most_telling(gains: Mapping[str, float], order: Iterable[str]) -> list[str]:
    """The facts by what they take away, most first; as declared where that is the same."""
    place = {name: number for number, name in enumerate(order)}
    return sorted(gains, key=lambda name: (-round(gains[name], 9), place[name]))


def _gains(root: Node[Verdict]) -> Iterator[tuple[Variable, float]]:
    """Each variable of a diagram with what it takes away: one pass up, one pass down.

    With a variable held in a cell, what passes it by stays as it is, and what reaches one of its nodes goes on there.
    """
    nodes = _nodes(root)
    chances = _chances(nodes)
    reached = _reached(nodes)
    whole = chances[id(root)]
    doubt = _doubt(whole)
    layers: dict[int, list[Node[Verdict]]] = {}
    for node in nodes:
        layers.setdefault(node.order, []).append(node)
    for layer in layers.values():
        through = _sum((reached[id(node)], chances[id(node)]) for node in layer)
        passing = tuple(all_ - some for all_, some in zip(whole, through, strict=True))
        after = 0.0
        for cell, share in _shares(layer[0]):
            held = ((reached[id(node)], _below(node, cell, chances)) for node in layer)
            after += share * _doubt(_sum([(1.0, passing), *held]))
        yield layer[0].variable, max(0.0, doubt - after)


def _nodes(root: Node[Verdict]) -> list[Node[Verdict]]:
    """All nodes of a diagram, each before those it leads to."""
    found: dict[int, Node[Verdict]] = {}
    waiting: list[Diagram[Verdict]] = [root]
    while waiting:
        at = waiting.pop()
        if isinstance(at, Node) and id(at) not in found:
            found[id(at)] = at
            waiting += [child for _, child in at.branches()]
    return sorted(found.values(), key=lambda node: node.order)


def _shares(node: Node[Verdict]) -> list[tuple[int, float]]:
    """The open cells of a node with how likely each is."""
    weights = node.variable.weights
    total = sum([weights[cell] for cell in node.cells])
    return [(cell, weights[cell] / total) for cell in node.cells]


def _chances(nodes: list[Node[Verdict]]) -> dict[int, Chances]:
    """How likely each verdict is from each node on."""
    found: dict[int, Chances] = {}
    for node in reversed(nodes):
        found[id(node)] = _sum((share, _below(node, cell, found)) for cell, share in _shares(node))
    return found


def _below(node: Node[Verdict], cell: int, chances: Mapping[int, Chances]) -> Chances:
    child = node.children[cell]
    assert child is not None
    return _SURE[child.says] if isinstance(child, End) else chances[id(child)]


def _reached(nodes: list[Node[Verdict]]) -> dict[int, float]:
    """How likely it is to come by each node."""
    found = dict.fromkeys(map(id, nodes), 0.0)
    found[id(nodes[0])] = 1.0
    for node in nodes:
        for cell, share in _shares(node):
            child = node.children[cell]
            if isinstance(child, Node):
                found[id(child)] += found[id(node)] * share
    return found


def _sum(parts: Iterable[tuple[float, Chances]]) -> Chances:
    total = _NO_CHANCES
    for share, (a, b, c, d) in parts:
        total = (total[0] + share * a, total[1] + share * b, total[2] + share * c, total[3] + share * d)
    return total


def _doubt(chances: Chances) -> float:
    """0 when the verdict is certain; how often two households with these chances get different verdicts."""
    return 1.0 - sum([chance * chance for chance in chances])
