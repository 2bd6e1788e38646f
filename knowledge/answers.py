"""Topic + day -> the filled answer. Numbers come from parameters, never from prose."""

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import blanks
from knowledge.amounts import value_text
from knowledge.dates import in_force, next_start, value_on
from knowledge.fill import fill
from knowledge.model import Knowledge, Parameter, Provision, Source, Topic
from knowledge.terms import Area, Language

CHANGE_SOON_DAYS = 120
SHOWN_SOURCES = 2
_BODY = ("answer", "amount", "who", "how", "time", "papers", "decides", "note")


@dataclass(frozen=True)
class Change:
    """What will be different, from which day. `text` is empty when the rule just ends."""

    on: date
    text: str


@dataclass(frozen=True)
class Answer:
    """What a resident is told on a day: lines by name, in order, with sources and validity."""

    topic: Topic
    on: date
    title: str
    lines: tuple[tuple[str, str], ...]
    history: str
    changes: tuple[Change, ...]
    sources: tuple[Source, ...]
    starts: date
    until: date | None
    confirmed: bool
    gap: bool


def fill_topic(
    knowledge: Knowledge, topic: Topic, *, on: date, language: Language, area: Area | None = None
) -> Answer:
    """The answer to a topic on a day, for somebody living in a ward or commune if that is known.

    Raises NotInForce for a day before the topic's first provision.
    """
    provision = in_force(topic, on)
    return Answer(
        topic=topic,
        on=on,
        title=topic.title(language),
        lines=_body(knowledge, provision, on, language, area),
        history=_history(knowledge, provision, on, language),
        changes=_changes(knowledge, topic, provision, on, language),
        sources=tuple(knowledge.sources[source] for source in provision.sources),
        starts=_holds_since(knowledge, provision, on),
        until=provision.until,
        confirmed=provision.status == "confirmed" and _values_confirmed(knowledge, provision, on),
        gap=provision.gap,
    )


def _history(knowledge: Knowledge, provision: Provision, on: date, language: Language) -> str:
    """What held before; nothing while that was still to come."""
    text = provision.lines(language).history
    if any(blank.day and blank.day >= on for blank in blanks.find(text)):
        return ""
    return fill(knowledge, text, on, language)


def _body(
    knowledge: Knowledge, provision: Provision, on: date, language: Language, area: Area | None
) -> tuple[tuple[str, str], ...]:
    lines = provision.lines(language)
    names = [*_BODY, *([area.value] if area else [])]
    return tuple(
        (name, fill(knowledge, text, on, language)) for name in names if (text := getattr(lines, name))
    )


def parameters_used(knowledge: Knowledge, provision: Provision) -> list[Parameter]:
    """The parameters whose value of the day stands in a provision's texts, each once, in order."""
    texts = " ".join(text for name, text in provision.vi.written() if name not in ("history", "change"))
    ids = dict.fromkeys(blank.id for blank in blanks.find(texts) if not blank.is_source and not blank.day)
    return [knowledge.parameters[id_] for id_ in ids]


def _values_confirmed(knowledge: Knowledge, provision: Provision, on: date) -> bool:
    used = parameters_used(knowledge, provision)
    return all(value_on(parameter, on).status == "confirmed" for parameter in used)


def _holds_since(knowledge: Knowledge, provision: Provision, on: date) -> date:
    """The later of the provision's start and the start of the youngest value in its texts."""
    used = parameters_used(knowledge, provision)
    return max([provision.starts, *(value_on(parameter, on).starts for parameter in used)])


def _changes(
    knowledge: Knowledge, topic: Topic, provision: Provision, on: date, language: Language
) -> tuple[Change, ...]:
    """What changes within 120 days: amounts inside the provision, and the provision that follows it."""
    changes = _changed_amounts(knowledge, provision, on, language)
    start = next_start(topic.provisions, on, CHANGE_SOON_DAYS)
    if start:
        text = in_force(topic, start).lines(language).change
        changes.append(Change(start, fill(knowledge, text, start, language)))
    return tuple(sorted(changes, key=lambda change: change.on))


def _changed_amounts(
    knowledge: Knowledge, provision: Provision, on: date, language: Language
) -> list[Change]:
    changes = []
    for parameter in parameters_used(knowledge, provision):
        start = next_start(parameter.values, on, CHANGE_SOON_DAYS)
        if start and (provision.until is None or start <= provision.until):
            value = value_on(parameter, start).value
            assert value is not None, "the loader refuses a known value that is empty"
            text = f"{parameter.title(language)}: {value_text(value, parameter.unit, language)}"
            changes.append(Change(start, text))
    return changes


def is_stale(topic: Topic, on: date, days: int) -> bool:
    """Whether nobody compared the topic with its sources in the last `days` days."""
    return topic.checked_on + timedelta(days=days) < on
