"""What a policy file must keep to (docs/policy-files.md), checked with the whole knowledge at hand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge import blanks
from knowledge.dates import ONE_DAY, NotInForce, holes, value_on
from knowledge.fill import fill
from knowledge.model import Knowledge, Lines, Name, Parameter, Provision, Source, Topic
from knowledge.terms import LANGUAGES, Language

FIRST_DAY = date(2022, 1, 1)
TITLE_LENGTH = 34
BODY_LENGTH = 560
SIDE_LENGTHS = {"history": 110, "change": 130, "urban": 110, "rural": 110}
PINNED_IN = ("history", "change")
FAR_AWAY = date(2035, 1, 1)


@dataclass(frozen=True)
class Fault:
    """Something a policy file must not say: where and why."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}"


def check_source(file: str, source: Source) -> Iterator[Fault]:
    """A link only where there is a public page; article in both languages or in none."""
    if source.kind == "research" and source.url:
        yield Fault(file, source.id, "kind 'research' is never shown as a link: leave url out")
    if bool(source.article_vi) != bool(source.article_en):
        yield Fault(file, source.id, "article in one language only")
    if source.url and "github" in source.url:
        yield Fault(file, source.id, "a private copy is no link for residents: leave url out")
    if source.url and not source.url.startswith("https://"):
        yield Fault(file, source.id, "url must start with https://")


def check_parameter(file: str, parameter: Parameter, knowledge: Knowledge) -> Iterator[Fault]:
    """Values in order of days without undeclared holes, each of the unit's kind and with its source."""
    if not parameter.values:
        yield Fault(file, parameter.id, "has no value")
    for earlier, later in holes(parameter.values):
        yield Fault(
            file,
            parameter.id,
            f"{later.starts} does not follow {earlier.until}: an overlap, or a gap without known = false",
        )
    for value in parameter.values:
        key = f"{parameter.id} from {value.starts}"
        if value.source not in knowledge.sources:
            yield Fault(file, key, f"unknown source {value.source!r}")
        if value.until and value.until < value.starts:
            yield Fault(file, key, "ends before it starts")
        if value.known == (value.value is None):
            yield Fault(file, key, "known = false goes without a value, every other entry needs one")
        elif value.known and not _fits(value.value, parameter.unit):
            yield Fault(file, key, f"{value.value!r} is no value of unit {parameter.unit!r}")


def _fits(value: object, unit: str) -> bool:
    if unit == "name":
        return isinstance(value, Name)
    if unit == "date":
        return isinstance(value, date)
    return isinstance(value, int | float)


def check_topic(file: str, topic: Topic, knowledge: Knowledge, *, whole: bool) -> Iterator[Fault]:
    """Titles, related topics, periods, and each provision."""
    for title in (topic.title_vi, topic.title_en):
        if len(title) > TITLE_LENGTH:
            yield Fault(file, topic.id, f"title {title!r} is longer than {TITLE_LENGTH}")
        if blanks.digits_in_prose(title):
            yield Fault(file, topic.id, f"digit in title {title!r}")
    if not 2 <= len(topic.related) <= 4 or topic.id in topic.related:
        yield Fault(file, topic.id, "needs 2 to 4 related topics, itself not among them")
    if whole:
        for other in topic.related:
            if other not in knowledge.topics:
                yield Fault(file, topic.id, f"unknown related topic {other!r}")
    yield from _check_periods(file, topic)
    for provision in topic.provisions:
        yield from _check_provision(file, f"{topic.id} from {provision.starts}", provision, knowledge)


def _check_periods(file: str, topic: Topic) -> Iterator[Fault]:
    if not topic.provisions:
        yield Fault(file, topic.id, "has no provision")
        return
    if topic.provisions[0].starts > FIRST_DAY:
        yield Fault(file, topic.id, f"the first provision starts after {FIRST_DAY}")
    if topic.provisions[-1].until is not None:
        yield Fault(
            file, topic.id, "the last provision has an end: say what holds, or is not known, after it"
        )
    for earlier, later in holes(topic.provisions):
        yield Fault(
            file, topic.id, f"provision of {later.starts} does not follow the one until {earlier.until}"
        )


