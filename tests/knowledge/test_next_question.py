"""Which question comes next."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from knowledge.eligibility import Eligibility

TODAY = date(2026, 11, 23)
MOST_TAPS = 10


def questions(
    eligibility: Eligibility, programmes: Sequence[str], on: date, answers: dict[str, Any]
) -> list[str]:
    """All questions to somebody who answers so and does not know the rest."""
    facts: dict[str, Any] = {}
    dont_know: set[str] = set()
    asked: list[str] = []
    while name := eligibility.next_question(programmes, facts, on, dont_know):
        asked.append(name)
        if name in answers:
            facts[name] = answers[name]
        else:
            dont_know.add(name)
    return asked


def test_what_no_longer_matters_is_not_asked(eligibility: Eligibility) -> None:
    assert questions(eligibility, ["poor_household"], TODAY, {"deprivations": 2}) == ["deprivations"]
    assert questions(eligibility, ["job_fair_counselling"], TODAY, {"age": 14})[:1] == ["age"]


def test_nothing_is_asked_where_the_commune_decides(eligibility: Eligibility) -> None:
    assert questions(eligibility, ["housing_support", "domestic_water"], TODAY, {}) == []


@pytest.mark.parametrize("on", [date(2023, 6, 1), date(2025, 3, 1), TODAY, date(2027, 1, 1)])
def test_somebody_who_knows_nothing_comes_to_an_end(eligibility: Eligibility, on: date) -> None:
    for programme in eligibility.rules:
        asked = questions(eligibility, [programme], on, {})
        assert len(asked) == len(set(asked))


def test_facts_nobody_can_answer_are_not_asked(eligibility: Eligibility) -> None:
    asked = questions(eligibility, list(eligibility.rules), TODAY, {"household_status": "near_poor"})
    assert all(eligibility.declared[name].asked for name in asked)


def test_a_fact_that_counts_as_something_until_said_is_asked_all_the_same(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {"household_status": "poor", "land_dispute": False, "weak_parts_count": 3}
    on = date(2025, 3, 1)
    assert eligibility.verdicts(facts, on)["housing_support"] == "eligible"
    assert eligibility.next_question(["housing_support"], facts, on) == "helped_before_other_programme"


@pytest.mark.parametrize("status", ["poor", "near_poor", "none"])
def test_few_questions_are_enough_today(eligibility: Eligibility, status: str) -> None:
    answers: dict[str, Any] = {
        "household_status": status,
        "age": 40,
        "area": "urban",
        "income_per_person_month": 1_400_000,
        "deprivations": 2,
        "rural_worker": False,
        "escaped_recognised_on": None,
    }
    for programme in eligibility.rules:
        assert len(questions(eligibility, [programme], TODAY, answers)) <= MOST_TAPS
