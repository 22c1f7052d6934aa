"""Pairs of claims that may be one fact, scored in two stages: context first, then rank and rivals from it, and the
values.

The weights are fitted on labelled pairs (`python -m factcheck.alignment.fit`) and stand in `rules/weights.yaml`;
this module only evaluates them. Method: record linkage by comparison levels, with the weights fitted jointly by
logistic regression.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from factcheck.alignment import aspects
from factcheck.alignment.profile import Profile
from factcheck.extraction.lexicon import Lexicon
from factcheck.rulebook.schema import Weights


class Candidate(NamedTuple):
    """Two claims of one family from two documents, with the features and score of their contexts."""

    a: Profile
    b: Profile
    features: list[float]
    score: float


class Link(NamedTuple):
    """A candidate with the features of the second stage and the probability that both speak of one fact."""

    a: Profile
    b: Profile
    features: list[float]
    second: list[float]
    probability: float


def candidates(
    one: Sequence[Profile], two: Sequence[Profile], words: Lexicon, weights: Weights, alike: float
) -> list[Candidate]:
    """All pairs of one family across two documents."""
    by_family: dict[str, list[Profile]] = defaultdict(list)
    for b in two:
        by_family[b.family].append(b)
    rivals_one, rivals_two = rivals(one), rivals(two)
    found = []
    for a in one:
        for b in by_family.get(a.family, ()):
            features = aspects.context(a, b, words, alike, (rivals_one[a.index], rivals_two[b.index]))
            found.append(Candidate(a, b, features, score(features, weights)))
    return found


def score(features: Sequence[float], weights: Weights) -> float:
    """The log odds by context alone that a candidate is one fact."""
    table = weights.context
    return weights.context_bias + sum(
        x * table.get(name, 0.0) for name, x in zip(aspects.CONTEXT, features, strict=True) if x
    )


def rivals(profiles: Sequence[Profile]) -> dict[int, int]:
    """For each claim of a document, how many other values stand under its noun or measure."""
    values = _values(profiles)
    return {one.index: len(values[one.family, one.noun]) - 1 for one in profiles}


EQUAL = aspects.FINAL.index("equal")

DISTINCTIVE = aspects.FINAL.index("distinctive")

NONE = -6.0
"""The score that stands for having no other candidate."""


def second(
    pairs: Sequence[Candidate], one: Sequence[Profile], two: Sequence[Profile]
) -> Iterator[tuple[Candidate, list[float]]]:
    """The features of the second stage for all candidates of the documents `one` and `two`."""
    home_one, home_two = _values(one), _values(two)
    all_one, all_two = _all_values(one), _all_values(two)
    of_a: dict[int, list[Candidate]] = defaultdict(list)
    of_b: dict[int, list[Candidate]] = defaultdict(list)
    for pair in pairs:
        of_a[pair.a.index].append(pair)
        of_b[pair.b.index].append(pair)
    best_a = {index: _two_best(group) for index, group in of_a.items()}
    best_b = {index: _two_best(group) for index, group in of_b.items()}
    equal_a = {index: _best_equal(group) for index, group in of_a.items()}
    equal_b = {index: _best_equal(group) for index, group in of_b.items()}
    for pair in pairs:
        ahead_a, ahead_b = _ahead(pair, best_a[pair.a.index]), _ahead(pair, best_b[pair.b.index])
        equal = aspects.ratio_of(pair.a, pair.b) == 1.0 if pair.a.family != "time" else False
        rival = max(equal_a[pair.a.index], equal_b[pair.b.index])
        context = dict(zip(aspects.CONTEXT, pair.features, strict=True))
        yield (
            pair,
            [
                pair.score,
                *aspects.identity(context),
                float((ahead_a >= 0) != (ahead_b >= 0)),
                float(ahead_a >= 0 and ahead_b >= 0),
                min(max(min(ahead_a, ahead_b), 0.0), 3.0),
                min(max(-min(ahead_a, ahead_b), 0.0), 5.0),
                float(rival > NONE and not equal),
                0.0 if equal or rival == NONE else min(max(rival - pair.score, -4.0), 4.0),
                float(not equal and (_holds(home_one, pair.a, pair.b) or _holds(home_two, pair.b, pair.a))),
                0.0 if equal else (_stands(all_one, pair.a, pair.b) + _stands(all_two, pair.b, pair.a)) / 2,
                float(not equal and (_beside(pair.a, pair.b) or _beside(pair.b, pair.a))),
                *aspects.against(pair.a, pair.b, context),
                *aspects.closeness(pair.a, pair.b),
            ],
        )


def _two_best(group: Sequence[Candidate]) -> tuple[float, float]:
    """The best score of a group, and the best among candidates of another value than the best one's."""
    ordered = sorted((pair.score for pair in group), reverse=True)
    return ordered[0], ordered[1] if len(ordered) > 1 else NONE


def _ahead(pair: Candidate, best: tuple[float, float]) -> float:
    return pair.score - (best[1] if pair.score == best[0] else best[0])


def _best_equal(group: Sequence[Candidate]) -> float:
    return max((pair.score for pair in group if aspects.ratio_of(pair.a, pair.b) == 1.0), default=NONE)


def _values(profiles: Sequence[Profile]) -> dict[tuple[str, str | None], set[float]]:
    """The values of a document by family and noun."""
    values: dict[tuple[str, str | None], set[float]] = defaultdict(set)
    for one in profiles:
        values[one.family, one.noun].add(aspects.middle(one))
    return values


def _holds(home: dict[tuple[str, str | None], set[float]], own: Profile, other: Profile) -> bool:
    """Whether the document of `own` also states the value of `other` of the same noun: it is another thing there."""
    return (
        own.family != "time" and own.noun is not None and aspects.middle(other) in home.get((own.family, own.noun), ())
    )


def _all_values(profiles: Sequence[Profile]) -> set[tuple[str, float]]:
    return {(one.family, aspects.middle(one)) for one in profiles}


COMMON_COUNT = 20.0
"""Counts up to here stand in any document by chance."""


def _stands(home: set[tuple[str, float]], own: Profile, other: Profile) -> bool:
    """Whether the document of `own` states the value of `other` of anything at all."""
    value = aspects.middle(other)
    return (
        own.family != "time" and (own.family, value) in home and not (own.family == "count" and value <= COMMON_COUNT)
    )


def _beside(own: Profile, other: Profile) -> bool:
    """Whether the sentence of `own` also states the value of `other`."""
    return f"{other.claim.dimension or other.claim.kind}:{aspects.middle(other):.6g}" in own.neighbours


def probability(second_features: Sequence[float], contradicting: bool, weights: Weights) -> float:
    """The chance that a pair is one fact; for contradicting values the mean of two fits, in log odds."""
    odds = weights.final_bias + _dot(second_features, weights.final)
    if contradicting:
        odds = (odds + weights.contradicting_bias + _dot(second_features, weights.contradicting)) / 2
    return 1.0 / (1.0 + exp(-max(min(odds, 30.0), -30.0)))


def _dot(features: Sequence[float], weights: dict[str, float]) -> float:
    return sum(x * weights.get(name, 0.0) for name, x in zip(aspects.FINAL, features, strict=True) if x)
