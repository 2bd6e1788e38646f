"""Plain frozen rows of the register that leave `db/`."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.register_terms import Role


@dataclass(frozen=True)
class Post:
    """A role and where it is held: wards of a ward officer, pairs of ward and hamlet key of a collaborator."""

    role: Role
    wards: Sequence[str] = ()
    hamlets: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class OfficerRow:
    """An officer with where they work. `wards` and `hamlets` (ward, hamlet key) are empty for all-ward roles."""

    id: int
    channel: str
    chat_id: int
    name: str
    role: Role
    wards: tuple[str, ...]
    hamlets: tuple[tuple[str, str], ...]
