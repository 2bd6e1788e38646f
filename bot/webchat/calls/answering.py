"""answerCallbackQuery."""

from bot.webchat.call import Call
from bot.webchat.hub import Hub
from bot.webchat.refusals import bad_request
from bot.webchat.wire import Json, utf16_length

_TOAST_LIMIT = 200


async def answer_callback_query(hub: Hub, call: Call) -> bool:
    """End the progress bar on a button, perhaps with a toast."""
    text, url = call.get("text"), call.get("url")
    if text and utf16_length(text) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(f"https://t.me/{hub.settings.bot_username}?start="):
        raise bad_request("URL_INVALID")
    tap = hub.callbacks.answer(call["callback_query_id"])
    shown: Json = {key: value for key, value in (("text", text), ("url", url)) if value}
    shown |= {
        "callback_query_id": call["callback_query_id"],
        "message_id": tap.message_id,
        "show_alert": bool(call.get("show_alert")),
    }
    hub.feeds.publish(tap.chat_id, "callback_answer", shown)
    return True


CALLS = {"answerCallbackQuery": answer_callback_query}
