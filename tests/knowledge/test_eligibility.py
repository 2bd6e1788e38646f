"""What holds of every rule, every household and every day."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge import rules
from knowledge.dates import ONE_DAY
from knowledge.eligibility import Eligibility
from knowledge.implied import Implications
from knowledge.rule_checks import LAST_DAY
from knowledge.terms import Verdict
from tests.knowledge.naive import Naive, asked, completions, grid

PROGRAMMES = sorted(rules.read()[0].rules)
FIRST_DAY = date(2016, 1, 1)
MOST_COMPLETIONS = 1500


@dataclass
class Drawn:
    """A household drawn for a programme on a day: all its facts, and the values each could have had."""

    naive: Naive
    on: date
    facts: dict[str, Any]
    grids: dict[str, list[Any]]


def days_of(eligibility: Eligibility, programme: str) -> list[date]:
    """Days in force: the first and last of each period, and one of every quarter."""
    periods = eligibility.rules[programme].periods
    found = {day for period in periods for day in (period.starts, period.until)}
    for period in periods:
        for number in range(0, (period.until - period.starts).days, 91):
            found.add(period.starts + timedelta(number))
    return sorted(found)


def draw_household(data: st.DataObject, eligibility: Eligibility, programme: str) -> Drawn:
    rule = eligibility.rules[programme]
    on = data.draw(st.sampled_from(days_of(eligibility, programme)), label="day")
    period = rule.in_force(on)
    assert period
    naive = Naive(eligibility, rule, period, on)
    grids = {name: grid(eligibility, naive, name) for name in asked(naive)}
    facts = {name: data.draw(st.sampled_from(values), label=name) for name, values in grids.items()}
    return Drawn(naive, on, without_contradictions(eligibility, facts, on), grids)


def without_contradictions(eligibility: Eligibility, facts: dict[str, Any], on: date) -> dict[str, Any]:
    """The facts with those changed that others say otherwise: the former city is in no poor district."""
    implications = Implications(eligibility.declared)
    agreed = dict(facts)
    for name, value in facts.items():
        others = {other: said for other, said in agreed.items() if other != name}
        agreed[name] = implications.complete(others, on)[0].get(name, value)
    return agreed


@pytest.mark.parametrize("programme", PROGRAMMES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_engine_reads_a_rule_as_it_is_written(
    eligibility: Eligibility, programme: str, data: st.DataObject
) -> None:
    drawn = draw_household(data, eligibility, programme)
    verdict, amounts = drawn.naive.decide(drawn.facts)
    result = eligibility.check(programme, drawn.facts, drawn.on)
    assert result.verdict is verdict
    assert {amount.name: amount.value for amount in result.amounts} == amounts


@pytest.mark.parametrize("programme", PROGRAMMES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_verdict_is_what_all_values_of_the_missing_facts_agree_on(
    eligibility: Eligibility, programme: str, data: st.DataObject
) -> None:
    drawn = draw_household(data, eligibility, programme)
    dropped = data.draw(
        st.sets(st.sampled_from(sorted(drawn.facts)), max_size=5) if drawn.facts else st.just(set())
    )
    facts = {name: value for name, value in drawn.facts.items() if name not in dropped}
    known, _ = Implications(eligibility.declared).complete(facts, drawn.on)
    missing = sorted(dropped - set(known) - set(drawn.naive.assumed()))
    assume(prod(len(drawn.grids[name]) for name in missing) <= MOST_COMPLETIONS)
    outcomes = [drawn.naive.decide(whole) for whole in completions(known, missing, drawn.grids)]
    verdicts = {verdict for verdict, _ in outcomes}
    result = eligibility.check(programme, facts, drawn.on)
    assert result.verdict is (verdicts.pop() if len(verdicts) == 1 else Verdict.UNKNOWN)
    for amount in result.amounts:
        assert all(amounts[amount.name] == amount.value for _, amounts in outcomes)
    if not missing:
        assert set(result.missing) <= set(drawn.naive.assumed()) | {
            name for branch in drawn.naive.period.branches for name in branch.needs
        }


@pytest.mark.parametrize("programme", PROGRAMMES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_settled_stays_settled_whatever_is_said_next(
    eligibility: Eligibility, programme: str, data: st.DataObject
) -> None:
    """Save where the fact counted as something only as long as nobody had said it."""
    drawn = draw_household(data, eligibility, programme)
    order = data.draw(st.permutations(sorted(set(drawn.facts) - set(drawn.naive.assumed()))))
    facts: dict[str, Any] = {}
    settled: Verdict | None = None
    for name in order:
        facts[name] = drawn.facts[name]
        verdict = eligibility.verdicts(facts, drawn.on)[programme]
        assert settled is None or verdict is settled
        if verdict is not Verdict.UNKNOWN:
            settled = verdict


@pytest.mark.parametrize("programme", PROGRAMMES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_only_missing_facts_are_missing_and_saying_them_all_settles_it(
    eligibility: Eligibility, programme: str, data: st.DataObject
) -> None:
    drawn = draw_household(data, eligibility, programme)
    kept = data.draw(st.sets(st.sampled_from(sorted(drawn.facts))) if drawn.facts else st.just(set()))
    facts = {name: drawn.facts[name] for name in kept}
    while (result := eligibility.check(programme, facts, drawn.on)).missing:
        if set(result.missing) <= set(facts):
            break  # facts that were said but do not count, such as a number that is not official
        name = next(name for name in result.missing if name not in facts)
        facts[name] = drawn.facts[name]
    assert (result.verdict is Verdict.UNKNOWN) == bool(result.missing)


def test_every_day_has_a_result_for_everybody(eligibility: Eligibility) -> None:
    households: list[dict[str, Any]] = [
        {},
        {"household_status": "poor", "age": 70, "area": "rural", "income_per_person_month": 700_000},
        {"escaped_recognised_on": date(2020, 2, 29), "exit_date": date(2024, 2, 29), "commune": "dai-phuc"},
    ]
    on = FIRST_DAY
    while on <= LAST_DAY:
        for facts in households:
            assert set(eligibility.verdicts(facts, on)) == set(PROGRAMMES)
        on += ONE_DAY


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_day_on_which_something_changes_can_be_explained(
    eligibility: Eligibility, programme: str
) -> None:
    for day in days_of(eligibility, programme):
        for on in (day - ONE_DAY, day, day + ONE_DAY):
            result = eligibility.check(programme, {}, on)
            assert result.verdict in (Verdict.UNKNOWN, Verdict.ASK_COMMUNE)
            assert (result.verdict is Verdict.UNKNOWN) == bool(result.missing)


@pytest.mark.parametrize("on", [LAST_DAY + ONE_DAY, date(2040, 6, 1)])
def test_after_the_last_day_the_commune_is_asked(eligibility: Eligibility, on: date) -> None:
    assert set(eligibility.verdicts({"household_status": "poor"}, on).values()) == {Verdict.ASK_COMMUNE}
