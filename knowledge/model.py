"""The shapes of the policy files, frozen. `loader.py` reads them, docs/policy-files.md explains them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct, field

from knowledge.terms import Language

Status = Literal["confirmed", "unconfirmed"]
Unit = Literal[
    "vnd",
    "vnd_per_month",
    "vnd_per_day",
    "vnd_per_year",
    "vnd_per_person_month",
    "vnd_per_household",
    "percent",
    "percent_per_year",
    "percent_per_month",
    "days",
    "working_days",
    "hours",
    "months",
    "years",
    "m2",
    "km",
    "kwh",
    "people",
    "households",
    "count",
    "year",
    "date",
    "name",
]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Read from TOML; a key the format does not know is a fault."""


class Name(_Strict, frozen=True):
    """Words that contain digits, in both languages: a form, a hotline, a breed."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Source(_Strict, frozen=True):
    """A document, to the article where that is known."""

    id: str
    document_vi: str
    document_en: str
    kind: Literal["law", "official", "press", "research"]
    article_vi: str = ""
    article_en: str = ""
    issued: date | None = None
    url: str | None = None

    def document(self, language: Language) -> str:
        return self.document_vi if language == "vi" else self.document_en

    def text(self, language: Language) -> str:
        """Document and article, as said at the counter."""
        article = self.article_vi if language == "vi" else self.article_en
        return f"{self.document(language)}, {article}" if article else self.document(language)


class Value(_Strict, frozen=True):
    """One value of a parameter from its first to its last day; `known = false` declares a gap."""

    starts: date = field(name="from")
    source: str
    status: Status = "confirmed"
    until: date | None = None
    value: int | float | date | Name | None = None
    known: bool = True


class Parameter(_Strict, frozen=True):
    """A number, date or name of the law with all its dated values, in order of days."""

    id: str
    title_vi: str
    title_en: str
    unit: Unit
    values: tuple[Value, ...] = field(name="value")

    def title(self, language: Language) -> str:
        return self.title_vi if language == "vi" else self.title_en


class Lines(_Strict, frozen=True):
    """The lines of an answer in one language, with blanks. Empty lines are left out."""

    answer: str
    amount: str = ""
    who: str = ""
    how: str = ""
    time: str = ""
    papers: str = ""
    decides: str = ""
    note: str = ""
    history: str = ""
    change: str = ""
    urban: str = ""
    rural: str = ""

    def written(self) -> Iterator[tuple[str, str]]:
        """Name and text of each line that is not empty, in the order of showing."""
        for name in self.__struct_fields__:
            if text := getattr(self, name):
                yield name, text


class Provision(_Strict, frozen=True):
    """What is answered to a topic from one day to another."""

    starts: date = field(name="from")
    sources: tuple[str, ...]
    vi: Lines
    en: Lines
    status: Status = "confirmed"
    until: date | None = None
    gap: bool = False

    def lines(self, language: Language) -> Lines:
        return self.vi if language == "vi" else self.en


class Topic(_Strict, frozen=True):
    """Something residents want to know, with its answers over time."""

    id: str
    title_vi: str
    title_en: str
    checked_on: date
    related: tuple[str, ...]
    provisions: tuple[Provision, ...] = field(name="provision")
    programme: str | None = None

    @property
    def area(self) -> str:
        return self.id.partition(".")[0]

    def title(self, language: Language) -> str:
        return self.title_vi if language == "vi" else self.title_en


class AreaOfPolicy(_Strict, frozen=True):
    """A shelf of topics in the menu."""

    id: str
    icon: str
    title_vi: str
    title_en: str

    def title(self, language: Language) -> str:
        return self.title_vi if language == "vi" else self.title_en


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything the policy files say, checked as a whole. Two readings are never equal."""

    areas: tuple[AreaOfPolicy, ...]
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    topics: Mapping[str, Topic]

    def topics_of(self, area: str) -> list[Topic]:
        """The topics of an area in the order of their files."""
        return [topic for topic in self.topics.values() if topic.area == area]
