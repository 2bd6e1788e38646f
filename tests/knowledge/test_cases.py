"""The rules, read as cases: a household, a day, a verdict. One file a programme in tests/knowledge/cases.

A case: `name` (a sentence), `on`, `facts`, `verdict`, and where they matter `amounts` (all the numbers listed, in any
order) and `missing` (all the facts that could still change the verdict). TOML has no null: a date that is known to be
none is written "none".
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, convert

from knowledge.eligibility import Eligibility
from knowledge.facts import Declarations

FOLDER = Path(__file__).parent / "cases"
FEWEST = 10


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    on: date
    facts: dict[str, Any]
    verdict: str
    amounts: tuple[float, ...] | None = None
    missing: tuple[str, ...] | None = None


def read(path: Path) -> list[Case]:
    return convert(tomllib.loads(path.read_text(encoding="utf-8"))["case"], list[Case])


CASES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))}


def facts_of(case: Case, declared: Declarations) -> dict[str, Any]:
    """The facts as they come from outside, with null for a day that never was."""
    dates = {fact.name for fact in declared.facts.values() if fact.type == "date"}
    return {name: None if name in dates and said == "none" else said for name, said in case.facts.items()}


@pytest.mark.parametrize(
    ("programme", "case"),
    [pytest.param(name, case, id=f"{name}: {case.name}") for name, cases in CASES.items() for case in cases],
)
def test_case(eligibility: Eligibility, programme: str, case: Case) -> None:
    facts = eligibility.accept(facts_of(case, eligibility.declared), case.on)
    result = eligibility.check(programme, facts, case.on)
    assert result.verdict == case.verdict
    assert eligibility.verdicts(facts, case.on)[programme] == case.verdict
    if case.amounts is not None:
        assert sorted(amount.value for amount in result.amounts) == sorted(case.amounts)
    if case.missing is not None:
        assert sorted(result.missing) == sorted(case.missing)


@pytest.mark.parametrize("programme", CASES)
def test_a_programme_has_cases_enough_and_no_name_twice(programme: str) -> None:
    names = [case.name for case in CASES[programme]]
    assert len(names) >= FEWEST
    assert len(set(names)) == len(names)


def test_every_programme_has_cases(eligibility: Eligibility) -> None:
    assert set(CASES) == set(eligibility.rules)
