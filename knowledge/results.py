"""What a check comes to: the verdict with its reasons, amounts, open questions and next step."""

from datetime import date

from msgspec import Struct

from knowledge.model import Status, Unit
from knowledge.terms import ConditionState, Language, Verdict


class Texts(Struct, frozen=True):
    """A filled text in both languages."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class ConditionResult(Struct, frozen=True):
    """How the household stands to one condition.

    `alternative`: another condition could do in its place. `open`: not known, and it could still change the verdict.
    """

    id: str
    texts: Texts
    state: ConditionState
    source: str
    alternative: bool
    open: bool


class AmountResult(Struct, frozen=True):
    """An amount that goes with the verdict, as it holds from `starts` to `until`. Whole VND, percent or as `unit` says."""

    name: str
    titles: Texts
    value: float
    unit: Unit
    starts: date
    until: date
    confirmed: bool
    sources: tuple[str, ...]


class StepResult(Struct, frozen=True):
    """Where to go, what to bring, how long it takes; empty where not known."""

    where: Texts
    papers: Texts
    time: Texts


class Result(Struct, frozen=True):
    """A programme checked for a household on a day.

    `missing` are the facts that could still change the verdict, the most telling first; `assumed` those that nobody
    said and that counted as the rule lets them count; `unsettled` the amounts that depend on what is not known,
    and `missing_for_amounts` the facts that would settle them. `sources` name entries of Knowledge.sources.
    """

    programme: str
    titles: Texts
    on: date
    verdict: Verdict
    amounts: tuple[AmountResult, ...]
    unsettled: tuple[Texts, ...]
    missing_for_amounts: tuple[str, ...]
    conditions: tuple[ConditionResult, ...]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[Texts, ...]
    next_step: StepResult | None
    sources: tuple[str, ...]
    status: Status
    starts: date | None
    until: date | None


class Comparison(Struct, frozen=True):
    """The same household on two days."""

    before: Result
    after: Result

    @property
    def differs(self) -> bool:
        """Whether the verdict or an amount is another one."""
        return _gist(self.before) != _gist(self.after)


def _gist(result: Result) -> tuple[object, ...]:
    return result.verdict, [(amount.name, amount.value) for amount in result.amounts]


class ChangedFact(Struct, frozen=True):
    """A fact as it would have to be. `value` is the nearest that is enough."""

    fact: str
    value: str | float | bool
