"""The Bot API methods of this server and their parameters, after Bot API 10.1.

A parameter is written `name` (a string) or `name:kind`; kinds are int, float, bool, chat (a number or @name),
json (an object or array, also as JSON text) and file (an upload, attach://name or a file_id). What is not in
this table is refused, while Telegram passes over unknown parameters in silence: a misspelt one is a mistake.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """Parameters by name, each with its kind."""

    required: dict[str, str]
    optional: dict[str, str]

    @property
    def parameters(self) -> dict[str, str]:
        """All of them."""
        return self.required | self.optional


def _kinds(words: str) -> dict[str, str]:
    pairs = (word.partition(":") for word in words.split())
    return {name: kind or "str" for name, _, kind in pairs}


def _method(required: str = "", optional: str = "") -> Method:
    return Method(_kinds(required), _kinds(optional))


_SENT = (
    "business_connection_id message_thread_id:int disable_notification:bool protect_content:bool "
    "allow_paid_broadcast:bool message_effect_id suggested_post_parameters:json reply_parameters:json "
    "reply_markup:json direct_messages_topic_id:int "
)
_EDITED = "business_connection_id chat_id:chat message_id:int inline_message_id reply_markup:json "
_CAPTION = "caption parse_mode caption_entities:json "
_SCOPE = "scope:json language_code"

METHODS: dict[str, Method] = {
    "getMe": _method(),
    "getChat": _method("chat_id:chat"),
    # updates
    "getUpdates": _method("", "offset:int limit:int timeout:int allowed_updates:json"),
    "setWebhook": _method(
        "url",
        "certificate:file ip_address max_connections:int allowed_updates:json drop_pending_updates:bool "
        "secret_token",
    ),
    "deleteWebhook": _method("", "drop_pending_updates:bool"),
    "getWebhookInfo": _method(),
    # sending
    "sendMessage": _method("chat_id:chat text", _SENT + "parse_mode entities:json link_preview_options:json"),
    "sendPhoto": _method(
        "chat_id:chat photo:file", _SENT + _CAPTION + "show_caption_above_media:bool has_spoiler:bool"
    ),
    "sendDocument": _method(
        "chat_id:chat document:file", _SENT + _CAPTION + "thumbnail:file disable_content_type_detection:bool"
    ),
    "sendLocation": _method(
        "chat_id:chat latitude:float longitude:float",
        _SENT + "horizontal_accuracy:float live_period:int heading:int proximity_alert_radius:int",
    ),
    "sendVenue": _method(
        "chat_id:chat latitude:float longitude:float title address",
        _SENT + "foursquare_id foursquare_type google_place_id google_place_type",
    ),
    "sendChatAction": _method("chat_id:chat action", "business_connection_id message_thread_id:int"),
    # editing
    "editMessageText": _method(
        "text", _EDITED + "parse_mode entities:json link_preview_options:json rich_message:json"
    ),
    "editMessageCaption": _method("", _EDITED + _CAPTION + "show_caption_above_media:bool"),
    "editMessageMedia": _method("media:json", _EDITED),
    "editMessageReplyMarkup": _method("", _EDITED),
    "deleteMessage": _method("chat_id:chat message_id:int"),
    # answering and files
    "answerCallbackQuery": _method("callback_query_id", "text show_alert:bool url cache_time:int"),
    "getFile": _method("file_id"),
    # how the bot presents itself
    "setMyCommands": _method("commands:json", _SCOPE),
    "getMyCommands": _method("", _SCOPE),
    "deleteMyCommands": _method("", _SCOPE),
    "setMyName": _method("", "name language_code"),
    "getMyName": _method("", "language_code"),
    "setMyDescription": _method("", "description language_code"),
    "getMyDescription": _method("", "language_code"),
    "setMyShortDescription": _method("", "short_description language_code"),
    "getMyShortDescription": _method("", "language_code"),
}

# Telegram takes method names in any case.
BY_LOWER_NAME = {name.lower(): name for name in METHODS}
