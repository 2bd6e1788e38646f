"""In which order Telegram lists entities: by place, the longer first, and of equals the outer kind first."""

from bot.webchat.wire import Json

_RANKS = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_OTHERS = 50


def in_order(entities: list[Json]) -> list[Json]:
    """The entities as a Message lists them."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], _RANKS.get(e["type"], _OTHERS)))
