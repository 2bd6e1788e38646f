"""The members who bear the names a search has found, nearest names first, until there are enough.

The nearest names are read alone, then more and more at once: in an own ward nobody bears most of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Member
from db.name_likeness import Typed, mark_slips
from db.search_reach import Reach

MOST_BEARERS = 400
"""So many members of equally near names are compared; more is a crowd anyway."""
_GROWTH = 4

Names = Sequence[tuple[int, int]]
"""Distance and number of names, nearest first."""
Rank = tuple[int, int, bool, bool, str, int]


@dataclass(frozen=True)
class Hits:
    """Members found, best first, and how many of them are as good as the first."""

    member_ids: list[int]
    equally_good: int = 0


def find_bearers(session: Session, reach: Reach, names: Names, typed: Typed, *, enough: int) -> Hits:
    """At least `enough` members, if there are so many, best first.

    Nearest name first; of equals whose marks are as typed, whose year of birth is known, who lives in an own ward.
    """
    tiers = [list(equal) for _, equal in groupby(names, key=itemgetter(0))]
    ranked: list[Rank] = []
    size = 1
    while tiers and len(ranked) < enough:
        count = _first_tiers(tiers, size)
        found = _ranked(
            session, reach, {id_: distance for tier in tiers[:count] for distance, id_ in tier}, typed
        )
        if len(found) == MOST_BEARERS and count > 1:
            size = 1  # the nearest must not be cut off by the less near
            continue
        ranked += sorted(found)
        tiers, size = tiers[count:], size * _GROWTH
    best = ranked[0][:2] if ranked else None
    return Hits([rank[-1] for rank in ranked], sum(rank[:2] == best for rank in ranked))


def _first_tiers(tiers: list[list[tuple[int, int]]], size: int) -> int:
    """How many tiers of equally near names hold so many names together."""
    totals = accumulate(map(len, tiers))
    return next((count for count, total in enumerate(totals, start=1) if total >= size), len(tiers))


def _ranked(session: Session, reach: Reach, names: dict[int, int], typed: Typed) -> list[Rank]:
    query = select(Member.id, Member.name_id, Member.name, Member.birth_year, Member.ward)
    query = query.where(Member.name_id.in_(list(names)), *reach.members()).limit(MOST_BEARERS)
    return [
        (
            names[name_id],
            mark_slips(typed, name) if typed.has_marks else 0,
            birth_year is None,
            ward not in reach.own_wards,
            name,
            id_,
        )
        for id_, name_id, name, birth_year, ward in session.execute(query)
    ]
