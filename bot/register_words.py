"""The register's words as people read them, and how personal numbers are masked."""

from bot.i18n import N_
from db.register_terms import Act, FollowupKind, FollowupOutcome, Relation
from db.support_kinds import SupportKind
from knowledge.terms import HouseholdStatus

STATUSES = {
    HouseholdStatus.POOR: N_("🔴 Poor household"),
    HouseholdStatus.NEAR_POOR: N_("🟠 Near-poor household"),
    HouseholdStatus.ESCAPED: N_("🟡 Escaped poverty"),
    HouseholdStatus.AVERAGE: N_("🟢 Average living standard"),
    HouseholdStatus.NONE: N_("⚪️ On no list"),
}
RELATIONS = {
    Relation.HEAD: N_("head"),
    Relation.SPOUSE: N_("spouse"),
    Relation.CHILD: N_("child"),
    Relation.PARENT: N_("parent"),
    Relation.GRANDCHILD: N_("grandchild"),
    Relation.GRANDPARENT: N_("grandparent"),
    Relation.SIBLING: N_("brother or sister"),
    Relation.OTHER: N_("other"),
}
KINDS = {
    FollowupKind.VISIT: N_("🏠 Visit"),
    FollowupKind.CALL: N_("📞 Call"),
    FollowupKind.PAPERS: N_("📄 Papers"),
    FollowupKind.DELIVERY: N_("📦 Delivery"),
    FollowupKind.CHECK: N_("🔍 Check of use"),
    FollowupKind.COMPLAINT: N_("❗️ Complaint"),
}
OUTCOMES = {
    FollowupOutcome.DONE: N_("✅ Done"),
    FollowupOutcome.AGREED: N_("🤝 Agreed"),
    FollowupOutcome.ABSENT: N_("🚪 Nobody at home"),
    FollowupOutcome.REFUSED: N_("✋ Refused"),
    FollowupOutcome.MISSING_PAPERS: N_("📄 Papers missing"),
    FollowupOutcome.NEEDS_HELP: N_("🆘 Needs help"),
}
SUPPORT_KINDS = {
    SupportKind.HOUSE_NEW: N_("New house"),
    SupportKind.HOUSE_REPAIR: N_("House repair"),
    SupportKind.WATER: N_("Water"),
    SupportKind.INSURANCE_CARD: N_("Health insurance card"),
    SupportKind.LIVESTOCK: N_("Livestock"),
    SupportKind.LEARNING_COST: N_("Learning costs"),
}
ACTS = {
    Act.SIGN_IN: N_("signed in"),
    Act.SIGN_IN_FAILED: N_("wrong PIN"),
    Act.LOCK: N_("locked"),
    Act.SEARCH: N_("searched"),
    Act.VIEW: N_("looked at the card"),
    Act.REVEAL: N_("saw the numbers"),
    Act.LIST: N_("saw a list"),
    Act.ADD: N_("added something"),
    Act.CHANGE: N_("changed something"),
    Act.FOLLOW_UP: N_("logged or planned"),
    Act.HAND_OVER: N_("handed over"),
    Act.OFFICER: N_("changed officers"),
    Act.IMPORT: N_("imported"),
    Act.EXPORT: N_("exported"),
    Act.REFUSED: N_("was refused"),
    Act.KEYS: N_("changed keys"),
}
SHOWN_DIGITS = 3


def masked(number: str) -> str:
    """A number with only its last digits."""
    return "•" * (len(number) - SHOWN_DIGITS) + number[-SHOWN_DIGITS:]
