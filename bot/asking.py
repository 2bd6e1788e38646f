"""Asking the knowledge without a chat: for `ansinh ask`, `match` and `topics`."""

from datetime import date
from pathlib import Path
from typing import Any

from bot import i18n
from bot.clock import Clock
from bot.config import Config
from bot.render.outcome import greeting, unknown, which_one
from bot.render.plain import plain
from bot.render.topic import topic_message
from knowledge import loader
from knowledge.dates import NotInForce, in_force
from knowledge.matcher import Match, Matcher
from knowledge.terms import LANGUAGES, Language, Outcome


def open_matcher(config: Config) -> Matcher:
    return Matcher.open(loader.load(), Path(config.knowledge.cache))


def answer_text(config: Config, text: str, *, language: Language | None, on: date | None) -> str:
    """What a resident would be told, as plain text."""
    knowledge = loader.load()
    found = Matcher.open(knowledge, Path(config.knowledge.cache)).match(text)
    words = i18n.load()[language or found.language or i18n.FALLBACK]
    day = on or Clock().today()
    if found.outcome is Outcome.ANSWER:
        answers = (plain(topic_message(words, knowledge, topic, on=day)) for topic in found.needs)
        return "\n\n".join(answers)
    if found.outcome is Outcome.SUGGEST:
        titles = (f"- {knowledge.topics[topic].title(words.language)} [{topic}]" for topic in found.topics)
        return "\n".join([which_one(words), *titles])
    if found.outcome is Outcome.SMALLTALK:
        return greeting(words)
    return unknown(words)


def match_line(matcher: Matcher, question: str) -> dict[str, Any]:
    """The contract of `ansinh match`: one JSON object a question."""
    found: Match = matcher.match(question)
    return {
        "q": question,
        "outcome": found.outcome.value,
        "topics": list(found.topics),
        "confidence": round(found.confidence, 4),
    }


def topic_list(config: Config, on: date | None) -> list[dict[str, Any]]:
    """Every topic: id, title per language, in force on the day, whether confirmed, checked_on."""
    day = on or Clock.showing(config.demo.today).today()
    rows = []
    for topic in loader.load().topics.values():
        try:
            provision = in_force(topic, day)
        except NotInForce:
            provision = None
        rows.append(
            {
                "id": topic.id,
                "title": {language: topic.title(language) for language in LANGUAGES},
                "in_force": provision is not None,
                "confirmed": provision is not None and provision.status == "confirmed",
                "gap": provision is not None and provision.gap,
                "checked_on": topic.checked_on.isoformat(),
            }
        )
    return rows
