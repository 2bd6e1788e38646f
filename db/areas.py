"""Which households an officer may see: a condition every query of the register carries."""

from sqlalchemy import ColumnElement, false, true, tuple_

from db.models import Household
from db.register_rows import OfficerRow
from db.register_terms import Role


def may_see(officer: OfficerRow) -> ColumnElement[bool]:
    """True for the households of an officer's area; for an administrator, who looks after people, for none."""
    match officer.role:
        case Role.SUPERVISOR:
            return true()
        case Role.WARD_OFFICER:
            return Household.ward.in_(officer.wards)
        case Role.COLLABORATOR:
            return tuple_(Household.ward, Household.hamlet_key).in_(officer.hamlets)
        case Role.ADMINISTRATOR:
            return false()
