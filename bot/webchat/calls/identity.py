"""getMe and getChat."""

from bot.webchat.call import Call
from bot.webchat.calls.targets import chat_of
from bot.webchat.hub import Hub
from bot.webchat.people import Person
from bot.webchat.wire import Json


async def get_me(hub: Hub, call: Call) -> Json:
    """The bot as a User, with what it may do."""
    return hub.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not hub.settings.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_chat(hub: Hub, call: Call) -> Json:
    """A ChatFullInfo, with the fields that are always there."""
    chat = chat_of(hub, call["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full: Json = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if not isinstance(chat, Person):
        full["permissions"] = {"can_send_messages": True}
    return chat.chat() | full


CALLS = {"getMe": get_me, "getChat": get_chat}
