"""Entities a bot gives itself instead of a parse mode."""

from typing import Any

from bot.webchat.entity_order import in_order
from bot.webchat.links import LinkError, checked_link
from bot.webchat.refusals import RefusedError, bad_request
from bot.webchat.wire import Json

_PLAIN = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
}
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_MAY_HAVE = {"pre": "language"}


def checked_entities(entities: Any, length: int) -> list[Json]:
    """The entities of a call that fit a text of that length; raises what Telegram would answer."""
    if not isinstance(entities, list):
        raise bad_request("can't parse entities JSON object")
    return in_order([_checked(entity, length) for entity in entities])


def _checked(entity: Any, length: int) -> Json:
    if not isinstance(entity, dict):
        raise _cannot("expected an Object")
    kind = entity.get("type")
    if kind not in _PLAIN | _FOUND | _NEEDS.keys():
        raise _cannot("Unsupported type specified")
    needed = _NEEDS.get(kind)
    if needed and needed not in entity:
        raise _cannot(f'Can\'t find field "{needed}"')
    _check_place(entity, length)
    if kind == "text_link":
        return entity | {"url": _checked_url(entity["url"])}
    kept = ("type", "offset", "length", needed, _MAY_HAVE.get(kind))
    return {key: value for key, value in entity.items() if key in kept}


def _check_place(entity: Json, length: int) -> None:
    start, size = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(size, int):
        raise _cannot('Field "offset" and "length" must be of type Number')
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if size <= 0:
        raise bad_request(f"receive an entity with incorrect length {size}")
    if start >= length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start + size > length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text "
            f"at UTF-16 offset {start + size}"
        )


def _checked_url(url: Any) -> str:
    try:
        return checked_link(str(url))
    except LinkError as reason:
        raise bad_request(f"entity URL '{url}' is invalid: {reason}") from None


def _cannot(reason: str) -> RefusedError:
    return bad_request(f"can't parse MessageEntity: {reason}")
