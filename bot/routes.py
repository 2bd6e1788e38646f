"""Which handler an update goes to. Handlers register themselves, in the order of `handlers/__init__.py`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.callbacks import unpack
from bot.context import Chat

Handler = Callable[[Chat], None]

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?$", re.DOTALL)


@dataclass
class Routes:
    """Commands and buttons by name; one handler each for typed text, anything else, and what nobody knows."""

    commands: dict[str, Handler] = field(default_factory=dict)
    group_commands: dict[str, Handler] = field(default_factory=dict)
    buttons: dict[str, Handler] = field(default_factory=dict)
    typed: Handler | None = None
    other: Handler | None = None
    edited: Handler | None = None
    membership: Handler | None = None
    unknown_command: Handler | None = None
    unknown_button: Handler | None = None

    def command(self, name: str, handler: Handler, *, in_groups: Handler | None = None) -> None:
        """A command in private chats, and what it does when a group addresses it to the bot."""
        self._refuse_twice(name, self.commands)
        self.commands[name] = handler
        if in_groups:
            self.group_commands[name] = in_groups

    def button(self, name: str, handler: Handler) -> None:
        self._refuse_twice(name, self.buttons)
        self.buttons[name] = handler

    @staticmethod
    def _refuse_twice(name: str, among: dict[str, Handler]) -> None:
        if name in among:
            raise ValueError(f"two handlers for {name!r}")

    def dispatch(self, chat: Chat) -> None:
        """Hand the update to its handler."""
        handler = self._find(chat)
        if handler:
            handler(chat)

    def press(self, chat: Chat, data: str) -> None:
        """Do what a button with this data would do."""
        name, chat.arguments = unpack(data)
        handler = self.buttons.get(name, self.unknown_button)
        if handler:
            handler(chat)

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
        return self.other

    def _for_button(self, chat: Chat) -> Handler | None:
        if not chat.is_private:
            return None
        assert chat.pressed is not None
        name, chat.arguments = unpack(chat.pressed.data or "")
        return self.buttons.get(name, self.unknown_button)

    def _for_text(self, chat: Chat, text: str) -> Handler | None:
        command = _COMMAND.match(text)
        if not command:
            return self.typed
        chat.arguments = (command[3] or "").split()
        if command[2] and command[2].lower() != chat.services.bot_name.lower():
            return self.unknown_command
        return self.commands.get(command[1].lower(), self.unknown_command)

    def _for_group(self, chat: Chat) -> Handler | None:
        """In groups only commands addressed to the bot by name are answered."""
        command = _COMMAND.match((chat.message.text if chat.message else "") or "")
        if not command or (command[2] or "").lower() != chat.services.bot_name.lower():
            return None
        return self.group_commands.get(command[1].lower())
