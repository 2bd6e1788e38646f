"""editMessageText, editMessageCaption, editMessageMedia and editMessageReplyMarkup."""

from typing import Any

from bot.webchat.call import Call
from bot.webchat.calls.posting import preview_fields
from bot.webchat.calls.targets import open_chat
from bot.webchat.calls.uploading import media_fields
from bot.webchat.history import Kept
from bot.webchat.hub import Hub
from bot.webchat.keyboards import read_inline_markup
from bot.webchat.refusals import NOT_MODIFIED, bad_request
from bot.webchat.texts import caption_fields, message_text, text_fields
from bot.webchat.wire import Json

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document")
_MEDIA_FIELDS = {
    "type",
    "media",
    "caption",
    "parse_mode",
    "caption_entities",
    "show_caption_above_media",
    "has_spoiler",
    "thumbnail",
    "disable_content_type_detection",
}


async def edit_text(hub: Hub, call: Call) -> Json:
    """Another text in the same message."""
    formatted = message_text(call["text"], call.get("parse_mode"), call.get("entities"))
    kept = _own_message(hub, call)
    if "text" not in kept.message:
        raise bad_request("there is no text in the message to edit")
    new = text_fields(formatted) | preview_fields(call.get("link_preview_options"))
    return _replace(hub, call, kept, _TEXT, new)


async def edit_caption(hub: Hub, call: Call) -> Json:
    """Another caption, or none."""
    caption = caption_fields(call.get("caption"), call.get("parse_mode"), call.get("caption_entities"))
    kept = _own_message(hub, call)
    if not any(name in kept.message for name in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    if call.get("show_caption_above_media"):
        caption["show_caption_above_media"] = True
    return _replace(hub, call, kept, _CAPTION, caption)


async def edit_media(hub: Hub, call: Call) -> Json:
    """Another picture or file, with its own caption."""
    media = call["media"]
    if not isinstance(media, dict) or media.keys() - _MEDIA_FIELDS:
        raise bad_request("can't parse InputMedia JSON object")
    if media.get("type") not in _MEDIA or not media.get("media"):
        raise bad_request("can't parse InputMedia: media type must be photo or document")
    kept = _own_message(hub, call)
    if "text" not in kept.message and not any(name in kept.message for name in _MEDIA):
        raise bad_request("there is no media in the message to edit")
    new = caption_fields(media.get("caption"), media.get("parse_mode"), media.get("caption_entities"))
    new |= await media_fields(hub, media["type"], call.file(media["media"]))
    return _replace(hub, call, kept, (*_TEXT, *_CAPTION, *_MEDIA), new)


async def edit_markup(hub: Hub, call: Call) -> Json:
    """Other buttons, or none."""
    return _replace(hub, call, _own_message(hub, call), (), {})


def _own_message(hub: Hub, call: Call) -> Kept:
    """The message to edit; raises when there is none, or it is not the bot's to edit."""
    for name in ("chat_id", "message_id"):
        if not call.get("inline_message_id") and call.get(name) in (None, ""):
            raise bad_request("message identifier is not specified")
    chat = open_chat(hub, call)
    kept = hub.history.find(chat.id, call["message_id"])
    if kept is None:
        raise bad_request("message to edit not found")
    # Telegram edits no message that came with a reply keyboard.
    if kept.message["from"]["id"] != hub.settings.bot_id or "reply_keyboard" in kept.extra:
        raise bad_request("message can't be edited")
    return kept


def _replace(hub: Hub, call: Call, kept: Kept, replaced: tuple[str, ...], new: Json) -> Json:
    markup = read_inline_markup(call.get("reply_markup"), private=int(kept.message["chat"]["id"]) > 0)
    gone = {*replaced, "reply_markup", "edit_date"}
    message = {key: value for key, value in kept.message.items() if key not in gone} | new
    if markup:
        message["reply_markup"] = markup
    if _content(message) == _content(kept.message):
        raise bad_request(NOT_MODIFIED)
    message["edit_date"] = hub.now()
    kept = hub.history.keep(message, kept.extra)
    hub.feeds.publish(message["chat"]["id"], "edit", kept.for_page())
    return message


def _content(message: Json) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key not in ("edit_date", "link_preview_options")}


CALLS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
}
