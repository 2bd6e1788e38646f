"""Which households lacked water or a solid house, and in which year they were helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.demo_register.households import DemoHousehold
from db.support_kinds import SupportKind
from knowledge.terms import HouseholdStatus

POOR = HouseholdStatus.POOR
WATER_SUPPORTED = {2022: 21, 2023: 48, 2024: 5, 2025: 2}
"""Households given water support; 2023 as published."""
_LACKING_2022, _LACKING_2023 = 62, 16
"""Poor households without safe water: 16 of 414 in 2023 as published."""
HOUSES = {
    2022: {SupportKind.HOUSE_NEW: 2, SupportKind.HOUSE_REPAIR: 5},
    2023: {SupportKind.HOUSE_NEW: 3, SupportKind.HOUSE_REPAIR: 8},
    2024: {SupportKind.HOUSE_NEW: 4, SupportKind.HOUSE_REPAIR: 7},
    2025: {SupportKind.HOUSE_NEW: 5, SupportKind.HOUSE_REPAIR: 6},
}
"""Houses built and repaired; 2023 as published."""


@dataclass(frozen=True)
class Needs:
    """By code of the household: the years without safe water, the year of water support, the year and kind of a house."""

    without_water: dict[str, frozenset[int]]
    water_support: dict[str, int]
    houses: dict[str, tuple[int, SupportKind]]


def needs(rng: Random, households: Sequence[DemoHousehold]) -> Needs:
    """Water and houses for poor households, so that the published sums come out."""
    lacking: dict[str, set[int]] = {}
    supported: dict[str, int] = {}
    for household in _poor_in(households, 2022, 2023)[:_LACKING_2022]:
        lacking[household.code] = {2022}
    _support(rng, list(lacking), 2023, supported)
    still = [code for code in lacking if code not in supported]
    new = [each.code for each in households if min(each.path) == 2023 and each.path[2023] is POOR]
    without: set[str] = {*still, *new[: _LACKING_2023 - len(still)]}
    _mark(lacking, without, 2023)
    for year in (2024, 2025):
        poor = {each.code for each in households if each.path.get(year) is POOR}
        without &= poor
        _support(rng, sorted(without), year, supported)
        without -= set(supported)
        _mark(lacking, without, year)
    others = [each.code for each in _poor_in(households, 2022) if each.code not in lacking]
    _support(rng, others, 2022, supported)
    frozen = {code: frozenset(years) for code, years in lacking.items()}
    return Needs(frozen, supported, _houses(rng, households))


def _poor_in(households: Sequence[DemoHousehold], *years: int) -> list[DemoHousehold]:
    return [each for each in households if all(each.path.get(year) is POOR for year in years)]


def _support(rng: Random, codes: list[str], year: int, supported: dict[str, int]) -> None:
    supported.update(dict.fromkeys(rng.sample(codes, WATER_SUPPORTED[year]), year))


def _mark(lacking: dict[str, set[int]], codes: set[str], year: int) -> None:
    for code in codes:
        lacking.setdefault(code, set()).add(year)


def _houses(rng: Random, households: Sequence[DemoHousehold]) -> dict[str, tuple[int, SupportKind]]:
    """Each house for a household that was poor that year and had none before."""
    given: dict[str, tuple[int, SupportKind]] = {}
    for year, kinds in HOUSES.items():
        free = [each.code for each in _poor_in(households, year) if each.code not in given]
        chosen = iter(rng.sample(free, sum(kinds.values())))
        given.update({next(chosen): (year, kind) for kind, number in kinds.items() for _ in range(number)})
    return given
