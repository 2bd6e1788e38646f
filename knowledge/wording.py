"""The texts of a plan, filled for its days in both languages, ready to be put into results."""

from dataclasses import dataclass
from datetime import date

from knowledge.fill import fill
from knowledge.model import Knowledge
from knowledge.plans import Plan, PlannedCondition
from knowledge.results import ConditionResult, StepResult, Texts
from knowledge.rules import NextStep, Rule
from knowledge.terms import ConditionState


@dataclass(frozen=True)
class Wording:
    """Filled texts of a plan. A condition has one result for each state it can be in."""

    titles: Texts
    conditions: tuple[dict[tuple[bool | None, bool], ConditionResult], ...]
    notes: tuple[tuple[Texts, ...], ...]
    amounts: tuple[tuple[Texts, ...], ...]
    next_step: StepResult
    sources: tuple[str, ...]


_STATES: dict[bool | None, ConditionState] = {
    True: ConditionState.MET,
    False: ConditionState.NOT_MET,
    None: ConditionState.UNKNOWN,
}


class Writer:
    """Words plans, each once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._done: dict[tuple[str, date], Wording] = {}

    def wording(self, plan: Plan, on: date) -> Wording:
        """The texts of a plan. They hold on all its days: a plan ends where a value its texts use changes."""
        name = (plan.rule.programme, plan.starts)
        found = self._done.get(name)
        if found is None:
            found = self._done[name] = self._word(plan, on)
        return found

    def _word(self, plan: Plan, on: date) -> Wording:
        return Wording(
            titles=titles_of(plan.rule),
            conditions=tuple(self._condition(planned, on) for planned in plan.conditions),
            notes=tuple(
                tuple(self._texts(planned.note.vi, planned.note.en, on) for planned in notes)
                for notes in plan.notes
            ),
            amounts=tuple(
                tuple(
                    self._texts(planned.amount.title_vi, planned.amount.title_en, on) for planned in amounts
                )
                for amounts in plan.amounts
            ),
            next_step=self._step(plan.period.next or plan.rule.next, on),
            sources=_sources(plan),
        )

    def _texts(self, vi: str, en: str, on: date) -> Texts:
        return Texts(fill(self._knowledge, vi, on, "vi"), fill(self._knowledge, en, on, "en"))

    def _condition(
        self, planned: PlannedCondition, on: date
    ) -> dict[tuple[bool | None, bool], ConditionResult]:
        texts = self._texts(planned.condition.vi, planned.condition.en, on)
        return {
            (holds, is_open): ConditionResult(
                id=planned.condition.id,
                texts=texts,
                state=state,
                source=planned.source,
                alternative=planned.alternative,
                open=is_open,
            )
            for holds, state in _STATES.items()
            for is_open in (False, True)
        }

    def _step(self, step: NextStep, on: date) -> StepResult:
        return StepResult(**{name: self._texts(vi, en, on) for name, vi, en in step.texts()})


def titles_of(rule: Rule) -> Texts:
    return Texts(rule.title_vi, rule.title_en)


def _sources(plan: Plan) -> tuple[str, ...]:
    """The period's sources first, then those of conditions and amounts."""
    found = [*plan.period.sources, *(planned.source for planned in plan.conditions)]
    for amounts in plan.amounts:
        found += [source for planned in amounts for case in planned.cases if case for source in case.sources]
    return tuple(dict.fromkeys(found))
