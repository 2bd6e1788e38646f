"""What little would have to be different."""

from datetime import date
from typing import Any

import pytest

from knowledge.eligibility import Eligibility

TODAY = date(2026, 11, 23)
HOUSE: dict[str, Any] = {
    "household_status": "poor",
    "weak_parts_count": 1,
    "house_area_m2": 45,
    "household_size": 4,
    "house_age_years": 19,
    "damaged_unsafe": True,
    "land_dispute": False,
}


@pytest.mark.parametrize(
    ("programme", "facts", "on", "changes"),
    [
        (
            "poor_household",
            {"area": "urban", "income_per_person_month": 1_000_000, "deprivations": 2},
            TODAY,
            [{"deprivations": 3}],
        ),
        (
            "poor_household",
            {"area": "urban", "income_per_person_month": 2_000_001, "deprivations": 2},
            TODAY,
            [{"income_per_person_month": 2_000_000, "deprivations": 3}],
        ),
        ("insurance_near_poor", {"household_status": "none"}, TODAY, [{"household_status": "near_poor"}]),
        ("housing_support", HOUSE, date(2025, 3, 1), [{"weak_parts_count": 2}, {"house_age_years": 20}]),
        ("job_fair_counselling", {"age": 14, "wants_job": True}, TODAY, [{"age": 15}]),
        ("job_fair_counselling", {"age": 14, "wants_job": False}, TODAY, [{"age": 15, "wants_job": True}]),
    ],
)
def test_the_nearest_change_that_is_enough(
    eligibility: Eligibility, programme: str, facts: dict[str, Any], on: date, changes: list[dict[str, Any]]
) -> None:
    found = eligibility.smallest_changes(programme, facts, on)
    assert [{change.fact: change.value for change in changed} for changed in found] == changes


def test_nobody_grows_younger(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {
        "sex": "male",
        "age": 61,
        "rural_worker": True,
        "trained_before_with_state_money": False,
    }
    assert eligibility.verdicts(facts, date(2025, 3, 1))["vocational_training"] == "not_eligible"
    assert eligibility.smallest_changes("vocational_training", facts, date(2025, 3, 1)) == ()


@pytest.mark.parametrize("facts", [{"household_status": "near_poor"}, {}])
def test_nothing_to_change_where_it_is_not_refused(eligibility: Eligibility, facts: dict[str, Any]) -> None:
    assert eligibility.smallest_changes("insurance_near_poor", facts, TODAY) == ()


def test_every_change_named_makes_the_household_eligible(eligibility: Eligibility) -> None:
    for changed in eligibility.smallest_changes("housing_support", HOUSE, date(2025, 3, 1)):
        facts: dict[str, Any] = {**HOUSE, **{change.fact: change.value for change in changed}}
        assert eligibility.verdicts(facts, date(2025, 3, 1))["housing_support"] == "eligible"
