"""Values as people read them: 1.500.000 đồng/tháng, 1,500,000 VND/month, 6,24%/năm, 01/01/2027."""

from datetime import date
from functools import lru_cache

from babel.numbers import format_decimal

from knowledge.model import Name, Unit
from knowledge.terms import Language

_UNITS: dict[Unit, tuple[str, str]] = {
    "vnd": ("{} đồng", "{} VND"),
    "vnd_per_month": ("{} đồng/tháng", "{} VND/month"),
    "vnd_per_day": ("{} đồng/ngày", "{} VND/day"),
    "vnd_per_year": ("{} đồng/năm", "{} VND/year"),
    "vnd_per_person_month": ("{} đồng/người/tháng", "{} VND/person/month"),
    "vnd_per_household": ("{} đồng/hộ", "{} VND/household"),
    "percent": ("{}%", "{}%"),
    "percent_per_year": ("{}%/năm", "{}% a year"),
    "percent_per_month": ("{}%/tháng", "{}% a month"),
    "days": ("{} ngày", "{} days"),
    "working_days": ("{} ngày làm việc", "{} working days"),
    "hours": ("{} giờ", "{} hours"),
    "months": ("{} tháng", "{} months"),
    "years": ("{} năm", "{} years"),
    "m2": ("{} m²", "{} m²"),
    "km": ("{} km", "{} km"),
    "kwh": ("{} kWh", "{} kWh"),
    "people": ("{} người", "{} people"),
    "households": ("{} hộ", "{} households"),
}


def day(on: date) -> str:
    """01/01/2027, the same in both languages."""
    return on.strftime("%d/%m/%Y")


@lru_cache(maxsize=4096)
def number(value: float, language: Language) -> str:
    return str(format_decimal(value, format="#,##0.####", locale=language))


def rate(percent: float, language: Language) -> str:
    """0,47% or 0.47%: two decimals, as statistics are published."""
    return f"{format_decimal(percent, format='0.00', locale=language)}%"


def value_text(value: float | date | Name, unit: Unit, language: Language, *, bare: bool = False) -> str:
    """A parameter's value in words; `bare` leaves the unit out."""
    if isinstance(value, Name):
        return value.text(language)
    if isinstance(value, date):
        return day(value)
    if unit == "year":
        return str(value)
    digits = number(value, language)
    vi, en = _UNITS.get(unit, ("{}", "{}"))
    return digits if bare else (vi if language == "vi" else en).format(digits)
