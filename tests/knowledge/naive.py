"""A rule read word by word, without diagrams, cells or plans: slow, short, and what the engine must agree with."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from knowledge import formulas
from knowledge.dates import value_on
from knowledge.eligibility import Eligibility
from knowledge.months import add_months
from knowledge.plans import amounts_used
from knowledge.rules import Branch, Condition, Rule, RulePeriod, Threshold, When, ids_in
from knowledge.terms import Verdict

Amounts = dict[str, float]
SIZES = (1, 2, 3, 4, 5, 6, 30)
"""Of a household, where something is divided by it."""


class Naive:
    """One rule on one day on which it is in force."""

    def __init__(self, eligibility: Eligibility, rule: Rule, period: RulePeriod, on: date) -> None:
        self.parameters = eligibility.knowledge.parameters
        self.rule, self.period, self.on = rule, period, on
        whens = [branch.when for branch in period.branches]
        whens += [case.when for amount in amounts_used(rule, period) for case in amount.cases]
        self.leaves = [rule.condition(name) for name in {name for when in whens for name in ids_in(when)}]

    def decide(self, facts: Mapping[str, Any]) -> tuple[Verdict, Amounts]:
        """The verdict and the amounts for facts that are all known, and those assumed that are not."""
        known = {**self.assumed(), **facts}
        branch = next(branch for branch in self.period.branches if self.tree(branch.when, known))
        return branch.verdict, self.amounts(branch, known)

    def assumed(self) -> dict[str, Any]:
        return {
            assumption.fact: self.number(assumption.parameter) if assumption.parameter else assumption.value
            for assumption in self.period.assume
        }

    def tree(self, when: When, facts: Mapping[str, Any]) -> bool:
        if when is None:
            return True
        if isinstance(when, str):
            return self.leaf(self.rule.condition(when), facts)
        return (
            all(self.tree(part, facts) for part in when.all)
            and (not when.any or any(self.tree(part, facts) for part in when.any))
            and (when.not_ is None or not self.tree(when.not_, facts))
        )

    def leaf(self, leaf: Condition, facts: Mapping[str, Any]) -> bool:
        value = facts[leaf.fact]
        asked = [leaf.is_ is None or value == leaf.is_, not leaf.in_ or value in leaf.in_]
        asked.append(leaf.has is None or leaf.has in value)
        for name, months in ((leaf.within_months, 1), (leaf.within_years, 12)):
            if name:
                last = add_months(value, int(self.number(name)) * months) if value else date.min
                asked.append(self.on <= last)
        if leaf.per:
            value = value / facts[leaf.per]
        asked.append(leaf.at_least is None or value >= self.limit(leaf.at_least, facts))
        asked.append(leaf.at_most is None or value <= self.limit(leaf.at_most, facts))
        asked.append(leaf.over is None or value > self.limit(leaf.over, facts))
        asked.append(leaf.under is None or value < self.limit(leaf.under, facts))
        return all(asked)

    def limit(self, threshold: Threshold, facts: Mapping[str, Any]) -> float:
        if isinstance(threshold, int):
            return threshold
        if isinstance(threshold, str):
            return self.number(threshold)
        return self.number(threshold.get(facts[threshold["by"]]) or threshold["otherwise"])

    def number(self, name: str) -> float:
        value = value_on(self.parameters[name], self.on).value
        assert isinstance(value, int | float)
        return value

    def amounts(self, branch: Branch, facts: Mapping[str, Any]) -> Amounts:
        found: Amounts = {}
        for amount in map(self.rule.amount, branch.amounts):
            case = next((case for case in amount.cases if self.tree(case.when, facts)), None)
            if case and case.value:
                formula = formulas.read(case.value)
                values = {name: self.number(name) for name in formula.parameters}
                value = formula.work_out({**values, **facts})
                if value is not None:
                    found[amount.name] = value
        return found


def asked(naive: Naive) -> list[str]:
    """Every fact that conditions or amounts of the period look at."""
    names = {name for leaf in naive.leaves for name in leaf.facts()}
    for amount in amounts_used(naive.rule, naive.period):
        names |= {name for case in amount.cases if case.value for name in formulas.read(case.value).facts}
    return sorted(names)


def grid(eligibility: Eligibility, naive: Naive, name: str) -> list[Any]:
    """Few values of a fact, among them some of every kind the rule can tell apart on the day."""
    fact = eligibility.declared[name]
    leaves = [leaf for leaf in naive.leaves if leaf.fact == name]
    if fact.type == "set":
        members = [leaf.has for leaf in leaves if leaf.has]
        return [frozenset({"none"}), *(frozenset({member}) for member in members), frozenset(members[:2])]
    if fact.type == "date":
        return list(_days(naive, leaves))
    if not fact.is_numeric:
        return list(fact.values)
    return _numbers(eligibility, naive, name)


def _days(naive: Naive, leaves: list[Condition]) -> Iterator[date | None]:
    yield None
    yield naive.on
    for leaf in leaves:
        months = leaf.within_months or leaf.within_years
        if months:
            since = add_months(naive.on, -int(naive.number(months)) * (12 if leaf.within_years else 1))
            yield from (
                since,
                date.fromordinal(since.toordinal() - 1),
                date.fromordinal(since.toordinal() + 1),
            )


def _numbers(eligibility: Eligibility, naive: Naive, name: str) -> list[float]:
    fact = eligibility.declared[name]
    least = fact.least or 0
    if any(leaf.per == name for leaf in naive.leaves):
        return [*SIZES]
    near = {float(least), least + 1.0, *fact.steps[-1:]}
    for leaf in naive.leaves:
        if leaf.fact == name:
            limits = list(_limits(naive, leaf))
            limits += [limit * size for limit in limits for size in SIZES if leaf.per]
            step = 1 if fact.type == "int" else 0.25
            near |= {number for limit in limits for number in (limit - step, limit, limit + step)}
    most = fact.most if fact.most is not None else float("inf")
    allowed = sorted(number for number in near if least <= number <= most)
    return [int(number) for number in allowed] if fact.type == "int" else allowed


def _limits(naive: Naive, leaf: Condition) -> Iterator[float]:
    for threshold in leaf.thresholds():
        if isinstance(threshold, int):
            yield threshold
        names = [threshold] if isinstance(threshold, str) else []
        if isinstance(threshold, Mapping):
            names = [parameter for key, parameter in threshold.items() if key != "by"]
        yield from map(naive.number, names)


def completions(
    facts: Mapping[str, Any], missing: list[str], grids: Mapping[str, list[Any]]
) -> Iterator[dict[str, Any]]:
    """The facts with every combination of values of the missing ones."""
    for values in product(*(grids[name] for name in missing)):
        yield {**facts, **dict(zip(missing, values, strict=True))}
