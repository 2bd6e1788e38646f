"""JSON on the wire: one encoder, one decoder, one name for Telegram's objects."""

from typing import Any

import msgspec

# Telegram's objects have dozens of optional fields each; they are built and passed on, never modelled.
Json = dict[str, Any]

encode = msgspec.json.encode


def decode(body: bytes | str) -> Any:
    """A JSON text as plain Python values; raises ValueError when it is not JSON."""
    return msgspec.json.decode(body)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units, so most emoji count two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
