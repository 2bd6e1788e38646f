"""The members who bear the names a search has found: read name by name, nearest first, until there are enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
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
    ranked: list[Rank] = []
    for some in _portions(names):
        ranked += sorted(_ranked(session, reach, {id_: distance for distance, id_ in some}, typed))
        if len(ranked) >= enough:
            break
    best = ranked[0][:2] if ranked else None
    return Hits([rank[-1] for rank in ranked], sum(rank[:2] == best for rank in ranked))


def _portions(names: Names) -> Iterator[Names]:
    """The nearest names alone, then more and more at once: an own ward has nobody of most names."""
    portion: list[tuple[int, int]] = []
    size = 1
    for _, equal in groupby(names, key=itemgetter(0)):
        portion += equal
        if len(portion) >= size:
            yield portion
            portion, size = [], size * _GROWTH
    if portion:
        yield portion


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
