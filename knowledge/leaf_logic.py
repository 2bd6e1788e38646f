"""A rule's conditions on one day as logic: parameters replaced by their values, trees by all/any/not."""

from collections.abc import Callable, Mapping

from knowledge.facts import Declarations
from knowledge.logic import Logic, Relation, Test, all_of, any_of, negation
from knowledge.months import MONTHS_A_YEAR
from knowledge.rules import Condition, Threshold, When

ValueOf = Callable[[str], float]


class Leaves:
    """Writes conditions of one day as logic."""

    def __init__(self, declared: Declarations, value_of: ValueOf) -> None:
        self._declared, self._value_of = declared, value_of

    def logic(self, leaf: Condition) -> Logic:
        """What a condition asks of its facts. Several comparisons in one condition must all hold."""
        parts = [self._chosen(leaf), self._whole_number(leaf), self._within(leaf)]
        comparisons: tuple[tuple[Threshold | None, Relation, bool], ...] = (
            (leaf.at_least, "under", False),
            (leaf.at_most, "at_most", True),
            (leaf.over, "at_most", False),
            (leaf.under, "under", True),
        )
        for threshold, relation, holds in comparisons:
            if threshold is not None:
                parts.append(self._compared(leaf, threshold, relation, holds=holds))
        return all_of(*parts)

    def _chosen(self, leaf: Condition) -> Logic:
        if leaf.has is not None:
            return Test(leaf.fact, "has", leaf.has)
        if leaf.in_:
            return Test(leaf.fact, "one_of", frozenset(leaf.in_))
        if isinstance(leaf.is_, str | bool):
            return Test(leaf.fact, "one_of", frozenset({leaf.is_}))
        return True

    def _whole_number(self, leaf: Condition) -> Logic:
        """`is = 0` or `is = 1` of a number."""
        if leaf.is_ is None or isinstance(leaf.is_, str | bool):
            return True
        number = float(leaf.is_)
        return all_of(Test(leaf.fact, "at_most", number), negation(Test(leaf.fact, "under", number)))

    def _within(self, leaf: Condition) -> Logic:
        """A day no more than so many months or years ago. "No such day" is never within."""
        if leaf.within_months:
            return Test(leaf.fact, "at_most", self._value_of(leaf.within_months))
        if leaf.within_years:
            return Test(leaf.fact, "at_most", self._value_of(leaf.within_years) * MONTHS_A_YEAR)
        return True

    def _compared(self, leaf: Condition, threshold: Threshold, relation: Relation, *, holds: bool) -> Logic:
        if isinstance(threshold, Mapping):
            return self._by_fact(leaf, threshold, relation, holds=holds)
        limit = float(threshold) if isinstance(threshold, int) else self._value_of(threshold)
        test = Test(leaf.fact, relation, limit, leaf.per or "")
        return test if holds else negation(test)

    def _by_fact(
        self, leaf: Condition, limits: Mapping[str, str], relation: Relation, *, holds: bool
    ) -> Logic:
        """A limit that depends on another fact, such as the income line on the area."""
        by, named = limits["by"], {key for key in limits if key not in ("by", "otherwise")}
        ways = []
        for key, parameter in limits.items():
            if key == "by":
                continue
            values = set(self._declared[by].values) - named if key == "otherwise" else {key}
            here = Test(by, "one_of", frozenset(values))
            ways.append(all_of(here, self._compared(leaf, parameter, relation, holds=holds)))
        return any_of(*ways)


def tree_logic(when: When, leaves: Mapping[str, Logic]) -> Logic:
    """The logic of a tree whose conditions have been written already; nothing asked is always true."""
    if when is None:
        return True
    if isinstance(when, str):
        return leaves[when]
    parts = [tree_logic(part, leaves) for part in when.all]
    if when.any:
        parts.append(any_of(*(tree_logic(part, leaves) for part in when.any)))
    if when.not_ is not None:
        parts.append(negation(tree_logic(when.not_, leaves)))
    return all_of(*parts)
