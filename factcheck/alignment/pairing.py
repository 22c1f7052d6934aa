"""Two short texts on one matter: every claim of the one with the claim of the other that it is most likely about.

Here the reader has already said that both speak of one matter, so the question is only which value answers which.
Each claim takes its best counterpart by context and closeness of value; one whose value is confirmed over there is
never set against another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factcheck.alignment import links
from factcheck.alignment.facts import facts
from factcheck.alignment.links import Link
from factcheck.alignment.profile import profiles
from factcheck.alignment.waterfall import waterfall
from factcheck.extraction.lexicon import lexicon
from factcheck.model import Claim, Fact
from factcheck.rulebook import Rulebook

Judge = Callable[[Claim, Claim], bool]


def pair(one: Sequence[Claim], two: Sequence[Claim], rules: Rulebook, holds: Judge) -> list[Fact]:
    """The facts of two texts; `holds` tells whether two claims can both be right."""
    words, weights = lexicon(rules), rules.weights["default"]
    a, b = profiles(0, one, words), profiles(1, two, words)
    scored = [
        Link(pair.a, pair.b, pair.features, second, links.probability(second, second[links.EQUAL] == 0, weights))
        for pair, second in links.second(links.candidates(a, b, words, weights, 1.0), a, b)
    ]
    chosen = _choose(scored, holds)
    return facts(chosen, lambda link: waterfall(link, words, weights))


def _choose(scored: Sequence[Link], holds: Judge) -> list[Link]:
    """Links that hold first, then the likeliest; each claim is used once."""
    ordered = sorted(scored, key=lambda link: (-holds(link.a.claim, link.b.claim), -link.probability))
    used_a: set[int] = set()
    used_b: set[int] = set()
    chosen = []
    for link in ordered:
        if link.a.index not in used_a and link.b.index not in used_b:
            used_a.add(link.a.index)
            used_b.add(link.b.index)
            chosen.append(link)
    return chosen
