"""What a visitor does: writes, taps, shares, edits, blocks."""

import re
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.webchat import speaking
from bot.webchat.hub import Hub
from bot.webchat.keys import HUB
from bot.webchat.people import Group, Person
from bot.webchat.texts import TEXT_LIMIT
from bot.webchat.visit.bodies import json_object, number_of, text_of
from bot.webchat.visit.errors import bad, missing, not_here
from bot.webchat.visit.guard import json_response
from bot.webchat.visit.session import chat_for, sender_in
from bot.webchat.wire import Json

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def send(request: web.Request) -> web.Response:
    """A text."""
    hub, chat, body = await _opened(request)
    content = speaking.text_content(text_of(body, "text", TEXT_LIMIT))
    reply_to = number_of(body, "reply_to") if body.get("reply_to") is not None else None
    return _said(speaking.say(hub, chat, _speaker(hub, chat, body), content, reply_to))


async def start(request: web.Request) -> web.Response:
    """/start, perhaps from a deep link; it also unblocks the bot, as in Telegram."""
    hub, chat, body = await _opened(request)
    payload = body.get("payload") or ""
    if payload and not (isinstance(payload, str) and _PAYLOAD.fullmatch(payload)):
        raise bad("payload must be 1 to 64 of A-Za-z0-9_-")
    sender = sender_in(hub, chat, body)
    speaking.set_blocked(hub, sender, blocked=False)
    return _said(speaking.say(hub, chat, sender, speaking.text_content(f"/start {payload}".strip())))


async def press(request: web.Request) -> web.Response:
    """A tap on an inline button. Any data passes, as a changed client could send any: the bot must check."""
    hub, chat, body = await _opened(request)
    data = text_of(body, "data", 64)
    if len(data.encode()) > 64:
        raise bad("data is too long")
    message = _message(hub, chat, body)
    if "reply_markup" not in message:
        raise bad("the message has no buttons")
    query_id = speaking.press(hub, chat.id, _speaker(hub, chat, body), message, data)
    return json_response({"callback_query_id": query_id})


async def edit(request: web.Request) -> web.Response:
    """Another text in one of the visitor's own messages."""
    hub, chat, body = await _opened(request)
    sender = _speaker(hub, chat, body)
    message = _message(hub, chat, body)
    if message["from"]["id"] != sender.id or "text" not in message:
        raise not_here("only your own texts can be edited")
    text = text_of(body, "text", TEXT_LIMIT)
    if text == message["text"]:
        raise bad("the text is the same")
    return _said(speaking.edit(hub, message, text))


async def share_contact(request: web.Request) -> web.Response:
    """A phone number; the visitor's own unless the body says whose."""
    hub, chat, body = await _opened(request)
    sender = _speaker(hub, chat, body)
    contact: Json = {
        "phone_number": text_of(body, "phone_number", 32),
        "first_name": body.get("first_name") or sender.first_name,
    }
    if body.get("last_name"):
        contact["last_name"] = str(body["last_name"])
    if body.get("user_id", sender.id) is not None:
        contact["user_id"] = number_of({"user_id": sender.id} | body, "user_id")
    return _said(speaking.say(hub, chat, sender, {"contact": contact}, _asked_by(hub, chat)))


async def share_location(request: web.Request) -> web.Response:
    """Where the visitor is."""
    hub, chat, body = await _opened(request)
    location = {name: body.get(name) for name in ("latitude", "longitude")}
    if not all(isinstance(value, int | float) for value in location.values()):
        raise bad("latitude and longitude must be numbers")
    sender = _speaker(hub, chat, body)
    return _said(speaking.say(hub, chat, sender, {"location": location}, _asked_by(hub, chat)))


async def send_sticker(request: web.Request) -> web.Response:
    """Something the bot will not understand."""
    hub, chat, body = await _opened(request)
    sticker = {
        "file_id": "sticker",
        "file_unique_id": "sticker",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": body.get("emoji") or "👍",
    }
    return _said(speaking.say(hub, chat, _speaker(hub, chat, body), {"sticker": sticker}))


def blocking(*, blocked: bool) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler that blocks, and the one that unblocks."""

    async def handle(request: web.Request) -> web.Response:
        hub, chat, _ = await _opened(request)
        if not isinstance(chat, Person):
            raise bad("only people can block the bot")
        speaking.set_blocked(hub, chat, blocked=blocked)
        return json_response({"blocked": chat.blocked})

    return handle


def _speaker(hub: Hub, chat: Person | Group, body: Json) -> Person:
    """Who does it; a person who blocked the bot has to start it again first."""
    sender = sender_in(hub, chat, body)
    if chat is sender and sender.blocked:
        raise not_here("you have blocked the bot")
    return sender


async def _opened(request: web.Request) -> tuple[Hub, Person | Group, Json]:
    return request.app[HUB], chat_for(request), await json_object(request)


def _message(hub: Hub, chat: Person | Group, body: Json) -> Json:
    kept = hub.history.find(chat.id, number_of(body, "message_id"))
    if kept is None:
        raise missing("no such message")
    return kept.message


def _asked_by(hub: Hub, chat: Person | Group) -> int | None:
    """A shared contact or place is a reply to the message whose keyboard asked for it."""
    recent = reversed(hub.history.newest(chat.id, limit=50))
    last = next((kept for kept in recent if "reply_keyboard" in kept.extra), None)
    return last.message["message_id"] if last and "keyboard" in last.extra["reply_keyboard"] else None


def _said(message: Json) -> web.Response:
    return json_response({"message": message})
