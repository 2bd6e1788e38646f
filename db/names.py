"""Names without marks, and the index they are found by: every pair of syllables, and each syllable alone.

A pair stands in alphabetical order, so that "Hoa Nguyễn Thị" finds "Nguyễn Thị Hoa". db/name_search.py reads
what is written here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from db.models import Member, Name, NamePair
from db.upsert import dialect_of, insert_into

MOST_SYLLABLES = 8
BATCH = 500

_NAMES: Table = Name.metadata.tables["names"]
_PAIRS: Table = NamePair.metadata.tables["name_pairs"]
_MARKS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_NO_LETTERS = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single spaces; what is no letter parts syllables."""
    lowered = unicodedata.normalize("NFKC", text).lower().replace("đ", "d")
    bare = _MARKS.sub("", unicodedata.normalize("NFD", _APOSTROPHES.sub("", lowered)))
    return _NO_LETTERS.sub(" ", bare).strip()


def place_key(text: str) -> str:
    """What a hamlet's name is compared by: letters and digits without marks ("Tổ 5" and "tổ  05" differ in 0)."""
    lowered = unicodedata.normalize("NFKC", text).lower().replace("đ", "d")
    bare = _MARKS.sub("", unicodedata.normalize("NFD", lowered))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def syllables(text: str) -> list[str]:
    """The folded syllables of a name, in order."""
    return fold(text).split()[:MOST_SYLLABLES]


def pair_of(one: str, other: str) -> str:
    """Two syllables as the index writes them."""
    return f"{one} {other}" if one <= other else f"{other} {one}"


def index_keys(folded: str) -> set[str]:
    """Every pair of a folded name, and each syllable alone."""
    parts = folded.split()[:MOST_SYLLABLES]
    pairs = {pair_of(one, other) for place, one in enumerate(parts) for other in parts[place + 1 :]}
    return pairs | set(parts)


def find_or_add(session: Session, name: str) -> int:
    """The number of a name in the index; puts it there when it is new."""
    return index_names(session, [name])[fold(name)]


def index_names(session: Session, names: Collection[str]) -> dict[str, int]:
    """The numbers of many names by their folded form; puts the new ones into the index."""
    wanted = sorted({fold(name) for name in names})
    found: dict[str, int] = {}
    for batch in _batches(wanted):
        # FOR KEY SHARE: nobody may forget a name while a member is being given it
        known = select(_NAMES.c.folded, _NAMES.c.id).where(_NAMES.c.folded.in_(batch))
        found.update(session.execute(known.with_for_update(read=True, key_share=True)).all())
        new = [folded for folded in batch if folded not in found]
        if new:
            found.update(_add(session, new))
    return found


def forget_unused(session: Session, name_ids: Collection[int]) -> None:
    """Take names out of the index that no member bears any more."""
    if not name_ids:
        return
    held = select(_NAMES.c.id, _NAMES.c.folded).where(_NAMES.c.id.in_(name_ids)).order_by(_NAMES.c.id)
    rows = session.execute(held.with_for_update()).all()
    used = set(session.scalars(select(Member.name_id).where(Member.name_id.in_(name_ids)).distinct()))
    for id_, folded in rows:
        if id_ not in used:
            keys = index_keys(folded)
            session.execute(delete(_PAIRS).where(_PAIRS.c.pair.in_(keys), _PAIRS.c.name_id == id_))
            session.execute(delete(_NAMES).where(_NAMES.c.id == id_))


def _add(session: Session, folded: list[str]) -> dict[str, int]:
    dialect = dialect_of(session)
    insert = insert_into(_NAMES, dialect)
    # DO UPDATE rather than DO NOTHING: it also returns a name that another process has just added
    upsert = insert.on_conflict_do_update(index_elements=["folded"], set_={"folded": insert.excluded.folded})
    rows = session.execute(
        upsert.returning(_NAMES.c.folded, _NAMES.c.id), [{"folded": name} for name in folded]
    )
    added: dict[str, int] = dict(rows.all())
    pairs = [{"pair": key, "name_id": id_} for name, id_ in added.items() for key in sorted(index_keys(name))]
    if pairs:
        session.execute(insert_into(_PAIRS, dialect).on_conflict_do_nothing(), pairs)
    return added


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), BATCH):
        yield names[start : start + BATCH]
