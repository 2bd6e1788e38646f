"""Learning from the phrases, in processes of their own: scikit-learn is never imported while serving.

`python -m knowledge.training FILE` writes the trained form of today's phrases.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from knowledge import phrases as phrase_files
from knowledge.calibration import Curve, Shaper, coverage
from knowledge.classifier import Classifier, Numbers
from knowledge.features import features, weight_of
from knowledge.lexicon import Lexicon
from knowledge.phrases import OUT_OF_SCOPE, SMALL_TALK
from knowledge.reading import read

HARDNESS = 1.0
FOLDS = 3
SEEN_FROM = 2
PROCESSES = 2


@dataclass(frozen=True)
class Trained:
    """Everything a matcher is made of."""

    classifier: Classifier
    lexicon: Lexicon
    right: Curve
    ours: Curve

    def save(self, file: Path) -> None:
        """Write it in one step: a crash leaves no half file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        classifier = self.classifier
        names = {
            "labels": list(classifier.labels),
            "features": list(classifier.vocabulary),
            "words": self.lexicon.counts,
            "right": self.right.to_list(),
            "ours": self.ours.to_list(),
        }
        part = file.with_suffix(".part.npz")
        text = np.frombuffer(json.dumps(names).encode(), dtype=np.uint8)
        np.savez(part, names=text, idf=classifier.idf, weights=classifier.weights)
        part.replace(file)

    @classmethod
    def load(cls, file: Path) -> "Trained":
        with np.load(file) as stored:
            names = json.loads(bytes(stored["names"]))
            vocabulary = {name: place for place, name in enumerate(names["features"])}
            classifier = Classifier(tuple(names["labels"]), vocabulary, stored["idf"], stored["weights"])
        curves = Curve.of(names["right"]), Curve.of(names["ours"])
        return cls(classifier, Lexicon(names["words"]), *curves)


def train(phrases: dict[str, list[str]]) -> Trained:
    """Learn from phrases by topic: once from all, and for the curves from two thirds at a time."""
    labels = tuple(sorted(phrases))
    texts = [(labels.index(topic), phrase) for topic in labels for phrase in phrases[topic]]
    typed = [read(phrase) for _, phrase in texts]
    lexicon = Lexicon.of(typed)
    found = [list(features([right for word in words for right in lexicon.mend(word)])) for words in typed]
    wanted = np.array([label for label, _ in texts])
    names, counts = _counted(found)
    parts = [np.arange(len(texts)) % FOLDS != fold for fold in range(FOLDS)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        tables = [counts, *(counts[part] for part in parts)]
        answers = [wanted, *(wanted[part] for part in parts)]
        learned = list(processes.map(fit, repeat(names), tables, answers))
    whole, *thirds = (Classifier(labels, *one) for one in learned)
    shapes = [
        _unseen(classifier, [names for names, inside in zip(found, part, strict=True) if not inside])
        for classifier, part in zip(thirds, parts, strict=True)
    ]
    right, ours = _curves(labels, wanted, parts, shapes)
    return Trained(whole, lexicon, right, ours)


def _counted(found: list[list[str]]) -> tuple[list[str], Any]:
    """The names of all features that stand in more than one text, and a table: how often each stands in each."""
    from scipy.sparse import csr_matrix

    each = [Counter(names) for names in found]
    in_texts = Counter(name for counts in each for name in counts)
    names = sorted(name for name, texts in in_texts.items() if texts >= SEEN_FROM)
    place = {name: number for number, name in enumerate(names)}
    cells = [
        (row, place[name], times)
        for row, counts in enumerate(each)
        for name, times in counts.items()
        if name in place
    ]
    rows, columns, times = np.array(cells).T
    return names, csr_matrix((times.astype(np.float64), (rows, columns)), shape=(len(found), len(names)))


def fit(names: list[str], counts: Any, wanted: Numbers) -> tuple[dict[str, int], Numbers, Numbers]:
    """Vocabulary, rareness and weights learned from some rows of the table."""
    from sklearn.preprocessing import normalize
    from sklearn.svm import LinearSVC

    in_texts = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(in_texts >= SEEN_FROM)
    rareness = np.log((1 + counts.shape[0]) / (1 + in_texts[kept])) + 1
    idf = rareness * np.array([weight_of(names[place]) for place in kept])
    table = counts[:, kept].tocsr()
    table.data = 1 + np.log(table.data)
    table = normalize(table.multiply(idf).tocsr())
    learned = LinearSVC(C=HARDNESS, tol=1e-3).fit(table, wanted)
    weights = np.vstack([learned.coef_.T, learned.intercept_]).astype(np.float32)
    vocabulary = {names[place]: number for number, place in enumerate(kept)}
    return vocabulary, idf.astype(np.float32), weights


def _unseen(classifier: Classifier, found: list[list[str]]) -> list[tuple[int, Numbers]]:
    """For each text: the topic a classifier that has not seen it takes it for, and the shape of its scores."""
    shaper = Shaper(classifier.labels)
    shapes = []
    for names in found:
        scores = classifier.scores(names)
        known = coverage(names, classifier.vocabulary)
        shapes.append((int(np.argmax(shaper.topics(scores))), shaper.shape(scores, known)))
    return shapes


def _curves(
    labels: Sequence[str], wanted: Numbers, parts: list[Numbers], shapes: list[list[tuple[int, Numbers]]]
) -> tuple[Curve, Curve]:
    """How often the best topic was right, and how often the question was ours, for shapes like these."""
    truth = np.concatenate([wanted[~part] for part in parts])
    guesses = np.array([guess for some in shapes for guess, _ in some])
    table = np.array([shape for some in shapes for _, shape in some])
    foreign = [labels.index(OUT_OF_SCOPE), labels.index(SMALL_TALK)]
    return _curve(table, guesses == truth), _curve(table, ~np.isin(truth, foreign))


def _curve(table: Numbers, holds: Any) -> Curve:
    from sklearn.linear_model import LogisticRegression

    means, spreads = table.mean(axis=0), table.std(axis=0) + 1e-9
    learned = LogisticRegression(C=10.0, max_iter=1000).fit((table - means) / spreads, holds)
    return Curve(means, spreads, learned.coef_[0], float(learned.intercept_[0]))


if __name__ == "__main__":
    train(phrase_files.read()).save(Path(sys.argv[1]))
