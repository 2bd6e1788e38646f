"""A typed text -> the words of the phrase files: short forms written out, keyboard leftovers and slips mended."""

import re

from knowledge.abbreviations import expand
from knowledge.lexicon import Lexicon, english_words
from knowledge.normalise import clean, has_marks
from knowledge.numbers import join_counting, mark_numbers
from knowledge.syllables import is_syllable
from knowledge.telex import untelex, unvni

_TOKEN = re.compile(r"#?\d+(?:[.,/]\d+)*(?![^\W_])|\d[a-z](?![^\W_])|\d+|[^\W\d_]+(?:\d+[^\W\d_]*)*")
_ONSETS = frozenset(["tr", "ch", "th", "nh", "kh", "ph"])
_ENDINGS = frozenset(["c", "ch", "m", "n", "ng", "nh", "p", "t", "o", "u", "i", "y"])


def read(text: str, lexicon: Lexicon | None = None) -> list[str]:
    """The words of a text in lower case, numbers as "#5". Without a lexicon nothing is mended."""
    typed = _TOKEN.findall(mark_numbers(clean(text)))
    decoded = [_decode(word) for word in _rejoin(typed)]
    words = join_counting(expand(decoded))
    if lexicon is None:
        return words
    return [right for word in words for right in lexicon.mend(word)]


def _decode(word: str) -> str:
    """A number marked as such; a word without keyboard leftovers."""
    if word[0] == "#" or word.isdecimal() or (word[0].isdecimal() and not word[-1].isalpha()):
        return f"#{word.lstrip('#')}"
    if word.isalpha():
        return word if word in english_words() else untelex(word)
    return unvni(word)


def _rejoin(typed: list[str]) -> list[str]:
    """Letters that slipped off go back to their syllable: "tiề n" -> "tiền", "tr ợ" -> "trợ"."""
    found: list[str] = []
    for word in typed:
        if found and ((word in _ENDINGS and _is_torn(found[-1], word)) or _is_headless(found[-1], word)):
            found[-1] += word
        else:
            found.append(word)
    return found


def _is_torn(left: str, ending: str) -> bool:
    if not left.isalpha() or not has_marks(left):
        return False
    return is_syllable(left + ending) and (not is_syllable(left) or (len(ending) == 1 and ending in "mnpo"))


def _is_headless(onset: str, rest: str) -> bool:
    return onset in _ONSETS and has_marks(rest[0]) and len(rest) < 3 and is_syllable(onset + rest)
