"""What the words of a question speak of: "téc nước" and "water tank" are both `water`, "mấy tiền" is `amount`."""

import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.normalise import fold

FILE = Path(__file__).parent / "words" / "concepts.toml"
_LONGEST = 5


@dataclass(frozen=True)
class _Wording:
    """One way to say a concept, as words with marks."""

    words: tuple[str, ...]
    kind: str
    concept: str


@cache
def _wordings() -> tuple[dict[tuple[str, ...], list[_Wording]], dict[str, list[_Wording]]]:
    """Wordings by their words without marks, and English stems by their letters."""
    whole: defaultdict[tuple[str, ...], list[_Wording]] = defaultdict(list)
    stems: defaultdict[str, list[_Wording]] = defaultdict(list)
    for kind, concepts in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        for concept, written in concepts.items():
            for wording in written:
                words = tuple(wording.lower().replace("-", " ").replace("'", " ").split())
                if wording.endswith("*") and len(words) == 1:
                    stem = words[0].rstrip("*")
                    stems[stem].append(_Wording((stem,), kind, concept))
                else:
                    bare = tuple(fold(word.rstrip("*")) for word in words)
                    whole[bare].append(_Wording(tuple(word.rstrip("*") for word in words), kind, concept))
    return dict(whole), dict(stems)


def find_concepts(words: list[str]) -> set[str]:
    """Concepts spoken of. Of one kind the longer wording wins: "cận nghèo" is not also "nghèo"."""
    whole, stems = _wordings()
    bare = [fold(word) for word in words]
    found: list[tuple[int, int, str, str]] = []
    for start in range(len(words)):
        for size in range(1, min(_LONGEST, len(words) - start) + 1):
            for wording in whole.get(tuple(bare[start : start + size]), ()):
                if all(map(agrees, words[start : start + size], wording.words)):
                    found.append((start, start + size, wording.kind, wording.concept))
        word = bare[start]
        for size in range(3, len(word) + 1):
            for wording in stems.get(word[:size], ()):
                found.append((start, start + 1, wording.kind, wording.concept))
    return {concept for start, end, kind, concept in found if not _is_inside(start, end, kind, found)}


def _is_inside(start: int, end: int, kind: str, found: list[tuple[int, int, str, str]]) -> bool:
    return any(
        kind == other and first <= start and end <= last and last - first > end - start
        for first, last, other, _ in found
    )


@lru_cache(maxsize=50_000)
def agrees(typed: str, meant: str) -> bool:
    """Whether no mark that was typed contradicts the word meant: "vay" and "vốn" for "vốn", not "vây"."""
    if typed == meant:
        return True
    if fold(typed) != fold(meant):
        return False
    return all(marks <= wanted for marks, wanted in zip(_marks(typed), _marks(meant), strict=True))


def _marks(word: str) -> list[frozenset[str]]:
    """The marks on each letter."""
    letters: list[set[str]] = []
    for letter in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")):
        if unicodedata.combining(letter):
            letters[-1].add(letter)
        else:
            letters.append(set())
    return [frozenset(marks) for marks in letters]
