"""Words of a conversation under way that must not lie in the database in clear: sealed in the dialogue's notes."""

import base64

from bot.context import Chat
from db.encryption import CannotDecrypt, Purpose


def put(chat: Chat, name: str, text: str) -> None:
    """Keep a text under a name until the conversation is left."""
    sealed = chat.services.vault.seal_text(text, Purpose.NOTE, _bound(chat))
    chat.remember(notes={**chat.dialog.notes, name: base64.b64encode(sealed).decode()})


def get(chat: Chat, name: str) -> str:
    """The text, or an empty one."""
    kept = chat.dialog.notes.get(name)
    if not kept:
        return ""
    try:
        return chat.services.vault.open_text(base64.b64decode(kept), Purpose.NOTE, _bound(chat))
    except CannotDecrypt:
        return ""


def _bound(chat: Chat) -> str:
    return f"dialog:{chat.person.channel}:{chat.chat_id}"
