"""From the text or caption of a call to what stands in the message."""

from typing import Any

from bot.webchat.found_entities import with_found_entities
from bot.webchat.given_entities import checked_entities
from bot.webchat.html_tags import MarkupError
from bot.webchat.html_text import Formatted, parse_html
from bot.webchat.refusals import bad_request
from bot.webchat.wire import Json, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def message_text(raw: str, parse_mode: str | None, entities: Any) -> Formatted:
    """The text of a message; raises when it is empty, too long or badly marked up."""
    if not raw:
        raise bad_request("message text is empty")
    formatted = _formatted(raw, parse_mode, entities)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return formatted


def caption_fields(raw: str | None, parse_mode: str | None, entities: Any) -> Json:
    """`caption` and `caption_entities` of a message, as far as there are any."""
    formatted = _formatted(raw or "", parse_mode, entities)
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    fields: Json = {"caption": formatted.text} if formatted.text else {}
    if formatted.entities:
        fields["caption_entities"] = formatted.entities
    return fields


def text_fields(formatted: Formatted) -> Json:
    """`text` and `entities` of a message."""
    fields: Json = {"text": formatted.text}
    if formatted.entities:
        fields["entities"] = formatted.entities
    return fields


def _formatted(raw: str, parse_mode: str | None, entities: Any) -> Formatted:
    formatted = _parsed(raw, parse_mode, entities)
    trimmed = _trimmed(formatted)
    return Formatted(trimmed.text, with_found_entities(trimmed.text, trimmed.entities))


def _parsed(raw: str, parse_mode: str | None, entities: Any) -> Formatted:
    clean = raw.replace("\r", "")
    if not parse_mode:
        return Formatted(clean, checked_entities(entities, utf16_length(clean)) if entities else [])
    # Markdown is refused although Telegram has it: our texts carry names and notes, and HTML escapes safely.
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    try:
        return parse_html(clean)
    except MarkupError as fault:
        raise bad_request(f"can't parse entities: {fault}") from None


def _trimmed(formatted: Formatted) -> Formatted:
    """Telegram cuts white space off both ends; entities move with the text."""
    text = formatted.text.strip()
    if len(text) == len(formatted.text):
        return formatted
    lead = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    length = utf16_length(text)
    moved = [_moved(entity, lead, length) for entity in formatted.entities]
    return Formatted(text, [entity for entity in moved if entity["length"] > 0])


def _moved(entity: Json, lead: int, length: int) -> Json:
    start = max(entity["offset"] - lead, 0)
    end = min(entity["offset"] + entity["length"] - lead, length)
    return entity | {"offset": start, "length": end - start}
