"""Which claims speak of one fact: documents that are neighbours, their claims paired, scored, and joined into facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from factcheck.alignment import blocking
from factcheck.alignment.candidates import Candidate, candidates
from factcheck.alignment.evidence import DISTINCTIVE, EQUAL
from factcheck.alignment.facts import facts
from factcheck.alignment.links import Link, links
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
    kept = [link for block in compared(corpus, bags, words, weights) for link in _kept(block, weights)]
    return facts(kept, lambda link: waterfall(link, weights), weights.conflict)


def compared(corpus: Corpus, bags: Sequence[Collection[str]], words: Lexicon, weights: Weights) -> Iterator[Compared]:
    """All candidate pairs, one pair of neighbouring documents at a time."""
    prepared = [profiles(index, claims, words) for index, claims in enumerate(corpus)]
    vectors = [blocking.vector(bag, words.common) if one else {} for one, bag in zip(corpus, bags, strict=True)]
    days = [blocking.day(claims[0].context.published) if claims else 0 for claims in corpus]
    for first, second in blocking.neighbours(vectors, days):
        one, two = prepared[first], prepared[second]
        alike = blocking.alike(vectors[first], vectors[second])
        yield one, two, candidates(one, two, words, weights, alike)


def linked(one: list[Profile], two: list[Profile], alike: float, rules: Rulebook) -> list[Link]:
    """The links between the claims of two neighbouring documents whose words are `alike` (a cosine)."""
    words, weights = lexicon(rules), rules.weights["default"]
    return list(_kept((one, two, candidates(one, two, words, weights, alike)), weights))


def _kept(block: Compared, weights: Weights) -> Iterator[Link]:
    one, two, pairs = block
    for link in links(pairs, one, two, weights):
        if link.probability >= _least(link, weights):
            yield link


CURRENT = 0.8
"""How likely one fact must be for two times that tell only that both texts are of one day."""

APART = 0.86
"""The same for two times that lie apart: a text tells many, and rarely what each is the time of."""


def _least(link: Link, weights: Weights) -> float:
    """How likely one fact must be for a link. A distinctive value that two texts share speaks for itself."""
    equal, times = link.second[EQUAL], link.a.family == "time"
    if link.second[DISTINCTIVE]:
        return weights.link if times and equal < 1 else weights.link / 2
    if times and not (link.a.claim.kind == link.b.claim.kind == "set"):
        return CURRENT if equal else APART
    return weights.link if equal else weights.review
