"""What a household can receive, as `supports.kind` has it. Never change a value."""

from enum import StrEnum


class SupportKind(StrEnum):
    """The kinds the reports count by name; a register may hold others."""

    HOUSE_NEW = "house_new"
    HOUSE_REPAIR = "house_repair"
    WATER = "water"
    INSURANCE_CARD = "insurance_card"
    LIVESTOCK = "livestock"
    LEARNING_COST = "learning_cost"
