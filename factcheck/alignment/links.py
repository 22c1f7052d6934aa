"""Which candidates are one fact: the conditions, the evidence, and what speaks against a disagreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from factcheck.alignment import aspects, evidence
from factcheck.alignment.candidates import Candidate
from factcheck.alignment.profile import Profile
from factcheck.rulebook.schema import Weights


class Link(NamedTuple):
    """Two claims with their comparisons, the evidence on the pair, and the probability that both are one fact."""

    a: Profile
    b: Profile
    features: list[float]
    second: list[float]
    probability: float


def links(
    pairs: Sequence[Candidate], one: Sequence[Profile], two: Sequence[Profile], weights: Weights
) -> Iterator[Link]:
    """The candidates of the documents `one` and `two` with the probability of each."""
    for pair, found in evidence.weigh(pairs, one, two):
        yield Link(pair.a, pair.b, pair.features, found, probability(pair, found, weights))


def probability(pair: Candidate, found: Sequence[float], weights: Weights) -> float:
    """The chance that a pair is one fact. Where its values differ, what speaks against a disagreement counts too."""
    odds = pair.score + weights.evidence_bias + dot(evidence.EVIDENCE, found, weights.evidence)
    if not found[evidence.EQUAL]:
        odds += dot(aspects.COMPARISONS, pair.features, weights.against) + dot(
            evidence.EVIDENCE, found, weights.against
        )
    return 1.0 / (1.0 + exp(-max(min(odds, 30.0), -30.0)))


def dot(names: Sequence[str], values: Sequence[float], weights: dict[str, float]) -> float:
    """The sum of `values` weighted by name."""
    return sum(value * weights.get(name, 0.0) for name, value in zip(names, values, strict=True) if value)
