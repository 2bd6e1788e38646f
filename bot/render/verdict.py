"""The verdict card: the verdict first, then why, how much, what would change it, and where to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.checks.flow import Flow
from bot.i18n import N_, Words
from bot.keyboards import Keyboard, button, keyboard
from bot.render.check import SIGNS, Screen, filled, value_words
from knowledge import amounts
from knowledge.results import AmountResult, Result
from knowledge.terms import ConditionState, Verdict

VERDICTS = {
    Verdict.ELIGIBLE: N_("You likely qualify"),
    Verdict.NOT_ELIGIBLE: N_("By these answers you do not qualify"),
    Verdict.UNKNOWN: N_("Cannot be told yet"),
    Verdict.ASK_COMMUNE: N_("The ward or commune has to be asked"),
}
STATES = {ConditionState.MET: "✓", ConditionState.NOT_MET: "✗", ConditionState.UNKNOWN: "?"}
SHOWN_SOURCES = 2


@dataclass(frozen=True)
class Card:
    """A verdict in words, for the message and for the picture."""

    sign: str
    verdict: str
    title: str
    day: str
    conditions: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    estimate: str
    sources: str


def card(words: Words, flow: Flow, result: Result) -> Card:
    """Everything there is to say about a result."""
    return Card(
        sign=SIGNS[result.verdict.value],
        verdict=words._(VERDICTS[result.verdict]),
        title=result.titles.text(words.language),
        day=words.day(result.on),
        conditions=tuple(_conditions(words, result)),
        parts=tuple(_parts(words, flow, result)),
        estimate=words._("This is an estimate; the ward or commune decides."),
        sources="; ".join(_sources(words, flow, result)),
    )


def _conditions(words: Words, result: Result) -> Iterator[tuple[str, str]]:
    for condition in result.conditions:
        text = condition.texts.text(words.language)
        if condition.alternative:
            text = words._("{condition} (or another)").format(condition=text)
        yield STATES[condition.state], text


def _parts(words: Words, flow: Flow, result: Result) -> Iterator[tuple[str, str]]:
    """Labelled lines: amounts, what is missing, what would change it, notes, the other day, the next step."""
    for amount in result.amounts:
        yield amount.titles.text(words.language), _amount(words, amount)
    for texts in result.unsettled:
        yield texts.text(words.language), words._("depends on what is not known")
    if result.missing:
        names = (flow.rules.declared[name].title(words.language) for name in result.missing[:3])
        yield words._("Still missing"), ", ".join(filled(flow, words, name) for name in names)
    if change := _change(words, flow, result):
        yield words._("What would change it"), change
    for note in result.notes:
        yield words._("Note"), note.text(words.language)
    if later := flow.rules.next_difference(result.programme, flow.facts, result.on):
        text = words._(VERDICTS[later.verdict])
        sums = ", ".join(_amount(words, amount) for amount in later.amounts)
        yield words._("From {day}").format(day=words.day(later.on)), f"{text}{': ' if sums else ''}{sums}"
    if result.next_step:
        yield words._("Where to go"), result.next_step.where.text(words.language)
        if papers := result.next_step.papers.text(words.language):
            yield words._("Bring"), papers
        if time := result.next_step.time.text(words.language):
            yield words._("How long"), time


def _amount(words: Words, amount: AmountResult) -> str:
    return amounts.value_text(amount.value, amount.unit, words.language)


def _change(words: Words, flow: Flow, result: Result) -> str:
    """The smallest changes that would turn a no into a yes."""
    if result.verdict is not Verdict.NOT_ELIGIBLE:
        return ""
    changes = flow.rules.smallest_changes(result.programme, flow.facts, result.on)
    return words._(" or ").join(
        ", ".join(
            f"{_fact_title(words, flow, part.fact)}: {_value(words, flow, part.fact, part.value)}"
            for part in change
        )
        for change in changes[:2]
    )


def _fact_title(words: Words, flow: Flow, name: str) -> str:
    return filled(flow, words, flow.rules.declared[name].title(words.language))


def _value(words: Words, flow: Flow, name: str, value: object) -> str:
    fact = flow.rules.declared[name]
    if isinstance(value, bool):
        return (flow.rules.declared.yes if value else flow.rules.declared.no).text(words.language)
    if isinstance(value, int | float):
        return value_words(words, fact, round(value, 2))
    return next(
        (filled(flow, words, one.text(words.language)) for one in fact.answers if one.value == value),
        str(value),
    )


def _sources(words: Words, flow: Flow, result: Result) -> Iterator[str]:
    for source in result.sources[:SHOWN_SOURCES]:
        yield flow.rules.knowledge.sources[source].text(words.language)


def verdict_message(words: Words, flow: Flow, result: Result) -> str:
    """The card as HTML, well under Telegram's 4096 characters."""
    shown = card(words, flow, result)
    lines = [f"{shown.sign} <b>{escape(shown.verdict)}</b>", f"{escape(shown.title)} · {shown.day}", ""]
    lines += [f"{mark} {escape(text)}" for mark, text in shown.conditions]
    lines += [f"<b>{escape(label)}:</b> {escape(text)}" for label, text in shown.parts]
    lines += ["", f"⚠️ {escape(shown.estimate)}"]
    if shown.sources:
        source = words._("Source: {sources}.").format(sources=shown.sources)
        lines.append(f"<i>{escape(source)}</i>")
    return "\n".join(lines)


def verdict_screen(words: Words, flow: Flow, number: int, result: Result) -> Screen:
    """The card with what can be done next."""
    return verdict_message(words, flow, result), verdict_keyboard(words, flow, number, result)


def verdict_keyboard(words: Words, flow: Flow, number: int, result: Result) -> Keyboard:
    rule = flow.rules.rules[result.programme]
    topic = flow.rules.knowledge.topics.get(rule.topics[0]) if rule.topics else None
    everything = [] if flow.check.programme else [button(words._("⬅️ All results"), "ck", number, "go")]
    back = [button(words._("⬅️ Back"), "ck", number, "back")] if flow.check.programme else []
    return keyboard(
        [*back, button(words._("✏️ Change an answer"), "ck", number, "answers")],
        [button(words._("🖼 Send as a picture"), "ck", number, "picture", result.programme)],
        [button(topic.title(words.language), "topic", topic.id)] if topic else [],
        everything,
        [button(words._("🔎 Check something else"), "checks"), button(words._("🏠 Start"), "start")],
    )
