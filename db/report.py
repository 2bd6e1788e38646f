"""The city's yearly report, from the rows only: reviews and supports of households, and the figures of the city."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.city import Figure, FigureRow, job_fair_day, list_figures
from db.models import Review
from db.report_counts import Listed, count_cards, count_given, count_listed
from db.report_rows import (
    CityReport,
    Houses,
    HygienicWater,
    JobFair,
    OfficerCourses,
    PlanRates,
    Projects,
    Training,
    YearRates,
)
from db.support_kinds import SupportKind
from knowledge.terms import HouseholdStatus

ByStatus = Mapping[HouseholdStatus, Listed]


def city_report(session: Session, *, year: int) -> CityReport:
    """Everything the city reports on a year, beside the year before; zero or None where no row says anything."""
    figures = list_figures(session, years=(year - 1, year, year + 1))
    of_year, of_previous, of_next = (_Figures(each, figures) for each in (year, year - 1, year + 1))
    listed = count_listed(session, year=year)
    return CityReport(
        year=year,
        rates=_rates(of_year, listed),
        previous=_rates(of_previous, count_listed(session, year=year - 1)),
        next_plan=_plan(of_next),
        hygienic_water=_water(listed),
        water_support=count_given(session, year=year, kind=SupportKind.WATER),
        houses=_houses(session, year),
        insurance_cards=count_cards(session, year=year),
        projects=_projects(of_year),
        training=_training(of_year),
        job_fairs=of_year.job_fairs(),
        officer_courses=_officer_courses(of_year),
        sources=of_year.sources(),
    )


def list_years(session: Session) -> list[int]:
    """The years that have a review, newest first."""
    return list(session.scalars(select(Review.year).distinct().order_by(Review.year.desc())))


class _Figures:
    """The figures of one year by name."""

    def __init__(self, year: int, rows: Iterable[FigureRow]) -> None:
        self.year = year
        self._rows = {row.name: row for row in rows if row.year == year}

    def value(self, name: Figure) -> float | None:
        row = self._rows.get(name)
        return row.value if row else None

    def whole(self, name: Figure) -> int | None:
        value = self.value(name)
        return None if value is None else round(value)

    def job_fairs(self) -> tuple[JobFair, ...]:
        days = ((job_fair_day(name), row) for name, row in self._rows.items())
        found = [JobFair(day, row.note, round(row.value)) for day, row in days if day]
        return tuple(sorted(found, key=lambda fair: fair.on))

    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({row.source for row in self._rows.values()}))


def _rates(figures: _Figures, listed: ByStatus) -> YearRates:
    total = figures.whole(Figure.TOTAL_HOUSEHOLDS)
    reviewed = any(each.households for each in listed.values())
    poor, near_poor = (
        listed[status].households if reviewed else None
        for status in (HouseholdStatus.POOR, HouseholdStatus.NEAR_POOR)
    )
    return YearRates(
        year=figures.year,
        total_households=total,
        poor_households=poor,
        poor_rate_percent=_rate(poor, total),
        near_poor_households=near_poor,
        near_poor_rate_percent=_rate(near_poor, total),
        plan_poor_rate_percent=figures.value(Figure.PLAN_POOR_PERCENT),
        plan_near_poor_rate_percent=figures.value(Figure.PLAN_NEAR_POOR_PERCENT),
    )


def _plan(figures: _Figures) -> PlanRates:
    return PlanRates(
        figures.year,
        figures.value(Figure.PLAN_POOR_PERCENT),
        figures.value(Figure.PLAN_NEAR_POOR_PERCENT),
    )


def _rate(part: int | None, whole: int | None) -> float | None:
    return round(100 * part / whole, 2) if part is not None and whole else None


def _share(part: int, whole: int) -> float | None:
    """Rounded down, as the city published 398 of 414 (96.135 %): 100 % has to mean every household."""
    return (10_000 * part // whole) / 100 if whole else None


def _water(listed: ByStatus) -> HygienicWater:
    poor, near_poor = listed[HouseholdStatus.POOR], listed[HouseholdStatus.NEAR_POOR]
    return HygienicWater(
        poor_households=poor.with_water,
        poor_share_percent=_share(poor.with_water, poor.households),
        near_poor_households=near_poor.with_water,
        near_poor_share_percent=_share(near_poor.with_water, near_poor.households),
        not_recorded=poor.water_not_recorded + near_poor.water_not_recorded,
    )


def _houses(session: Session, year: int) -> Houses:
    new = count_given(session, year=year, kind=SupportKind.HOUSE_NEW)
    repaired = count_given(session, year=year, kind=SupportKind.HOUSE_REPAIR)
    return Houses(new, repaired, new.number + repaired.number, new.total_vnd + repaired.total_vnd)


def _projects(figures: _Figures) -> Projects:
    return Projects(figures.whole(Figure.LIVELIHOOD_PROJECTS), figures.whole(Figure.PRODUCTION_PROJECTS))


def _training(figures: _Figures) -> Training:
    learners, poor, near_poor = (
        figures.whole(name) for name in (Figure.LEARNERS, Figure.LEARNERS_POOR, Figure.LEARNERS_NEAR_POOR)
    )
    known = learners is not None and poor is not None and near_poor is not None
    return Training(
        classes_rural_workers=figures.whole(Figure.CLASSES_RURAL_WORKERS),
        classes_other=figures.whole(Figure.CLASSES_OTHER),
        learners=learners,
        learners_poor=poor,
        learners_near_poor=near_poor,
        learners_others=(learners or 0) - (poor or 0) - (near_poor or 0) if known else None,
    )


def _officer_courses(figures: _Figures) -> OfficerCourses:
    more_than = figures.whole(Figure.OFFICER_COURSE_PEOPLE_MORE_THAN)
    people = figures.whole(Figure.OFFICER_COURSE_PEOPLE) if more_than is None else more_than
    return OfficerCourses(figures.whole(Figure.OFFICER_COURSES), people, more_than is not None)
