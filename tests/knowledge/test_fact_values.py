"""Facts from outside: taken over when declared and allowed, refused by name otherwise."""

from datetime import date
from typing import Any

import pytest

from knowledge.eligibility import Eligibility
from knowledge.fact_values import FactError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "said", "taken"),
    [
        ("age", 70, 70),
        ("age", 70.0, 70),
        ("house_area_m2", 17.5, 17.5),
        ("household_status", "near_poor", "near_poor"),
        ("disabled", False, False),
        ("exit_date", "2024-02-29", date(2024, 2, 29)),
        ("exit_date", date(2024, 2, 29), date(2024, 2, 29)),
        ("exit_date", None, None),
        ("group", ["child", "hiv"], frozenset({"child", "hiv"})),
        ("group", ["none"], frozenset({"none"})),
        ("group", [], frozenset()),
        ("deprivation_flags", {"water.source": True}, {"water.source": True}),
    ],
)
def test_an_allowed_value_is_taken_over(eligibility: Eligibility, name: str, said: Any, taken: Any) -> None:
    assert eligibility.accept({name: said}, TODAY) == {name: taken}


@pytest.mark.parametrize(
    ("name", "said", "allowed"),
    [
        ("age", -1, "whole number 0..130"),
        ("age", 131, "whole number 0..130"),
        ("age", 70.5, "whole number"),
        ("age", True, "whole number"),
        ("age", "70", "whole number"),
        ("house_area_m2", float("nan"), "number 0.."),
        ("house_area_m2", float("inf"), "number 0.."),
        ("household_status", "rich", "poor, near_poor, escaped, average, none"),
        ("household_status", None, "poor, near_poor"),
        ("household_status", ["poor"], "poor, near_poor"),
        ("disabled", 1, "true, false"),
        ("disabled", "yes", "true, false"),
        ("exit_date", "29/02/2024", "YYYY-MM-DD"),
        ("exit_date", "20240229", "YYYY-MM-DD"),
        ("exit_date", "2023-02-29", "YYYY-MM-DD"),
        ("group", "child", "a list of merit_person"),
        ("group", ["child", "none"], "a list of merit_person"),
        ("group", [["child"]], "a list of merit_person"),
        ("deprivation_flags", {"water.well": True}, "true or false for each of"),
        ("deprivation_flags", {"water.source": 1}, "true or false for each of"),
    ],
)
def test_any_other_is_refused_with_what_is_allowed(
    eligibility: Eligibility, name: str, said: Any, allowed: str
) -> None:
    with pytest.raises(FactError) as refused:
        eligibility.accept({name: said}, TODAY)
    assert refused.value.fact == name
    assert allowed in str(refused.value)
    assert repr(said) in str(refused.value)


def test_a_fact_nobody_declared_is_refused_with_those_it_resembles(eligibility: Eligibility) -> None:
    with pytest.raises(FactError, match="did you mean household_status"):
        eligibility.accept({"household_statu": "poor"}, TODAY)


def test_unknown_is_left_out_where_people_may_say_it(eligibility: Eligibility) -> None:
    assert eligibility.accept({"area_type": "unknown", "province_topup_pct": "unknown"}, TODAY) == {}


def test_no_more_indicators_than_the_period_has(eligibility: Eligibility) -> None:
    assert eligibility.accept({"deprivations": 10}, date(2021, 12, 31)) == {"deprivations": 10}
    assert eligibility.accept({"deprivations": 12}, date(2022, 1, 1)) == {"deprivations": 12}
    with pytest.raises(FactError, match="deprivations"):
        eligibility.accept({"deprivations": 11}, date(2021, 12, 31))
