"""Today's wards and communes of the former Thái Nguyên city, by their new and old names."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.concepts import agrees
from knowledge.loader import POLICIES, read_toml
from knowledge.model import _Strict
from knowledge.normalise import fold
from knowledge.terms import Area, Language


class Ward(_Strict, frozen=True):
    """A ward or commune with the old units that went into it, wholly or in part."""

    id: str
    kind: Literal["ward", "commune"]
    name: str
    old: tuple[str, ...]
    old_parts: tuple[str, ...] = ()

    @property
    def area(self) -> Area:
        """A ward is urban, a commune is rural (Decree 07/2021/ND-CP art. 3)."""
        return Area.URBAN if self.kind == "ward" else Area.RURAL

    def title(self, language: Language) -> str:
        if language == "en":
            return f"{self.name} {self.kind}"
        return f"{'phường' if self.kind == 'ward' else 'xã'} {self.name}"


class _WardsFile(_Strict, frozen=True):
    fillers: str
    ward: tuple[Ward, ...]


@cache
def _file() -> _WardsFile:
    return read_toml(POLICIES / "wards.toml", _WardsFile)


@cache
def all_wards() -> dict[str, Ward]:
    """Every ward and commune by id."""
    return {ward.id: ward for ward in _file().ward}


@cache
def _fillers() -> frozenset[str]:
    """Words that add nothing to "I live in …", without marks."""
    return frozenset(_file().fillers.split())


def area_of(ward_id: str | None) -> Area | None:
    """Urban or rural, where the ward is known."""
    ward = all_wards().get(ward_id or "")
    return ward.area if ward else None


def find_wards(name: str) -> list[Ward]:
    """The wards a new or old name means, with or without tone marks; several where an old unit was split."""
    wanted = fold(name).removeprefix("phuong ").removeprefix("xa ").strip()
    by_new_name = [ward for ward in all_wards().values() if fold(ward.name) == wanted]
    return by_new_name or [
        ward for ward in all_wards().values() if wanted in map(fold, (*ward.old, *ward.old_parts))
    ]


@dataclass(frozen=True)
class Spoken:
    """The wards a text names (several where an old unit was split), and whether it says nothing else."""

    wards: tuple[Ward, ...] = ()
    alone: bool = False


_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = frozenset(["phuong", "xa", "ward", "commune", "tran"])


def spoken_of(text: str) -> Spoken:
    """Which ward or commune a text names, by its new or old name, with or without tone marks."""
    words = _WORD.findall(text.lower())
    for start in range(len(words)):
        for name, wards in _names_by_first_word().get(fold(words[start]), ()):
            if _stands_at(words, start, name):
                rest = [fold(word) for word in (*words[:start], *words[start + len(name) :])]
                return Spoken(wards, all(word in _fillers() for word in rest))
    return Spoken()


def _stands_at(words: list[str], start: int, name: tuple[str, ...]) -> bool:
    """Whether a name stands there; typed without any marks it needs "phường" or "xã" before it, or a short text."""
    typed = words[start : start + len(name)]
    if len(typed) < len(name) or not all(map(agrees, typed, name)):
        return False
    named_so = start > 0 and fold(words[start - 1]) in _BEFORE
    return named_so or tuple(typed) == name or len(words) <= len(name) + 4


@cache
def _names() -> list[tuple[tuple[str, ...], tuple[Ward, ...]]]:
    """Every name as words, with the wards it means; today's names before old ones, long before short."""
    new = {ward.name.lower(): (ward,) for ward in all_wards().values()}
    old: dict[str, tuple[Ward, ...]] = {}
    for ward in all_wards().values():
        for name in (*ward.old, *ward.old_parts):
            if name.lower() not in new:
                old[name.lower()] = (*old.get(name.lower(), ()), ward)
    found = [(tuple(name.split()), wards) for name, wards in {**new, **old}.items()]
    return sorted(found, key=lambda pair: -len(pair[0]))


@cache
def _names_by_first_word() -> dict[str, list[tuple[tuple[str, ...], tuple[Ward, ...]]]]:
    """The same in the same order, by their first word without marks."""
    by_word: dict[str, list[tuple[tuple[str, ...], tuple[Ward, ...]]]] = {}
    for name, wards in _names():
        by_word.setdefault(fold(name[0]), []).append((name, wards))
    return by_word
