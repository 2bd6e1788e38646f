"""Which letter groups are Vietnamese syllables: an onset and a rhyme, stops only with sharp or heavy tone."""

import re
import unicodedata
from functools import lru_cache

_ONSETS = [
    "ngh",
    "ng",
    "nh",
    "gh",
    "gi",
    "kh",
    "ph",
    "qu",
    "th",
    "tr",
    "ch",
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "x",
]
_RHYMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ia",
        "ich",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "o",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oc",
        "oe",
        "oen",
        "oeo",
        "oet",
        "oi",
        "om",
        "on",
        "ong",
        "ooc",
        "oong",
        "op",
        "ot",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uc",
        "uê",
        "uêch",
        "uênh",
        "ui",
        "um",
        "un",
        "ung",
        "uơ",
        "up",
        "ut",
        "uy",
        "uya",
        "uych",
        "uynh",
        "uyp",
        "uyt",
        "uyu",
        "uyên",
        "uyêt",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưng",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "ưt",
        "ưu",
        "y",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
    ]
)
# 'gi' and 'qu' swallow the i and u of these rhymes: giêng, giết, quen, quốc, quyết, quỳnh.
_AFTER_QU = frozenset(rhyme for rhyme in _RHYMES if rhyme[0] in "aăâeêiôơy") | {
    "yn",
    "ynh",
    "yt",
    "yên",
    "yêt",
}
_AFTER_GI = frozenset(rhyme.removeprefix("i") for rhyme in _RHYMES if rhyme[0] != "y")
# k, gh and ngh stand before e, ê, i and y, c, g and ng before the other vowels.
_FRONT = "eêiy"
_STOPS = ("c", "ch", "p", "t")
_TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
_SHAPES = re.compile("[\u0302\u0306\u031b]")
_BARE_RHYMES = frozenset(
    _SHAPES.sub("", unicodedata.normalize("NFD", rhyme)) for rhyme in _RHYMES | _AFTER_QU
)


def split_tone(word: str) -> tuple[str, str]:
    """A word without its tone, and the Telex key of the tone ("" for the level one): "được" -> "đươc", "j"."""
    kept, tone = [], ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)), tone


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case, with its marks, can be a Vietnamese syllable: "nghèo", not "house"."""
    level, tone = split_tone(word)
    for onset, rhyme in _cuts(level):
        if not _fits(onset, rhyme):
            continue
        if not rhyme.endswith(_STOPS) or tone in "sj":
            return True
    return False


@lru_cache(maxsize=50_000)
def is_bare_syllable(word: str) -> bool:
    """Whether a word typed without any marks can stand for a Vietnamese syllable: "ngheo", "duoc", "dung"."""
    return any(
        (rhyme in _BARE_RHYMES and _spelled(onset, rhyme)) or (onset == "gi" and rhyme == "")
        for onset, rhyme in _cuts(word)
    )


def _cuts(word: str) -> list[tuple[str, str]]:
    """Every way to cut a word into an onset, which may be empty, and the rest."""
    return [("", word), *((onset, word[len(onset) :]) for onset in _ONSETS if word.startswith(onset))]


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _AFTER_QU
    if onset == "gi":
        return rhyme in _AFTER_GI
    return rhyme in _RHYMES and _spelled(onset, rhyme)


def _spelled(onset: str, rhyme: str) -> bool:
    """Whether the rules of spelling allow this onset before this rhyme."""
    front = rhyme[:1] in tuple(_FRONT)
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rhyme == "i"
    return True
