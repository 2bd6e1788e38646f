"""Keyboards a bot may send: what Telegram checks about them, and a little more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.webchat.buttons import check_inline_button, check_reply_button, flag
from bot.webchat.refusals import bad_request
from bot.webchat.wire import Json

_MOST_BUTTONS = 100
_MOST_IN_A_ROW = 8
_PLACEHOLDER_LIMIT = 64
_FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")
_KINDS: dict[str, tuple[str, ...]] = {
    "inline_keyboard": (),
    "keyboard": (*_FLAGS, "input_field_placeholder"),
    "remove_keyboard": ("selective",),
    "force_reply": ("input_field_placeholder", "selective"),
}


@dataclass(frozen=True)
class Markup:
    """Telegram's Message carries inline keyboards only; the others concern the input field of the chat."""

    inline: Json | None = None
    reply: Json | None = None


NONE = Markup()


def read_markup(raw: Any, *, private: bool) -> Markup:
    """The reply_markup of a call; raises when Telegram would refuse it."""
    if raw is None or raw == {}:
        return NONE
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in _KINDS if name in raw), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    unknown = raw.keys() - {kind, *_KINDS[kind]}
    if unknown:
        raise bad_request(f'unknown field "{min(unknown)}" in the reply markup')
    if kind == "inline_keyboard":
        return _inline(raw)
    return _reply(kind, raw, private=private)


def read_inline_markup(raw: Any, *, private: bool) -> Json | None:
    """The reply_markup of an edit: only inline keyboards can be edited in."""
    markup = read_markup(raw, private=private)
    if markup.reply is not None:
        raise bad_request("inline keyboard expected")
    return markup.inline


def _inline(raw: Json) -> Markup:
    rows = list(_rows(raw, "inline_keyboard"))
    for row in rows:
        for button in row:
            check_inline_button(button)
    kept = [row for row in rows if row]
    return Markup(inline={"inline_keyboard": kept}) if kept else NONE


def _reply(kind: str, raw: Json, *, private: bool) -> Markup:
    for name in (*_FLAGS, "remove_keyboard", "force_reply"):
        flag(raw, name)
    placeholder = raw.get("input_field_placeholder", "")
    if not isinstance(placeholder, str) or len(placeholder) > _PLACEHOLDER_LIMIT:
        raise bad_request("input field placeholder must be at most 64 characters long")
    if kind != "keyboard":
        return Markup(reply=raw) if raw[kind] else NONE
    rows = [[check_reply_button(button, private=private) for button in row] for row in _rows(raw, "keyboard")]
    return Markup(reply=raw | {"keyboard": [row for row in rows if row]})


def _rows(raw: Json, name: str) -> Iterator[list[Any]]:
    rows = raw[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if any(not isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    # Telegram lays more than 8 out in its own way; nobody means that.
    if sum(len(row) for row in rows) > _MOST_BUTTONS or any(len(row) > _MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    yield from rows
