"""The shapes of the rules files (docs/eligibility-rules.md), frozen, and their strict reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import field

from knowledge.checks import Fault
from knowledge.loader import POLICIES, KnowledgeError, read_toml
from knowledge.model import Status, Unit, _Strict
from knowledge.terms import Language, Verdict

Threshold: TypeAlias = str | int | Mapping[str, str]
"""A parameter, a counting number (0 or 1), or `{ by = fact, <its value> = parameter, …, otherwise = parameter }`."""


class Group(_Strict, frozen=True):
    """Conditions joined: all of them, any of them, or not the one. Parts are ids of conditions or groups."""

    all: "tuple[str | Group, ...]" = ()
    any: "tuple[str | Group, ...]" = ()
    not_: "str | Group | None" = field(name="not", default=None)

    def ids(self) -> Iterator[str]:
        for part in (*self.all, *self.any, *([self.not_] if self.not_ else [])):
            yield from ids_in(part)


When: TypeAlias = str | Group | None


def ids_in(when: When) -> Iterator[str]:
    """The conditions a tree names, in order."""
    if isinstance(when, str):
        yield when
    elif when is not None:
        yield from when.ids()


class Condition(_Strict, frozen=True):
    """A leaf: one fact compared, with what is said of it in both languages and its source."""

    id: str
    vi: str
    en: str
    fact: str
    source: str | None = None
    is_: str | bool | int | None = field(name="is", default=None)
    in_: tuple[str, ...] = field(name="in", default=())
    has: str | None = None
    at_least: Threshold | None = None
    at_most: Threshold | None = None
    over: Threshold | None = None
    under: Threshold | None = None
    per: str | None = None
    within_months: str | None = None
    within_years: str | None = None

    def text(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en

    def thresholds(self) -> Iterator[Threshold]:
        for threshold in (
            self.at_least,
            self.at_most,
            self.over,
            self.under,
            self.within_months,
            self.within_years,
        ):
            if threshold is not None:
                yield threshold

    def parameters(self) -> Iterator[str]:
        for threshold in self.thresholds():
            if isinstance(threshold, str):
                yield threshold
            elif isinstance(threshold, Mapping):
                yield from (parameter for key, parameter in threshold.items() if key != "by")

    def facts(self) -> Iterator[str]:
        yield self.fact
        if self.per:
            yield self.per
        for threshold in self.thresholds():
            if isinstance(threshold, Mapping):
                yield threshold["by"]


class Case(_Strict, frozen=True):
    """What an amount is where a condition holds; without `value` it is not settled there."""

    when: str | Group | None = None
    value: str | None = None


class AmountRule(_Strict, frozen=True):
    """An amount by name: the first case that holds; where none does, the amount is not given.

    Branches name it by `id`, which is the name unless several branches work out the same amount differently.
    """

    name: str
    title_vi: str
    title_en: str
    unit: Unit
    cases: tuple[Case, ...] = field(name="case")
    id_: str = field(name="id", default="")

    @property
    def id(self) -> str:
        return self.id_ or self.name

    def title(self, language: Language) -> str:
        return self.title_vi if language == "vi" else self.title_en


class Note(_Strict, frozen=True):
    """Something to say beside the verdict, always or where a condition holds."""

    vi: str
    en: str
    when: str | Group | None = None

    def text(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class NextStep(_Strict, frozen=True):
    """Where to go, with which papers, how long it takes. Papers and time are left out where not known."""

    where_vi: str
    where_en: str
    papers_vi: str = ""
    papers_en: str = ""
    time_vi: str = ""
    time_en: str = ""

    def texts(self) -> Iterator[tuple[str, str, str]]:
        yield "where", self.where_vi, self.where_en
        yield "papers", self.papers_vi, self.papers_en
        yield "time", self.time_vi, self.time_en


class Assumption(_Strict, frozen=True):
    """What a fact counts as while nobody has said it: a value, or a parameter of the day."""

    fact: str
    value: str | bool | int | None = None
    parameter: str | None = None


class Branch(_Strict, frozen=True):
    """A verdict and the amounts that go with it. The first branch whose `when` holds decides.

    The verdict "unknown" is for facts that were said but do not count; `needs` names the facts that would.
    """

    verdict: Verdict
    when: str | Group | None = None
    amounts: tuple[str, ...] = ()
    notes: tuple[Note, ...] = field(name="note", default=())
    needs: tuple[str, ...] = ()


class RulePeriod(_Strict, frozen=True):
    """The rule from one day to another, both inclusive."""

    starts: date = field(name="from")
    until: date
    branches: tuple[Branch, ...] = field(name="branch")
    sources: tuple[str, ...]
    status: Status = "confirmed"
    assume: tuple[Assumption, ...] = ()
    notes: tuple[Note, ...] = field(name="note", default=())
    next: NextStep | None = None


class Rule(_Strict, frozen=True):
    """One programme: conditions and amounts by name, and what they decide from when to when."""

    programme: str
    title_vi: str
    title_en: str
    topics: tuple[str, ...]
    checked_on: date
    periods: tuple[RulePeriod, ...] = field(name="period")
    next: NextStep
    note: str = ""
    conditions: tuple[Condition, ...] = field(name="condition", default=())
    amounts: tuple[AmountRule, ...] = field(name="amount", default=())

    def title(self, language: Language) -> str:
        return self.title_vi if language == "vi" else self.title_en

    def condition(self, condition_id: str) -> Condition:
        return next(condition for condition in self.conditions if condition.id == condition_id)

    def amount(self, amount_id: str) -> AmountRule:
        return next(amount for amount in self.amounts if amount.id == amount_id)

    def in_force(self, on: date) -> RulePeriod | None:
        """The period covering a day; none where nothing is written."""
        return next((period for period in self.periods if period.starts <= on <= period.until), None)


class _RulesFile(_Strict, frozen=True):
    rule: tuple[Rule, ...]


@dataclass(frozen=True)
class RuleBook:
    """Every rule by programme, and the file each stands in."""

    rules: Mapping[str, Rule]
    file_of: Mapping[str, str]


def read(folder: Path = POLICIES) -> tuple[RuleBook, list[Fault]]:
    """The rules as written, and the faults of reading alone (`rule_checks.check` finds the rest)."""
    rules: dict[str, Rule] = {}
    file_of: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*/rules*.toml")):
        name = f"{path.parent.name}/{path.name}"
        try:
            content = read_toml(path, _RulesFile)
        except KnowledgeError as error:
            faults += [Fault(name, fault.key, fault.reason) for fault in error.faults]
            continue
        for rule in content.rule:
            if rule.programme in rules:
                faults.append(Fault(name, rule.programme, f"stands in {file_of[rule.programme]} already"))
            rules[rule.programme], file_of[rule.programme] = rule, name
    return RuleBook(rules, file_of), faults
