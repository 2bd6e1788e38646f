"""A rule made ready for the days on which nothing it uses changes: diagrams instead of trees, values instead of names."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from knowledge import blanks, formulas
from knowledge.compiled import Outcome, Way, diagram_of, outcome_diagram, variables_of
from knowledge.dates import NotInForce, value_on
from knowledge.facts import Declarations
from knowledge.formulas import Formula
from knowledge.leaf_logic import Leaves, tree_logic
from knowledge.logic import Logic
from knowledge.model import Knowledge, Value
from knowledge.rules import AmountRule, Condition, Note, Rule, RulePeriod, When, ids_in
from knowledge.terms import Verdict
from knowledge.three_valued import Diagram


@dataclass(frozen=True)
class PlannedCondition:
    """A condition with its own diagram; `alternative` when others could do in its place."""

    condition: Condition
    source: str
    alternative: bool
    facts: tuple[str, ...]
    diagram: Diagram[bool]


@dataclass(frozen=True)
class PlannedCase:
    """A formula, the days on which its values hold, and whether all of them are confirmed."""

    formula: Formula
    starts: date
    until: date
    confirmed: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PlannedAmount:
    """An amount of a branch with its cases; None where a case is not settled."""

    amount: AmountRule
    cases: tuple[PlannedCase | None, ...]


@dataclass(frozen=True)
class PlannedNote:
    note: Note
    diagram: Diagram[bool]


@dataclass(frozen=True)
class Plan:
    """One rule from `starts` to `until`."""

    rule: Rule
    period: RulePeriod
    starts: date
    until: date
    verdicts: Diagram[Verdict]
    outcomes: Diagram[Outcome]
    conditions: tuple[PlannedCondition, ...]
    amounts: tuple[tuple[PlannedAmount, ...], ...]
    notes: tuple[tuple[PlannedNote, ...], ...]
    assumed: Mapping[str, Any]
    numbers: Mapping[str, float]


class Planner:
    """Makes plans, each once."""

    def __init__(self, knowledge: Knowledge, declared: Declarations) -> None:
        self._knowledge, self._declared = knowledge, declared
        self._plans: dict[tuple[str, date], Plan] = {}
        self._first_days: dict[tuple[str, date], list[date]] = {}

    def plan(self, rule: Rule, on: date) -> Plan | None:
        """The plan for a day; None where no period covers it."""
        period = rule.in_force(on)
        if period is None:
            return None
        days = self._days(rule, period)
        number = bisect_right(days, on) - 1
        starts = days[number]
        found = self._plans.get((rule.programme, starts))
        if found is None:
            until = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else period.until
            found = _Draft(self._knowledge, self._declared, rule, period, starts).plan(until)
            self._plans[rule.programme, starts] = found
        return found

    def _days(self, rule: Rule, period: RulePeriod) -> list[date]:
        """The first day of a period and each day on which a value its rule uses changes."""
        found = self._first_days.get((rule.programme, period.starts))
        if found is None:
            days = {period.starts}
            for name in (*parameters_used(rule, period), *parameters_named(rule, period)):
                starts = (value.starts for value in self._knowledge.parameters[name].values)
                days |= {day for day in starts if period.starts < day <= period.until}
            found = self._first_days[rule.programme, period.starts] = sorted(days)
        return found


def conditions_used(period: RulePeriod) -> list[str]:
    """The conditions that decide between the branches, in order of first mention."""
    return list(dict.fromkeys(name for branch in period.branches for name in ids_in(branch.when)))


def amounts_used(rule: Rule, period: RulePeriod) -> list[AmountRule]:
    names = dict.fromkeys(name for branch in period.branches for name in branch.amounts)
    return [rule.amount(name) for name in names]


def _all_conditions(rule: Rule, period: RulePeriod) -> list[str]:
    """Also those that only amounts and notes ask about."""
    whens: list[When] = [case.when for amount in amounts_used(rule, period) for case in amount.cases]
    whens += [note.when for note in (*period.notes, *(n for branch in period.branches for n in branch.notes))]
    return list(dict.fromkeys([*conditions_used(period), *(name for when in whens for name in ids_in(when))]))


def parameters_used(rule: Rule, period: RulePeriod) -> list[str]:
    """Every parameter whose change makes the rule another one: thresholds, assumptions, amounts."""
    names = [name for leaf in _all_conditions(rule, period) for name in rule.condition(leaf).parameters()]
    names += [assumption.parameter for assumption in period.assume if assumption.parameter]
    for amount in amounts_used(rule, period):
        for case in amount.cases:
            names += formulas.read(case.value).parameters if case.value else ()
    return list(dict.fromkeys(names))


def texts_of(rule: Rule, period: RulePeriod) -> Iterator[tuple[str, str, str]]:
    """Every text of a period: what it belongs to, Vietnamese, English."""
    for name in _all_conditions(rule, period):
        yield f"condition {name}", rule.condition(name).vi, rule.condition(name).en
    for amount in amounts_used(rule, period):
        yield f"amount {amount.id}", amount.title_vi, amount.title_en
    for note in (*period.notes, *(note for branch in period.branches for note in branch.notes)):
        yield "note", note.vi, note.en
    for name, vi, en in (period.next or rule.next).texts():
        yield f"next.{name}", vi, en


def parameters_named(rule: Rule, period: RulePeriod) -> list[str]:
    """Every parameter in a blank of a text."""
    found = (blanks.find(text) for _, vi, en in texts_of(rule, period) for text in (vi, en))
    return list(dict.fromkeys(blank.id for each in found for blank in each if not blank.is_source))


class _Draft:
    """A plan in the making."""

    def __init__(
        self, knowledge: Knowledge, declared: Declarations, rule: Rule, period: RulePeriod, on: date
    ) -> None:
        self.declared, self.rule, self.period, self.on = declared, rule, period, on
        self.values = {
            name: value
            for name in parameters_used(rule, period)
            if (value := _known_value(knowledge, name, on))
        }
        leaves = Leaves(declared, lambda name: _number(self.values[name]))
        self.leaves = {name: leaves.logic(rule.condition(name)) for name in _all_conditions(rule, period)}

    def plan(self, until: date) -> Plan:
        branches = self.period.branches
        return Plan(
            rule=self.rule,
            period=self.period,
            starts=self.on,
            until=until,
            verdicts=self._verdicts(),
            outcomes=self._outcomes(),
            conditions=tuple(map(self._condition, conditions_used(self.period))),
            amounts=tuple(tuple(map(self._amount, branch.amounts)) for branch in branches),
            notes=tuple(tuple(map(self._note, (*branch.notes, *self.period.notes))) for branch in branches),
            assumed={assumption.fact: self._assumed(assumption) for assumption in self.period.assume},
            numbers={name: _number(value) for name, value in self.values.items()},
        )

    def _verdicts(self) -> Diagram[Verdict]:
        choice = tuple((self._logic(branch.when), branch.verdict) for branch in self.period.branches)
        return diagram_of(choice, variables_of((logic for logic, _ in choice), self.declared))

    def _outcomes(self) -> Diagram[Outcome]:
        ways: list[Way] = []
        for number, branch in enumerate(self.period.branches):
            cases = tuple(self._cases(self.rule.amount(name)) for name in branch.amounts)
            ways.append((self._logic(branch.when), number, cases))
        asked = [logic for logic, _, _ in ways]
        asked += [logic for _, _, amounts in ways for cases in amounts for logic, _ in cases]
        return outcome_diagram(ways, variables_of(asked, self.declared))

    def _cases(self, amount: AmountRule) -> tuple[tuple[Logic, int], ...]:
        numbered = [(self._logic(case.when), number) for number, case in enumerate(amount.cases)]
        return (*numbered, (True, -1))

    def _logic(self, when: When) -> Logic:
        return tree_logic(when, self.leaves)

    def _truth(self, logic: Logic) -> Diagram[bool]:
        return diagram_of(((logic, True), (True, False)), variables_of([logic], self.declared))

    def _condition(self, name: str) -> PlannedCondition:
        condition = self.rule.condition(name)
        return PlannedCondition(
            condition=condition,
            source=source_of(condition, self.values, self.period),
            alternative=name not in _needed(self.period),
            facts=tuple(dict.fromkeys(condition.facts())),
            diagram=self._truth(self.leaves[name]),
        )

    def _amount(self, name: str) -> PlannedAmount:
        amount = self.rule.amount(name)
        return PlannedAmount(amount, tuple(self._case(case.value) for case in amount.cases))

    def _case(self, text: str | None) -> PlannedCase | None:
        if text is None:
            return None
        formula = formulas.read(text)
        used = [self.values[name] for name in formula.parameters if name in self.values]
        confirmed = self.period.status == "confirmed" and all(value.status == "confirmed" for value in used)
        return PlannedCase(
            formula=formula,
            starts=max([self.period.starts, *(value.starts for value in used)]),
            until=min([self.period.until, *(value.until for value in used if value.until)]),
            confirmed=confirmed,
            sources=tuple(dict.fromkeys(value.source for value in used)) or self.period.sources[:1],
        )

    def _note(self, note: Note) -> PlannedNote:
        return PlannedNote(note, self._truth(self._logic(note.when)))

    def _assumed(self, assumption: Any) -> Any:
        if assumption.parameter is None:
            return assumption.value
        return _number(self.values[assumption.parameter])


def _known_value(knowledge: Knowledge, name: str, on: date) -> Value | None:
    try:
        return value_on(knowledge.parameters[name], on)
    except NotInForce:
        return None


def _number(value: Value) -> float:
    assert isinstance(value.value, int | float), "the loader gives rules numbers only"
    return value.value


def source_of(condition: Condition, values: Mapping[str, Value], period: RulePeriod) -> str:
    """The source named by the condition, else that of the value it compares with, else the period's first."""
    if condition.source:
        return condition.source
    return next((values[name].source for name in condition.parameters() if name in values), period.sources[0])


def _needed(period: RulePeriod) -> set[str]:
    """Conditions without which no branch is eligible: those every eligible branch joins by `all`."""
    joined = [set(_joined(branch.when)) for branch in period.branches if branch.verdict is Verdict.ELIGIBLE]
    return set.intersection(*joined) if joined else set()


def _joined(when: When) -> Iterator[str]:
    """The conditions of a tree that must all hold."""
    if isinstance(when, str):
        yield when
    elif when is not None:
        for part in when.all:
            yield from _joined(part)
