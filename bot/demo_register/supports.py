"""What invented households received from 2022 to 2025."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo_register.cards import cards
from bot.demo_register.households import DemoHousehold
from bot.demo_register.movement import YEARS
from bot.demo_register.needs import Needs
from db.support_kinds import SupportKind
from knowledge.terms import HouseholdStatus

WATER_EACH = 3_000_000
HOUSE_EACH = {
    SupportKind.HOUSE_NEW: {2022: 50_000_000, 2023: 50_000_000, 2024: 60_000_000, 2025: 60_000_000},
    SupportKind.HOUSE_REPAIR: {2022: 25_000_000, 2023: 25_000_000, 2024: 30_000_000, 2025: 30_000_000},
}
"""VND; 2022 and 2023 as the city published for 2023."""
LEARNING_EACH = 1_350_000  # nine months of 150,000 VND
LIVESTOCK = {2022: 18, 2023: 26, 2024: 24, 2025: 15}
"""Households that were given a cow or a buffalo of a livelihood project, in kind."""

BUDGET = "Ngân sách nhà nước"
PROGRAMME = "Chương trình MTQG giảm nghèo bền vững"
FUND = "Quỹ Vì người nghèo"


@dataclass(frozen=True)
class Received:
    """One thing received by a household, or by one member (by place in the household)."""

    code: str
    member: int | None
    programme: str
    kind: SupportKind
    amount: int | None
    on: date
    money_source: str


def supports(rng: Random, households: Sequence[DemoHousehold], needs: Needs) -> list[Received]:
    """Everything, mixed by kind and year."""
    return [
        *_water(rng, needs),
        *_houses(rng, needs),
        *_livestock(rng, households),
        *_learning(rng, households),
        *_cards(rng, households),
    ]


def _water(rng: Random, needs: Needs) -> Iterator[Received]:
    for code, year in needs.water_support.items():
        day = _day(rng, date(year, 4, 1), 200)
        yield Received(code, None, "domestic_water", SupportKind.WATER, WATER_EACH, day, PROGRAMME)


def _houses(rng: Random, needs: Needs) -> Iterator[Received]:
    for code, (year, kind) in needs.houses.items():
        day, source = _day(rng, date(year, 5, 1), 190), rng.choice((PROGRAMME, FUND))
        yield Received(code, None, "housing_support", kind, HOUSE_EACH[kind][year], day, source)


def _livestock(rng: Random, households: Sequence[DemoHousehold]) -> Iterator[Received]:
    listed = (HouseholdStatus.POOR, HouseholdStatus.NEAR_POOR)
    for year, number in LIVESTOCK.items():
        codes = [each.code for each in households if each.path.get(year) in listed and len(each.members) > 1]
        for code in rng.sample(codes, number):
            day = _day(rng, date(year, 6, 1), 150)
            yield Received(code, None, "livelihood_project", SupportKind.LIVESTOCK, None, day, PROGRAMME)


def _learning(rng: Random, households: Sequence[DemoHousehold]) -> Iterator[Received]:
    for year in YEARS:
        for household in households:
            if household.path.get(year) is HouseholdStatus.POOR:
                for place, person in enumerate(household.members):
                    if 6 <= year - person.birth_year <= 17:
                        day = _day(rng, date(year, 10, 1), 60)
                        kind = SupportKind.LEARNING_COST
                        yield Received(
                            household.code, place, "learning_cost", kind, LEARNING_EACH, day, BUDGET
                        )


def _cards(rng: Random, households: Sequence[DemoHousehold]) -> Iterator[Received]:
    for card in cards(rng, households):
        yield Received(
            card.code,
            card.member,
            card.programme,
            SupportKind.INSURANCE_CARD,
            card.amount,
            card.on,
            BUDGET,
        )


def _day(rng: Random, first: date, days: int) -> date:
    return first + timedelta(days=rng.randrange(days))
