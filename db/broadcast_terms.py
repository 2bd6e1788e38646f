"""Words of announcements, as they stand in the tables. Never change a value."""

from enum import IntEnum, StrEnum


class BroadcastState(StrEnum):
    """How far an announcement is."""

    DRAFT = "draft"
    WAITING = "waiting"  # for a second person's approval
    APPROVED = "approved"  # waits for its moment
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class DeliveryState(IntEnum):
    """What became of one person's copy."""

    OPEN = 0
    SENT = 1
    FAILED = 2
    STOPPED = 3  # blocked the bot, or the chat is gone
    CANCELLED = 4
    TOO_OLD = 5  # its event had passed
