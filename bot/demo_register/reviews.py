"""What each review found of an invented household: income, what it lacks, decision, status."""

from datetime import date
from random import Random
from typing import Any

from bot.demo_register.households import DemoHousehold
from bot.demo_register.needs import Needs
from db.report_counts import WATER_FLAG
from knowledge.terms import Area, HouseholdStatus

HOUSE_FLAG = "housing.quality"
_LIKELY = {
    "employment.work": 9,
    "employment.dependents": 8,
    HOUSE_FLAG: 6,
    "water.toilet": 6,
    "health.insurance": 5,
    "education.adults": 5,
    "information.telecom": 5,
    "housing.area": 4,
    "health.nutrition": 3,
    "information.means": 3,
    "education.children": 1,
}
"""What households lack, the more often the higher; water is decided in needs.py."""
FLAGS = (WATER_FLAG, *_LIKELY)
INCOME_LINE = {Area.URBAN: 2_000_000, Area.RURAL: 1_500_000}
"""VND a person and month, Decree 07/2021/ND-CP art. 3: the standard of all four reviews."""
POOR_FROM = 3
"""Indicators from which on a household below the line is poor, fewer make it near-poor."""


def review_rows(
    rng: Random, household: DemoHousehold, needs: Needs, recorded_at: float
) -> list[dict[str, Any]]:
    """Rows of `reviews` without the household's number, oldest first."""
    ranked = sorted(_LIKELY, key=lambda flag: rng.random() ** (1 / _LIKELY[flag]), reverse=True)
    return [
        {
            "year": year,
            "status": status.value,
            "income_per_person": _income(rng, household, status),
            "deprivations": _deprivations(rng, household, needs, ranked, year),
            "decision_number": _decision(household, year),
            "decided_on": date(year, 12, 8 + _place(household)),
            "recorded_at": recorded_at,
        }
        for year, status in household.path.items()
    ]


def status_rows(household: DemoHousehold, recorded_at: float) -> list[dict[str, Any]]:
    """Rows of `status_history`: a row where a review brought another status, from the first day of the next year."""
    found: list[dict[str, Any]] = []
    before = None
    for year, status in household.path.items():
        if status is not before:
            found.append(
                {
                    "since": date(year + 1, 1, 1),
                    "status": status.value,
                    "decision_number": _decision(household, year),
                    "review_year": year,
                    "recorded_at": recorded_at,
                }
            )
        before = status
    return found


def _income(rng: Random, household: DemoHousehold, status: HouseholdStatus) -> int:
    listed = status in (HouseholdStatus.POOR, HouseholdStatus.NEAR_POOR)
    share = rng.uniform(0.45, 0.98) if listed else rng.uniform(1.05, 1.7)
    return round(INCOME_LINE[household.ward.area] * share / 10_000) * 10_000


def _deprivations(
    rng: Random, household: DemoHousehold, needs: Needs, ranked: list[str], year: int
) -> dict[str, bool]:
    no_water = year in needs.without_water.get(household.code, ())
    house_year, _ = needs.houses.get(household.code, (None, None))
    wanted = ranked
    if house_year:
        wanted = [flag for flag in ranked if flag != HOUSE_FLAG]
        wanted = [HOUSE_FLAG, *wanted] if year < house_year else wanted
    poor = household.path[year] is HouseholdStatus.POOR
    number = rng.choice((3, 3, 3, 4, 4, 5)) - no_water if poor else rng.randint(0, POOR_FROM - 1)
    lacking = {*wanted[:number], *([WATER_FLAG] if no_water else [])}
    return {flag: flag in lacking for flag in FLAGS}


def _decision(household: DemoHousehold, year: int) -> str:
    return f"{100 + _place(household)}/QĐ-UBND ({year}, ví dụ)"


def _place(household: DemoHousehold) -> int:
    """A small number that is the same for all of a ward."""
    return sum(household.ward.id.encode()) % 9
