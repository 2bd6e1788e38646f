"""Ways to tell a question's topic, compared on the same phrases: `python -m tests.benchmarks approaches`."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from knowledge import phrases as phrase_files
from knowledge.features import features
from knowledge.lexicon import Lexicon
from knowledge.normalise import fold
from knowledge.reading import read

EXAM = Path(__file__).parent.parent / "knowledge" / "questions" / "exam.jsonl"
FOLD = 5
Guess = Callable[[list[str], list[str], list[str]], list[str]]
"""From phrases, their topics and questions to the topics of the questions."""


def _bare(text: str) -> str:
    return " ".join(fold(word) for word in read(text))


def _nearest_phrase(known: list[str], topics: list[str], asked: list[str]) -> list[str]:
    choices = [_bare(phrase) for phrase in known]
    found = (process.extractOne(_bare(one), choices, scorer=fuzz.token_set_ratio) for one in asked)
    return [topics[one[2]] if one else "" for one in found]


def bm25(known: list[str], topics: list[str], asked: list[str]) -> list[str]:
    documents = [_bare(phrase).split() for phrase in known]
    mean = sum(map(len, documents)) / len(documents)
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(documents):
        for word, times in Counter(words).items():
            postings[word].append((number, times))
    guesses = []
    for one in asked:
        scores: defaultdict[int, float] = defaultdict(float)
        for word in _bare(one).split():
            here = postings[word]
            idf = math.log(1 + (len(documents) - len(here) + 0.5) / (len(here) + 0.5))
            for number, times in here:
                scores[number] += (
                    idf * times * 2.5 / (times + 1.5 * (0.25 + 0.75 * len(documents[number]) / mean))
                )
        guesses.append(topics[max(scores, key=lambda number: scores[number])] if scores else "")
    return guesses


def _by_vectors(kinds: str, known: list[str], topics: list[str], asked: list[str], rule: Any) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    lexicon = Lexicon.of(map(read, known))

    def analyse(text: str) -> list[str]:
        return [name for name in features(read(text, lexicon)) if name.split(" ")[0] in kinds.split("+")]

    vectors = TfidfVectorizer(analyzer=analyse, sublinear_tf=True, min_df=2)
    table = vectors.fit_transform(known)
    return list(rule(table, np.array(topics), vectors.transform(asked)))


def _svm(table: Any, topics: Any, asked: Any) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=1.0, tol=1e-3).fit(table, topics).predict(asked)


def _logistic(table: Any, topics: Any, asked: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=10.0, max_iter=100, tol=1e-2).fit(table, topics).predict(asked)


def _centroid(table: Any, topics: Any, asked: Any) -> Any:
    from sklearn.neighbors import NearestCentroid

    return NearestCentroid().fit(table, topics).predict(asked)


def _neighbours(table: Any, topics: Any, asked: Any) -> Any:
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(5, metric="cosine", weights="distance").fit(table, topics).predict(asked)


def _vectors(kinds: str, rule: Any) -> Guess:
    return lambda known, topics, asked: _by_vectors(kinds, known, topics, asked, rule)


ALL = "w+p+m+c+k+kk"
APPROACHES: dict[str, Guess] = {
    "nearest phrase, rapidfuzz": _nearest_phrase,
    "BM25": bm25,
    "centroid, everything": _vectors(ALL, _centroid),
    "five nearest neighbours, everything": _vectors(ALL, _neighbours),
    "SVM, words": _vectors("w", _svm),
    "SVM, words and pairs": _vectors("w+p+m", _svm),
    "SVM, letters": _vectors("c", _svm),
    "SVM, words, pairs, letters": _vectors("w+p+m+c", _svm),
    "logistic regression, everything": _vectors(ALL, _logistic),
    "SVM, everything (with concepts)": _vectors(ALL, _svm),
}


def run() -> str:
    """Shares of right topics on a fifth of our phrases and on the exam."""
    every = [(phrase, topic) for topic, some in phrase_files.read().items() for phrase in some]
    known = [pair for number, pair in enumerate(every) if number % FOLD]
    held = [pair for number, pair in enumerate(every) if not number % FOLD]
    exam = [json.loads(line) for line in EXAM.read_text(encoding="utf-8").splitlines()]
    asked = [phrase for phrase, _ in held] + [case["q"] for case in exam]
    wanted = [{topic} for _, topic in held] + [{case["topic"], *case["also"]} for case in exam]
    lines = ["| approach | own | exam |", "|---|---|---|"]
    for name, guess in APPROACHES.items():
        found = guess([phrase for phrase, _ in known], [topic for _, topic in known], asked)
        right = [topic in allowed for topic, allowed in zip(found, wanted, strict=True)]
        own, others = right[: len(held)], right[len(held) :]
        lines.append(
            f"| {name} | {100 * sum(own) / len(own):.1f} % | {100 * sum(others) / len(others):.1f} % |"
        )
    return "\n".join(lines)
