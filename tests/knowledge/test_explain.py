"""A result says why."""

from datetime import date
from typing import Any

from knowledge.eligibility import Eligibility
from knowledge.terms import ConditionState, Verdict

TODAY = date(2026, 11, 23)
NEW_LINES = date(2027, 1, 1)


def states(eligibility: Eligibility, programme: str, facts: dict[str, Any], on: date) -> dict[str, str]:
    result = eligibility.check(programme, eligibility.accept(facts, on), on)
    return {condition.id: condition.state.value for condition in result.conditions}


def test_each_condition_is_met_not_met_or_not_known(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {"household_status": "near_poor", "land_dispute": True, "weak_parts_count": 2}
    found = states(eligibility, "housing_support", facts, date(2025, 3, 1))
    assert found["poor_or_near_poor"] == "met"
    assert found["land_undisputed"] == "not_met"
    assert found["damaged"] == "unknown"


def test_a_condition_not_known_is_open_only_while_it_can_still_decide(eligibility: Eligibility) -> None:
    on = date(2026, 1, 1)
    open_ = {c.id: c.open for c in eligibility.check("poor_household", {"deprivations": 3}, on).conditions}
    assert open_ == {"under_line": True, "many_deprivations": False}
    decided = eligibility.check("poor_household", {"deprivations": 2}, on)
    assert [c.id for c in decided.conditions if c.state is ConditionState.UNKNOWN] == ["under_line"]
    assert not any(c.open for c in decided.conditions)


def test_what_others_could_replace_is_an_alternative(eligibility: Eligibility) -> None:
    result = eligibility.check("housing_support", {}, date(2025, 3, 1))
    needed = [condition.id for condition in result.conditions if not condition.alternative]
    assert needed == ["poor_or_near_poor", "land_undisputed", "not_helped"]


def test_the_fact_that_tells_most_comes_first(eligibility: Eligibility) -> None:
    missing = eligibility.check("job_fair_counselling", {}, TODAY).missing
    assert set(missing) == {"age", "wants_job"}
    missing = eligibility.check("poor_household", {"area": "rural"}, TODAY).missing
    assert set(missing) == {"deprivations", "income_per_person_month"}


def test_amounts_carry_their_days_sources_and_whether_they_are_confirmed(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {
        "household_status": "poor",
        "work": "new",
        "weak_parts_count": 2,
        "land_dispute": False,
    }
    for on, starts, confirmed in (
        (date(2024, 12, 1), date(2024, 11, 10), False),
        (date(2025, 3, 1), date(2025, 1, 20), True),
    ):
        (amount,) = eligibility.check("housing_support", facts, on).amounts
        assert (amount.name, amount.value, amount.unit) == ("grant_vnd", 60_000_000, "vnd")
        assert (amount.starts, amount.confirmed) == (starts, confirmed)
        assert amount.sources == ("housing.pm_2024",)


def test_an_amount_not_settled_names_the_facts_that_would_settle_it(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {
        "rural_worker": True,
        "trained_before_with_state_money": False,
        "young_after_service": False,
    }
    result = eligibility.check("vocational_training", facts, TODAY)
    assert [amount.value for amount in result.amounts] == [4_000_000]
    assert [texts.en for texts in result.unsettled] == ["Meals for the course", "Travel (ask the ward)"]
    assert result.missing_for_amounts == ("training_days",)


def test_what_was_assumed_is_said(eligibility: Eligibility) -> None:
    result = eligibility.check("insurance_near_poor", {"household_status": "near_poor"}, TODAY)
    assert set(result.assumed) == {"in_poor_commune", "province_topup_pct"}
    said: dict[str, Any] = {
        "household_status": "near_poor",
        "in_poor_commune": False,
        "province_topup_pct": 0,
    }
    assert eligibility.check("insurance_near_poor", said, TODAY).assumed == ()


def test_texts_are_filled_for_the_day_in_both_languages(eligibility: Eligibility) -> None:
    for on, vi, en in ((TODAY, "1.500.000", "1,500,000"), (NEW_LINES, "2.200.000", "2,200,000")):
        line = eligibility.check("poor_household", {}, on).conditions[0].texts
        assert vi in line.vi
        assert en in line.en


def test_two_days_side_by_side(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {"area": "rural", "income_per_person_month": 2_000_000, "deprivations": 4}
    facts["deprivations_official"] = True
    both = eligibility.compare("poor_household", facts, TODAY, NEW_LINES)
    assert (both.before.verdict, both.after.verdict) == (Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE)
    assert both.differs
    assert not eligibility.compare("insurance_poor", {"household_status": "poor"}, TODAY, NEW_LINES).differs


def test_where_nothing_is_written_nothing_is_quoted(eligibility: Eligibility) -> None:
    result = eligibility.check("housing_disaster", {"household_status": "poor"}, date(2021, 6, 30))
    assert result.verdict is Verdict.ASK_COMMUNE
    assert (result.amounts, result.conditions, result.missing, result.sources) == ((), (), (), ())


def test_all_programmes_at_once_say_what_each_says_alone(eligibility: Eligibility) -> None:
    facts = eligibility.accept({"household_status": "poor", "age": 70, "commune": "tan-cuong"}, TODAY)
    together = eligibility.check_all(facts, TODAY)
    assert together == {name: eligibility.check(name, facts, TODAY) for name in eligibility.rules}
    assert {name: result.verdict for name, result in together.items()} == eligibility.verdicts(facts, TODAY)


def test_the_next_day_on_which_the_answer_changes(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {"area": "rural", "income_per_person_month": 2_000_000, "deprivations": 4}
    facts["deprivations_official"] = True
    later = eligibility.next_difference("poor_household", facts, TODAY)
    assert later is not None
    assert (later.on, later.verdict) == (NEW_LINES, Verdict.ELIGIBLE)
    over_both_lines = {**facts, "income_per_person_month": 2_200_001}
    assert eligibility.next_difference("poor_household", over_both_lines, TODAY) is None


def test_a_change_of_amounts_alone_is_a_difference_too(eligibility: Eligibility) -> None:
    facts: dict[str, Any] = {"household_status": "near_poor"}
    later = eligibility.next_difference("insurance_near_poor", facts, date(2025, 12, 1))
    assert later is not None
    assert (later.on, later.amounts[-1].value) == (date(2026, 1, 1), 100)
    assert eligibility.next_difference("insurance_near_poor", facts, date(2025, 12, 1), days=30) is None
