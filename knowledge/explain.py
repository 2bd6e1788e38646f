"""From a plan and what is known to a result that says why."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knowledge.compiled import Outcome
from knowledge.facts import Declarations
from knowledge.plans import Plan, PlannedAmount, PlannedCase
from knowledge.readings import Readings
from knowledge.results import AmountResult, ConditionResult, Result, Texts
from knowledge.rules import Rule
from knowledge.telling import most_telling, weigh
from knowledge.terms import Verdict
from knowledge.three_valued import possible, settled, variables_in, what_is_left
from knowledge.wording import Wording, titles_of

_NOBODY_ASSUMES: Mapping[str, Any] = {}


def not_written(rule: Rule, on: date) -> Result:
    """Nothing is written for the day: the commune has to be asked."""
    return Result(
        programme=rule.programme,
        titles=titles_of(rule),
        on=on,
        verdict=Verdict.ASK_COMMUNE,
        amounts=(),
        unsettled=(),
        missing_for_amounts=(),
        conditions=(),
        missing=(),
        assumed=(),
        notes=(),
        next_step=None,
        sources=(),
        status="unconfirmed",
        starts=None,
        until=None,
    )


def explain(plan: Plan, wording: Wording, readings: Readings, on: date, declared: Declarations) -> Result:
    """The result of a plan for what is known."""
    verdict = settled(plan.verdicts, readings, plan.assumed)
    outcomes = possible(plan.outcomes, readings, plan.assumed)
    missing = _missing(plan, verdict, outcomes, readings, declared)
    amounts = _Amounts(
        plan, wording, readings, outcomes if verdict and verdict is not Verdict.UNKNOWN else set()
    )
    return Result(
        programme=plan.rule.programme,
        titles=wording.titles,
        on=on,
        verdict=verdict or Verdict.UNKNOWN,
        amounts=tuple(amounts.settled()),
        unsettled=tuple(amounts.unsettled()),
        missing_for_amounts=tuple(amounts.missing(declared)),
        conditions=_conditions(plan, wording, readings, missing),
        missing=missing,
        assumed=_assumed(plan, readings, outcomes),
        notes=tuple(_notes(plan, wording, readings, outcomes)),
        next_step=wording.next_step,
        sources=wording.sources,
        status=plan.period.status,
        starts=plan.starts,
        until=plan.until,
    )


def _missing(
    plan: Plan, verdict: Verdict | None, outcomes: set[Outcome], readings: Readings, declared: Declarations
) -> tuple[str, ...]:
    """The facts that could still change the verdict, the most telling first."""
    if verdict is None:
        return tuple(most_telling(weigh(plan.verdicts, readings, plan.assumed), declared.facts))
    if verdict is not Verdict.UNKNOWN:
        return ()
    needs = (name for branch, _ in sorted(outcomes) for name in plan.period.branches[branch].needs)
    return tuple(dict.fromkeys(needs))


def _conditions(
    plan: Plan, wording: Wording, readings: Readings, missing: tuple[str, ...]
) -> tuple[ConditionResult, ...]:
    found = []
    for planned, results in zip(plan.conditions, wording.conditions, strict=True):
        holds = settled(planned.diagram, readings, _NOBODY_ASSUMES)
        is_open = holds is None and any(name in missing for name in planned.facts)
        found.append(results[holds, is_open])
    return tuple(found)


def _notes(plan: Plan, wording: Wording, readings: Readings, outcomes: set[Outcome]) -> Iterator[Texts]:
    """What is said in every branch still possible, where it is certain that it applies."""
    branches = sorted({branch for branch, _ in outcomes})
    for planned, texts in zip(plan.notes[branches[0]], wording.notes[branches[0]], strict=True):
        everywhere = all(texts in wording.notes[branch] for branch in branches[1:])
        if everywhere and settled(planned.diagram, readings, plan.assumed):
            yield texts


def _assumed(plan: Plan, readings: Readings, outcomes: set[Outcome]) -> tuple[str, ...]:
    """Facts nobody said whose assumed value makes a difference to verdict or amounts."""
    found = []
    for name in plan.assumed:
        if name in readings.known:
            continue
        others = {other: value for other, value in plan.assumed.items() if other != name}
        counted = any(name in case.formula.facts for case in _cases_of(plan, outcomes))
        if counted or possible(plan.outcomes, readings, others) != outcomes:
            found.append(name)
    return tuple(found)


def _cases_of(plan: Plan, outcomes: set[Outcome]) -> Iterator[PlannedCase]:
    """The settled cases of the amounts of all outcomes."""
    for branch, numbers in outcomes:
        for planned, number in zip(plan.amounts[branch], numbers, strict=True):
            case = planned.cases[number] if number >= 0 else None
            if case is not None:
                yield case


class _Amounts:
    """The amounts of the outcomes that are possible: those that are the same in all, and those that are not."""

    def __init__(self, plan: Plan, wording: Wording, readings: Readings, outcomes: set[Outcome]) -> None:
        self._plan, self._readings, self._outcomes = plan, readings, outcomes
        self._values = {**plan.numbers, **plan.assumed, **readings.known} if outcomes else {}
        self._found: dict[str, list[AmountResult | None]] = {}
        self._titles: dict[str, Texts] = {}
        for outcome in sorted(outcomes):
            self._take(outcome, wording)

    def _take(self, outcome: Outcome, wording: Wording) -> None:
        branch, numbers = outcome
        for place, number in enumerate(numbers):
            if number < 0:
                continue
            planned, titles = self._plan.amounts[branch][place], wording.amounts[branch][place]
            name = planned.amount.name
            self._titles[name] = titles
            self._found.setdefault(name, []).append(self._amount(planned, number, titles))

    def _amount(self, planned: PlannedAmount, number: int, titles: Texts) -> AmountResult | None:
        case = planned.cases[number]
        value = case.formula.work_out(self._values) if case else None
        if case is None or value is None:
            return None
        return AmountResult(
            name=planned.amount.name,
            titles=titles,
            value=value,
            unit=planned.amount.unit,
            starts=case.starts,
            until=case.until,
            confirmed=case.confirmed,
            sources=case.sources,
        )

    def settled(self) -> Iterator[AmountResult]:
        for found in self._found.values():
            first = found[0]
            if first is not None and len(found) == len(self._outcomes) and _all_alike(found):
                yield first

    def unsettled(self) -> Iterator[Texts]:
        certain = {amount.name for amount in self.settled()}
        yield from (titles for name, titles in self._titles.items() if name not in certain)

    def missing(self, declared: Declarations) -> Iterator[str]:
        """The facts that would settle the amounts, in the order of asking."""
        if not any(True for _ in self.unsettled()):
            return
        left = what_is_left(self._plan.outcomes, self._readings, self._plan.assumed)
        wanted = {name for variable in variables_in(left) for name in variable.facts}
        wanted |= {name for case in _cases_of(self._plan, self._outcomes) for name in case.formula.facts}
        known = self._values.keys()
        yield from (name for name in declared.facts if name in wanted and name not in known)


def _all_alike(found: list[AmountResult | None]) -> bool:
    return len({amount.value if amount else None for amount in found}) == 1