def _check_provision(file: str, key: str, provision: Provision, knowledge: Knowledge) -> Iterator[Fault]:
    if provision.until and provision.until < provision.starts:
        yield Fault(file, key, "ends before it starts")
    if not provision.sources:
        yield Fault(file, key, "has no source")
    for source in provision.sources:
        if source not in knowledge.sources:
            yield Fault(file, key, f"unknown source {source!r}")
    if provision.gap and provision.status != "unconfirmed":
        yield Fault(file, key, 'gap = true goes with status = "unconfirmed"')
    yield from _check_languages_agree(file, key, provision)
    unusable = False
    for language in LANGUAGES:
        for name, text in provision.lines(language).written():
            for fault in _check_text(file, f"{key}, {language}.{name}", name, text, provision, knowledge):
                unusable = True
                yield fault
    if not unusable:
        yield from _check_lengths(file, key, provision, knowledge)


def _check_languages_agree(file: str, key: str, provision: Provision) -> Iterator[Fault]:
    vi, en = dict(provision.vi.written()), dict(provision.en.written())
    if set(vi) != set(en):
        yield Fault(file, key, f"lines in one language only: {', '.join(sorted(set(vi) ^ set(en)))}")
    for name in set(vi) & set(en):
        if _blanks_of(vi[name]) != _blanks_of(en[name]):
            yield Fault(file, key, f"other blanks in vi.{name} than in en.{name}")


def _blanks_of(text: str) -> Counter[str]:
    return Counter(f"{blank.id}@{blank.day}" for blank in blanks.find(text) if not blank.is_source)


def _check_text(
    file: str, key: str, name: str, text: str, provision: Provision, knowledge: Knowledge
) -> Iterator[Fault]:
    stray = blanks.digits_in_prose(text)
    if stray:
        yield Fault(file, key, f"digit or brace outside a blank near {stray!r}")
    try:
        found = list(blanks.find(text))
    except ValueError as error:
        yield Fault(file, key, str(error))
        return
    for blank in found:
        if blank.is_source:
            if blank.id not in knowledge.sources:
                yield Fault(file, key, f"unknown source {blank.id!r}")
        elif blank.id not in knowledge.parameters:
            yield Fault(file, key, f"unknown parameter {blank.id!r}")
        elif blank.day and name not in PINNED_IN:
            yield Fault(file, key, f"{blank.id!r} names another day; that is for history and change only")
        elif day := _uncovered_day(knowledge.parameters[blank.id], blank.day, provision):
            yield Fault(file, key, f"parameter {blank.id!r} has no known value on {day}")


def _uncovered_day(parameter: Parameter, pinned: date | None, provision: Provision) -> date | None:
    """The first day on which a blank could not be filled, or None."""
    day = pinned or provision.starts
    last = pinned or provision.until
    while True:
        try:
            value = value_on(parameter, day)
        except NotInForce:
            return day
        if value.until is None or (last is not None and value.until >= last):
            return None
        day = value.until + ONE_DAY


def days_that_differ(provision: Provision, knowledge: Knowledge) -> list[date]:
    """The provision's first day and each later day on which a value in its texts changes."""
    days = {provision.starts}
    last = provision.until or FAR_AWAY
    for language in LANGUAGES:
        for _, text in provision.lines(language).written():
            for blank in blanks.find(text):
                if not blank.is_source and not blank.day:
                    values = knowledge.parameters[blank.id].values
                    days |= {value.starts for value in values if provision.starts < value.starts <= last}
    return sorted(days)


def body_length(lines: Lines, knowledge: Knowledge, on: date, language: Language) -> int:
    """Characters of all lines that are always shown, filled for a day."""
    return sum(
        len(fill(knowledge, text, on, language)) + 1
        for name, text in lines.written()
        if name not in SIDE_LENGTHS
    )


def _check_lengths(file: str, key: str, provision: Provision, knowledge: Knowledge) -> Iterator[Fault]:
    for language in LANGUAGES:
        lines = provision.lines(language)
        for on in days_that_differ(provision, knowledge):
            length = body_length(lines, knowledge, on, language)
            if length > BODY_LENGTH:
                yield Fault(
                    file, key, f"{language} text has {length} characters on {on}, at most {BODY_LENGTH}"
                )
            for name, limit in SIDE_LENGTHS.items():
                length = len(fill(knowledge, getattr(lines, name), on, language))
                if length > limit:
                    yield Fault(
                        file, key, f"{language}.{name} has {length} characters on {on}, at most {limit}"
                    )
