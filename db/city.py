"""Yearly figures of the whole city that no household's rows can tell: totals, plans, projects, classes, fairs."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from db.models import CityFigure
from db.upsert import dialect_of, insert_into

_FIGURES: Table = CityFigure.metadata.tables["city_figures"]
_JOB_FAIR = "job_fair "


class Figure(StrEnum):
    """Names of the figures. Never change a value."""

    TOTAL_HOUSEHOLDS = "total_households"
    PLAN_POOR_PERCENT = "plan_poor_percent"
    PLAN_NEAR_POOR_PERCENT = "plan_near_poor_percent"
    LIVELIHOOD_PROJECTS = "livelihood_projects"
    PRODUCTION_PROJECTS = "production_projects"
    CLASSES_RURAL_WORKERS = "classes_rural_workers"
    CLASSES_OTHER = "classes_other"
    LEARNERS = "learners"
    LEARNERS_POOR = "learners_poor"
    LEARNERS_NEAR_POOR = "learners_near_poor"
    OFFICER_COURSES = "officer_courses"
    OFFICER_COURSE_PEOPLE = "officer_course_people"
    OFFICER_COURSE_PEOPLE_MORE_THAN = "officer_course_people_more_than"


@dataclass(frozen=True)
class FigureRow:
    """One figure of one year. `value` is in the unit the name says; of a job fair, the number of companies."""

    year: int
    name: str
    value: float
    note: str | None
    source: str


def job_fair_name(on: date) -> str:
    """The figure of a job fair on a day; its note is the place."""
    return f"{_JOB_FAIR}{on.isoformat()}"


def job_fair_day(name: str) -> date | None:
    """The day of a job fair's figure; none for other figures."""
    return date.fromisoformat(name.removeprefix(_JOB_FAIR)) if name.startswith(_JOB_FAIR) else None


def list_figures(session: Session, *, years: Collection[int]) -> list[FigureRow]:
    """Every figure of some years, by year and name."""
    columns = (_FIGURES.c.year, _FIGURES.c.name, _FIGURES.c.value, _FIGURES.c.note, _FIGURES.c.source)
    query = select(*columns).where(_FIGURES.c.year.in_(years)).order_by(_FIGURES.c.year, _FIGURES.c.name)
    return [FigureRow(*row) for row in session.execute(query)]


def record_figures(session: Session, *, figures: Iterable[FigureRow]) -> None:
    """Write figures; one that stood there is replaced."""
    rows = [asdict(figure) for figure in figures]
    if rows:
        insert = insert_into(_FIGURES, dialect_of(session))
        newest = {name: insert.excluded[name] for name in ("value", "note", "source")}
        session.execute(insert.on_conflict_do_update(index_elements=["year", "name"], set_=newest), rows)
