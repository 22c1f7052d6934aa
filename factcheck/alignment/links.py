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
    worth = worth_of(weights)
    for pair, found in evidence.weigh(pairs, one, two):
        yield Link(pair.a, pair.b, pair.features, found, probability(pair, found, worth))


Placed = tuple[tuple[int, float], ...]
"""What is weighed in a list of values: its place and its weight."""


class Worth(NamedTuple):
    """What the evidence on a pair adds to its score, and what the comparisons and the evidence against it do."""

    bias: float
    evidence: Placed
    compared: Placed
    against: Placed
    calibration: float


def worth_of(weights: Weights) -> Worth:
    """The weights of evidence, ready for many pairs."""
    return Worth(
        weights.evidence_bias,
        _placed(evidence.EVIDENCE, weights.evidence),
        _placed(aspects.COMPARISONS, weights.against),
        _placed(evidence.EVIDENCE, weights.against),
        weights.calibration,
    )


def _placed(names: Sequence[str], weights: dict[str, float]) -> Placed:
    return tuple((place, weights[name]) for place, name in enumerate(names) if name in weights)


def probability(pair: Candidate, found: Sequence[float], worth: Worth) -> float:
    """The chance that a pair is one fact. Where its values differ, what speaks against a disagreement counts too."""
    odds = pair.score + worth.bias + _dot(found, worth.evidence)
    if not found[evidence.EQUAL]:
        odds += worth.calibration + _dot(pair.features, worth.compared) + _dot(found, worth.against)
    return 1.0 / (1.0 + exp(-max(min(odds, 30.0), -30.0)))


def _dot(values: Sequence[float], placed: Placed) -> float:
    return sum([values[place] * weight for place, weight in placed])
