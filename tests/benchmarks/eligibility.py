"""How fast households are checked: verdicts of every programme, and the same rules read word by word."""

import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from knowledge.eligibility import Eligibility
from knowledge.facts import Fact
from knowledge.terms import Verdict
from tests.benchmarks import peer
from tests.knowledge.naive import Naive, asked, grid

ON = date(2025, 3, 1)
"""A day on which most programmes have a rule to decide by."""
PEER_DAY = date(2026, 11, 1)
PEER_FACTS = ("income_per_person_month", "deprivations", "age", "citizen", "other_pension_month_vnd")
STATUSES = ("poor", "near_poor", "escaped", "average", "none")
HOUSEHOLDS, EXPLAINED, WORD_BY_WORD = 50_000, 1_000, 1_000


def run() -> str:
    """Times of 50,000 households that say half of what they could, and the ratio to the naive reading."""
    eligibility, dice = Eligibility.load(), random.Random(20261123)
    households = [household(eligibility, dice) for _ in range(HOUSEHOLDS)]
    eligibility.check_all({}, ON)  # plans and texts are made once
    verdicts = timed(lambda: [eligibility.verdicts(facts, ON) for facts in households])
    explained = timed(lambda: [eligibility.check_all(facts, ON) for facts in households[:EXPLAINED]])
    return (
        f"  verdicts of {len(eligibility.rules)} programmes: {verdicts:.1f} s for {HOUSEHOLDS:,} households, "
        f"{1e6 * verdicts / HOUSEHOLDS:.0f} us each; with reasons {1e3 * explained / EXPLAINED:.2f} ms each\n"
        f"  the rules read word by word take {ratio_to_naive(eligibility, dice):.1f} times as long\n"
        f"{beside_openfisca(eligibility, dice)}"
    )


def beside_openfisca(eligibility: Eligibility, dice: random.Random) -> str:
    """Five programmes of 50,000 households that say everything, here and in OpenFisca-Core: same verdicts, both times."""
    whole = [_full(dice) for _ in range(HOUSEHOLDS)]
    ours: dict[str, list[bool]] = {}

    def check() -> None:
        found = [eligibility.verdicts(facts, PEER_DAY) for facts in whole]
        ours.update({name: [one[name] is Verdict.ELIGIBLE for one in found] for name in peer.PROGRAMMES})

    here = timed(check)
    columns = {
        "urban": [one["area"] == "urban" for one in whole],
        "status": [STATUSES.index(one["household_status"]) for one in whole],
        **{name: [one[name] for one in whole] for name in PEER_FACTS},
    }
    theirs: dict[str, Any] = {}
    there = timed(lambda: theirs.update(peer.eligible(columns, f"{PEER_DAY:%Y-%m}")))
    for name in peer.PROGRAMMES:
        assert ours[name] == theirs[name].tolist(), f"{name}: not the same verdicts as OpenFisca"
    return (
        f"  five programmes, {HOUSEHOLDS:,} whole households, the same verdicts: here (all {len(eligibility.rules)} "
        f"programmes, one by one) {here:.2f} s, OpenFisca-Core (the five, as one table) {there:.2f} s"
    )


def _full(dice: random.Random) -> dict[str, Any]:
    return {
        "area": dice.choice(["rural", "urban"]),
        "income_per_person_month": dice.choice([1_499_999, 1_500_000, 1_500_001, 2_000_000, 2_000_001]),
        "deprivations": dice.randint(0, 6),
        "household_status": dice.choice(STATUSES),
        "age": dice.randint(60, 80),
        "citizen": dice.random() < 0.95,
        "other_pension_month_vnd": dice.choice([0, 0, 539_999, 540_000, 2_000_000]),
    }


def household(eligibility: Eligibility, dice: random.Random) -> dict[str, Any]:
    return {
        name: value(fact, dice) for name, fact in eligibility.declared.facts.items() if dice.random() < 0.5
    }


def value(fact: Fact, dice: random.Random) -> Any:
    if fact.type == "set":
        return frozenset({dice.choice(fact.values)})
    if fact.type == "flags":
        return {flag: dice.random() < 0.3 for flag in fact.values}
    if fact.type == "date":
        return dice.choice([None, date(2020, 3, 1), date(2023, 3, 1), date(2024, 11, 1)])
    return dice.choice(fact.steps or fact.values or (1, 2, 3))


def ratio_to_naive(eligibility: Eligibility, dice: random.Random) -> float:
    """Households that say everything: the naive reading knows no missing facts."""
    readers = [
        Naive(eligibility, rule, period, ON)
        for rule in eligibility.rules.values()
        if (period := rule.in_force(ON))
    ]
    grids = {name: grid(eligibility, naive, name) for naive in readers for name in asked(naive)}
    whole = [{name: dice.choice(of) for name, of in grids.items()} for _ in range(WORD_BY_WORD)]
    theirs = timed(lambda: [naive.decide(facts) for facts in whole for naive in readers])
    return theirs / timed(lambda: [eligibility.verdicts(facts, ON) for facts in whole])


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
