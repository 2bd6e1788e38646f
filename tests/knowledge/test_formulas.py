"""Amounts as small sums."""

import pytest

from knowledge import formulas
from knowledge.formulas import FormulaError


@pytest.mark.parametrize(
    ("text", "values", "comes_to"),
    [
        ("0", {}, 0),
        ("a.fee", {"a.fee": 150_000}, 150_000),
        ("a.day * days", {"a.day": 30_000, "days": 60}, 1_800_000),
        ("min(months, a.most) * a.month", {"months": 12, "a.most": 9, "a.month": 150_000}, 1_350_000),
        ("max(0, 100 - a.share - topup)", {"a.share": 100, "topup": 30}, 0),
        ("a.rate * 1.27", {"a.rate": 6.24}, 7.9248),
        ("a.share * total / 100", {"a.share": 95, "total": 200}, 190),
        ("a.day * days", {"a.day": 30_000}, None),
    ],
)
def test_a_sum_is_worked_out_or_left_open(
    text: str, values: dict[str, float], comes_to: float | None
) -> None:
    assert formulas.read(text).work_out(values) == comes_to


def test_parameters_have_a_dot_and_facts_have_none() -> None:
    formula = formulas.read("min(months, a.most) * a.month + months")
    assert formula.parameters == ("a.most", "a.month")
    assert formula.facts == ("months",)


@pytest.mark.parametrize(
    "text", ["a.b.c", "a ** b", "f(a, b)", "max(a)", "max(a, b, c)", "'x'", "True", "a +", "-a"]
)
def test_anything_else_is_no_formula(text: str) -> None:
    with pytest.raises(FormulaError):
        formulas.read(text)
