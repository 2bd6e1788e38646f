"""How far a name is from what was typed, in hundredths of a typing slip. Pure.

The order of syllables hardly counts, nor what was left out: people are known by their given name, the last one.
"""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from db.names import MOST_SYLLABLES, fold

SLIPS = (0, 100, 220)
OTHER = 400
LEFT_OUT, GIVEN_LEFT_OUT = 20, 50
OUT_OF_ORDER = 15
FARTHEST = 300
"""What a name may be away when half of its typed syllables are in it."""

_WORD = re.compile(r"(?:[^\W\d_]|['’ʼ`´])+")
_TONES = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")


@dataclass(frozen=True)
class Typed:
    """A typed name: its syllables without marks, and as they were typed."""

    bare: tuple[str, ...]
    marked: tuple[str, ...]

    @property
    def has_marks(self) -> bool:
        return self.bare != self.marked


def read(text: str) -> Typed:
    """The syllables of a typed text; digits and signs are passed over."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())[:MOST_SYLLABLES]
    pairs = [(fold(word), tone_last(word)) for word in words if fold(word)]
    return Typed(tuple(bare for bare, _ in pairs), tuple(marked for _, marked in pairs))


def tone_last(word: str) -> str:
    """A syllable with its tone behind the letters: hòa and hoà are the same."""
    letters = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", _TONES.sub("", letters)) + "".join(_TONES.findall(letters))


class Likeness:
    """Distances from one sequence of typed syllables; remembers syllables, names share many."""

    def __init__(self, typed: tuple[str, ...]) -> None:
        self.typed = typed
        self.farthest = OTHER * (len(typed) // 2) + FARTHEST
        self._distances: dict[str, tuple[int, ...]] = {}

    def distance(self, folded: str) -> int:
        """Hundredths of a slip between what was typed and a folded name: 0 is the same name."""
        name = folded.split()
        rows = [self._row(syllable) for syllable in name]
        closest = sorted(
            (cost, abs(place - at), at, place)
            for place, row in enumerate(rows)
            for at, cost in enumerate(row)
            if cost < OTHER
        )
        at_place: dict[int, int] = {}
        taken: set[int] = set()
        total = 0
        for cost, _, at, place in closest:
            if at not in taken and place not in at_place:
                at_place[place] = at
                taken.add(at)
                total += cost
        return total + OTHER * (len(self.typed) - len(taken)) + _shape(at_place, len(name))

    def _row(self, syllable: str) -> tuple[int, ...]:
        known = self._distances.get(syllable)
        if known is None:
            known = tuple(_between(typed, syllable) for typed in self.typed)
            self._distances[syllable] = known
        return known


def _between(typed: str, syllable: str) -> int:
    """Two slips in a syllable of three letters make it any other."""
    most = 2 if min(len(typed), len(syllable)) > 3 else 1
    slips = OSA.distance(typed, syllable, score_cutoff=most)
    return SLIPS[slips] if slips <= most else OTHER


def _shape(at_place: dict[int, int], length: int) -> int:
    order = [at_place[place] for place in sorted(at_place)]
    left_out = LEFT_OUT * (length - len(at_place))
    given = GIVEN_LEFT_OUT * (length - 1 not in at_place)
    return left_out + given + OUT_OF_ORDER * (order != sorted(order))


def mark_slips(typed: Typed, name: str) -> int:
    """How many letters and tones with marks differ; what was typed without marks may have any."""
    marked = [tone_last(word) for word in _WORD.findall(unicodedata.normalize("NFKC", name))]
    wanted = [mark for bare, mark in zip(typed.bare, typed.marked, strict=True) if bare != mark]
    return sum(min(OSA.distance(mark, one) for one in marked) for mark in wanted) if marked else 0
