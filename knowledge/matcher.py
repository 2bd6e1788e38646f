"""A typed question -> the topic that answers it, up to three suggestions, small talk, or nothing."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np

from knowledge import phrases as phrase_files
from knowledge.calibration import Shaper, coverage
from knowledge.classifier import Numbers
from knowledge.clauses import clauses_of
from knowledge.concepts import find_concepts, kinds_of
from knowledge.features import features
from knowledge.model import Knowledge
from knowledge.reading import read
from knowledge.terms import Language, Outcome
from knowledge.tongue import language_of
from knowledge.training import Trained

# Chosen on our own phrases, unseen by the classifier, with the share of wrong answers as the constraint
# (docs/decisions/0005-matching.md).
ANSWER_FROM = 0.7
OURS_TO_ANSWER_FROM = 0.9
OURS_TO_SUGGEST_FROM = 0.5
BOTH_NEEDS_FROM = 0.85
LARGEST = 3
MOST_NEEDS = 2
FOLLOW_ON_WORDS = 6
FOLLOW_ON_LIFT = 0.8
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Match:
    """What a question is about. `topics` best first, at most three; `needs` what to answer at once."""

    outcome: Outcome
    topics: tuple[str, ...]
    confidence: float
    language: Language | None = None
    needs: tuple[str, ...] = ()


class Matcher:
    """Understands questions with what was learned from the phrases."""

    def __init__(self, trained: Trained) -> None:
        self._lexicon = trained.lexicon
        self._classifier = trained.classifier
        self._labels = trained.classifier.labels
        self._shaper = Shaper(self._labels)
        self._right, self._ours = trained.right, trained.ours

    @classmethod
    def open(cls, knowledge: Knowledge, cache: Path) -> Self:
        """The matcher for today's phrases, from the cache when neither they nor the word lists have changed."""
        file = cached_at(cache, phrase_files.read())
        if not file.exists():
            build(file)
        return cls(Trained.load(file))

    def match(self, text: str, *, last_topic: str | None = None) -> Match:
        """What a question is about, and in which language it is asked; `last_topic` is what was answered before."""
        words = read(text, self._lexicon)
        if last_topic and _is_follow_on(words):
            found = self._follow_on(words, last_topic)
        else:
            found = self._apart(text, self._alone(words))
        return replace(found, language=language_of(text))

    def nearest(self, text: str, count: int) -> tuple[str, ...]:
        """The topics a text is nearest to, however far, best first."""
        scores, _ = self._scores(read(text, self._lexicon))
        order = np.argsort(-self._shaper.topics(scores))[:count]
        return tuple(self._labels[place] for place in order)

    def _alone(self, words: list[str]) -> Match:
        """A text taken by itself. One word names a subject and asks nothing: the person has to choose."""
        found = self._judge(*self._scores(words))
        if found.outcome is Outcome.ANSWER and len(words) == 1:
            return replace(found, outcome=Outcome.SUGGEST, needs=())
        return found

    def _follow_on(self, words: list[str], last_topic: str) -> Match:
        """A fragment without a subject of its own speaks of what was spoken of before."""
        scores, known = self._scores(words)
        same = np.array([_area(label) == _area(last_topic) for label in self._labels])
        found = self._judge(np.asarray(scores + same * FOLLOW_ON_LIFT), known)
        if found.outcome is Outcome.SMALLTALK or not known:
            return found
        near = tuple(self._labels[place] for place in np.argsort(-scores) if same[place])[:LARGEST]
        if found.topics[:1] == near[:1] and found.confidence >= ANSWER_FROM:
            return Match(Outcome.ANSWER, found.topics, found.confidence, needs=near[:1])
        return Match(Outcome.SUGGEST, near, found.confidence)

    def _scores(self, words: list[str]) -> tuple[Numbers, float]:
        found = list(features(words))
        return self._classifier.scores(found), coverage(found, self._classifier.vocabulary)

    def _judge(self, scores: Numbers, known: float) -> Match:
        shape = self._shaper.shape(scores, known)
        right, ours = self._right.chance(shape), self._ours.chance(shape)
        talk, none = scores[self._shaper.talk], scores[self._shaper.none]
        if talk >= scores.max() or (ours < OURS_TO_SUGGEST_FROM and talk > none):
            return Match(Outcome.SMALLTALK, (), 1.0 - ours)
        order = np.argsort(-self._shaper.topics(scores))[:LARGEST]
        topics = tuple(self._labels[place] for place in order)
        if right >= ANSWER_FROM and ours >= OURS_TO_ANSWER_FROM:
            return Match(Outcome.ANSWER, topics, right, needs=topics[:1])
        if ours >= OURS_TO_SUGGEST_FROM:
            return Match(Outcome.SUGGEST, topics, right)
        return Match(Outcome.NONE, (), 1.0 - ours)

    def _apart(self, text: str, found: Match) -> Match:
        """Where two parts of a question ask for topics of two areas, both are to be answered."""
        if found.outcome not in (Outcome.ANSWER, Outcome.SUGGEST):
            return found
        needs = list(found.needs)
        for clause in clauses_of(text):
            part = self._alone(read(clause, self._lexicon))
            if part.outcome is Outcome.ANSWER and part.confidence >= BOTH_NEEDS_FROM:
                needs += [topic for topic in part.needs if _area(topic) not in map(_area, needs)]
        if len(needs) < MOST_NEEDS:
            return found
        topics = tuple(dict.fromkeys([*needs, *found.topics]))
        return replace(
            found, outcome=Outcome.ANSWER, topics=topics[:LARGEST], needs=tuple(needs[:MOST_NEEDS])
        )


def _area(topic: str) -> str:
    return topic.partition(".")[0]


def _is_follow_on(words: list[str]) -> bool:
    """Whether a text is short, asks something and names no subject: "giấy tờ gồm gì", "bao nhiêu tiền"."""
    kinds = kinds_of(find_concepts(words))
    return len(words) <= FOLLOW_ON_WORDS and "ask" in kinds and not kinds & {"object", "other", "talk"}


def cached_at(cache: Path, phrases: Mapping[str, list[str]]) -> Path:
    """Where the trained form of some phrases is kept; another file whenever anything it is made of changes."""
    content = hashlib.sha256(json.dumps(phrases).encode())
    for path in sorted([*HERE.glob("*.py"), *(HERE / "words").iterdir()]):
        content.update(path.read_bytes())
    return cache / f"matcher-{content.hexdigest()[:16]}.npz"


def build(file: Path) -> None:
    """Learn from today's phrases, in a process of its own (about ten seconds on two cores)."""
    subprocess.run([sys.executable, "-m", "knowledge.training", str(file)], check=True)  # noqa: S603 -- ourselves
