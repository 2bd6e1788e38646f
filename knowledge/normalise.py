"""Vietnamese in one form: Unicode, case, repeated letters; and without its marks. `reading.py` builds on it."""

import re
import unicodedata
from functools import lru_cache

_TONES_AND_SHAPES = re.compile(r"[\u0300-\u036f]")
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case without tone marks and vowel shapes; đ becomes d."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return _TONES_AND_SHAPES.sub("", unicodedata.normalize("NFD", lowered.replace("đ", "d")))


def has_marks(word: str) -> bool:
    return fold(word) != word.lower()


def clean(text: str) -> str:
    """One Unicode form, lower case, no invisible characters, no letter three times in a row."""
    visible = _INVISIBLE.sub(" ", unicodedata.normalize("NFKC", text))
    return _REPEATED.sub(r"\1", visible.lower())
