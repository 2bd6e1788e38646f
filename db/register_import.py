"""Writes a planned import: everything of a file or nothing, with its entry in the audit chain."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from db import audit, duplicates
from db.encryption import Purpose, Vault
from db.import_rows import ImportMember
from db.models import Base
from db.names import fold, forget_unused, index_names, place_key
from db.personal_numbers import code_key
from db.register_known import batches, stamp
from db.register_plan import HouseholdChange, Plan, since_of
from db.register_terms import Act, Relation
from knowledge.terms import HouseholdStatus

_SEALED = {
    "id_number": Purpose.ID_NUMBER,
    "insurance_number": Purpose.INSURANCE,
    "phone": Purpose.PHONE,
}
_ENDINGS = {"id_number": "id_ending", "insurance_number": "insurance_ending"}

Row = dict[str, Any]


class RegisterChanged(Exception):
    """Somebody changed the register after the plan was made."""


def apply(
    session: Session,
    vault: Vault,
    plan: Plan,
    *,
    on: date,
    now: float,
    actor: str,
    officer_id: int | None,
) -> int:
    """Write a plan in the transaction of the session; returns how many new households are perhaps there twice now.

    Raises RegisterChanged, then nothing may be committed.
    """
    if stamp(session) != plan.stamp:
        raise RegisterChanged
    writer = _Writer(session, vault, on=on, now=now, officer_id=officer_id)
    new = [change for change in plan.changes if change.known is None]
    changed = [change for change in plan.changes if change.known is not None]
    added = [number for batch in batches(new) for number in writer.add_households(batch)]
    for batch in batches(changed):
        writer.change_households(batch)
    audit.record(
        session,
        vault,
        now=now,
        act=Act.IMPORT,
        actor=actor,
        officer_id=officer_id,
        new=plan.new,
        changed=plan.changed,
        unchanged=plan.unchanged,
    )
    return duplicates.flag(session, added)


class _Writer:
    """Rows of one import on their way into the tables."""

    def __init__(
        self, session: Session, vault: Vault, *, on: date, now: float, officer_id: int | None
    ) -> None:
        self._session, self._vault = session, vault
        self._on, self._now, self._officer_id = on, now, officer_id

    def add_households(self, changes: Sequence[HouseholdChange]) -> list[int]:
        """New households with everybody in them; returns their numbers."""
        table = _table("households")
        rows = [self._household(change) for change in changes]
        added = self._session.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
        ids = list(added.scalars())
        self._add_members(
            [
                (number, change.row.ward, member)
                for number, change in zip(ids, changes, strict=True)
                for member in change.row.members
            ]
        )
        self._add_history(list(zip(ids, changes, strict=True)))
        return ids

    def _household(self, change: HouseholdChange) -> Row:
        row = change.row
        status = row.status or HouseholdStatus.NONE
        return {
            "code": row.code,
            "code_key": code_key(row.code),
            "ward": row.ward,
            "hamlet": row.hamlet or "",
            "hamlet_key": place_key(row.hamlet or ""),
            "address": row.address,
            "ethnic_group": row.ethnic_group,
            "status": status.value,
            "status_since": since_of(row, self._on) if row.status else None,
            "created_at": self._now,
            "changed_at": self._now,
        }

    def change_households(self, changes: Sequence[HouseholdChange]) -> None:
        """What is different about households that are there."""
        known = [(change.known.id, change) for change in changes if change.known]
        for number, change in known:
            values = {**change.place, "changed_at": self._now}
            if "hamlet" in change.place:
                values["hamlet_key"] = place_key(change.place["hamlet"])
            if change.status:
                values |= {"status": change.status.value, "status_since": since_of(change.row, self._on)}
            self._update("households", number, values)
            if "ward" in change.place:
                self._move(number, change.place["ward"])
        self._change_members([pair for _, change in known for pair in change.members])
        self._add_members(
            [(number, change.row.ward, member) for number, change in known for member in change.new_members]
        )
        self._add_history(known)

    def _move(self, household_id: int, ward: str) -> None:
        table = _table("members")
        self._session.execute(update(table).where(table.c.household_id == household_id).values(ward=ward))

    def _add_members(self, members: Sequence[tuple[int, str, ImportMember]]) -> None:
        if not members:
            return
        names = index_names(self._session, [member.name for _, _, member in members])
        rows = [
            {
                "household_id": number,
                "ward": ward,
                "name_id": names[fold(member.name)],
                "relation": member.relation or Relation.OTHER,
                **{key: getattr(member, key) for key in ("name", "birth_year", "sex")},
                **self._sealed({key: getattr(member, key) for key in _SEALED}),
            }
            for number, ward, member in members
        ]
        self._session.execute(insert(_table("members")), rows)

    def _change_members(self, changed: Sequence[tuple[int, Row]]) -> None:
        renamed = [values["name"] for _, values in changed if "name" in values]
        names = index_names(self._session, renamed) if renamed else {}
        before = self._name_ids([number for number, values in changed if "name" in values])
        for number, values in sorted(changed, key=lambda pair: pair[1].get("relation") == Relation.HEAD):
            written = {key: value for key, value in values.items() if key not in _SEALED}
            if "name" in values:
                written["name_id"] = names[fold(values["name"])]
            numbers = self._sealed({key: values[key] for key in _SEALED if key in values})
            self._update("members", number, written | numbers)
        forget_unused(self._session, before)

    def _name_ids(self, members: Sequence[int]) -> list[int]:
        table = _table("members")
        return list(self._session.scalars(select(table.c.name_id).where(table.c.id.in_(members))))

    def _sealed(self, numbers: Row) -> Row:
        """Numbers and the marks of their last digits, unreadable without the key."""
        found: Row = {}
        for name, number in numbers.items():
            purpose = _SEALED[name]
            found[name] = self._vault.seal_number(number, purpose) if number else None
            if name in _ENDINGS:
                found[_ENDINGS[name]] = self._vault.mark_ending(number, purpose) if number else None
        return found

    def _add_history(self, households: Sequence[tuple[int, HouseholdChange]]) -> None:
        """The reviews, and the day from which another status holds; new rows together."""
        reviews, statuses = [], []
        for number, change in households:
            if change.review:
                reviews += self._review_to_add(number, change)
            if change.status:
                statuses += self._status_to_add(number, change)
        for name, rows in (("reviews", reviews), ("status_history", statuses)):
            if rows:
                self._session.execute(insert(_table(name)), rows)

    def _review_to_add(self, household_id: int, change: HouseholdChange) -> list[Row]:
        """The row of a new review; one that is there is changed at once."""
        year, told = change.row.year, dict(change.review or {})
        stamped = {"officer_id": self._officer_id, "recorded_at": self._now}
        if change.known and year in change.known.reviews:
            table = _table("reviews")
            there = (table.c.household_id == household_id) & (table.c.year == year)
            self._session.execute(update(table).where(there).values({**stamped, **told}))
            return []
        return [{"household_id": household_id, "year": year, **stamped, **told}]

    def _status_to_add(self, household_id: int, change: HouseholdChange) -> list[Row]:
        """The row of another status; one that began on the same day is changed at once."""
        assert change.status is not None, "only called where the status changes"
        since = since_of(change.row, self._on)
        written = {
            "status": change.status.value,
            "decision_number": change.row.decision_number,
            "review_year": change.row.year,
            "officer_id": self._officer_id,
            "recorded_at": self._now,
        }
        if change.known and since in change.known.days:
            table = _table("status_history")
            there = (table.c.household_id == household_id) & (table.c.since == since)
            self._session.execute(update(table).where(there).values(written))
            return []
        return [{"household_id": household_id, "since": since, **written}]

    def _update(self, name: str, number: int, values: Row) -> None:
        table = _table(name)
        self._session.execute(update(table).where(table.c.id == number).values(values))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
