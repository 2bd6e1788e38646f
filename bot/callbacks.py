"""Button data: a route's name and arguments, at most 64 bytes. A button carries an id, not a story."""

import re

SEPARATOR = ":"
LONGEST = 64
_ROW_NUMBER = re.compile(r"[0-9]{1,9}")


def pack(name: str, *arguments: object) -> str:
    """Data for a button. Raises ValueError past Telegram's 64 bytes."""
    data = SEPARATOR.join([name, *map(str, arguments)])
    if len(data.encode()) > LONGEST:
        raise ValueError(f"button data longer than {LONGEST} bytes: {data!r}")
    return data


def unpack(data: str) -> tuple[str, list[str]]:
    """Route name and arguments of a pressed button."""
    name, *arguments = data.split(SEPARATOR)
    return name, arguments


def row_number(text: str) -> int | None:
    """The row a button speaks of; None for data that no button of ours has (anybody can make it up)."""
    return int(text) if _ROW_NUMBER.fullmatch(text) else None
