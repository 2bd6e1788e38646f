"""Words typed with the Telex or VNI keyboard switched off: "dduwowcj" -> "được", "nghe2o" -> "nghèo"."""

import re
import unicodedata
from functools import lru_cache

from knowledge.syllables import is_syllable

_TONE_OF_KEY = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_TELEX_OF_VNI = {"2": "f", "3": "r", "4": "x", "1": "s", "5": "j"}
_VOWELS = "aăâeêioôơuưy"
_DOUBLED = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}
_HOOKED = {"a": "ă", "o": "ơ", "u": "ư"}
_VNI_SHAPES = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}
_TYPED_VNI = re.compile(r"[a-zđ]+(?:[1-9]+[a-zđ]*)+")
LONGEST = 10


@lru_cache(maxsize=20_000)
def untelex(word: str) -> str:
    """The syllable meant by leftover Telex keys, or the word itself where they make none.

    Whether an English word is meant ("bus", "house") only a vocabulary can tell: ask it first.
    """
    if not 2 < len(word) <= LONGEST or not word.isalpha() or is_syllable(word):
        return word
    letters, tone = _read_telex(word)
    return _meant(letters, tone) or word


@lru_cache(maxsize=20_000)
def unvni(word: str) -> str:
    """The syllable meant by leftover VNI digits, or the word itself: "ho65" -> "hộ", but "b1" stays."""
    if not 2 < len(word) <= LONGEST or not _TYPED_VNI.fullmatch(word):
        return word
    letters, tone = _read_vni(word)
    return _meant(letters, tone) or word


def _meant(letters: str, tone: str) -> str | None:
    for found in _spellings(letters):
        word = put_tone(found, tone)
        if is_syllable(word):
            return word
    return None


# Shapes that people leave off or stroke once too often: "dduocwj", "ddienj", "ngheeof".
_SLIPS = (("uơ", "ươ"), ("ưo", "ươ"), ("ie", "iê"), ("ye", "yê"), ("êo", "eo"), ("uo", "uô"))


def _spellings(letters: str) -> list[str]:
    """The letters as shaped, then with each usual slip mended."""
    return [letters, *(letters.replace(wrong, right) for wrong, right in _SLIPS if wrong in letters)]


def _read_telex(word: str) -> tuple[str, str]:
    """Letters and tone as a Telex keyboard would have made them."""
    made: list[str] = []
    tone = ""
    for key in word:
        vowels = [place for place, letter in enumerate(made) if letter in _VOWELS]
        if key in _TONE_OF_KEY and vowels:
            tone = _TONE_OF_KEY[key]
        elif key == "w":
            _hook(made, vowels)
        elif key in _DOUBLED and (place := _last(made, key)) is not None:
            made[place] = _DOUBLED[key]
        else:
            made.append(key)
    return "".join(made), tone


def _hook(made: list[str], vowels: list[int]) -> None:
    """The w key: hooks the last vowel that can take it, or stands for ư."""
    for place in reversed(vowels):
        if made[place] in _HOOKED:
            made[place] = _HOOKED[made[place]]
            if made[place] == "ơ" and place and made[place - 1] == "u":
                made[place - 1] = "ư"
            return
    if not vowels:
        made.append("ư")


def _last(made: list[str], key: str) -> int | None:
    """Where the letter stands that a second stroke of the key shapes: doubles need not touch ("caan", "cana")."""
    if key == "d":
        return 0 if made[:1] == ["d"] else None
    vowels = [place for place, letter in enumerate(made) if letter in _VOWELS]
    return next((place for place in reversed(vowels) if made[place] == key), None)


def _read_vni(word: str) -> tuple[str, str]:
    made: list[str] = []
    tone = ""
    for key in word:
        if key in _TELEX_OF_VNI:
            tone = _TONE_OF_KEY[_TELEX_OF_VNI[key]]
        elif key in _VNI_SHAPES:
            _shape(made, _VNI_SHAPES[key])
        else:
            made.append(key)
    return "".join(made), tone


def _shape(made: list[str], shapes: dict[str, str]) -> None:
    for place in reversed(range(len(made))):
        if made[place] in shapes:
            made[place] = shapes[made[place]]
            if made[place] == "ơ" and place and made[place - 1] == "u":
                made[place - 1] = "ư"
            return


def put_tone(letters: str, tone: str) -> str:
    """The tone on the vowel that carries it: the shaped one, else the last but one of an open pair."""
    if not tone:
        return letters
    places = [place for place, letter in enumerate(letters) if letter in _VOWELS]
    if letters.startswith(("gi", "qu")) and len(places) > 1:
        places = places[1:]
    if not places:
        return letters
    shaped = [place for place in places if letters[place] in "ăâêôơư"]
    if shaped:
        carrier = shaped[-1]
    elif len(places) > 1 and places[-1] == len(letters) - 1:
        carrier = places[-2]
    else:
        carrier = places[-1] if len(places) < 3 else places[1]
    return unicodedata.normalize("NFC", letters[: carrier + 1] + tone + letters[carrier + 1 :])
