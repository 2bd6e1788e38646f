"""Which handler an update goes to. Handlers register themselves, in the order of `handlers/__init__.py`."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from bot.callbacks import unpack
from bot.context import Chat
from bot.due import Due
from bot.files import Maker
from db.register_terms import Role

Handler = Callable[[Chat], None]
DueHandler = Callable[[Due], Awaitable[None]]
Roles = frozenset[Role]
K = TypeVar("K")
V = TypeVar("V")

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?$", re.DOTALL)


class Kind(Enum):
    """The ways an update names its handler."""

    COMMAND = auto()
    BUTTON = auto()
    TYPING = auto()
    SENDING = auto()
    DEEP_LINK = auto()


class Admission(Enum):
    """What the gate says to somebody at an officers' route."""

    ADMITTED = auto()
    STRANGER = auto()  # treated as if the route did not exist
    HELD = auto()  # answered already: asked for the PIN, for instance


Gate = Callable[[Chat, Roles], Admission]


@dataclass(frozen=True)
class Route:
    """A handler, and which officers it is for (None: everybody)."""

    handler: Handler
    only: Roles | None = None


@dataclass
class Routes:
    """Handlers by kind and name; one each for typed text, anything else, and what nobody knows."""

    routes: dict[tuple[Kind, str], Route] = field(default_factory=dict)
    group_commands: dict[str, Handler] = field(default_factory=dict)
    makers: dict[str, Maker] = field(default_factory=dict)
    due: dict[str, DueHandler] = field(default_factory=dict)
    gate: Gate | None = None
    typed: Handler | None = None
    other: Handler | None = None
    edited: Handler | None = None
    membership: Handler | None = None
    unknown_command: Handler | None = None
    unknown_button: Handler | None = None

    def command(
        self, name: str, handler: Handler, *, in_groups: Handler | None = None, only: Roles | None = None
    ) -> None:
        """A command in private chats, and what it does when a group addresses it to the bot."""
        self._add(Kind.COMMAND, name, handler, only)
        if in_groups:
            self.group_commands[name] = in_groups

    def button(self, name: str, handler: Handler, *, only: Roles | None = None) -> None:
        self._add(Kind.BUTTON, name, handler, only)

    def typing(self, screen: str, handler: Handler, *, only: Roles | None = None) -> None:
        """Text typed while the dialogue stands at `screen` (its name, before the first colon)."""
        self._add(Kind.TYPING, screen, handler, only)

    def sending(self, screen: str, handler: Handler, *, only: Roles | None = None) -> None:
        """A photo, file, place or contact sent while the dialogue stands at `screen`."""
        self._add(Kind.SENDING, screen, handler, only)

    def deep_link(self, prefix: str, handler: Handler, *, only: Roles | None = None) -> None:
        """`/start prefix_rest`: the handler gets the rest as its one argument."""
        self._add(Kind.DEEP_LINK, prefix, handler, only)

    def file(self, name: str, maker: Maker) -> None:
        """What makes the files that calls describe under this name (bot/files.py)."""
        self._put(name, maker, self.makers)

    def when_due(self, kind: str, handler: DueHandler) -> None:
        """What does scheduled work of a kind (db/scheduled.py)."""
        self._put(kind, handler, self.due)

    def _add(self, kind: Kind, name: str, handler: Handler, only: Roles | None) -> None:
        self._put((kind, name), Route(handler, only), self.routes)

    @staticmethod
    def _put(name: K, value: V, among: dict[K, V]) -> None:
        if name in among:
            raise ValueError(f"two handlers for {name!r}")
        among[name] = value

    def has_button(self, name: str) -> bool:
        return (Kind.BUTTON, name) in self.routes

    def dispatch(self, chat: Chat) -> None:
        """Hand the update to its handler."""
        handler = self._find(chat)
        if handler:
            handler(chat)

    def press(self, chat: Chat, data: str) -> None:
        """Do what a button with this data would do."""
        name, chat.arguments = unpack(data)
        handler = self._admitted(chat, Kind.BUTTON, name, self.unknown_button)
        if handler:
            handler(chat)

    def _admitted(self, chat: Chat, kind: Kind, name: str, otherwise: Handler | None) -> Handler | None:
        """The handler of a name, where there is one and the person may use it."""
        route = self.routes.get((kind, name))
        if route is None:
            return otherwise
        if route.only is None:
            return route.handler
        admission = self.gate(chat, route.only) if self.gate else Admission.STRANGER
        return {Admission.ADMITTED: route.handler, Admission.STRANGER: otherwise}.get(admission)

    def _find(self, chat: Chat) -> Handler | None:
        if chat.pressed:
            return self._for_button(chat)
        if chat.update.my_chat_member:
            return self.membership
        if not chat.is_private:
            return self._for_group(chat)
        if changed := chat.update.edited_message:
            return None if changed.location else self.edited  # a live location changes every few seconds
        if chat.message and chat.message.text:
            return self._for_text(chat, chat.message.text)
        return self._on_screen(chat, Kind.SENDING, self.other)

    def _on_screen(self, chat: Chat, kind: Kind, otherwise: Handler | None) -> Handler | None:
        name, chat.arguments = unpack(chat.dialog.screen)
        return self._admitted(chat, kind, name, otherwise)

    def _for_button(self, chat: Chat) -> Handler | None:
        if not chat.is_private:
            return None
        assert chat.pressed is not None
        name, chat.arguments = unpack(chat.pressed.data or "")
        return self._admitted(chat, Kind.BUTTON, name, self.unknown_button)

    def _for_text(self, chat: Chat, text: str) -> Handler | None:
        command = _COMMAND.match(text)
        if not command:
            return self._on_screen(chat, Kind.TYPING, self.typed)
        chat.arguments = (command[3] or "").split()
        if command[2] and command[2].lower() != chat.services.bot_name.lower():
            return self.unknown_command
        name = command[1].lower()
        known = self._admitted(chat, Kind.COMMAND, name, self.unknown_command)
        return self._for_deep_link(chat, known) if name == "start" and chat.arguments else known

    def _for_deep_link(self, chat: Chat, otherwise: Handler | None) -> Handler | None:
        prefix, _, rest = chat.arguments[0].partition("_")
        if (Kind.DEEP_LINK, prefix) in self.routes:
            chat.arguments = [rest]
        return self._admitted(chat, Kind.DEEP_LINK, prefix, otherwise)

    def _for_group(self, chat: Chat) -> Handler | None:
        """In groups only commands addressed to the bot by name are answered."""
        command = _COMMAND.match((chat.message.text if chat.message else "") or "")
        if not command or (command[2] or "").lower() != chat.services.bot_name.lower():
            return None
        return self.group_commands.get(command[1].lower())
