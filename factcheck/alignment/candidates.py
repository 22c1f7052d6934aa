"""Pairs of claims of two documents that may be one fact, scored by the four conditions alone.

Each condition is a logistic model of some comparisons; two claims are one fact with the product of the four
probabilities, so that no strength of one makes up for the want of another. The weights are readable data in
`rules/weights`; `factcheck.alignment.fit` fits them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import exp, expm1, log, log1p
from typing import NamedTuple

from factcheck.alignment import aspects
from factcheck.alignment.profile import Profile
from factcheck.extraction.lexicon import Lexicon
from factcheck.rulebook.schema import Weights


class Candidate(NamedTuple):
    """Two claims of one family from two documents, their comparisons and the log odds that all conditions hold."""

    a: Profile
    b: Profile
    features: list[float]
    score: float


Row = tuple[int, float, float, float, float]


class Table(NamedTuple):
    """The place of each comparison that any condition weighs with its four weights, and the biases."""

    rows: tuple[Row, ...]
    biases: tuple[float, float, float, float]


def table(weights: Weights) -> Table:
    """What each comparison weighs in each condition."""
    what, who, when, which = (weights.conditions[name] for name in aspects.CONDITIONS)
    told = [tuple(one.get(name, 0.0) for one in (what, who, when, which)) for name in aspects.COMPARISONS]
    rows = tuple((at, *four) for at, four in enumerate(told) if any(four))
    return Table(rows, (what[BIAS], who[BIAS], when[BIAS], which[BIAS]))  # type: ignore[arg-type]  # four each


BIAS = "bias"


def candidates(
    one: Sequence[Profile], two: Sequence[Profile], words: Lexicon, weights: Weights, alike: float
) -> list[Candidate]:
    """All pairs of one family across two documents, the cosine of which is `alike`."""
    by_family: dict[str, list[Profile]] = defaultdict(list)
    for b in two:
        by_family[b.family].append(b)
    worth = table(weights)
    found = []
    for a in one:
        for b in by_family.get(a.family, ()):
            features = aspects.compare(a, b, words, alike)
            found.append(Candidate(a, b, features, score(features, worth)))
    return found


def score(features: Sequence[float], worth: Table) -> float:
    """The log odds that all conditions hold."""
    what, who, when, which = _sums(features, worth)
    chance = -(_softplus(-what) + _softplus(-who) + _softplus(-when) + _softplus(-which))
    return chance - log(-expm1(min(chance, -1e-9)))


def shares(features: Sequence[float], worth: Table) -> tuple[float, ...]:
    """The probability of each condition by itself, in the order of `aspects.CONDITIONS`."""
    return tuple(exp(-_softplus(-one)) for one in _sums(features, worth))


def _sums(features: Sequence[float], worth: Table) -> tuple[float, float, float, float]:
    """The log odds of each condition."""
    what, who, when, which = worth.biases
    for at, a, b, c, d in worth.rows:
        value = features[at]
        if value:
            what += value * a
            who += value * b
            when += value * c
            which += value * d
    return what, who, when, which


def _softplus(x: float) -> float:
    return max(x, 0.0) + log1p(exp(-abs(x)))
