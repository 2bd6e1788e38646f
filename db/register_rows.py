"""Plain frozen rows of the register that leave `db/`."""

from dataclasses import dataclass

from db.register_terms import Role


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
