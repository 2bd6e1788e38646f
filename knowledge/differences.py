"""What residents would be told differently on two days: amounts, verdict rules, texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.amounts import value_text
from knowledge.answers import fill_topic
from knowledge.dates import NotInForce, value_on
from knowledge.model import Knowledge, Parameter, Topic
from knowledge.rules import Rule
from knowledge.terms import Language

Kind = Literal["amount", "rule", "text"]
NOTHING = "—"


@dataclass(frozen=True)
class Difference:
    """One thing that is another on the second day. `before` and `after` are in words."""

    kind: Kind
    id: str
    title: str
    before: str
    after: str


def differences(
    knowledge: Knowledge, rules: Mapping[str, Rule], first: date, second: date, language: Language
) -> Iterator[Difference]:
    """Everything that differs between two days, amounts first."""
    for parameter in knowledge.parameters.values():
        yield from _amount(parameter, first, second, language)
    for rule in rules.values():
        yield from _rule(rule, first, second, language)
    for topic in knowledge.topics.values():
        yield from _text(knowledge, topic, first, second, language)


def _amount(parameter: Parameter, first: date, second: date, language: Language) -> Iterator[Difference]:
    before, after = (_value(parameter, day, language) for day in (first, second))
    if before != after:
        yield Difference("amount", parameter.id, parameter.title(language), before, after)


def _value(parameter: Parameter, on: date, language: Language) -> str:
    try:
        value = value_on(parameter, on).value
    except NotInForce:
        return NOTHING
    return NOTHING if value is None else value_text(value, parameter.unit, language)


def _rule(rule: Rule, first: date, second: date, language: Language) -> Iterator[Difference]:
    before, after = rule.in_force(first), rule.in_force(second)
    if before != after:
        periods = [f"{period.starts} … {period.until}" if period else NOTHING for period in (before, after)]
        yield Difference("rule", rule.programme, rule.title(language), *periods)


def told_text(knowledge: Knowledge, topic: Topic, on: date, language: Language) -> str:
    """What residents are told about a topic on a day, a line each; empty before its first provision."""
    try:
        answer = fill_topic(knowledge, topic, on=on, language=language)
    except NotInForce:
        return ""
    return "\n".join(text for _, text in answer.lines)


def _text(
    knowledge: Knowledge, topic: Topic, first: date, second: date, language: Language
) -> Iterator[Difference]:
    before, after = (told_text(knowledge, topic, day, language) or NOTHING for day in (first, second))
    if before != after:
        yield Difference("text", topic.id, topic.title(language), before, after)
