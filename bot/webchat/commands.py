"""Command menus by scope and language, and which one a chat gets to see."""

import re
from typing import Any

from bot.webchat.people import Group, Person
from bot.webchat.refusals import bad_request
from bot.webchat.store import Store
from bot.webchat.wire import Json

_MOST = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SIMPLE = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_OF_A_CHAT = {"chat", "chat_administrators"}
DEFAULT = "default"


class Commands:
    """The lists the bot set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: dict[str, list[Json]] = dict(store.load("commands"))

    def get(self, scope: str, language: str) -> list[Json]:
        """Exactly the list set for a scope and language."""
        return self._lists.get(f"{scope}/{language}", [])

    def set(self, scope: str, language: str, commands: list[Json]) -> None:
        """Put a list in place; an empty one is the same as none."""
        key = f"{scope}/{language}"
        if commands:
            self._lists[key] = commands
            self._store.put("commands", key, commands)
        elif self._lists.pop(key, None) is not None:
            self._store.drop("commands", key)

    def menu(self, chat: Person | Group, language: str, user_id: int | None = None) -> list[Json]:
        """What the menu of a chat shows: the first list there is, from the narrowest scope to the widest."""
        for scope in _scopes(chat, user_id):
            for tongue in (language, ""):
                if found := self.get(scope, tongue):
                    return found
        return []


def _scopes(chat: Person | Group, user_id: int | None) -> list[str]:
    if isinstance(chat, Person):
        return [f"chat/{chat.id}", "all_private_chats", DEFAULT]
    administers = user_id in chat.administrators
    narrow = [f"chat_member/{chat.id}/{user_id}"]
    narrow += [f"chat_administrators/{chat.id}"] if administers else []
    wide = ["all_chat_administrators"] if administers else []
    return [*narrow, f"chat/{chat.id}", *wide, "all_group_chats", DEFAULT]


def read_scope(scope: Any) -> str:
    """A BotCommandScope as a key."""
    if scope is None:
        return DEFAULT
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in _SIMPLE:
        return str(kind)
    if kind in _OF_A_CHAT and "chat_id" in scope:
        return f"{kind}/{scope['chat_id']}"
    if kind == "chat_member" and "chat_id" in scope and "user_id" in scope:
        return f"{kind}/{scope['chat_id']}/{scope['user_id']}"
    raise bad_request("can't parse BotCommandScope: unsupported type specified")


def chat_of_scope(scope: str) -> int | None:
    """The chat a scope is about, if it is about one."""
    parts = scope.split("/")
    return int(parts[1]) if len(parts) > 1 and parts[1].lstrip("-").isdigit() else None


def read_language(code: str | None) -> str:
    """A two-letter code, or nothing for every language without a list of its own."""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code or ""


def read_commands(commands: Any) -> list[Json]:
    """The commands of a setMyCommands; raises when one is not allowed."""
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > _MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_read_command(command) for command in commands]


def _read_command(command: Any) -> Json:
    if not isinstance(command, dict) or not {"command", "description"} >= command.keys():
        raise bad_request("can't parse BotCommand: expected an Object with command and description")
    name, description = str(command.get("command", "")).removeprefix("/"), command.get("description", "")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description.strip()}
