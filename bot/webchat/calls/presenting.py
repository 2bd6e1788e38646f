"""How the bot presents itself: commands, name and descriptions."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.webchat.call import Call
from bot.webchat.calls.targets import chat_of
from bot.webchat.commands import chat_of_scope, read_commands, read_language, read_scope
from bot.webchat.hub import Hub
from bot.webchat.profile import LIMITS
from bot.webchat.wire import Json


async def set_my_commands(hub: Hub, call: Call) -> bool:
    """The list for a scope and language."""
    return _put(hub, call, read_commands(call["commands"]))


async def delete_my_commands(hub: Hub, call: Call) -> bool:
    """No list of its own for a scope and language any more."""
    return _put(hub, call, [])


async def get_my_commands(hub: Hub, call: Call) -> list[Json]:
    """Exactly what was set for a scope and language."""
    return hub.commands.get(_scope(hub, call), read_language(call.get("language_code")))


def _put(hub: Hub, call: Call, commands: list[Json]) -> bool:
    hub.commands.set(_scope(hub, call), read_language(call.get("language_code")), commands)
    hub.feeds.publish_everywhere("commands_changed", {})
    return True


def _scope(hub: Hub, call: Call) -> str:
    scope = read_scope(call.get("scope"))
    chat_id = chat_of_scope(scope)
    if chat_id is not None:
        chat_of(hub, chat_id)
    return scope


def _setter(field: str) -> Callable[[Hub, Call], Awaitable[bool]]:
    async def set_text(hub: Hub, call: Call) -> bool:
        hub.profile.set(field, read_language(call.get("language_code")), call.get(field) or "")
        return True

    return set_text


def _getter(field: str) -> Callable[[Hub, Call], Awaitable[Json]]:
    async def get_text(hub: Hub, call: Call) -> Json:
        return {field: hub.profile.get(field, read_language(call.get("language_code")))}

    return get_text


def _method(verb: str, field: str) -> str:
    return f"{verb}My" + "".join(word.title() for word in field.split("_"))


CALLS: dict[str, Callable[[Hub, Call], Awaitable[Any]]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **{_method("set", field): _setter(field) for field in LIMITS},
    **{_method("get", field): _getter(field) for field in LIMITS},
}
