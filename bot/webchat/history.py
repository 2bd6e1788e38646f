"""What was said: the last messages of every chat, and the keyboard that stands under its input field."""

from itertools import islice

import msgspec

from bot.webchat.store import Store
from bot.webchat.wire import Json


class Kept(msgspec.Struct, frozen=True):
    """A message as Telegram would give it, and what only the page needs to know."""

    message: Json
    extra: Json

    def for_page(self) -> Json:
        """Both together."""
        return self.message | self.extra


class History:
    """Messages by chat, oldest first. Messages are never changed in place: whoever holds one may keep it."""

    def __init__(self, store: Store, limit: int) -> None:
        self._store = store
        self._limit = limit
        self._chats: dict[int, dict[int, Kept]] = {}
        for kept in sorted(
            (msgspec.convert(document, Kept) for _, document in store.load("message")),
            key=lambda kept: int(kept.message["message_id"]),
        ):
            self._chats.setdefault(kept.message["chat"]["id"], {})[kept.message["message_id"]] = kept
        self._keyboards: dict[int, Json] = {int(key): value for key, value in store.load("keyboard")}

    def keep(self, message: Json, extra: Json | None = None) -> Kept:
        """Add a message, or put its new state in place of the old one."""
        kept = Kept(message, extra or {})
        chat_id, message_id = message["chat"]["id"], message["message_id"]
        messages = self._chats.setdefault(chat_id, {})
        messages[message_id] = kept
        self._store.put("message", f"{chat_id}:{message_id}", kept)
        if len(messages) > self._limit:
            self.remove(chat_id, next(iter(messages)))
        return kept

    def find(self, chat_id: int, message_id: object) -> Kept | None:
        """One message."""
        messages = self._chats.get(chat_id)
        return messages.get(message_id) if messages and isinstance(message_id, int) else None

    def remove(self, chat_id: int, message_id: int) -> None:
        """Forget one message."""
        del self._chats[chat_id][message_id]
        self._store.drop("message", f"{chat_id}:{message_id}")

    def newest(self, chat_id: int, *, limit: int, after: int = 0, before: int | None = None) -> list[Kept]:
        """Up to `limit` messages between two ids, the newest of them, oldest first."""
        backwards = (
            kept
            for message_id, kept in reversed(self._chats.get(chat_id, {}).items())
            if message_id > after and (before is None or message_id < before)
        )
        return list(islice(backwards, limit))[::-1]

    def keyboard(self, chat_id: int) -> Json | None:
        """The reply keyboard or forced reply that stands in a chat now."""
        return self._keyboards.get(chat_id)

    def set_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        """Put a reply keyboard up, or (None) take it away."""
        if keyboard is not None:
            self._keyboards[chat_id] = keyboard
            self._store.put("keyboard", str(chat_id), keyboard)
        elif self._keyboards.pop(chat_id, None) is not None:
            self._store.drop("keyboard", str(chat_id))
