"""Officers' screens: cannot be forwarded or saved, and delete themselves."""

from typing import Any

from bot.context import VANISH_AFTER, Chat
from bot.keyboards import Keyboard


def show(chat: Chat, html: str, keyboard: Keyboard | None = None) -> None:
    """The pressed message edited in place (it was sent protected), or a new protected one."""
    if chat.pressed and chat.pressed.message:
        chat.show(html, keyboard)
    else:
        reply(chat, html, keyboard)


def reply(chat: Chat, html: str, keyboard: Keyboard | None = None) -> None:
    """A new message that is protected and vanishes after the time of the settings."""
    chat.reply(html, keyboard, **protection(chat))


def protection(chat: Chat) -> dict[str, Any]:
    """The parameters that protect a message."""
    seconds = chat.services.config.officers.vanish_seconds
    return {"protect_content": True, **({VANISH_AFTER: seconds} if seconds else {})}
