"""What the register knows of a household, as facts for the eligibility rules. What it does not know is left out."""

from collections.abc import Sequence
from datetime import date

from db.households import HouseholdRow, MemberRow, ReviewRow
from db.supports import SupportRow
from knowledge.eligibility import Eligibility
from knowledge.facts import FactValue
from knowledge.terms import HouseholdStatus

MAJORITY = "kinh"
WATER, HOUSING = "domestic_water", "housing_support"
REVIEW_YEARS = 2  # an older review says little about what a family earns now


def facts_of(
    rules: Eligibility,
    household: HouseholdRow,
    members: Sequence[MemberRow],
    reviews: Sequence[ReviewRow],
    supports: Sequence[SupportRow],
    on: date,
) -> dict[str, FactValue]:
    """Facts as the rules take them."""
    raw: dict[str, object] = {
        "household_status": household.status.value,
        "commune": household.ward,
        "household_size": len(members) or None,
        "ethnic_minority": _minority(household),
        **_reviewed(reviews, on),
        **_received(supports),
    }
    if household.status is HouseholdStatus.ESCAPED and household.status_since:
        raw["escaped_recognised_on"] = household.status_since.isoformat()
    return rules.accept({name: value for name, value in raw.items() if value is not None}, on)


def _minority(household: HouseholdRow) -> bool | None:
    if not household.ethnic_group:
        return None
    return household.ethnic_group.strip().lower() != MAJORITY


def _reviewed(reviews: Sequence[ReviewRow], on: date) -> dict[str, object]:
    """Income (VND per person per month) and deprivations of a review that is not too old."""
    if not reviews or reviews[0].year < on.year - REVIEW_YEARS:
        return {}
    last = reviews[0]
    return {"income_per_person_month": last.income_per_person, "deprivation_flags": last.deprivations}


def _received(supports: Sequence[SupportRow]) -> dict[str, object]:
    """Only what was received is certain; that nothing else was is not."""
    programmes = {support.programme for support in supports}
    return {
        "helped_before": True if WATER in programmes else None,
        "helped_before_other_programme": True if HOUSING in programmes else None,
    }
