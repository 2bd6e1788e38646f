"""What people do in a chat, and what the bot hears of it."""

from bot.webchat.found_entities import with_found_entities
from bot.webchat.hub import Hub
from bot.webchat.people import Group, Person
from bot.webchat.wire import Json


def say(hub: Hub, chat: Person | Group, sender: Person, content: Json, reply_to: int | None = None) -> Json:
    """Put a person's message into a chat and queue it for the bot; returns it as the page sees it."""
    message: Json = {
        "message_id": hub.numbers.next("message"),
        "from": sender.user(),
        "chat": chat.chat(),
        "date": hub.now(),
        **_quoted(hub, chat, reply_to),
        **content,
    }
    _meet(hub, sender)
    kept = hub.history.keep(message)
    if "force_reply" in (hub.history.keyboard(chat.id) or {}):
        hub.history.set_keyboard(chat.id, None)
    hub.feeds.publish(chat.id, "message", kept.for_page())
    if chat.private or _meant_for_bot(hub, message):
        hub.updates.add("message", message)
    return kept.for_page()


def text_content(text: str, field: str = "text") -> Json:
    """A text (or caption) with the commands, links and names Telegram finds in it."""
    entities = with_found_entities(text, [])
    name = "entities" if field == "text" else f"{field}_entities"
    return {field: text} | ({name: entities} if entities else {})


def edit(hub: Hub, message: Json, text: str) -> Json:
    """A person changes one of their texts."""
    changed = {key: value for key, value in message.items() if key != "entities"}
    changed |= text_content(text) | {"edit_date": hub.now()}
    kept = hub.history.keep(changed)
    hub.feeds.publish(changed["chat"]["id"], "edit", kept.for_page())
    if int(changed["chat"]["id"]) > 0 or _meant_for_bot(hub, changed):
        hub.updates.add("edited_message", changed)
    return kept.for_page()


def press(hub: Hub, chat_id: int, sender: Person, message: Json, data: str) -> str:
    """A tap on an inline button; returns the id of the callback query."""
    query_id = hub.callbacks.open(chat_id, message["message_id"])
    query: Json = {
        "id": query_id,
        "from": sender.user(),
        "message": message,
        "chat_instance": str(abs(chat_id) * 1_000_003),
        "data": data,
    }
    hub.updates.add("callback_query", query)
    return query_id


def set_blocked(hub: Hub, person: Person, *, blocked: bool) -> None:
    """A person stops or lets the bot; it is told so, once."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    hub.people.keep(person)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    _tell_membership(hub, person, person, old, new)


def join(hub: Hub, group: Group, by: Person) -> None:
    """The bot is added to a group."""
    hub.people.keep(group)
    _tell_membership(hub, group, by, "left", "member")


def _tell_membership(hub: Hub, chat: Person | Group, by: Person, old: str, new: str) -> None:
    change = {
        "chat": chat.chat(),
        "from": by.user(),
        "date": hub.now(),
        "old_chat_member": _member(hub, old),
        "new_chat_member": _member(hub, new),
    }
    hub.updates.add("my_chat_member", change)


def _member(hub: Hub, status: str) -> Json:
    member: Json = {"user": hub.bot_user(), "status": status}
    return member | ({"until_date": 0} if status == "kicked" else {})


def _meet(hub: Hub, sender: Person) -> None:
    """Whoever writes to the bot may be written to."""
    if not sender.started:
        sender.started = True
        hub.people.keep(sender)


def _quoted(hub: Hub, chat: Person | Group, reply_to: int | None) -> Json:
    kept = hub.history.find(chat.id, reply_to)
    if kept is None:
        return {}
    return {"reply_to_message": {k: v for k, v in kept.message.items() if k != "reply_to_message"}}


def _meant_for_bot(hub: Hub, message: Json) -> bool:
    """Privacy mode: in groups the bot hears commands to it, its @name and replies to it."""
    if not hub.settings.privacy_mode:
        return True
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    text = str(message.get("text") or message.get("caption") or "")
    name = f"@{hub.settings.bot_username}".lower()
    command = text.split(maxsplit=1)[0].lower() if text.startswith("/") else ""
    to_bot = bool(command) and ("@" not in command or command.endswith(name))
    return to_bot or replied == hub.settings.bot_id or name in text.lower()
