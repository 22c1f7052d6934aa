"""Which documents may speak of one matter: those that share rare words, a name among them.

Tight keys on single claims lose a quarter of the facts, so blocks are pairs of documents; inside one all claims of one
family are compared. How telling a word is comes from the rules alone. How often it stands in the corpus serves only to
bound the work: a word that more than `SPREAD` documents share is split by month of publication, then by day, and
passed over if that does not help. `factcheck.store.neighbours` does the same on the index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from math import sqrt

from factcheck.model import Publication

SPREAD = 150
"""The most documents that a word may bring together."""

LEAST = 80_000
"""Cosine of two vectors, in millionths, from which on their documents are neighbours if they share a name."""

NAMELESS = 600_000
"""The same for documents that share none though both have some."""

TELLING = 0.7
"""The least weight of a word that serves at all; words of the rules' first bands do not."""

NAME = 2.0
"""How much a name tells; a rare word is 1."""

WHOLE = (0, 4_000_000)
"""All days, as proleptic ordinals."""

Vector = dict[int, tuple[int, bool]]
"""Telling words of a document, as numbers, with their weights in thousandths and whether they are names."""

Levels = tuple[tuple[int, int], ...]


def vector(bag: Iterable[str], common: Mapping[str, float]) -> Vector:
    """The telling words of a document, weighted so that the vector has length 1; names are those with a capital."""
    kept: dict[str, float] = {}
    for word in bag:
        weight = common.get(word.lower(), 1.0)
        if weight >= TELLING:
            kept[word] = NAME if word[0].isupper() else weight
    norm = sqrt(sum(weight * weight for _, weight in sorted(kept.items())))
    return {_feature(word.lower()): (round(1000 * weight / norm), word[0].isupper()) for word, weight in kept.items()}


@lru_cache(maxsize=200_000)
def _feature(word: str) -> int:
    """A number that stands for a word, the same in all processes."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 1


def day(published: Publication | None) -> int:
    """The day of publication as proleptic ordinal, 0 if it is unknown."""
    return date.fromisoformat(published.start[:10]).toordinal() if published else 0


def levels(when: int) -> Levels:
    """The ranges of days to which the block of a word shrinks as it grows too large: all, the month, the day."""
    if not when:
        return WHOLE, (0, 0)
    first = date.fromordinal(when).replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return WHOLE, (first.toordinal(), following.toordinal() - 1), (when, when)


def alike(a: Vector, b: Vector) -> float:
    """The cosine of two vectors; it depends on these two documents alone."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[feature][0] for feature, (weight, _) in a.items() if feature in b) / 1e6


def near(shared: int, name: bool, named: bool) -> bool:
    """Whether documents are neighbours: by the weight of what they share, whether a name is among it, and whether both
    have names at all.
    """
    return shared >= (LEAST if name or not named else NAMELESS)


def has_names(one: Vector) -> bool:
    """Whether a document has names."""
    return any(name for _, name in one.values())


def neighbours(vectors: Sequence[Vector], days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of documents (by index, first < second) that are neighbours, in order."""
    index: dict[int, list[int]] = defaultdict(list)
    for document, one in enumerate(vectors):
        for feature in one:
            index[feature].append(document)
    named = [has_names(one) for one in vectors]
    for document, one in enumerate(vectors):
        sums: Counter[int] = Counter()
        sharing: set[int] = set()
        for feature, (weight, name) in one.items():
            for other in _block(index[feature], days, days[document]):
                its, too = vectors[other][feature]
                sums[other] += weight * its
                if name or too:
                    sharing.add(other)
        yield from (
            (document, other)
            for other in sorted(sums)
            if other > document and near(sums[other], other in sharing, named[document] and named[other])
        )


def _block(holding: list[int], days: Sequence[int], when: int) -> list[int]:
    """Of the documents that hold a word those of the largest block that serves."""
    for low, high in levels(when):
        if len(holding) <= SPREAD:
            return holding
        holding = [other for other in holding if low <= days[other] <= high]
    return holding if len(holding) <= SPREAD else []
