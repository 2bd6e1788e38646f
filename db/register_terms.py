"""The register's words: one word for one thing, as it stands in the tables. Never change a value."""

from enum import StrEnum


class Role(StrEnum):
    """What an officer may do."""

    COLLABORATOR = "collaborator"  # own hamlets, names and status only
    WARD_OFFICER = "ward_officer"  # own wards
    SUPERVISOR = "supervisor"  # all wards, reports, approvals
    ADMINISTRATOR = "administrator"  # people and settings, no households


class Sex(StrEnum):
    """As the identity card says."""

    FEMALE = "female"
    MALE = "male"


class Relation(StrEnum):
    """How a member stands to the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER = "other"


class FollowupKind(StrEnum):
    """What an officer does for a household."""

    VISIT = "visit"
    CALL = "call"
    PAPERS = "papers"
    DELIVERY = "delivery"  # cattle, materials, a card
    CHECK = "check"  # how support is used
    COMPLAINT = "complaint"


class FollowupOutcome(StrEnum):
    """How it went, by one tap."""

    DONE = "done"
    AGREED = "agreed"
    ABSENT = "absent"
    REFUSED = "refused"
    MISSING_PAPERS = "missing_papers"
    NEEDS_HELP = "needs_help"


class FollowupState(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What the audit chain tells."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCK = "lock"
    SEARCH = "search"
    VIEW = "view"
    REVEAL = "reveal"
    LIST = "list"
    ADD = "add"
    CHANGE = "change"
    FOLLOW_UP = "follow_up"
    HAND_OVER = "hand_over"
    OFFICER = "officer"  # invited, joined, changed, removed
    IMPORT = "import"
    EXPORT = "export"
    REFUSED = "refused"
    KEYS = "keys"


class Refusal(StrEnum):
    """Why something was not done. Handlers say it in words."""

    NOT_FOUND = "not_found"  # also where an officer may not see it: the answer tells nothing
    NOT_YOURS = "not_yours"
    TOO_LATE = "too_late"
    ALREADY_DONE = "already_done"
    TAKEN = "taken"
    LOCKED = "locked"
    WRONG_PIN = "wrong_pin"
    NO_PIN = "no_pin"
    LAST_ADMINISTRATOR = "last_administrator"
