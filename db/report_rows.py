"""What the city's yearly report holds. Amounts in VND, rates in percent with two decimals; None: not known."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class YearRates:
    """The lists at the end of a year, beside what was planned for it; None households: no review in the register."""

    year: int
    total_households: int | None
    poor_households: int | None
    poor_rate_percent: float | None
    near_poor_households: int | None
    near_poor_rate_percent: float | None
    plan_poor_rate_percent: float | None
    plan_near_poor_rate_percent: float | None


@dataclass(frozen=True)
class PlanRates:
    """What is planned for a year."""

    year: int
    poor_rate_percent: float | None
    near_poor_rate_percent: float | None


@dataclass(frozen=True)
class HygienicWater:
    """Households with hygienic water by the year's review; `not_recorded` says for how many nothing stands there."""

    poor_households: int
    poor_share_percent: float | None
    near_poor_households: int
    near_poor_share_percent: float | None
    not_recorded: int


@dataclass(frozen=True)
class Given:
    """Support of one kind: how many, in all, and for each where all got the same."""

    number: int
    total_vnd: int
    each_vnd: int | None


@dataclass(frozen=True)
class Houses:
    """Houses built and repaired with support."""

    new: Given
    repaired: Given
    number: int
    total_vnd: int


@dataclass(frozen=True)
class InsuranceCards:
    """People who were given a health insurance card."""

    poor_people: int
    near_poor_people: int
    total_vnd: int


@dataclass(frozen=True)
class Projects:
    """Projects that were carried out."""

    livelihood: int | None
    production: int | None


@dataclass(frozen=True)
class Training:
    """Vocational classes: for rural workers; for ethnic-minority, poor, near-poor and newly escaped households."""

    classes_rural_workers: int | None
    classes_other: int | None
    learners: int | None
    learners_poor: int | None
    learners_near_poor: int | None
    learners_others: int | None


@dataclass(frozen=True)
class JobFair:
    """A job fair of the year."""

    on: date
    place: str | None
    companies: int


@dataclass(frozen=True)
class OfficerCourses:
    """Courses for officers; `more_than`: there were more people than the number says."""

    courses: int | None
    people: int | None
    more_than: bool


@dataclass(frozen=True)
class CityReport:
    """One year of the city beside the year before and the plan for the next. `sources`: of the figures."""

    year: int
    rates: YearRates
    previous: YearRates
    next_plan: PlanRates
    hygienic_water: HygienicWater
    water_support: Given
    houses: Houses
    insurance_cards: InsuranceCards
    projects: Projects
    training: Training
    job_fairs: tuple[JobFair, ...]
    officer_courses: OfficerCourses
    sources: tuple[str, ...]
