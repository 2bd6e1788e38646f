"""Inline keyboards as the Bot API wants them."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.callbacks import pack

Button = dict[str, str]
Keyboard = dict[str, Any]


def button(text: str, name: str, *arguments: object) -> Button:
    """A button that calls a route."""
    return {"text": text, "callback_data": pack(name, *arguments)}


def link(text: str, url: str) -> Button:
    return {"text": text, "url": url}


def keyboard(*rows: Sequence[Button]) -> Keyboard:
    """A keyboard of rows; empty rows are left out."""
    return {"inline_keyboard": [list(row) for row in rows if row]}


def in_rows(buttons: Iterable[Button], width: int) -> list[list[Button]]:
    """Buttons in rows of a width."""
    flat = list(buttons)
    return [flat[start : start + width] for start in range(0, len(flat), width)]
