"""How households came onto the lists and left them, year by year.

The sums of 2022 and 2023 are those the city published; how they came about, and 2024 and 2025, is invented.
"""

from random import Random

from knowledge.terms import HouseholdStatus

Path = dict[int, HouseholdStatus]
"""What each year's review found; a year without an entry: the household was not reviewed."""

_POOR, _NEAR, _ESCAPED, _AVERAGE = (
    HouseholdStatus.POOR,
    HouseholdStatus.NEAR_POOR,
    HouseholdStatus.ESCAPED,
    HouseholdStatus.AVERAGE,
)
_NEW = None  # was on no list of this register before

MOVES: dict[int, dict[tuple[HouseholdStatus | None, HouseholdStatus], int]] = {
    2022: {(_NEW, _POOR): 539, (_NEW, _NEAR): 602},
    2023: {
        (_POOR, _POOR): 380, (_POOR, _NEAR): 96, (_POOR, _ESCAPED): 63,
        (_NEAR, _POOR): 14, (_NEAR, _NEAR): 395, (_NEAR, _AVERAGE): 193,
        (_NEW, _POOR): 20, (_NEW, _NEAR): 22,
    },
    2024: {
        (_POOR, _POOR): 318, (_POOR, _NEAR): 62, (_POOR, _ESCAPED): 34,
        (_NEAR, _POOR): 8, (_NEAR, _NEAR): 378, (_NEAR, _AVERAGE): 127,
        (_ESCAPED, _POOR): 4, (_AVERAGE, _NEAR): 5,
        (_NEW, _POOR): 15, (_NEW, _NEAR): 10,
    },
    2025: {
        (_POOR, _POOR): 266, (_POOR, _NEAR): 50, (_POOR, _ESCAPED): 29,
        (_NEAR, _POOR): 7, (_NEAR, _NEAR): 335, (_NEAR, _AVERAGE): 113,
        (_ESCAPED, _POOR): 3, (_AVERAGE, _NEAR): 4,
        (_NEW, _POOR): 14, (_NEW, _NEAR): 11,
    },
}  # fmt: skip
YEARS = tuple(MOVES)


def paths(rng: Random) -> list[Path]:
    """The path of every household, in mixed order."""
    found: list[Path] = []
    for year, moves in MOVES.items():
        stood: dict[HouseholdStatus | None, list[Path]] = {}
        for path in rng.sample(found, len(found)):
            stood.setdefault(path[max(path)], []).append(path)
        for (before, after), number in moves.items():
            for _ in range(number):
                path = stood[before].pop() if before else _added(found)
                path[year] = after
    return rng.sample(found, len(found))


def _added(found: list[Path]) -> Path:
    found.append({})
    return found[-1]
