"""What a question is recognised by: its words, pairs of words, runs of letters, and what they speak of."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from knowledge.concepts import find_concepts
from knowledge.normalise import fold

RUNS = (3, 4, 5)
CONCEPT, CONCEPT_PAIR = "k", "kk"
WEIGHTS = {CONCEPT: 1.5}
"""How much more than by its rareness a kind of feature counts."""


def features(words: Sequence[str]) -> Iterator[str]:
    """The features of a text already read; the same one as often as it occurs. "kind value" each."""
    bare = [fold(word) for word in words]
    yield from (f"w {word}" for word in bare)
    yield from (f"p {first} {second}" for first, second in pairwise(bare))
    yield from (f"m {word}" for word, plain in zip(words, bare, strict=True) if word != plain)
    joined = f" {' '.join(bare)} "
    for size in RUNS:
        yield from (f"c {joined[at : at + size]}" for at in range(len(joined) - size + 1))
    concepts = sorted(find_concepts(list(words)))
    yield from (f"{CONCEPT} {concept}" for concept in concepts)
    yield from (f"{CONCEPT_PAIR} {first} {second}" for first, second in combinations(concepts, 2))


def weight_of(feature: str) -> float:
    return WEIGHTS.get(feature.partition(" ")[0], 1.0)
