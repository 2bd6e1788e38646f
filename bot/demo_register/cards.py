"""Health insurance cards given each year to members of poor and near-poor households."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo_register.households import DemoHousehold
from db.report_counts import CARDS_OF_NEAR_POOR, CARDS_OF_POOR
from knowledge.terms import HouseholdStatus

CARDS_2023 = {CARDS_OF_POOR: 896, CARDS_OF_NEAR_POOR: 1148}
"""People with a card in 2023, as published."""
SUM_2023 = 1_837_272_000
"""VND for all cards of 2023, as published."""
_STATUS = {CARDS_OF_POOR: HouseholdStatus.POOR, CARDS_OF_NEAR_POOR: HouseholdStatus.NEAR_POOR}
_SHARE = 0.8  # of those who can have one, in the other years
_PREMIUM = {2022: 804_600, 2023: 888_300, 2024: 972_000, 2025: 1_263_600}
_FROM_JULY_2023 = 972_000
"""VND for twelve months: 4.5 % of the base salary, which rose on 01/07/2023."""
_OWN_CARD_UNDER, _OWN_CARD_FROM = 6, 80  # years of age with a card of another kind


@dataclass(frozen=True)
class Card:
    """A card for one member (by place in the household)."""

    code: str
    member: int
    programme: str
    amount: int
    on: date


def cards(rng: Random, households: Sequence[DemoHousehold]) -> Iterator[Card]:
    """All cards of all years. Those of 2023 come to the published numbers and sum."""
    for year in _PREMIUM:
        people = [
            (code, member, programme)
            for programme in _STATUS
            for code, member in _chosen(rng, households, year, programme)
        ]
        for (code, member, programme), amount in zip(people, _amounts(rng, year, len(people)), strict=True):
            yield Card(code, member, programme, amount, _day(rng, year, amount))


def _chosen(
    rng: Random, households: Sequence[DemoHousehold], year: int, programme: str
) -> list[tuple[str, int]]:
    able = [
        (household.code, place)
        for household in households
        if household.path.get(year) is _STATUS[programme]
        for place, person in enumerate(household.members)
        if _OWN_CARD_UNDER <= year - person.birth_year < _OWN_CARD_FROM
    ]
    number = CARDS_2023[programme] if year == 2023 else round(_SHARE * len(able))
    return rng.sample(able, number)


def _amounts(rng: Random, year: int, number: int) -> list[int]:
    """The year's premium each. In 2023 so many cards at the price from July that one last card makes the sum exact."""
    if year != 2023:
        return [_PREMIUM[year]] * number
    dearer = (SUM_2023 - number * _PREMIUM[2023]) // (_FROM_JULY_2023 - _PREMIUM[2023])
    amounts = [_FROM_JULY_2023] * dearer + [_PREMIUM[2023]] * (number - dearer - 1)
    amounts.append(SUM_2023 - sum(amounts))
    return rng.sample(amounts, number)


def _day(rng: Random, year: int, amount: int) -> date:
    later = year == 2023 and amount != _PREMIUM[2023]
    first, days = (date(year, 7, 3), 120) if later else (date(year, 1, 5), 75)
    return first + timedelta(days=rng.randrange(days))
