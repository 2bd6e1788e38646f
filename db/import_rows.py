"""Households as a sheet tells of them, and what an import would do. Values a sheet leaves empty are None: not known."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from db.register_terms import Relation, Sex
from knowledge.terms import HouseholdStatus


@dataclass(frozen=True)
class ImportMember:
    """Somebody of a household; `row` is the row of the sheet, from 1."""

    row: int
    name: str
    relation: Relation | None
    birth_year: int | None
    sex: Sex | None
    id_number: str | None
    insurance_number: str | None
    phone: str | None


@dataclass(frozen=True)
class ImportHousehold:
    """A household with its members and what a review found; income in VND per person per month.

    `year` is the review's; None where the status is told without a review.
    """

    row: int
    code: str
    ward: str
    hamlet: str | None
    address: str | None
    ethnic_group: str | None
    status: HouseholdStatus | None
    year: int | None
    income: int | None
    deprivations: dict[str, bool] | None
    decision_number: str | None
    decided_on: date | None
    members: tuple[ImportMember, ...]


class Clash(StrEnum):
    """Why a household does not fit what the register knows."""

    NOT_YOUR_WARD = "not_your_ward"
    MERGED = "merged"
    CLOSED = "closed"
    NO_STATUS = "no_status"
    NO_HEAD = "no_head"
    ANOTHER_HEAD = "another_head"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Refused:
    """A cell that is not taken in, and why: a text of the catalogue or a Clash. Numbers are masked in `value`."""

    row: int
    field: str
    value: str
    reason: str


@dataclass
class Movement:
    """Who moved between the lists, as household codes."""

    new: list[str] = field(default_factory=list)
    escaped: list[str] = field(default_factory=list)
    fell_back: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)
