"""Work that companies offer at a fair: put in together, found by wage, kind and ward."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from db.jobfair_terms import WorkKind
from db.models import Vacancy

A_PAGE = 5


@dataclass(frozen=True)
class VacancyRow:
    """One job of one company; wages in VND a month, None where they are to be agreed."""

    company: str
    job: str
    number: int
    wage_from: int | None
    wage_to: int | None
    kind: WorkKind
    place: str | None
    requirements: str | None
    ward: str | None


@dataclass(frozen=True)
class Wish:
    """What a person looks for; what is None does not matter."""

    wage: int | None = None
    kind: WorkKind | None = None
    ward: str | None = None


_COLUMNS = tuple(getattr(Vacancy, name) for name in VacancyRow.__dataclass_fields__)


def add(session: Session, fair_id: int, rows: Sequence[VacancyRow]) -> None:
    """Put in vacancies beside those there are."""
    if rows:
        session.execute(insert(Vacancy), [{"fair_id": fair_id, **asdict(row)} for row in rows])


def clear(session: Session, fair_id: int) -> None:
    """Take all of them out."""
    session.execute(delete(Vacancy).where(Vacancy.fair_id == fair_id))


def count(session: Session, fair_id: int, wish: Wish | None = None) -> int:
    """How many vacancies there are that fit."""
    query = select(func.count()).select_from(Vacancy).where(*_fitting(fair_id, wish or Wish()))
    return session.scalar(query) or 0


def count_companies(session: Session, fair_id: int) -> int:
    """How many companies offer something."""
    query = select(func.count(Vacancy.company.distinct())).where(Vacancy.fair_id == fair_id)
    return session.scalar(query) or 0


def list_page(session: Session, fair_id: int, wish: Wish, page: int) -> list[VacancyRow]:
    """Five that fit, best paid first; `page` counts from 0."""
    query = (
        select(*_COLUMNS)
        .where(*_fitting(fair_id, wish))
        .order_by(func.coalesce(Vacancy.wage_to, Vacancy.wage_from, 0).desc(), Vacancy.id)
        .offset(page * A_PAGE)
        .limit(A_PAGE)
    )
    return [VacancyRow(**{**row._mapping, "kind": WorkKind(row.kind)}) for row in session.execute(query)]


def _fitting(fair_id: int, wish: Wish) -> list[ColumnElement[bool]]:
    """A wage to be agreed fits every wish: the company may pay it."""
    conditions: list[ColumnElement[bool]] = [Vacancy.fair_id == fair_id]
    if wish.wage is not None:
        most = func.coalesce(Vacancy.wage_to, Vacancy.wage_from)
        conditions.append(or_(most.is_(None), most >= wish.wage))
    if wish.kind is not None:
        conditions.append(Vacancy.kind == wish.kind)
    if wish.ward is not None:
        conditions.append(Vacancy.ward == wish.ward)
    return conditions
