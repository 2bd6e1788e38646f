"""The register read out, household by household, with the numbers opened: for exports, which are recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.areas import may_see
from db.encryption import Vault
from db.models import Household, Support
from db.register_known import Known, batches, find_known
from db.register_rows import OfficerRow


@dataclass(frozen=True)
class MonthRow:
    """A household in the list of a month; amounts in VND received in the month, kinds without an amount apart."""

    code: str
    head: str
    ward: str
    hamlet: str
    status: str
    status_since: date | None
    received: int
    kinds: tuple[str, ...]


def read_households(
    session: Session, vault: Vault, *, officer: OfficerRow | None = None, wards: Sequence[str] = ()
) -> Iterator[Known]:
    """Everything of every household an officer may see (None: all), by ward, hamlet and code."""
    for batch in batches(_keys(session, officer, wards)):
        known = find_known(session, vault, batch)
        yield from (known[key] for key in batch if key in known)


def _keys(session: Session, officer: OfficerRow | None, wards: Sequence[str]) -> list[str]:
    query = select(Household.code_key).where(*_shown(officer, wards))
    return list(session.scalars(query.order_by(Household.ward, Household.hamlet_key, Household.code_key)))


def _shown(officer: OfficerRow | None, wards: Sequence[str]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Household.merged_into_id.is_(None),
        Household.closed_on.is_(None),
    ]
    if officer:
        conditions.append(may_see(officer))
    if wards:
        conditions.append(Household.ward.in_(wards))
    return conditions


def read_month(
    session: Session,
    vault: Vault,
    month: date,
    *,
    officer: OfficerRow | None = None,
    wards: Sequence[str] = (),
) -> Iterator[MonthRow]:
    """The poor and near-poor households, and what each received in the month that begins on a day."""
    ends = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    for batch in batches(_keys(session, officer, wards)):
        known = find_known(session, vault, batch)
        received = _received(session, [one.id for one in known.values()], month, ends)
        for key in batch:
            one = known[key]
            if one.status in ("poor", "near_poor"):
                yield _month_row(one, received.get(one.id, []))


def _received(
    session: Session, ids: Sequence[int], begins: date, ends: date
) -> dict[int, list[tuple[str, int | None]]]:
    found: dict[int, list[tuple[str, int | None]]] = {}
    query = select(Support.household_id, Support.kind, Support.amount).where(
        Support.household_id.in_(ids),
        Support.cancelled_at.is_(None),
        Support.received_on >= begins,
        Support.received_on < ends,
    )
    for household_id, kind, amount in session.execute(query):
        found.setdefault(household_id, []).append((kind, amount))
    return found


def _month_row(known: Known, received: list[tuple[str, int | None]]) -> MonthRow:
    head: Any = next((one.name for one in known.members if one.relation == "head"), "")
    return MonthRow(
        known.code,
        head,
        known.ward,
        known.hamlet,
        known.status,
        known.status_since,
        sum(amount or 0 for _, amount in received),
        tuple(sorted({kind for kind, _ in received})),
    )
