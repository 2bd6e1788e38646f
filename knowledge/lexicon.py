"""The words of the phrase files: what a mistyped, glued or split word of a question probably is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.normalise import fold
from knowledge.syllables import is_bare_syllable, is_syllable

ENGLISH = Path(__file__).parent / "words" / "english.txt"
KNOWN_FROM = 2
MEND_TO_FROM = 4
LONGEST = 24


@cache
def english_words() -> frozenset[str]:
    lines = ENGLISH.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Lexicon:
    """Words with how often they stand in phrases."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts
        bare: Counter[str] = Counter()
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for word, count in counts.items():
            bare[fold(word)] += count
            forms[fold(word)].add(word)
        self._bare = bare
        self._forms = dict(forms)
        self._targets = [
            word
            for word, count in bare.items()
            if count >= MEND_TO_FROM and len(word) > 2 and (is_bare_syllable(word) or word in english_words())
        ]
        self._mended: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> "Lexicon":
        """Learned from texts already read without a lexicon. Slips stand once or twice and stay out."""
        counts = Counter(word for words in texts for word in words if not word.startswith("#"))
        return cls(
            {word: n for word, n in counts.items() if n >= KNOWN_FROM and (is_word(word) or n > MEND_TO_FROM)}
        )

    def knows(self, word: str) -> bool:
        return fold(word) in self._bare

    def forms(self, bare: str) -> set[str]:
        """Every way a word without marks stands in the phrases: "duong" -> {"đường", "dương"}."""
        return self._forms.get(bare, set())

    def mend(self, word: str) -> tuple[str, ...]:
        """The word, or the known one it was meant to be, or the known words glued together in it."""
        if is_word(word) or not 2 < len(word) <= LONGEST or not word.isalpha():
            return (word,)
        if self.knows(word):
            return (fold(word),)
        if word not in self._mended:
            if len(self._mended) > 20_000:
                self._mended.clear()
            self._mended[word] = self._nearest(fold(word)) or self._glued(fold(word)) or (word,)
        return self._mended[word]

    def _nearest(self, bare: str) -> tuple[str, ...]:
        """The likeliest known word one slip away, two for long words; the more usual one of equals."""
        slips = 2 if len(bare) > 7 else 1
        near = process.extract(bare, self._targets, scorer=OSA.distance, score_cutoff=slips, limit=20)
        if not near:
            return ()
        best = min(near, key=lambda found: (found[1], found[0][0] != bare[0], -self._bare[found[0]]))
        return (best[0],)

    def _glued(self, bare: str) -> tuple[str, ...]:
        """Two known words typed without the space: "hongheo"."""
        cuts = [
            (bare[:at], bare[at:])
            for at in range(2, len(bare) - 1)
            if bare[:at] in self._bare and bare[at:] in self._bare
        ]
        return max(cuts, key=lambda pair: min(self._bare[part] for part in pair), default=())


def is_word(word: str) -> bool:
    """Whether a word is right as it stands: a syllable, with or without marks, or an English word."""
    if word.isascii():
        return is_bare_syllable(word) or word in english_words()
    return is_syllable(word)
