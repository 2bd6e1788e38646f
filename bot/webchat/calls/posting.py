"""The part all sending methods share: from content to a message in the chat."""

from typing import Any

from bot.webchat.call import Call
from bot.webchat.calls.targets import open_chat
from bot.webchat.hub import Hub
from bot.webchat.keyboards import Markup, read_markup
from bot.webchat.links import LinkError, checked_link
from bot.webchat.people import Group, Person
from bot.webchat.refusals import bad_request
from bot.webchat.wire import Json

_REPLY_FIELDS = {
    "message_id",
    "chat_id",
    "allow_sending_without_reply",
    "quote",
    "quote_parse_mode",
    "quote_entities",
    "quote_position",
}
_PREVIEW_FLAGS = {"is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"}


def post(hub: Hub, call: Call, content: Json) -> Json:
    """Check the rest of a call and put the message into its chat; returns the Message."""
    chat = open_chat(hub, call)
    markup = read_markup(call.get("reply_markup"), private=chat.private)
    around = _reply(hub, chat, call.get("reply_parameters")) | _marks(call)
    if markup.inline:
        around["reply_markup"] = markup.inline
    message = {
        "message_id": hub.numbers.next("message"),
        "from": hub.bot_user(),
        "chat": chat.chat(),
        "date": hub.now(),
        **content,
        **around,
    }
    _show(hub, chat.id, message, markup, silent=bool(call.get("disable_notification")))
    return message


def preview_fields(raw: Any) -> Json:
    """`link_preview_options` of a message."""
    if not raw:
        return {}
    if not isinstance(raw, dict) or raw.keys() - _PREVIEW_FLAGS - {"url"}:
        raise bad_request("can't parse link preview options JSON object")
    for name in _PREVIEW_FLAGS & raw.keys():
        if not isinstance(raw[name], bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    if raw.get("url"):
        try:
            checked_link(str(raw["url"]))
        except LinkError:
            raise bad_request("WEBPAGE_URL_INVALID") from None
    return {"link_preview_options": raw}


def _marks(call: Call) -> Json:
    marks: Json = {}
    if call.get("protect_content"):
        marks["has_protected_content"] = True
    if call.get("message_effect_id"):
        marks["effect_id"] = call["message_effect_id"]
    return marks


def _reply(hub: Hub, chat: Person | Group, raw: Any) -> Json:
    if not raw:
        return {}
    if not isinstance(raw, dict) or raw.keys() - _REPLY_FIELDS:
        raise bad_request("can't parse reply parameters JSON object")
    if "message_id" not in raw:
        raise bad_request('can\'t find field "message_id"')
    if raw.get("chat_id") not in (None, chat.id):
        raise bad_request("replying to messages of other chats is not supported by this server")
    kept = hub.history.find(chat.id, raw["message_id"])
    if kept is not None:
        return {"reply_to_message": {k: v for k, v in kept.message.items() if k != "reply_to_message"}}
    if raw.get("allow_sending_without_reply") is True:
        return {}
    raise bad_request("message to be replied not found")


def _show(hub: Hub, chat_id: int, message: Json, markup: Markup, *, silent: bool) -> None:
    extra: Json = {"silent": True} if silent else {}
    if markup.reply is not None:
        extra["reply_keyboard"] = markup.reply
        gone = "remove_keyboard" in markup.reply
        hub.history.set_keyboard(chat_id, None if gone else markup.reply)
    kept = hub.history.keep(message, extra)
    hub.feeds.publish(chat_id, "message", kept.for_page())
