"""What households and people received, in the yearly report."""

from collections.abc import Iterator

from bot.i18n import Words
from bot.render.report_parts import counted, given_text, money, paragraph
from db.report_rows import Given, Houses, HygienicWater, InsuranceCards


def water_paragraph(words: Words, water: HygienicWater, support: Given) -> str:
    def lines() -> Iterator[str]:
        if water.poor_share_percent is not None:
            number = counted(words, water.poor_households, water.poor_share_percent)
            yield words._("Poor households with hygienic water: {number}").format(number=number)
        if water.near_poor_share_percent is not None:
            number = counted(words, water.near_poor_households, water.near_poor_share_percent)
            yield words._("Near-poor households with hygienic water: {number}").format(number=number)
        if water.not_recorded:
            number = words.number(water.not_recorded)
            yield words._("Households without a record on water: {number}").format(number=number)
        if support.number:
            yield words._("Households given support for water: {given}").format(
                given=given_text(words, support)
            )

    return paragraph(words._("Water"), lines())


def house_paragraph(words: Words, houses: Houses) -> str:
    def lines() -> Iterator[str]:
        if houses.number:
            both = f"{words.number(houses.number)}, {money(words, houses.total_vnd)}"
            yield words._("Houses supported: {given}").format(given=both)
        if houses.new.number:
            yield words._("Built new: {given}").format(given=given_text(words, houses.new))
        if houses.repaired.number:
            yield words._("Repaired: {given}").format(given=given_text(words, houses.repaired))

    return paragraph(words._("Housing"), lines())


def card_paragraph(words: Words, cards: InsuranceCards) -> str:
    def lines() -> Iterator[str]:
        if cards.poor_people or cards.near_poor_people:
            poor, near_poor = words.number(cards.poor_people), words.number(cards.near_poor_people)
            yield words._("Poor people given a card: {number}").format(number=poor)
            yield words._("Near-poor people given a card: {number}").format(number=near_poor)
            yield words._("Cost of the cards: {amount}").format(amount=money(words, cards.total_vnd))

    return paragraph(words._("Health insurance"), lines())
