"""From scores to chances: how sure it is that the best topic is right, and that the question is ours at all.

Two small logistic curves over the shape of the scores, fitted on phrases that the classifier had not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from knowledge.classifier import Numbers
from knowledge.phrases import OUT_OF_SCOPE, SMALL_TALK

BELOW_ALL = -9.0


@dataclass(frozen=True)
class Curve:
    """A logistic curve over numbers that are first put to mean 0 and spread 1."""

    means: Numbers
    spreads: Numbers
    slopes: Numbers
    start: float

    def chance(self, shape: Numbers) -> float:
        """Between 0 and 1."""
        height = float(((shape - self.means) / self.spreads) @ self.slopes) + self.start
        return 1.0 / (1.0 + float(np.exp(-height)))

    def to_list(self) -> list[list[float]]:
        return [self.means.tolist(), self.spreads.tolist(), self.slopes.tolist(), [self.start]]

    @classmethod
    def of(cls, stored: Sequence[Sequence[float]]) -> Self:
        means, spreads, slopes, start = stored
        return cls(np.array(means), np.array(spreads), np.array(slopes), start[0])


class Shaper:
    """Reads the shape of scores: how far the best topic is ahead, how strongly it is none of ours or small talk."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.none, self.talk = labels.index(OUT_OF_SCOPE), labels.index(SMALL_TALK)

    def topics(self, scores: Numbers) -> Numbers:
        """The scores of topics alone."""
        only = np.array(scores, dtype=np.float64)
        only[[self.none, self.talk]] = BELOW_ALL
        return only

    def shape(self, scores: Numbers, coverage: float) -> Numbers:
        """`coverage`: the share of the question's words that occur in phrases."""
        third, second, best = np.sort(self.topics(scores))[-3:]
        none, talk = scores[self.none], scores[self.talk]
        return np.array([best, best - second, second - third, none, talk, coverage], dtype=np.float64)


def coverage(found: Sequence[str], vocabulary: Any) -> float:
    """The share of words (features of kind "w") that are known."""
    words = [name for name in found if name.startswith("w ")]
    return sum(name in vocabulary for name in words) / max(1, len(words))
