"""The parts of Telegram's HTML: a start tag with its attribute, an end tag, a character reference."""

import re
from dataclasses import dataclass

from bot.webchat.links import LinkError, checked_link

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
# The one attribute a tag may carry.
_ATTRIBUTES = {
    "span": "class",
    "a": "href",
    "code": "class",
    "tg-emoji": "emoji-id",
    "blockquote": "expandable",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));")
_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?""")
_END_OF_TAG = re.compile(r"\s*>")
_CLOSING = re.compile(r"</([^\s>]*)\s*>")


class MarkupError(ValueError):
    """What is wrong with a markup, as Telegram puts it after "can't parse entities: "."""


@dataclass(frozen=True)
class StartTag:
    """<tag attribute="argument"> and where it ends in the markup."""

    name: str
    argument: str | None
    end: int


def fault(markup: str, position: int, text: str, rest: str = "") -> MarkupError:
    """An error that says where, as Telegram does: in bytes of UTF-8."""
    offset = len(markup[:position].encode("utf-8", "surrogatepass"))
    return MarkupError(f"{text} at byte offset {offset}{rest}")


def read_reference(markup: str, position: int) -> tuple[str, int]:
    """The character an &…; stands for, and where it ends."""
    found = _REFERENCE.match(markup, position)
    if found is None:
        raise fault(markup, position, 'Unescaped "&" or unsupported entity')
    if found[1]:
        return _NAMED[found[1]], found.end()
    code = int(found[2]) if found[2] else int(found[3], 16)
    if 0xD800 <= code <= 0xDFFF:
        raise MarkupError(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    if code == 0 or code >= 0x10FFFF:
        raise fault(markup, position, "Unsupported entity")
    return chr(code), found.end()


def read_end_tag(markup: str, position: int) -> tuple[str, int]:
    """The name in a </name>, and where it ends."""
    found = _CLOSING.match(markup, position)
    if found is None:
        raise fault(markup, position, "Unclosed end tag")
    return found[1].lower(), found.end()


def read_start_tag(markup: str, begin: int) -> StartTag:
    """A tag that Telegram knows, with nothing in it that Telegram would pass over."""
    name = _NAME.match(markup, begin)
    assert name is not None
    tag = name[1].lower()
    if name.end() == len(markup):
        raise fault(markup, begin, "Unclosed start tag")
    if tag not in TYPES:
        raise fault(markup, begin, f'Unsupported start tag "{tag}"')
    argument, position = None, name.end()
    while (end := _END_OF_TAG.match(markup, position)) is None:
        attribute = _ATTRIBUTE.match(markup, position)
        if attribute is None:
            raise _broken_attribute(markup, begin, position, tag)
        if attribute[1].lower() != _ATTRIBUTES.get(tag):
            raise fault(markup, begin, f'Unsupported attribute "{attribute[1]}" of the tag "{tag}"')
        argument = next((value for value in attribute.groups()[1:] if value is not None), "")
        position = attribute.end()
    return StartTag(tag, _checked(markup, begin, tag, argument), end.end())


def _broken_attribute(markup: str, begin: int, position: int, tag: str) -> MarkupError:
    rest = markup[position:].lstrip()
    value = rest[1:].lstrip() if rest.startswith("=") else ""
    if not rest or value[:1] in ('"', "'"):
        return fault(markup, begin, "Unclosed start tag")
    if value:
        return fault(markup, len(markup) - len(value), "Unexpected end of name token")
    return fault(markup, begin, f'Empty attribute name in the tag "{tag}"')


def _checked(markup: str, begin: int, tag: str, argument: str | None) -> str | None:
    if tag == "span" and argument != "tg-spoiler":
        raise fault(markup, begin, 'Tag "span" must have class "tg-spoiler"')
    if tag == "tg-emoji" and not _is_emoji_id(argument or ""):
        raise MarkupError("Invalid custom emoji identifier specified")
    if tag == "code" and argument is not None and not re.fullmatch(r"language-\S+", argument):
        raise fault(markup, begin, 'Tag "code" must have a class "language-…"')
    if tag == "a":
        return _link(markup, begin, argument or "")
    return argument


def _link(markup: str, begin: int, raw: str) -> str:
    url, position = "", 0
    while (reference := raw.find("&", position)) >= 0:
        character, end = read_reference(raw, reference)
        url, position = url + raw[position:reference] + character, end
    url += raw[position:]
    try:
        return checked_link(url)
    except LinkError as reason:
        raise fault(markup, begin, f"URL '{url}' of the tag \"a\" is invalid: {reason}") from None


def _is_emoji_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) < 2**63
