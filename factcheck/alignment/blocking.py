"""Which documents may speak of one matter: those that share rare words, found over an inverted index.

Tight keys on single claims lose a quarter of the facts, so blocks are pairs of documents; inside one all claims of one
family are compared. How often a word stands in the corpus serves here and nowhere else: no score depends on it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt

MINIMUM = 0.07
"""Cosine of the weighted words at which two documents are neighbours; on real news it keeps every pair of one topic."""

NEIGHBOURS = 60
"""Most neighbours that a document keeps, nearest first."""

SPREAD = 400
"""A word that stands in more documents than this says nothing of their neighbourhood and is passed over."""


def neighbours(bags: Sequence[Mapping[str, float]]) -> Iterator[tuple[int, int, float]]:
    """Pairs of documents (by index, first < second) that are neighbours, with their cosine.

    `bags` holds the word weights of each document. Small corpora, in which frequency says little, are paired whole.
    """
    vectors = _vectors(bags)
    index: dict[str, list[int]] = defaultdict(list)
    for document, vector in enumerate(vectors):
        for word in vector:
            index[word].append(document)
    kept: set[tuple[int, int]] = set()
    scores: dict[tuple[int, int], float] = {}
    for document, vector in enumerate(vectors):
        sums: Counter[int] = Counter()
        for word, weight in vector.items():
            postings = index[word]
            if 1 < len(postings) <= SPREAD:
                for other in postings:
                    sums[other] += weight * vectors[other][word]  # type: ignore[assignment]
        del sums[document]
        for other, score in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:NEIGHBOURS]:
            if score >= MINIMUM:
                pair = (document, other) if document < other else (other, document)
                kept.add(pair)
                scores[pair] = score
    yield from ((first, second, scores[first, second]) for first, second in sorted(kept))


def _vectors(bags: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    count = len(bags)
    frequency = Counter(word for bag in bags for word in bag)
    vectors = []
    for bag in bags:
        vector = {word: weight * (1 + log(count / frequency[word])) for word, weight in bag.items() if weight > 0.3}
        norm = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({word: weight / norm for word, weight in vector.items()})
    return vectors
