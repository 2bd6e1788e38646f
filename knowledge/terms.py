"""The project's dictionary: one word for one thing, used in every other file."""

from enum import StrEnum
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


class HouseholdStatus(StrEnum):
    """What the recognised list of the ward or commune says (Decree 07/2021/ND-CP), never an estimate."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    ESCAPED = "escaped"
    AVERAGE = "average"
    NONE = "none"


class Area(StrEnum):
    """A ward is urban, a commune is rural (Decree 07/2021/ND-CP art. 3)."""

    URBAN = "urban"
    RURAL = "rural"


class Outcome(StrEnum):
    """What the matcher made of a typed question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    NONE = "none"
    SMALLTALK = "smalltalk"


class Verdict(StrEnum):
    """What the rules say of a household and a programme on a day."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"
    ASK_COMMUNE = "ask_commune"


class ConditionState(StrEnum):
    """How a household stands to one condition of a rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
