"""Teencode and office abbreviations -> what the phrase files say: "bhyt", "nhcsxh", "ntn", "k", "hs"."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.normalise import fold

FILE = Path(__file__).parent / "words" / "abbreviations.toml"


@dataclass(frozen=True)
class Unclear:
    """A short form with several meanings: the first one, unless a word beside it says otherwise."""

    means: tuple[str, ...]
    otherwise: tuple[tuple[frozenset[str], tuple[str, ...]], ...]

    def meaning(self, beside: set[str]) -> tuple[str, ...]:
        for cues, means in self.otherwise:
            if cues & beside:
                return means
        return self.means


@cache
def _plain() -> dict[str, tuple[str, ...]]:
    """Short forms with one meaning, also without marks where that is no short form of something else."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["plain"]
    meant = {form: tuple(means.split()) for form, means in written.items()}
    return {fold(form): means for form, means in meant.items()} | meant


@cache
def _unclear() -> dict[str, Unclear]:
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["unclear"]
    return {
        entry["form"]: Unclear(
            tuple(entry["means"].split()),
            tuple(
                (frozenset(map(fold, other["beside"])), tuple(other["means"].split()))
                for other in entry["unless"]
            ),
        )
        for entry in written
    }


def expand(words: list[str]) -> list[str]:
    """The words with every short form written out."""
    plain, unclear = _plain(), _unclear()
    found: list[str] = []
    for place, word in enumerate(words):
        if word in unclear:
            beside = {_cue(near) for near in words[max(0, place - 2) : place + 3] if near != word}
            found.extend(unclear[word].meaning(beside))
        else:
            found.extend(plain.get(word, (word,)))
    return found


def _cue(word: str) -> str:
    return "#" if word.startswith("#") else fold(word)
