"""Where a call goes: the chat, and whether the bot may write there."""

from typing import Any

from bot.webchat.call import Call
from bot.webchat.hub import Hub
from bot.webchat.people import Group, Person
from bot.webchat.refusals import bad_request, forbidden


def chat_of(hub: Hub, chat_id: Any) -> Person | Group:
    """The chat of that id; @names are for channels, which this server does not have."""
    chat = hub.people.find(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat(hub: Hub, call: Call) -> Person | Group:
    """The chat a call writes to; raises when the bot may not."""
    refuse_absent_features(call)
    chat = chat_of(hub, call["chat_id"])
    if isinstance(chat, Person):
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if call.get("message_thread_id"):
            raise bad_request("message thread not found")
    return chat


# Parameters for features this server lacks, with what Telegram says to those who lack them there.
_ABSENT = {
    "business_connection_id": "business connection not found",
    "inline_message_id": "MESSAGE_ID_INVALID",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
    "direct_messages_topic_id": "direct messages topics can be used only in channel direct messages chats",
    "allow_paid_broadcast": "FLOODSKIP_NOT_ALLOWED",
    "rich_message": "RICH_MESSAGE_UNSUPPORTED",
}
# The effects everybody may use: fire, like, dislike, heart, party, poo.
_EFFECTS = {
    "5104841245755180586",
    "5107584321108051014",
    "5104858069142078462",
    "5159385139981059251",
    "5046509860389126442",
    "5046589136895476101",
}


def refuse_absent_features(call: Call) -> None:
    """Better refused than silently not done."""
    for name, refusal in _ABSENT.items():
        if call.get(name):
            raise bad_request(refusal)
    effect = call.get("message_effect_id")
    if effect and effect not in _EFFECTS:
        raise bad_request("EFFECT_ID_INVALID")
