"""What a household can tell about itself: every fact declared once, in policies/facts.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import field

from knowledge import blanks
from knowledge.checks import Fault
from knowledge.loader import POLICIES, read_toml
from knowledge.model import Knowledge, Name, Unit, _Strict
from knowledge.terms import Language

FILE = POLICIES / "facts.toml"

FactType = Literal["bool", "int", "number", "enum", "set", "flags", "date"]
FactValue: TypeAlias = bool | int | float | str | date | None | frozenset[str] | Mapping[str, bool]
Facts: TypeAlias = Mapping[str, FactValue]
"""Facts by name, each known. A fact nobody knows is left out; None stands only for "no such date"."""


class Answer(_Strict, frozen=True):
    """A button: the value it stands for, and its words."""

    value: str
    vi: str
    en: str

    def text(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Implied(_Strict, frozen=True):
    """One way in which other facts give this one. Exactly one of the four ways is used."""

    by: str | None = None
    values: Mapping[str, str | bool] = field(default_factory=dict)
    same_as: str | None = None
    count_of: str | None = None
    monthly_share_of: str | None = None
    among: tuple[str, ...] = ()
    starts: date = field(name="from", default=date.min)
    until: date | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts it is worked out from."""
        whole = (self.by, self.same_as, self.count_of, self.monthly_share_of)
        return (*(name for name in whole if name), *self.among)


class Fact(_Strict, frozen=True, dict=True):
    """A fact with its question. `changeable` says in which direction a household's answer can come to change."""

    name: str
    type: FactType
    title_vi: str
    title_en: str
    question_vi: str
    question_en: str
    help_vi: str = ""
    help_en: str = ""
    unit: Unit | None = None
    least: int | None = None
    most: int | None = None
    most_parameter: str | None = None
    answers: tuple[Answer, ...] = field(name="answer", default=())
    steps: tuple[float, ...] = ()
    none: Name | None = None
    unknown_word: bool = False
    asked: bool = True
    changeable: Literal["no", "yes", "up", "down"] = "no"
    implied: tuple[Implied, ...] = ()

    def title(self, language: Language) -> str:
        return self.title_vi if language == "vi" else self.title_en

    def question(self, language: Language) -> str:
        return self.question_vi if language == "vi" else self.question_en

    def help(self, language: Language) -> str:
        return self.help_vi if language == "vi" else self.help_en

    @cached_property
    def values(self) -> tuple[str | bool, ...]:
        """The allowed values of a yes/no, a choice, a set's members or the flags; empty for the rest."""
        if self.type == "bool":
            return (False, True)
        return tuple(answer.value for answer in self.answers)

    @property
    def is_numeric(self) -> bool:
        return self.type in ("int", "number")


class _FactsFile(_Strict, frozen=True):
    yes: Name
    no: Name
    unknown: Name
    fact: tuple[Fact, ...]


@dataclass(frozen=True)
class Declarations:
    """All facts by name, in the natural order of asking, with the words for yes, no and "I don't know"."""

    facts: Mapping[str, Fact]
    yes: Name
    no: Name
    unknown: Name

    def __getitem__(self, name: str) -> Fact:
        return self.facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self.facts


def read(path: Path = FILE) -> Declarations:
    """The declarations as written, not yet checked. Raises KnowledgeError when the file has not the shape."""
    content = read_toml(path, _FactsFile)
    facts = {fact.name: fact for fact in content.fact}
    return Declarations(facts, content.yes, content.no, content.unknown)


def check(path: Path, knowledge: Knowledge) -> Iterator[Fault]:
    """Every fault of the file: names, texts, allowed values, what implies what."""
    facts = read_toml(path, _FactsFile).fact
    declared: dict[str, Fact] = {}
    for fact in facts:
        if fact.name in declared:
            yield Fault(path.name, fact.name, "is declared twice")
        for reason in (
            *_text_faults(fact, knowledge),
            *_value_faults(fact),
            *_implied_faults(fact, declared),
        ):
            yield Fault(path.name, fact.name, reason)
        if fact.most_parameter and fact.most_parameter not in knowledge.parameters:
            yield Fault(path.name, fact.name, f"unknown parameter {fact.most_parameter!r}")
        declared[fact.name] = fact


def _text_faults(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    pairs = [
        ("title", fact.title_vi, fact.title_en),
        ("question", fact.question_vi, fact.question_en),
        ("help", fact.help_vi, fact.help_en),
        *((f"answer {answer.value}", answer.vi, answer.en) for answer in fact.answers),
    ]
    for what, vi, en in pairs:
        if bool(vi) != bool(en) or (what != "help" and not vi):
            yield f"{what} is missing in one language"
        for text in (vi, en):
            if near := blanks.digits_in_prose(text):
                yield f"{what} has a digit outside a blank near {near!r}"
            for blank in blanks.find(text):
                if blank.id not in knowledge.parameters:
                    yield f"{what} names the unknown parameter {blank.id!r}"


def _value_faults(fact: Fact) -> Iterator[str]:
    chosen = fact.type in ("enum", "set", "flags")
    if chosen != bool(fact.answers):
        yield "answers go with enum, set and flags, and those need them"
    if len(set(fact.values)) != len(fact.values):
        yield "an answer is given twice"
    if (fact.steps or fact.least is not None or fact.most is not None) and not fact.is_numeric:
        yield "steps, least and most go with int and number"
    for step in fact.steps:
        if not (fact.least or 0) <= step <= (fact.most if fact.most is not None else step):
            yield f"step {step} is outside the allowed range"
    if (fact.none is not None) != (fact.type == "date"):
        yield "none = { vi, en } goes with date, and a date needs it"


def _implied_faults(fact: Fact, declared: Mapping[str, Fact]) -> Iterator[str]:
    for implied in fact.implied:
        if not implied.needs:
            yield "implied says nothing"
        for name in implied.needs:
            if name not in declared:
                yield f"implied by {name!r}, which must be declared above it"
        source = declared.get(implied.by or "")
        for value, result in implied.values.items():
            if source and value not in source.values:
                yield f"implied: {value!r} is no value of {source.name!r}"
            if result not in fact.values:
                yield f"implied: {result!r} is no value of {fact.name!r}"
