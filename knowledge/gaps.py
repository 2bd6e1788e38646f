"""Questions that were not helped, gathered by what they have in common, most frequent first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.features import features
from knowledge.matcher import Matcher
from knowledge.reading import read

ALIKE_FROM = 0.45
NEAREST = 3


@dataclass(frozen=True)
class Gap:
    """Questions that ask alike. `example` is the one most like the others."""

    example: str
    questions: tuple[str, ...]
    nearest: tuple[str, ...]


def find_gaps(questions: Sequence[str], matcher: Matcher) -> list[Gap]:
    """Clusters of questions, largest first; each joins the first cluster it is alike enough to."""
    clusters: list[list[tuple[str, frozenset[str]]]] = []
    for text, times in Counter(questions).most_common():
        marks = frozenset(name for name in features(read(text)) if name[0] in "wpk")
        home = next((some for some in clusters if _alike(marks, some[0][1]) >= ALIKE_FROM), None)
        if home is None:
            home = []
            clusters.append(home)
        home += [(text, marks)] * times
    found = [_gap([text for text, _ in some], matcher) for some in clusters]
    return sorted(found, key=lambda gap: -len(gap.questions))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two questions have in common."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _gap(questions: list[str], matcher: Matcher) -> Gap:
    return Gap(questions[0], tuple(questions), matcher.nearest(questions[0], NEAREST))
