"""Words of job fairs, as they stand in the tables. Never change a value."""

from enum import StrEnum


class FairState(StrEnum):
    """How far a fair is."""

    DRAFT = "draft"
    OPEN = "open"
    CANCELLED = "cancelled"
    OVER = "over"


class SignUpState(StrEnum):
    """Where a person stands."""

    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class WorkKind(StrEnum):
    """What kind of work a vacancy is."""

    FACTORY = "factory"
    SERVICE = "service"
    BUILDING = "building"
    FARMING = "farming"
    OFFICE = "office"
    OTHER = "other"
