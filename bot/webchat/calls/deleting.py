"""deleteMessage."""

from bot.webchat.call import Call
from bot.webchat.calls.targets import chat_of
from bot.webchat.hub import Hub
from bot.webchat.refusals import bad_request

_LONGEST = 48 * 3600


async def delete_message(hub: Hub, call: Call) -> bool:
    """Take a message away for everybody, within two days."""
    chat = chat_of(hub, call["chat_id"])
    kept = hub.history.find(chat.id, call["message_id"])
    if kept is None:
        raise bad_request("message to delete not found")
    if hub.now() - int(kept.message["date"]) > _LONGEST:
        raise bad_request("message can't be deleted for everyone")
    if not chat.private and kept.message["from"]["id"] != hub.settings.bot_id:
        raise bad_request("message can't be deleted")
    hub.history.remove(chat.id, call["message_id"])
    hub.feeds.publish(chat.id, "delete", {"message_id": call["message_id"]})
    return True


CALLS = {"deleteMessage": delete_message}
