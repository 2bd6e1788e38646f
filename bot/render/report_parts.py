"""Paragraphs, amounts and rates as the yearly report writes them."""

from collections.abc import Iterator
from html import escape

from bot.i18n import Words
from db.report_rows import Given
from knowledge import amounts


def paragraph(title: str, lines: Iterator[str]) -> str:
    """Empty without lines."""
    listed = "\n".join(f"• {escape(line, quote=False)}" for line in lines)
    return f"<b>{escape(title, quote=False)}</b>\n{listed}" if listed else ""


def counted(words: Words, number: int, percent: float | None) -> str:
    return f"{words.number(number)} ({rate(words, percent)})" if percent is not None else words.number(number)


def given_text(words: Words, given: Given) -> str:
    text = f"{words.number(given.number)}, {money(words, given.total_vnd)}"
    if given.each_vnd is None:
        return text
    each = words._("{amount} each").format(amount=money(words, given.each_vnd))
    return f"{text} ({each})"


def rate(words: Words, percent: float) -> str:
    return amounts.rate(percent, words.language)


def money(words: Words, vnd: int) -> str:
    return amounts.value_text(vnd, "vnd", words.language)
