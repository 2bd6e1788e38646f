"""The PIN's keypad: nothing is typed into the chat, and what was pressed so far is kept sealed."""

import base64
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from bot.context import Chat
from bot.i18n import Words
from bot.keyboards import Keyboard, button, in_rows, keyboard
from db.encryption import CannotDecrypt, Purpose, Vault
from db.pins import DIGITS

NOTE = "keypad"
KEY = "pin"  # the route of its buttons
ERASE, FORGOT = "erase", "forgot"


class Stage(StrEnum):
    """What the digits are for."""

    ENTER = "enter"
    CHOOSE = "choose"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Keypad:
    """Digits pressed so far, the PIN chosen before they are repeated, and what was wanted when it was asked for."""

    stage: Stage
    typed: str = ""
    chosen: str = ""
    wanted: str = ""

    @classmethod
    def read(cls, chat: Chat) -> Self | None:
        """The keypad that is open in a chat."""
        note = chat.dialog.notes.get(NOTE)
        if not note:
            return None
        try:
            typed, chosen = (_open(chat.services.vault, note[name], chat) for name in ("typed", "chosen"))
        except CannotDecrypt:
            return None
        return cls(Stage(note["stage"]), typed, chosen, note["wanted"])

    def keep(self, chat: Chat) -> None:
        """Write it into the dialogue."""
        sealed = {name: _seal(chat.services.vault, getattr(self, name), chat) for name in ("typed", "chosen")}
        note: dict[str, Any] = {"stage": self.stage.value, "wanted": self.wanted, **sealed}
        chat.remember(notes={**chat.dialog.notes, NOTE: note})

    def press(self, key: str) -> "Keypad":
        """With one digit more, or one less."""
        if key == ERASE:
            return replace(self, typed=self.typed[:-1])
        if len(key) == 1 and key in "0123456789" and len(self.typed) < DIGITS:
            return replace(self, typed=self.typed + key)
        return self

    @property
    def is_full(self) -> bool:
        return len(self.typed) == DIGITS


def close(chat: Chat) -> None:
    """Forget what was pressed."""
    chat.remember(notes={name: note for name, note in chat.dialog.notes.items() if name != NOTE})


def keys(words: Words) -> Keyboard:
    """Ten digits, erase, and what to do when the PIN is forgotten."""
    digits = [button(digit, KEY, digit) for digit in "123456789"]
    return keyboard(
        *in_rows(digits, 3),
        [button(words._("Forgotten?"), KEY, FORGOT), button("0", KEY, "0"), button("⌫", KEY, ERASE)],
    )


def dots(pad: Keypad) -> str:
    """How many digits are in, not which."""
    return "●" * len(pad.typed) + "○" * (DIGITS - len(pad.typed))


def _seal(vault: Vault, digits: str, chat: Chat) -> str:
    return base64.b64encode(vault.seal_text(digits, Purpose.PIN, _bound(chat))).decode()


def _open(vault: Vault, kept: str, chat: Chat) -> str:
    return vault.open_text(base64.b64decode(kept), Purpose.PIN, _bound(chat))


def _bound(chat: Chat) -> str:
    return f"keypad:{chat.person.channel}:{chat.chat_id}"
