"""`ansinh report --json`: the city's yearly report for other programs."""

from typing import Any

import msgspec

from db.report_rows import CityReport


def report_json(report: CityReport) -> dict[str, Any]:
    """The contract of the command: households and rates of the year on top, the rest by subject.

    Names end in their unit (`_percent`, `_vnd`), days are YYYY-MM-DD, null is not known.
    """
    rows: dict[str, Any] = msgspec.to_builtins(report)
    rates, previous, next_plan = rows.pop("rates"), rows.pop("previous"), rows.pop("next_plan")
    return {**rates, "previous_year": previous, "next_year_plan": next_plan, **rows}
