"""A linear classifier: scores of every topic for a question. Learned in training.py, kept as plain numbers."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Numbers: TypeAlias = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Classifier:
    """Weights by feature and label, the last row the label's own."""

    labels: tuple[str, ...]
    vocabulary: Mapping[str, int]
    idf: Numbers
    weights: Numbers

    def scores(self, found: Iterable[str]) -> Numbers:
        """One score per label; above 0 speaks for it."""
        known = ((self.vocabulary.get(name), count) for name, count in Counter(found).items())
        counts = [(place, count) for place, count in known if place is not None]
        if not counts:
            return np.asarray(self.weights[-1], dtype=np.float64)
        places = np.fromiter((place for place, _ in counts), dtype=np.int64)
        values = np.array([1 + math.log(count) for _, count in counts]) * self.idf[places]
        values /= np.linalg.norm(values)
        scores: Numbers = values @ self.weights[places] + self.weights[-1]
        return scores
