"""What Telegram finds in a text by itself: commands, links, e-mails, @names and #tags."""

import re

from bot.webchat.entity_order import in_order
from bot.webchat.wire import Json, utf16_length

# Most texts have none of these; looking for the few signs first is ten times faster than the whole pattern.
_HINT = re.compile(r"[/@#]|[a-zA-Z0-9]\.[a-zA-Z]")
_END = r"[^\s<>\"'«»“”]*[^\s<>\"'«»“”.,:;!?)\]}]"
_PATTERN = re.compile(
    rf"""
      (?P<url>(?<![\w@])https?://{_END}
        | (?<![\w@.-])(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+(?:vn|com|org|net|info|me)
          (?![\w@-]|\.\w)(?:/{_END})?)
    | (?P<email>(?<![\w.+-])[a-zA-Z0-9._%+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{{2,}})
    | (?P<bot_command>(?<![\w/<>.])/[A-Za-z0-9_]{{1,64}}(?:@[A-Za-z0-9_]{{3,32}})?(?![\w/]))
    | (?P<mention>(?<![\w/.])@[A-Za-z][A-Za-z0-9_]{{3,31}}(?!\w))
    | (?P<hashtag>(?<![\w#&/])\#(?=\w*[^\W\d])\w{{1,256}})
    """,
    re.VERBOSE,
)
# Inside these nothing is looked for.
_CLOSED = {"code", "pre", "text_link", "text_mention", "custom_emoji"}


def with_found_entities(text: str, given: list[Json]) -> list[Json]:
    """The given entities and those Telegram would find in the rest of the text, in order."""
    if _HINT.search(text) is None:
        return given
    closed = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in _CLOSED]
    found = [entity for entity in _find(text) if not any(_overlap(entity, span) for span in closed)]
    return in_order([*given, *found]) if found else given


def _find(text: str) -> list[Json]:
    found: list[Json] = []
    for match in _PATTERN.finditer(text):
        start = utf16_length(text[: match.start()])
        found.append({"type": str(match.lastgroup), "offset": start, "length": utf16_length(match[0])})
    return found


def _overlap(entity: Json, span: tuple[int, int]) -> bool:
    start: int = entity["offset"]
    return start < span[1] and span[0] < start + int(entity["length"])
