"""Which claims speak of one fact: documents that are neighbours, their claims paired, scored, and joined into facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from factcheck.alignment import blocking, links, vetoes
from factcheck.alignment.facts import facts
from factcheck.alignment.links import Candidate, Link
from factcheck.alignment.profile import Profile, profiles
from factcheck.alignment.waterfall import waterfall
from factcheck.extraction.lexicon import Lexicon, lexicon
from factcheck.model import Claim, Fact
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Weights

__all__ = ["align", "compared", "linked"]

Corpus = Sequence[Sequence[Claim]]
Compared = tuple[list[Profile], list[Profile], list[Candidate]]


def align(corpus: Corpus, bags: Sequence[Collection[str]], rules: Rulebook) -> list[Fact]:
    """The facts that the claims of a corpus speak of; `corpus` holds the claims, `bags` the words of each document."""
    words, weights = lexicon(rules), rules.weights["default"]
    kept = [link for block in compared(corpus, bags, words, weights) for link in _links(block, weights)]
    return facts(kept, lambda link: waterfall(link, words, weights))


def compared(corpus: Corpus, bags: Sequence[Collection[str]], words: Lexicon, weights: Weights) -> Iterator[Compared]:
    """All candidate pairs, one pair of neighbouring documents at a time."""
    prepared = [profiles(index, claims, words) for index, claims in enumerate(corpus)]
    vectors = [blocking.vector(bag, words.common) if one else {} for one, bag in zip(corpus, bags, strict=True)]
    days = [blocking.day(claims[0].context.published) if claims else 0 for claims in corpus]
    for first, second in blocking.neighbours(vectors, days):
        one, two = prepared[first], prepared[second]
        alike = blocking.alike(vectors[first], vectors[second])
        yield one, two, links.candidates(one, two, words, weights, alike)


def linked(one: list[Profile], two: list[Profile], alike: float, rules: Rulebook) -> list[Link]:
    """The links between the claims of two neighbouring documents whose words are `alike` (a cosine)."""
    words, weights = lexicon(rules), rules.weights["default"]
    return list(_links((one, two, links.candidates(one, two, words, weights, alike)), weights))


def _links(block: Compared, weights: Weights) -> Iterator[Link]:
    one, two, pairs = block
    for pair, features in links.second(pairs, one, two):
        contradicting = features[links.EQUAL] == 0
        sure = links.probability(features, contradicting, weights)
        if contradicting and sure >= weights.review:
            sure *= vetoes.leave(features)
        if sure >= _least(features, contradicting, pair.a.family == "time", weights):
            yield Link(pair.a, pair.b, pair.features, features, sure)


CURRENT = 0.8
"""How likely one fact must be for two times that lie apart, or that tell only that both texts are of one day."""


def _least(features: Sequence[float], contradicting: bool, times: bool, weights: Weights) -> float:
    """How likely one fact must be for a link. A distinctive value that two texts share speaks for itself."""
    contained = times and 0 < features[links.EQUAL] < 1
    if features[links.DISTINCTIVE]:
        return weights.link if contained else weights.link / 2
    if times:
        return CURRENT
    return weights.review if contradicting else weights.link
