"""The names of the register that a typed one can have meant, likeliest first.

Names are found by pairs of syllables (db/names.py), each as it was typed or one slip away. Pairs that very many
names have ("nguyen thi") are left aside when there are rarer ones.
"""

from collections.abc import Iterator
from itertools import combinations, product

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.models import Name, NamePair
from db.name_likeness import Likeness
from db.names import MOST_SYLLABLES, pair_of
from db.vocabulary import Vocabulary

MOST_NAMES = 400
MOST_ENTRIES, OF_THE_COMMONEST = 8_000, 1 / 3
"""So many entries of the index are read for one search; in a large register a share of the commonest syllable's."""
FREQUENT = 0.3
"""A pair that takes more than this of what is read tells little of a name."""
MOST_KEYS = 150
MOST_NEAR = 12
TITLES = frozenset(["ong", "ba", "anh", "chi", "co", "chu", "bac", "cu", "em", "chau"])
"""Also syllables of names: they are left away only as one more way to read."""

Way = tuple[str, ...]
"""One way to read what was typed: its folded syllables."""


def find_names(session: Session, vocabulary: Vocabulary, typed: Way) -> list[tuple[int, int]]:
    """Distance (hundredths of a slip) and number of up to 400 names, nearest first."""
    nearest: dict[int, int] = {}
    for way in ways(vocabulary, typed):
        likeness = Likeness(way)
        for id_, folded in _candidates(session, keys_of(vocabulary, way)):
            distance = likeness.distance(folded)
            if distance <= min(likeness.farthest, nearest.get(id_, likeness.farthest)):
                nearest[id_] = distance
    return sorted((distance, id_) for id_, distance in nearest.items())[:MOST_NAMES]


def ways(vocabulary: Vocabulary, typed: Way) -> list[Way]:
    """What was typed; with glued syllables apart, parted ones together; without a "Mrs" in front."""
    apart = tuple(part for syllable in typed for part in unglued(vocabulary, syllable))
    together = tuple(_together(vocabulary, typed))
    untitled = typed[1:] if len(typed) > 1 and typed[0] in TITLES else typed
    return list(dict.fromkeys(way[:MOST_SYLLABLES] for way in (typed, apart, together, untitled)))


def unglued(vocabulary: Vocabulary, syllable: str) -> Way:
    """The known syllables that were typed without spaces; the same syllable when it is none of that."""
    if halves := vocabulary.split(syllable):
        return halves
    if syllable not in vocabulary.counts:
        for place in range(len(syllable) - 2, 1, -1):
            if syllable[:place] in vocabulary.counts and (rest := vocabulary.split(syllable[place:])):
                return syllable[:place], *rest
    return (syllable,)


def _together(vocabulary: Vocabulary, typed: Way) -> Iterator[str]:
    rest = list(typed)
    while rest:
        one = rest.pop(0)
        if rest and one + rest[0] in vocabulary.counts and {one, rest[0]} - vocabulary.counts.keys():
            one += rest.pop(0)
        yield one


def keys_of(vocabulary: Vocabulary, way: Way) -> dict[str, int]:
    """Entries of the index to look under, with how many slips each supposes: fewest slips, then rarest first."""
    slips: dict[str, int] = {}
    for key, supposed in _keys(vocabulary, way):
        if key in vocabulary.counts:
            slips[key] = min(supposed, slips.get(key, supposed))
    counts, most = vocabulary.counts, _most_entries(vocabulary)
    entries = 0
    kept: dict[str, int] = {}
    for key in sorted(slips, key=lambda key: (counts[key] > FREQUENT * most, slips[key], counts[key]))[
        :MOST_KEYS
    ]:
        entries += counts[key]
        if kept and entries > most:
            break
        kept[key] = slips[key]
    return kept


def _most_entries(vocabulary: Vocabulary) -> int:
    commonest = max((vocabulary.counts[syllable] for syllable in vocabulary.syllables), default=0)
    return max(MOST_ENTRIES, int(OF_THE_COMMONEST * commonest))


def _keys(vocabulary: Vocabulary, way: Way) -> Iterator[tuple[str, int]]:
    options = [[(syllable, 0), *((near, 1) for near in _near(vocabulary, syllable))] for syllable in way]
    if len(options) == 1:
        yield from options[0]
    for some, others in combinations(options, 2):
        for (one, slip), (other, other_slip) in product(some, others):
            yield pair_of(one, other), slip + other_slip


def _near(vocabulary: Vocabulary, syllable: str) -> Way:
    """Syllables a slip away, or two when there are none and the typed one does not exist."""
    near = vocabulary.near(syllable)
    if near or syllable in vocabulary.counts:
        return near[:MOST_NEAR]
    found = process.extract(
        syllable, vocabulary.syllables, scorer=OSA.distance, score_cutoff=2, limit=MOST_NEAR
    )
    return tuple(name for name, _, _ in found)


def _candidates(session: Session, keys: dict[str, int]) -> list[tuple[int, str]]:
    """Number and folded form of the names under most keys; among equals the oldest, which are the commonest."""
    if not keys:
        return []
    by_slips = [[key for key, slips in keys.items() if slips == number] for number in (0, 1)]
    worth = case((NamePair.pair.in_(by_slips[0]), 3), (NamePair.pair.in_(by_slips[1]), 2), else_=1)
    best = (
        select(NamePair.name_id)
        .where(NamePair.pair.in_(list(keys)))
        .group_by(NamePair.name_id)
        .order_by(func.sum(worth).desc(), NamePair.name_id)
        .limit(MOST_NAMES)
        .subquery()
    )
    query = select(Name.id, Name.folded).join(best, best.c.name_id == Name.id)
    return [(id_, folded) for id_, folded in session.execute(query)]
