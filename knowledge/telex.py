"""Words typed with the Telex or VNI keyboard switched off: "dduwowcj" -> "được", "nghe2o" -> "nghèo"."""

import re
import unicodedata
from functools import lru_cache

_TONE_OF_KEY = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_SHAPES = (
    ("uow", "ươ"),
    ("uwow", "ươ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VOWELS = "aăâeêioôơuưy"
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_CODA = r"(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(rf"{_ONSET}[{_VOWELS}]{{1,3}}{_CODA}")
_LOOKS_TELEX = re.compile(
    r"dd|aa|ee|oo|aw|ow|uw|(?<=[aeiouyăâêôơư])[a-z]{0,3}[sfrxj]$|[aeiouyăâêôơư][sfrxj][a-z]{1,3}$"
)


@lru_cache(maxsize=20_000)
def untelex(word: str) -> str:
    """The word meant by leftover Telex keys, or the word itself when it is none."""
    if len(word) < 3 or not word.isascii() and "đ" not in word or not _LOOKS_TELEX.search(word):
        return word
    body, tone = _take_tone(word)
    for keys, shape in _SHAPES:
        body = body.replace(keys, shape)
    body = body.replace("dd", "đ")
    if (body, tone) == (word, "") or not _SYLLABLE.fullmatch(body):
        return word
    return _put_tone(body, tone)


def _take_tone(word: str) -> tuple[str, str]:
    """The word without its tone key, which stands at the end or right behind the vowels."""
    vowels = [place for place, letter in enumerate(word) if letter in "aeiouyăâêôơưw"]
    if not vowels:
        return word, ""
    for place in range(len(word) - 1, vowels[0], -1):
        if word[place] in _TONE_OF_KEY and not _is_onset(word, place, vowels[0]):
            return word[:place] + word[place + 1 :], _TONE_OF_KEY[word[place]]
    return word, ""


def _is_onset(word: str, place: int, first_vowel: int) -> bool:
    return place < first_vowel


def _put_tone(body: str, tone: str) -> str:
    """The tone on the vowel that carries it: the shaped one, else the last but one of an open pair."""
    if not tone:
        return body
    places = [place for place, letter in enumerate(body) if letter in _VOWELS]
    if body.startswith(("gi", "qu")) and len(places) > 1:
        places = places[1:]
    shaped = [place for place in places if body[place] in "ăâêôơư"]
    if shaped:
        carrier = shaped[-1]
    elif len(places) > 1 and places[-1] == len(body) - 1:
        carrier = places[-2]
    else:
        carrier = places[-1]
    return unicodedata.normalize("NFC", body[: carrier + 1] + tone + body[carrier + 1 :])
