"""How far one search reaches: what the officer may see, without what is closed, merged or has left."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_

from db.areas import may_see
from db.models import Household, Member
from db.register_rows import OfficerRow
from db.register_terms import Role


@dataclass(frozen=True)
class Reach:
    """The limits of a search: an officer's area, and a ward and year of birth if they were given."""

    officer: OfficerRow
    ward: str | None = None
    birth_year: int | None = None

    @property
    def own_wards(self) -> frozenset[str]:
        """The wards the officer works in; none for who works in all."""
        return frozenset(self.officer.wards) | {ward for ward, _ in self.officer.hamlets}

    def households(self) -> list[ColumnElement[bool]]:
        """Conditions over `Household`."""
        limits = [may_see(self.officer), Household.closed_on.is_(None), Household.merged_into_id.is_(None)]
        return limits if self.ward is None else [*limits, Household.ward == self.ward]

    def members(self) -> list[ColumnElement[bool]]:
        """Conditions over `Member`. Who has no known year of birth may be anybody.

        The household is looked at member by member: joined, SQLite would begin with all households of a ward.
        """
        lives_in = exists().where(Household.id == Member.household_id, *self.households())
        limits = [Member.left_on.is_(None), lives_in]
        wards = self._wards()
        if wards is not None:
            limits.append(Member.ward.in_(wards))  # says the same again, in terms of the name index
        if self.birth_year is not None:
            limits.append(or_(Member.birth_year == self.birth_year, Member.birth_year.is_(None)))
        return limits

    def _wards(self) -> list[str] | None:
        if self.ward is not None:
            return [self.ward]
        return None if self.officer.role is Role.SUPERVISOR else sorted(self.own_wards)
