"""Decision diagrams: what a rule can still come to when only some facts are known.

A diagram asks one variable after the other, each at most once on a way down, in one order for the whole rule.
Following every open cell of the variables that are not known is therefore trying out all values of all missing
facts together, not each condition by itself: what holds whichever value a fact has counts as settled.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from knowledge.readings import Readings
from knowledge.variables import Variable

E = TypeVar("E", bound=Hashable)


class Node(Generic[E]):
    """Asks one variable; each child is where a cell leads. Made by `Diagrams` only, so equal nodes are one."""

    __slots__ = ("cell", "cells", "children", "key", "order", "variable")

    def __init__(
        self,
        order: int,
        variable: Variable,
        cells: tuple[int, ...],
        children: "tuple[Diagram[E] | None, ...]",
    ) -> None:
        self.order, self.variable, self.cells, self.children = order, variable, cells, children
        self.key, self.cell = variable.key, variable.cell

    def branches(self) -> "Iterator[tuple[int, Diagram[E]]]":
        for cell in self.cells:
            child = self.children[cell]
            assert child is not None
            yield cell, child


@dataclass(frozen=True, slots=True)
class End(Generic[E]):
    """Where a diagram comes to."""

    says: E


Diagram: TypeAlias = Node[E] | End[E]


class Diagrams(Generic[E]):
    """Makes nodes so that two that come to the same are the same object, and a node without effect is no node."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[Hashable, ...], Node[E]] = {}
        self._ends: dict[E, End[E]] = {}

    def end(self, says: E) -> End[E]:
        return self._ends.setdefault(says, End(says))

    def node(self, order: int, variable: Variable, branches: Iterable[tuple[int, Diagram[E]]]) -> Diagram[E]:
        """The node with these children by cell, or the one child that they all are."""
        by_cell = dict(branches)
        if len(set(map(id, by_cell.values()))) == 1:
            return next(iter(by_cell.values()))
        name = (order, *((cell, id(child)) for cell, child in by_cell.items()))
        found = self._nodes.get(name)
        if found is None:
            children = tuple(by_cell.get(cell) for cell in range(len(variable.samples)))
            found = self._nodes[name] = Node(order, variable, tuple(by_cell), children)
        return found


def settled(root: Diagram[E], readings: Readings, assumed: Mapping[str, Any]) -> E | None:
    """What the diagram comes to whatever the missing facts are; None while that differs."""
    known = readings.known
    at: Any = root
    while at.__class__ is Node:
        value = known.get(at.key)
        if value is None:
            value = assumed.get(at.key)
            if value is None:
                return _the_only_end(at, readings, assumed)
        at = at.children[at.cell(value)]
    says: E = at.says
    return says


def _the_only_end(root: Node[E], readings: Readings, assumed: Mapping[str, Any]) -> E | None:
    """Where all open ways lead, or None; the search stops at the second end, as most do that find one."""
    known = readings.known
    found: E | None = None
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        at = waiting.pop()
        if at.__class__ is End:
            if found is not None and at.says != found:
                return None
            found = at.says
        elif id(at) not in seen:
            seen.add(id(at))
            value = known.get(at.key)
            if value is None:
                value = assumed.get(at.key)
            if value is not None:
                waiting.append(at.children[at.cell(value)])
            else:
                waiting += [at.children[cell] for cell in at.variable.open_cells(readings)]
    return found


def possible(root: Diagram[E], readings: Readings, assumed: Mapping[str, Any]) -> set[E]:
    """Everything the diagram can still come to."""
    found: set[E] = set()
    seen: set[int] = set()
    waiting: list[Diagram[E]] = [root]
    while waiting:
        at = waiting.pop()
        if isinstance(at, End):
            found.add(at.says)
        elif id(at) not in seen:
            seen.add(id(at))
            waiting += [child for cell in cells_of(at, readings, assumed) if (child := at.children[cell])]
    return found


def cells_of(node: Node[E], readings: Readings, assumed: Mapping[str, Any]) -> tuple[int, ...]:
    """The cells a node's variable can be in: one when known, all that stay open when not."""
    value = readings.known.get(node.key, assumed.get(node.key))
    if value is not None:
        return (node.cell(value),)
    return node.variable.open_cells(readings)


def what_is_left(root: Diagram[E], readings: Readings, assumed: Mapping[str, Any]) -> Diagram[E]:
    """The diagram of the missing facts alone. It asks exactly the variables that can still change what comes out."""
    made: Diagrams[E] = Diagrams()
    done: dict[int, Diagram[E]] = {}

    def left(at: Diagram[E]) -> Diagram[E]:
        if isinstance(at, End):
            return made.end(at.says)
        if id(at) not in done:
            cells = cells_of(at, readings, assumed)
            branches = [(cell, left(child)) for cell in cells if (child := at.children[cell])]
            done[id(at)] = made.node(at.order, at.variable, branches)
        return done[id(at)]

    return left(root)


def variables_in(root: Diagram[E]) -> list[Variable]:
    """The variables a diagram asks, in its order."""
    found: dict[int, Variable] = {}
    seen: set[int] = set()
    waiting: list[Diagram[E]] = [root]
    while waiting:
        at = waiting.pop()
        if isinstance(at, Node) and id(at) not in seen:
            seen.add(id(at))
            found[at.order] = at.variable
            waiting += [child for _, child in at.branches()]
    return [found[order] for order in sorted(found)]


S = TypeVar("S", bound=Hashable)


def build(
    state: S, variables: list[Variable], step: Callable[[S, Variable, int], S], end: Callable[[S], E | None]
) -> Diagram[E]:
    """The diagram of a state that `step` narrows cell by cell, until `end` says what it comes to."""
    made: Diagrams[E] = Diagrams()
    done: dict[tuple[S, int], Diagram[E]] = {}

    def make(at: S, order: int) -> Diagram[E]:
        says = end(at)
        if says is not None:
            return made.end(says)
        if (at, order) not in done:
            variable = variables[order]
            branches = [(cell, make(step(at, variable, cell), order + 1)) for cell in variable.cells]
            done[at, order] = made.node(order, variable, branches)
        return done[at, order]

    return make(state, 0)
