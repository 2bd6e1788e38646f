"""Invented households: where they live, who belongs to them, and how their reviews went."""

from dataclasses import dataclass
from random import Random

from bot.demo_register.movement import Path, paths
from bot.demo_register.names import GROUPS, KINH, pick
from bot.demo_register.people import Person, members
from knowledge.terms import Area
from knowledge.wards import Ward, all_wards

MARK = "hộ ví dụ"
"""Stands in every address: nobody may take these households for real ones."""
_HAMLETS = {Area.URBAN: ("Tổ dân phố", 14), Area.RURAL: ("Xóm", 12)}
_WARD_WEIGHTS = {
    "phan-dinh-phung": 14, "linh-son": 13, "tich-luong": 12, "gia-sang": 9, "quyet-thang": 10, "quan-trieu": 13,
    "tan-cuong": 13, "dai-phuc": 16,
}  # fmt: skip


@dataclass(frozen=True)
class DemoHousehold:
    """A household without the numbers of its rows."""

    code: str
    ward: Ward
    hamlet: str
    address: str
    ethnic_group: str
    members: tuple[Person, ...]
    path: Path

    @property
    def last_year(self) -> int:
        """The year of the last review that found it."""
        return max(self.path)


def households(rng: Random) -> list[DemoHousehold]:
    """Every household of the demo, DEMO-0001 onwards."""
    return [_household(rng, number, path) for number, path in enumerate(paths(rng), start=1)]


def _household(rng: Random, number: int, path: Path) -> DemoHousehold:
    ward = all_wards()[pick(rng, _WARD_WEIGHTS)]
    kind, most = _HAMLETS[ward.area]
    group = pick(rng, GROUPS)
    if ward.area is Area.URBAN and group != KINH and rng.random() < 0.4:
        group = KINH  # fewer ethnic-minority households in the wards
    place = f"Ngõ {rng.randint(1, 60)}" if ward.area is Area.URBAN else f"Nhà số {rng.randint(1, 90)}"
    return DemoHousehold(
        code=f"DEMO-{number:04}",
        ward=ward,
        hamlet=f"{kind} {rng.randint(1, most)}",
        address=f"{place} ({MARK})",
        ethnic_group=group,
        members=tuple(members(rng, group)),
        path=path,
    )
