"""A peer: five rules written for OpenFisca-Core, whole tables of households at once.

Poor and near-poor household, health insurance of both, and the social pension, from 2022 on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

HOUSEHOLD = build_entity(
    key="household", plural="households", label="One household, or its oldest member", is_person=True
)
PROGRAMMES = (
    "poor_household",
    "near_poor_household",
    "insurance_poor",
    "insurance_near_poor",
    "social_pension",
)
POOR, NEAR_POOR = 0, 1


def _dated(**values: float) -> dict[str, Any]:
    return {"values": {day.lstrip("d").replace("_", "-"): {"value": value} for day, value in values.items()}}


PARAMETERS = {
    "line_rural": _dated(d2022_01_01=1_500_000, d2027_01_01=2_200_000),
    "line_urban": _dated(d2022_01_01=2_000_000, d2027_01_01=2_800_000),
    "deprivations_min": _dated(d2022_01_01=3),
    "pension_age": _dated(d2025_07_01=75),
    "pension_age_poor": _dated(d2025_07_01=70),
    "pension_month": _dated(d2025_07_01=500_000, d2026_07_01=540_000),
}


def _input(name: str, kind: type) -> type[Variable]:
    shape = {"value_type": kind, "entity": HOUSEHOLD, "definition_period": MONTH, "label": name}
    return type(name, (Variable,), shape)


def _rule(name: str, formula: Any) -> type[Variable]:
    shape = {"value_type": bool, "entity": HOUSEHOLD, "definition_period": MONTH, "label": name}
    return type(name, (Variable,), {**shape, "formula": formula})


def _under_line(household: Any, period: Any, parameters: Any) -> Any:
    known = parameters(period)
    line = np.where(household("urban", period), known.line_urban, known.line_rural)
    return household("income_per_person_month", period) <= line


def _poor(household: Any, period: Any, parameters: Any) -> Any:
    many = household("deprivations", period) >= parameters(period).deprivations_min
    return _under_line(household, period, parameters) * many


def _near_poor(household: Any, period: Any, parameters: Any) -> Any:
    few = household("deprivations", period) < parameters(period).deprivations_min
    return _under_line(household, period, parameters) * few


def _pension(household: Any, period: Any, parameters: Any) -> Any:
    known, age = parameters(period), household("age", period)
    listed = (household("status", period) == POOR) + (household("status", period) == NEAR_POOR)
    old = (age >= known.pension_age) + (age >= known.pension_age_poor) * listed
    low = household("other_pension_month_vnd", period) < known.pension_month
    return household("citizen", period) * low * old


def _system() -> TaxBenefitSystem:
    system = TaxBenefitSystem([HOUSEHOLD])
    system.parameters = ParameterNode("", data=PARAMETERS)
    inputs: dict[str, type] = {
        "urban": bool,
        "income_per_person_month": float,
        "deprivations": int,
        "status": int,
        "age": int,
        "citizen": bool,
        "other_pension_month_vnd": float,
    }
    for name, kind in inputs.items():
        system.add_variable(_input(name, kind))
    system.add_variable(_rule("poor_household", _poor))
    system.add_variable(_rule("near_poor_household", _near_poor))
    system.add_variable(_rule("insurance_poor", lambda one, period: one("status", period) == POOR))
    system.add_variable(_rule("insurance_near_poor", lambda one, period: one("status", period) == NEAR_POOR))
    system.add_variable(_rule("social_pension", _pension))
    return system


def eligible(columns: Mapping[str, Sequence[Any]], month: str) -> dict[str, Any]:
    """For each programme whether each household is eligible in a month such as 2026-11."""
    simulation = SimulationBuilder().build_default_simulation(_system(), count=len(columns["age"]))
    for name, values in columns.items():
        simulation.set_input(name, month, np.array(values))
    return {name: simulation.calculate(name, month) for name in PROGRAMMES}
