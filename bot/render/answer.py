"""An answer from the policy files as a message: answer first, then how, then source and validity."""

from dataclasses import replace
from html import escape

from bot.i18n import Words
from bot.render.plain import plain
from knowledge.answers import SHOWN_SOURCES, Answer, Change
from knowledge.model import Source

LONGEST = 900


def answer_message(words: Words, answer: Answer, icon: str = "") -> str:
    """The answer as HTML, at most 900 characters of text.

    What does not fit is left out in this order: the second source, what held before, the note.
    """
    shown = replace(answer, sources=answer.sources[:SHOWN_SOURCES])
    for shorter in (_one_source, _without_history, _without_note):
        message = _message(words, shown, icon)
        if len(plain(message)) <= LONGEST:
            return message
        shown = shorter(shown)
    return _message(words, shown, icon)


def _one_source(answer: Answer) -> Answer:
    return replace(answer, sources=answer.sources[:1])


def _without_history(answer: Answer) -> Answer:
    return replace(answer, history="")


def _without_note(answer: Answer) -> Answer:
    return replace(answer, lines=tuple(line for line in answer.lines if line[0] != "note"))


def _message(words: Words, answer: Answer, icon: str) -> str:
    labels = _labels(words)
    lines = [f"{icon} <b>{escape(answer.title)}</b>".strip()]
    for name, text in answer.lines:
        label = labels.get(name)
        lines.append(f"<b>{label}:</b> {escape(text)}" if label else escape(text))
    lines += [_change_line(words, change) for change in answer.changes]
    if answer.history:
        before = words._("Before: {history}").format(history=escape(answer.history))
        lines.append(f"<i>{before}</i>")
    if not answer.confirmed:
        lines.append(words._("⚠️ Not confirmed yet: ask the ward or commune office to check."))
    lines.append(_source_line(words, answer))
    return "\n".join(lines)


def _labels(words: Words) -> dict[str, str]:
    return {
        "amount": words._("How much"),
        "who": words._("Who"),
        "how": words._("How"),
        "time": words._("How long"),
        "papers": words._("Papers"),
        "decides": words._("Who decides"),
        "note": words._("Note"),
        "urban": words._("Where you live"),
        "rural": words._("Where you live"),
    }


def _change_line(words: Words, change: Change) -> str:
    day = words.day(change.on)
    if not change.text:
        return words._("⏳ From {day} this rule changes; ask again then.").format(day=day)
    return words._("⏳ From {day}: {change}").format(day=day, change=escape(change.text))


def _source_line(words: Words, answer: Answer) -> str:
    sources = "; ".join(_source(words, source) for source in answer.sources)
    source = words._("Source: {sources}.").format(sources=sources)
    return f"<i>{source} {_validity(words, answer)}</i>"


def _source(words: Words, source: Source) -> str:
    text = escape(source.text(words.language))
    return f'<a href="{escape(source.url)}">{text}</a>' if source.url else text


def _validity(words: Words, answer: Answer) -> str:
    since, checked = words.day(answer.starts), words.day(answer.topic.checked_on)
    if answer.until:
        template = words._("Holds from {since} to {until}; checked {checked}.")
        return template.format(since=since, until=words.day(answer.until), checked=checked)
    return words._("Holds since {since}; checked {checked}.").format(since=since, checked=checked)
