"""A few follow-ups for each demo officer: overdue, due today and later, and done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.encryption import Purpose, Vault
from db.models import Household, OfficerHamlet, OfficerWard
from db.register_terms import FollowupKind, FollowupOutcome, FollowupState, Role
from knowledge.terms import HouseholdStatus

_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class _Planned:
    """A follow-up to do `days` from today (before today: overdue)."""

    kind: FollowupKind
    days: int
    note: str


@dataclass(frozen=True)
class _Made:
    """A follow-up made `days` before today."""

    kind: FollowupKind
    days: int
    outcome: FollowupOutcome
    note: str


_PLANNED = (
    _Planned(FollowupKind.PAPERS, -6, "Còn thiếu bản sao giấy tờ nhà đất, hẹn gia đình nộp ở UBND."),
    _Planned(FollowupKind.VISIT, -1, "Xem lại mái nhà sau đợt mưa."),
    _Planned(FollowupKind.CALL, 0, "Gọi hỏi gia đình đã nhận thẻ bảo hiểm y tế chưa."),
    _Planned(FollowupKind.VISIT, 0, "Đến nhà làm phiếu rà soát cuối năm."),
    _Planned(FollowupKind.DELIVERY, 4, "Bàn giao bồn chứa nước."),
    _Planned(FollowupKind.CHECK, 12, "Xem bò giống nuôi ra sao."),
)
_MADE = (
    _Made(FollowupKind.VISIT, 2, FollowupOutcome.DONE, "Đã rà soát, gia đình ký phiếu."),
    _Made(FollowupKind.CALL, 3, FollowupOutcome.ABSENT, "Gọi hai lần không ai nghe máy."),
    _Made(FollowupKind.PAPERS, 8, FollowupOutcome.MISSING_PAPERS, "Thiếu giấy khai sinh của cháu nhỏ."),
    _Made(FollowupKind.VISIT, 15, FollowupOutcome.NEEDS_HELP, "Bà ốm nặng, cần xe đưa đi khám."),
    _Made(FollowupKind.COMPLAINT, 21, FollowupOutcome.AGREED, "Đã giải thích lý do, gia đình đồng ý."),
)


def followup_rows(
    session: Session,
    vault: Vault,
    *,
    officers: Mapping[Role, int],
    now: float,
    today: date,
    rng: Random,
) -> list[dict[str, Any]]:
    """Rows of `followups` for officers who look after households, each for a household of the officer's area."""
    found: list[dict[str, Any]] = []
    for role, officer_id in officers.items():
        if role is not Role.ADMINISTRATOR:
            near = _households_of(session, officer_id)
            chosen = cycle(rng.sample(near, min(len(near), len(_PLANNED) + len(_MADE))))
            rows = [_open_row(planned, today, now) for planned in _PLANNED]
            rows += [_done_row(made, today, now) for made in _MADE]
            for row in rows:
                key = f"demo-{officer_id}-{len(found) + 1}"
                note = vault.seal_text(row["note"], Purpose.NOTE, bound_to=f"followup:{key}")
                found.append(
                    row | {"key": key, "officer_id": officer_id, "household_id": next(chosen), "note": note}
                )
    return found


def _households_of(session: Session, officer_id: int) -> Sequence[int]:
    """Listed households of an officer's hamlets or wards; of the whole city where there are none."""
    listed = select(Household.id).where(
        Household.status.in_([HouseholdStatus.POOR, HouseholdStatus.NEAR_POOR])
    )
    in_hamlets = listed.join(
        OfficerHamlet,
        (OfficerHamlet.ward == Household.ward) & (OfficerHamlet.hamlet_key == Household.hamlet_key),
    ).where(OfficerHamlet.officer_id == officer_id)
    in_wards = listed.join(OfficerWard, OfficerWard.ward == Household.ward).where(
        OfficerWard.officer_id == officer_id
    )
    for query in (in_hamlets, in_wards):
        found = session.scalars(query.order_by(Household.id)).all()
        if found:
            return found
    return session.scalars(listed.order_by(Household.id)).all()


def _open_row(planned: _Planned, today: date, now: float) -> dict[str, Any]:
    return {
        "state": FollowupState.OPEN,
        "kind": planned.kind,
        "due_on": today + timedelta(days=planned.days),
        "happened_on": None,
        "outcome": None,
        "note": planned.note,
        "recorded_at": now - 10 * _DAY_SECONDS,
        "done_at": None,
    }


def _done_row(made: _Made, today: date, now: float) -> dict[str, Any]:
    return {
        "state": FollowupState.DONE,
        "kind": made.kind,
        "due_on": None,
        "happened_on": today - timedelta(days=made.days),
        "outcome": made.outcome,
        "note": made.note,
        "recorded_at": now - made.days * _DAY_SECONDS,
        "done_at": now - made.days * _DAY_SECONDS,
    }
