"""What the words of a question speak of: "téc nước" and "water tank" are both `water`, "mấy tiền" is `amount`."""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge.normalise import fold, has_marks

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


class _Place(NamedTuple):
    """Where a wording stands in a text. `sure`: typed exactly as written, marks and all."""

    start: int
    end: int
    kind: str
    concept: str
    sure: bool


def find_concepts(words: list[str]) -> set[str]:
    """Concepts spoken of. Of one kind the longer wording wins: "cận nghèo" is not also "nghèo".

    A word typed without marks may be several ("bao": "bao", "bão"); inside a longer wording it is only part of that,
    and in a text that is typed with marks it is what it looks like.
    """
    marked = any(map(has_marks, words))
    found = list(_places(words, marked=marked))
    return {place.concept for place in found if not any(_covers(other, place) for other in found)}


def _places(words: list[str], *, marked: bool) -> Iterator[_Place]:
    whole, stems = _wordings()
    bare = [fold(word) for word in words]
    for start in range(len(words)):
        for size in range(1, min(_LONGEST, len(words) - start) + 1):
            typed = words[start : start + size]
            for wording in whole.get(tuple(bare[start : start + size]), ()):
                sure = tuple(typed) == wording.words
                if sure or (all(map(agrees, typed, wording.words)) and not (marked and size == 1)):
                    yield _Place(start, start + size, wording.kind, wording.concept, sure)
        word = bare[start]
        for size in range(3, len(word) + 1):
            for wording in stems.get(word[:size], ()):
                yield _Place(start, start + 1, wording.kind, wording.concept, sure=True)


def _covers(other: _Place, place: _Place) -> bool:
    longer = other.end - other.start > place.end - place.start
    inside = other.start <= place.start and place.end <= other.end
    return longer and inside and (other.kind == place.kind or not place.sure)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each concept."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {concept: kind for kind, concepts in tables.items() for concept in concepts}


def kinds_of(concepts: set[str]) -> set[str]:
    """The kinds of some concepts: ask, status, person, object, act, other, talk."""
    return {_kinds()[concept] for concept in concepts}


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
