"""Searching the register: by household code, personal number, last digits, phone, or a member's name.

Finds only what the officer may see. Closed and merged households and members who left are not found.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db import matches, name_likeness, name_search, number_search
from db.bearers import Hits, find_bearers
from db.encryption import Vault
from db.matches import Match
from db.register_rows import OfficerRow
from db.search_reach import Reach
from db.vocabulary import Vocabulary

PAGE = 8
CROWD = 3 * PAGE
"""More equally good matches than anybody would leaf through."""


@dataclass(frozen=True)
class Found:
    """A page of matches, the best first.

    `more`: there is another page. `crowded`: so many are equally good that a ward or a year of birth should be asked.
    """

    matches: tuple[Match, ...] = ()
    more: bool = False
    crowded: bool = False


def search(  # noqa: PLR0913 - what is sought, for whom, and how it is narrowed
    session: Session,
    vault: Vault,
    vocabulary: Vocabulary,
    *,
    officer: OfficerRow,
    query: str,
    ward: str | None = None,
    birth_year: int | None = None,
    page: int = 0,
) -> Found:
    """What an officer's query finds, eight a page (`page` counts from 0).

    A code or number in any spelling finds its household or member; four digits alone all numbers that end so.
    Anything else is a name: without marks, with slips, in parts, in any order. `ward` and `birth_year` narrow both.
    """
    reach = Reach(officer, ward, birth_year)
    household_id = number_search.find_household(session, reach, query)
    numbered = number_search.find_members(session, vault, reach, query)
    if household_id is None and not numbered:
        vocabulary.learn(session)
        return _named(session, vocabulary, reach, query, page)
    coded = [] if household_id is None else [matches.of_household(session, household_id)]
    return _page(session, coded, Hits(numbered, len(numbered)), page)


def _named(session: Session, vocabulary: Vocabulary, reach: Reach, query: str, page: int) -> Found:
    typed = name_likeness.read(query)
    names = name_search.find_names(session, vocabulary, typed.bare)
    hits = find_bearers(session, reach, names, typed, enough=(page + 1) * PAGE + 1)
    return _page(session, [], hits, page)


def _page(session: Session, coded: list[Match], hits: Hits, page: int) -> Found:
    start, end = page * PAGE, (page + 1) * PAGE
    ids = hits.member_ids[max(0, start - len(coded)) : max(0, end - len(coded))]
    shown = (*coded[start:end], *matches.of_members(session, ids))
    more = len(coded) + len(hits.member_ids) > end
    return Found(shown, more, hits.equally_good > CROWD)
