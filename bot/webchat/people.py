"""Who is in the chats: people (a private chat each) and groups."""

from typing import Any

import msgspec

from bot.webchat.store import Store
from bot.webchat.wire import Json


class Person(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A visitor; the private chat with the bot has the same number."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    persona: str | None = None
    started: bool = True  # False: the bot may not write first
    blocked: bool = False

    private = True

    def user(self) -> Json:
        """Telegram's User."""
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | self._names(language=True)

    def chat(self) -> Json:
        """Telegram's Chat."""
        return {"id": self.id, "type": "private", "first_name": self.first_name} | self._names(language=False)

    def for_page(self) -> Json:
        """What the page is told."""
        shown = {"id": self.id, "first_name": self.first_name, "blocked": self.blocked}
        return shown | self._names(language=True) | ({"persona": self.persona} if self.persona else {})

    def _names(self, *, language: bool) -> Json:
        names = {"last_name": self.last_name, "username": self.username}
        if language:
            names["language_code"] = self.language_code
        return {key: value for key, value in names.items() if value}


class Group(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A group the bot is a member of."""

    id: int
    title: str
    members: list[int] = []
    administrators: list[int] = []
    type: str = "supergroup"

    private = False

    def chat(self) -> Json:
        """Telegram's Chat."""
        return {"id": self.id, "type": self.type, "title": self.title}


_PERSONAS = {
    "resident": Person(id=1001, first_name="Lan", language_code="vi", persona="resident"),
    "officer": Person(id=1002, first_name="Hùng", language_code="vi", persona="officer"),
    "admin": Person(id=1003, first_name="Minh", language_code="vi", persona="admin"),
}


class People:
    """Every chat of the server, by id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._chats: dict[int, Person | Group] = {}
        for kind, shape in (("person", Person), ("group", Group)):
            for _, document in store.load(kind):
                chat: Any = msgspec.convert(document, shape)
                self._chats[chat.id] = chat

    def find(self, chat_id: object) -> Person | Group | None:
        """The chat of that id."""
        return self._chats.get(chat_id) if isinstance(chat_id, int) else None

    def person(self, user_id: object) -> Person | None:
        """The person of that id."""
        found = self.find(user_id)
        return found if isinstance(found, Person) else None

    def keep(self, chat: Person | Group) -> None:
        """Add a chat, or write down that it changed."""
        self._chats[chat.id] = chat
        self._store.put("person" if isinstance(chat, Person) else "group", str(chat.id), chat)

    def add_personas(self) -> None:
        """The three demo visitors, unless they are there already."""
        for person in _PERSONAS.values():
            if person.id not in self._chats:
                self.keep(msgspec.structs.replace(person))

    def persona(self, name: str) -> Person | None:
        """The demo visitor of that name."""
        known = _PERSONAS.get(name)
        return self.person(known.id) if known else None

    def personas(self) -> list[Person]:
        """The demo visitors there are."""
        found = [self.person(person.id) for person in _PERSONAS.values()]
        return [person for person in found if person is not None]
