"""`ansinh eligibility`: the contract other programs rely on."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def _run(request: Any, *words: str) -> Result:
    text = request if isinstance(request, str) else json.dumps(request)
    return CliRunner().invoke(main, ["eligibility", *words], input=text)


def _result(request: dict[str, Any]) -> dict[str, Any]:
    answer = json.loads(_run(request).stdout)
    assert answer["on"] == request["on"]
    return dict(answer["results"][request["programme"]])


def test_a_poor_household_today() -> None:
    found = _result(
        {"facts": {"household_status": "poor"}, "on": "2026-11-23", "programme": "insurance_poor"}
    )
    assert found["verdict"] == "eligible"
    assert found["amounts"] == {"premium_paid_pct": 100, "benefit_pct": 100}
    [condition] = found["conditions"]
    assert condition["state"] == "met"
    assert condition["text"]
    assert condition["source"]
    assert found["missing"] == []
    assert found["sources"]
    assert found["next_step"]["where"]["vi"]


def test_what_is_missing_comes_most_telling_first() -> None:
    found = _result({"facts": {}, "on": "2026-11-23", "programme": "poor_household"})
    assert found["verdict"] == "unknown"
    assert set(found["missing"]) == {"area", "income_per_person_month", "deprivations"}


def test_what_would_change_it_and_the_other_day() -> None:
    facts = {
        "area": "rural",
        "income_per_person_month": 2_000_000,
        "deprivations": 3,
        "deprivations_official": True,
    }
    found = _result({"facts": facts, "on": "2026-11-23", "programme": "poor_household"})
    assert found["verdict"] == "not_eligible"
    assert found["would_change_it"] == [{"income_per_person_month": 1_500_000}]
    assert found["another_day"] == {"on": "2027-01-01", "verdict": "eligible", "amounts": {}}


def test_null_is_known_to_be_none_and_absent_is_not_known() -> None:
    base = {
        "household_status": "escaped",
        "legal_residence": True,
        "member_of_savings_credit_group": True,
        "has_labour_capacity": True,
    }
    request = {"on": "2026-11-23", "programme": "credit_household"}
    assert _result({**request, "facts": base})["verdict"] == "unknown"
    assert _result({**request, "facts": {**base, "exit_date": None}})["verdict"] == "not_eligible"


def test_all_eighteen_programmes_without_naming_one() -> None:
    answer = json.loads(_run({"facts": {"household_status": "poor"}, "on": "2026-11-23"}).stdout)
    assert len(answer["results"]) == 18


def test_the_day_of_the_command_holds_where_the_request_names_none() -> None:
    answer = json.loads(_run({"facts": {}}, "--on", "2027-01-01").stdout)
    assert answer["on"] == "2027-01-01"


def test_lines_are_answered_one_by_one_in_order() -> None:
    lines = "\n".join(
        json.dumps({"facts": {"household_status": status}, "on": "2026-11-23", "programme": "insurance_poor"})
        for status in ("poor", "none")
    )
    found = [json.loads(line) for line in _run(lines + "\n", "--lines").stdout.splitlines()]
    assert [one["results"]["insurance_poor"]["verdict"] for one in found] == ["eligible", "not_eligible"]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (
            {"facts": {"household_status": "rich"}},
            "'household_status': 'rich' is not allowed; allowed: poor, near_poor",
        ),
        ({"facts": {"household_statu": "poor"}}, "did you mean household_status"),
        ({"facts": {"age": -1}}, "'age': -1"),
        ({"facts": {"age": "old"}}, "whole number 0..130"),
        ({"facts": {}, "programme": "free_money"}, "'free_money' is not known"),
        ({"facts": {}, "on": "soon"}, "'soon' is no day"),
        ({"facts": [1]}, "facts: expected an object"),
        ({"facts": {}, "colour": 1}, "unknown key 'colour'"),
        ("[]", "expected an object"),
        ("{", "no JSON"),
    ],
)
def test_what_cannot_be_checked_is_refused_naming_fact_value_and_what_is_allowed(
    request_: Any, says: str
) -> None:
    found = _run(request_)
    assert found.exit_code == 2
    assert says in found.stderr
    assert found.stderr.count("\n") == 1


def test_with_lines_the_bad_line_is_named() -> None:
    found = _run('{"facts": {}, "programme": "funeral"}\n{"facts": {"age": 1.5}}\n', "--lines")
    assert found.exit_code == 2
    assert found.stderr.startswith("ansinh: line 2:")
    assert len(found.stdout.splitlines()) == 1
