"""The register as a workbook with the headings an import understands, so that it can be corrected and read back."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.i18n import Words
from bot.register.headers import FLAGS, TITLES
from bot.register.workbook import field_title, write_book
from bot.register_words import RELATIONS, STATUSES, SUPPORT_KINDS
from db.register_export import MonthRow
from db.register_known import Known, KnownMember
from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus
from knowledge.wards import all_wards

FIELDS = (*(name for name in TITLES if name not in ("born_male", "born_female")), *FLAGS)
WIDTHS = (14, 26, 18, 10, 8, 16, 18, 14, 20, 18, 28, 12, 20, 10, 16, 20, 14)


def households_book(words: Words, households: Iterable[Known]) -> bytes:
    """A row for each person; what belongs to the household stands on the head's row."""
    headings = [field_title(words, name) for name in FIELDS]
    rows = (_cells(words, row) for known in households for row in _rows(known))
    return write_book(words._("Households"), headings, rows, WIDTHS)


def _rows(known: Known) -> Iterator[dict[str, Any]]:
    members = sorted(known.members, key=lambda one: one.relation != Relation.HEAD)
    for place, member in enumerate(members):
        yield {"code": known.code, **_of_member(member), **(_of_household(known) if place == 0 else {})}


def _of_member(member: KnownMember) -> dict[str, Any]:
    return {
        "name": member.name,
        "relation": member.relation,
        "birth_year": member.birth_year,
        "sex": member.sex,
        "id_number": member.id_number,
        "insurance_number": member.insurance_number,
        "phone": member.phone,
    }


def _of_household(known: Known) -> dict[str, Any]:
    """Place and the newest review; where there was none, the status of today."""
    place = {
        "ward": known.ward,
        "hamlet": known.hamlet,
        "address": known.address,
        "ethnic_group": known.ethnic_group,
    }
    if not known.reviews:
        return {**place, "status": known.status}
    review = known.reviews[max(known.reviews)]
    return {
        **place,
        "status": review.status,
        "year": review.year,
        "income": review.income_per_person,
        "decision_number": review.decision_number,
        "decided_on": review.decided_on,
        **{name: lacking for name, lacking in (review.deprivations or {}).items() if name in FLAGS},
    }


def _cells(words: Words, row: dict[str, Any]) -> list[Any]:
    return [_cell(words, name, row.get(name)) for name in FIELDS]


def _cell(words: Words, name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "relation":
        title = RELATIONS[Relation(value)]
        return words._(title)
    if name == "sex":
        return words._("male") if value == Sex.MALE else words._("female")
    if name == "status":
        return _status(words, value)
    if name == "ward":
        return all_wards()[value].title(words.language) if value in all_wards() else value
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name in FLAGS:
        return "x" if value else "0"
    return value


def _status(words: Words, status: str) -> str:
    """Without the coloured dot in front."""
    title = STATUSES[HouseholdStatus(status)]
    return words._(title).partition(" ")[2]


def month_book(words: Words, rows: Iterable[MonthRow]) -> bytes:
    """The list of a month: who is poor or near-poor, and what was received."""
    headings = [
        words._("Household code"),
        words._("Head of the household"),
        words._("Ward or commune"),
        words._("Hamlet or group"),
        words._("Status"),
        words._("Since"),
        words._("Received (VND)"),
        words._("What"),
    ]
    cells = (
        [
            row.code,
            row.head,
            _cell(words, "ward", row.ward),
            row.hamlet,
            _status(words, row.status),
            _cell(words, "since", row.status_since),
            row.received or None,
            ", ".join(_kind(words, kind) for kind in row.kinds),
        ]
        for row in rows
    )
    return write_book(words._("Month"), headings, cells, (14, 26, 20, 18, 18, 12, 16, 40))


def _kind(words: Words, kind: str) -> str:
    title = next((title for known, title in SUPPORT_KINDS.items() if known == kind), None)
    return words._(title) if title else kind
