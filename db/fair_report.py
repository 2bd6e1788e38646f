"""What became of a fair: signed up, came, interviews, work after 7, 30 and 90 days; by ward."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.jobfair_terms import SignUpState
from db.models import FairSignUp


@dataclass(frozen=True)
class FairCounts:
    """People of a fair, or of one ward at it. Work counts those who said yes."""

    signed_up: int
    waiting: int
    came: int
    interviews: int
    work_7: int
    work_30: int
    work_90: int


def fair_counts(session: Session, fair_id: int) -> FairCounts:
    """The counts of a whole fair."""
    row = session.execute(select(*_COUNTS).where(FairSignUp.fair_id == fair_id)).one()
    return FairCounts(*(int(number or 0) for number in row))


def counts_by_ward(session: Session, fair_id: int) -> list[tuple[str | None, FairCounts]]:
    """The counts by ward or commune, most sign-ups first; None: not told."""
    query = select(FairSignUp.ward, *_COUNTS).where(FairSignUp.fair_id == fair_id).group_by(FairSignUp.ward)
    rows: list[Any] = list(session.execute(query))
    found = [(row[0], FairCounts(*(int(number or 0) for number in row[1:]))) for row in rows]
    return sorted(found, key=lambda pair: -pair[1].signed_up)


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


_COUNTS: tuple[Any, ...] = (
    _sum(FairSignUp.state == SignUpState.SIGNED_UP),
    _sum(FairSignUp.state == SignUpState.WAITING),
    _sum(FairSignUp.checked_in_at.is_not(None)),
    func.sum(FairSignUp.interviews),
    _sum(FairSignUp.work_7),
    _sum(FairSignUp.work_30),
    _sum(FairSignUp.work_90),
)
