"""A question with two needs, taken apart at its joining words: "xin sửa nhà với làm thẻ bảo hiểm"."""

import re

_JOINERS = re.compile(
    r"[.?!;\n]+|,|\b(?:và|va|với|voi|vs|cùng với|cung voi|ngoài ra|ngoai ra|đồng thời|dong thoi|rồi lại|roi lai"
    r"|hay là|còn|and|also|plus|as well as)\b",
    re.IGNORECASE,
)
LONGEST = 40
_SHORTEST_WORDS = 2
_MOST = 4


def clauses_of(text: str) -> list[str]:
    """The parts of a short question, or nothing when it is one need, or a story too long to take apart."""
    if len(text.split()) > LONGEST:
        return []
    parts = [part.strip() for part in _JOINERS.split(text)]
    kept = [part for part in parts if len(part.split()) >= _SHORTEST_WORDS]
    return kept if 1 < len(kept) <= _MOST else []
