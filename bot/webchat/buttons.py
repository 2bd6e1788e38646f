"""One button of a keyboard, and what is wrong with it."""

from typing import Any

from bot.webchat.links import LinkError, checked_link
from bot.webchat.refusals import RefusedError, bad_request
from bot.webchat.wire import Json

_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_STYLES = {"danger", "success", "primary"}
_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_REQUESTS = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
}


def check_inline_button(button: Any) -> None:
    """A text, exactly one thing that happens, and that well formed."""
    _check_looks(button, "inline keyboard button", _ACTIONS)
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions or button.get("callback_data") == "":
        raise _cannot_inline("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _cannot_inline("exactly one of the optional fields must be used")
    _check_action(actions[0], button[actions[0]])


def check_reply_button(button: Any, *, private: bool) -> Json:
    """A button of a reply keyboard as an object (Telegram also takes a bare text)."""
    if isinstance(button, str):
        button = {"text": button}
    _check_looks(button, "keyboard button", _REQUESTS.keys())
    for name, refusal in _REQUESTS.items():
        if flag(button, name) and not private:
            raise bad_request(refusal)
    return {key: value for key, value in button.items() if value is not False}


def flag(holder: Json, name: str) -> bool:
    """A field that must be true or false, or absent."""
    value = holder.get(name, False)
    if not isinstance(value, bool):
        raise bad_request(f'field "{name}" must be of type Boolean')
    return value


def _check_looks(button: Any, what: str, others: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: expected an Object")
    if "text" not in button:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{what} text must be non-empty")
    unknown = button.keys() - _LOOKS - set(others)
    if unknown:
        raise bad_request(f'can\'t parse {what}: unknown field "{min(unknown)}"')
    if button.get("style", "primary") not in _STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")


def _check_action(name: str, value: Any) -> None:
    if name in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    if name == "login_url":
        raise bad_request("BOT_DOMAIN_INVALID")
    if name == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= 64):
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "copy_text":
        _check_copy_text(value)
    if name == "url":
        _check_url(value)
    if name == "web_app":
        _check_web_app(value)


def _check_url(url: Any) -> None:
    try:
        checked_link(str(url))
    except LinkError as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None


def _check_web_app(value: Any) -> None:
    url = value.get("url") if isinstance(value, dict) else value
    if not isinstance(url, str) or not url.startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )


def _check_copy_text(value: Any) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _cannot_inline(reason: str) -> RefusedError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
