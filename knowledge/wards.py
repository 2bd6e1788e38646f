"""Today's wards and communes of the former Thái Nguyên city, by their new and old names."""

from functools import cache
from typing import Literal

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
    ward: tuple[Ward, ...]


@cache
def all_wards() -> dict[str, Ward]:
    """Every ward and commune by id."""
    return {ward.id: ward for ward in read_toml(POLICIES / "wards.toml", _WardsFile).ward}


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
