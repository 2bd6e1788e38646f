"""A typed question -> the topic that answers it, up to three suggestions, small talk, or nothing."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from knowledge import phrases as phrase_files
from knowledge.model import Knowledge
from knowledge.normalise import fold
from knowledge.phrases import OUT_OF_SCOPE, SMALL_TALK
from knowledge.reading import read as words
from knowledge.terms import Language, Outcome
from knowledge.tongue import language_of

ANSWER_FROM = 0.25
SUGGEST_FROM = 0.1
LARGEST = 3
SCHEME = "1"


@dataclass(frozen=True)
class Match:
    """What a question is about. `topics` best first, at most three; `needs` what to answer at once."""

    outcome: Outcome
    topics: tuple[str, ...]
    confidence: float
    language: Language | None = None
    needs: tuple[str, ...] = ()


def features(text: str) -> Iterator[str]:
    """Words and pairs of words without marks, words with marks, and character runs."""
    typed = words(text)
    bare = [fold(word) for word in typed]
    yield from (f"w {word}" for word in bare)
    yield from (f"p {first} {second}" for first, second in pairwise(bare))
    yield from (f"m {word}" for word, plain in zip(typed, bare, strict=True) if word != plain)
    joined = f" {' '.join(bare)} "
    for size in (3, 4, 5):
        yield from (f"c {joined[at : at + size]}" for at in range(len(joined) - size + 1))


class Matcher:
    """A linear classifier over the features of a question."""

    def __init__(
        self,
        labels: list[str],
        vocabulary: dict[str, int],
        idf: np.ndarray[Any, Any],
        weights: np.ndarray[Any, Any],
    ) -> None:
        self._labels = labels
        self._vocabulary = vocabulary
        self._idf = idf
        self._weights = weights

    @classmethod
    def open(cls, knowledge: Knowledge, cache: Path) -> "Matcher":
        """The matcher for today's phrases, from the cache when they have not changed."""
        phrases = phrase_files.read()
        key = hashlib.sha256(json.dumps([SCHEME, phrases]).encode()).hexdigest()[:16]
        file = cache / f"matcher-{key}.npz"
        if not file.exists():
            matcher = train(phrases)
            matcher.save(file)
            return matcher
        return cls._load(file)

    @classmethod
    def _load(cls, file: Path) -> "Matcher":
        with np.load(file) as stored:
            names = json.loads(bytes(stored["names"]))
            return cls(
                names["labels"],
                {name: place for place, name in enumerate(names["features"])},
                stored["idf"],
                stored["weights"],
            )

    def save(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        names = json.dumps({"labels": self._labels, "features": list(self._vocabulary)}).encode()
        part = file.with_suffix(".part.npz")
        np.savez(part, names=np.frombuffer(names, dtype=np.uint8), idf=self._idf, weights=self._weights)
        part.replace(file)

    def match(self, text: str, *, last_topic: str | None = None) -> Match:
        """What a question is about, and in which language it is asked."""
        return replace(self._classify(text), language=language_of(text))

    def _classify(self, text: str) -> Match:
        shares = self._shares(text)
        order = np.argsort(-shares)
        best = self._labels[order[0]]
        confidence = float(shares[order[0]])
        topics = [
            self._labels[place]
            for place in order[:5]
            if self._labels[place] not in (OUT_OF_SCOPE, SMALL_TALK)
        ]
        if best == SMALL_TALK and confidence >= ANSWER_FROM:
            return Match(Outcome.SMALLTALK, (), confidence)
        if best == OUT_OF_SCOPE or confidence < SUGGEST_FROM:
            return Match(Outcome.NONE, (), confidence)
        if best not in (OUT_OF_SCOPE, SMALL_TALK) and confidence >= ANSWER_FROM:
            return Match(Outcome.ANSWER, tuple(topics[:LARGEST]), confidence, needs=(best,))
        return Match(Outcome.SUGGEST, tuple(topics[:LARGEST]), confidence)

    def _shares(self, text: str) -> np.ndarray[Any, Any]:
        counts = Counter(
            place for name in features(text) if (place := self._vocabulary.get(name)) is not None
        )
        if not counts:
            return np.zeros(len(self._labels))
        places = np.fromiter(counts, dtype=np.int64)
        values = np.array([1 + math.log(count) for count in counts.values()]) * self._idf[places]
        values /= np.linalg.norm(values)
        scores = values @ self._weights[places] + self._weights[-1]
        raised = np.exp(scores * 4 - (scores * 4).max())
        shares: np.ndarray[Any, Any] = raised / raised.sum()
        return shares


def train(phrases: dict[str, list[str]]) -> Matcher:
    """Learn from phrases by topic."""
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize
    from sklearn.svm import LinearSVC

    texts = [(topic, Counter(features(phrase))) for topic, found in phrases.items() for phrase in found]
    df = Counter(name for _, counts in texts for name in counts)
    vocabulary = {name: place for place, name in enumerate(sorted(name for name, n in df.items() if n > 1))}
    idf = np.array([math.log((1 + len(texts)) / (1 + df[name])) + 1 for name in vocabulary])
    labels = sorted(phrases)
    rows, columns, values = [], [], []
    for row, (_, counts) in enumerate(texts):
        for name, count in counts.items():
            if name in vocabulary:
                rows.append(row)
                columns.append(vocabulary[name])
                values.append((1 + math.log(count)) * idf[vocabulary[name]])
    matrix = normalize(csr_matrix((values, (rows, columns)), shape=(len(texts), len(vocabulary))))
    classifier = LinearSVC(C=0.5).fit(matrix, [labels.index(topic) for topic, _ in texts])
    weights = np.vstack([classifier.coef_.T, classifier.intercept_]).astype(np.float32)
    return Matcher(labels, vocabulary, idf.astype(np.float32), weights)
