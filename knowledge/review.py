"""What a person who looks after the policy files should look at: nothing is wrong, but it soon may be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.answers import is_stale
from knowledge.dates import NotInForce, value_on
from knowledge.matcher import Matcher
from knowledge.model import Knowledge, Parameter
from knowledge.phrases import OUT_OF_SCOPE, SMALL_TALK

UNCHECKED_DAYS = 180
ENDING_DAYS = 120


@dataclass(frozen=True)
class Warning:  # noqa: A001 -- what it is
    """Something to look at: which topic, parameter or phrase, and why."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


def unchecked_topics(knowledge: Knowledge, on: date) -> Iterator[Warning]:
    """Topics nobody has compared with their sources for 180 days."""
    for topic in knowledge.topics.values():
        if is_stale(topic, on, UNCHECKED_DAYS):
            yield Warning(topic.id, f"last checked {topic.checked_on}, more than {UNCHECKED_DAYS} days ago")


def ending_parameters(knowledge: Knowledge, on: date) -> Iterator[Warning]:
    """Values that end within 120 days without one that follows."""
    for parameter in knowledge.parameters.values():
        if day := _ends(parameter, on):
            yield Warning(parameter.id, f"ends {day}, and nothing known follows")


def _ends(parameter: Parameter, on: date) -> date | None:
    try:
        until = value_on(parameter, on).until
        if until is None or until > on + timedelta(days=ENDING_DAYS):
            return None
        value_on(parameter, until + timedelta(days=1))
    except NotInForce as gap:
        return gap.on - timedelta(days=1) if gap.on > on else None
    return None


def stray_phrases(matcher: Matcher, phrases: Mapping[str, Sequence[str]]) -> Iterator[Warning]:
    """Phrases that are answered with another topic than the one they stand under."""
    for topic, written in phrases.items():
        if topic in (OUT_OF_SCOPE, SMALL_TALK):
            continue
        for phrase in written:
            found = matcher.match(phrase)
            if found.needs and topic not in found.needs:
                yield Warning(topic, f"{phrase!r} leads to {found.needs[0]}")
