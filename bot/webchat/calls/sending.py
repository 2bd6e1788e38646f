"""sendMessage, sendLocation, sendVenue and sendChatAction."""

from bot.webchat.call import Call
from bot.webchat.calls.posting import post, preview_fields
from bot.webchat.calls.targets import open_chat
from bot.webchat.hub import Hub
from bot.webchat.refusals import bad_request
from bot.webchat.texts import message_text, text_fields
from bot.webchat.wire import Json

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_ACTION_SECONDS = 5


async def send_message(hub: Hub, call: Call) -> Json:
    """A text."""
    formatted = message_text(call["text"], call.get("parse_mode"), call.get("entities"))
    return post(hub, call, text_fields(formatted) | preview_fields(call.get("link_preview_options")))


async def send_location(hub: Hub, call: Call) -> Json:
    """A point on the map. Live ones would have to move, which nobody here needs."""
    if any(call.get(name) for name in ("live_period", "heading", "proximity_alert_radius")):
        raise bad_request("live locations are not supported by this server")
    return post(hub, call, {"location": _location(call)})


async def send_venue(hub: Hub, call: Call) -> Json:
    """A place with a name and an address."""
    for name in ("title", "address"):
        if not call[name].strip():
            raise bad_request(f"venue {name} must be non-empty")
    optional = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue: Json = {"location": _location(call), "title": call["title"], "address": call["address"]}
    venue |= {name: call[name] for name in optional if call.get(name)}
    return post(hub, call, {"venue": venue, "location": venue["location"]})


async def send_chat_action(hub: Hub, call: Call) -> bool:
    """typing… and its like."""
    if call["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = open_chat(hub, call)
    hub.feeds.publish(chat.id, "chat_action", {"action": call["action"], "seconds": _ACTION_SECONDS})
    return True


def _location(call: Call) -> Json:
    latitude, longitude = call["latitude"], call["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("invalid location specified")
    location: Json = {"latitude": latitude, "longitude": longitude}
    if call.get("horizontal_accuracy"):
        location["horizontal_accuracy"] = call["horizontal_accuracy"]
    return location


CALLS = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendChatAction": send_chat_action,
}
