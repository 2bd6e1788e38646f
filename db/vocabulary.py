"""The syllables of all names and how often their pairs occur, in memory: what a typing slip can have meant.

A register of a million households has a few hundred different syllables. Only counts are kept here, no name.
Names that another process adds are learnt at the next search; one missed (it was committed later than one
with a higher number) is still found as it is typed, only its new syllables are not offered for a slip.
"""

from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db.models import Name, NamePair
from db.names import index_keys

_NAMES: Table = Name.metadata.tables["names"]
_PAIRS: Table = NamePair.metadata.tables["name_pairs"]
_LAST = select(func.max(_NAMES.c.id))
_COUNTS = select(_PAIRS.c.pair, func.count()).group_by(_PAIRS.c.pair)


class Vocabulary:
    """Counts of the name index. One per process; safe to share between threads."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self._syllables: tuple[str, ...] = ()
        self._near: dict[str, tuple[str, ...]] = {}
        self._last = 0
        self._lock = Lock()

    @property
    def syllables(self) -> tuple[str, ...]:
        """Every syllable that occurs in a name."""
        return self._syllables

    def learn(self, session: Session) -> None:
        """Take in the names added since the last time; all of them the first time."""
        last = session.scalar(_LAST) or 0
        if last == self._last:
            return
        with self._lock:
            if not self._last:
                self.counts = dict(session.execute(_COUNTS).all())
            elif last > self._last:
                self._add(session)
            self._last = last
            self._syllables = tuple(sorted(key for key in self.counts if " " not in key))
            self._near = {}

    def _add(self, session: Session) -> None:
        for folded in session.scalars(select(_NAMES.c.folded).where(_NAMES.c.id > self._last)):
            for key in index_keys(folded):
                self.counts[key] = self.counts.get(key, 0) + 1

    def near(self, syllable: str) -> tuple[str, ...]:
        """The known syllables one edit away (a letter more, less, other, or two swapped), most used first."""
        known = self._near.get(syllable)
        if known is None:
            found = process.extract(
                syllable, self._syllables, scorer=OSA.distance, score_cutoff=1, limit=None
            )
            names = (name for name, distance, _ in found if distance)
            known = tuple(sorted(names, key=lambda name: -self.counts.get(name, 0)))
            if len(self._near) < 20_000:
                self._near[syllable] = known
        return known

    def split(self, syllable: str) -> tuple[str, str] | None:
        """Two known syllables typed without the space between them."""
        if syllable in self.counts:
            return None
        halves = ((syllable[:place], syllable[place:]) for place in range(2, len(syllable) - 1))
        known = [pair for pair in halves if pair[0] in self.counts and pair[1] in self.counts]
        return max(known, key=lambda pair: min(self.counts[pair[0]], self.counts[pair[1]]), default=None)
