"""Two short texts on one matter: every claim of the one with the claim of the other that it is most likely about.

Here the reader has already said that both speak of one matter, so the question is only which value answers which.
Context decides: the noun, the measure and the words close by; then how close the values are. Whether two values
contradict each other hardly counts, since almost any number keeps some bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from factcheck.alignment import aspects
from factcheck.alignment.candidates import candidates
from factcheck.alignment.evidence import DISTINCTIVE, EQUAL
from factcheck.alignment.facts import facts
from factcheck.alignment.links import Link, links
from factcheck.alignment.profile import Profile, profiles
from factcheck.alignment.values import ratio_of
from factcheck.alignment.waterfall import waterfall
from factcheck.alignment.years import lent
from factcheck.extraction.lexicon import lexicon
from factcheck.model import Claim, Fact, Period
from factcheck.rulebook import Rulebook

Judge = Callable[[Claim, Claim], bool]

LEAST = -4.0
"""The fit from which on a claim answers another."""

CONTEXT: dict[str, float] = {
    "head_same": 3.0,
    "head_differs": -1.5,
    "measure_same": 2.0,
    "measure_contrary": -3.0,
    "measure_differs": -1.0,
    "phrase_same": 1.0,
    "modifiers_shared": 1.0,
    "concepts_shared": 0.5,
    "event_same": 1.0,
    "event_differs": -0.5,
    "close_cosine": 1.5,
    "near_cosine": 3.0,
    "nearest_same": 0.5,
    "subject_same": 0.5,
    "place_same": 0.5,
    "place_clash": -1.0,
    "qualifier_same": 1.0,
    "qualifier_clash": -2.0,
    "period_same": 1.0,
    "unit_same": 0.5,
    "scope_differs": -0.5,
}
"""What each comparison is worth between texts on one matter, in log odds: names of the texts no longer tell."""

CLOSE: tuple[tuple[float, float], ...] = ((1.0, 7.0), (1.03, 4.0), (1.12, 3.0), (1.42, 1.5), (3.0, -1.0), (10.0, -3.0))
"""What values at most so far apart (as a ratio) add; `FAR` is for those beyond."""

FAR = -5.0
HOLDS = 1.0
TELLING = 3.0
"""What an equal value of three digits or more adds."""

SAME_DAY = 3.0
UNLIKE = -4.0
"""What a time that cannot be set against another adds: "daily" and a date, a date and a time of day."""


class Match(NamedTuple):
    """A link with how well its claims answer each other, and whether both can be right."""

    link: Link
    fit: float
    holds: bool


def pair(one: Sequence[Claim], two: Sequence[Claim], rules: Rulebook, holds: Judge) -> list[Fact]:
    """The facts of two texts; `holds` tells whether two claims can both be right."""
    words, weights = lexicon(rules), rules.weights["default"]
    one, two = lent(one, two), lent(two, one)
    a, b = profiles(0, one, words), profiles(1, two, words)
    scored = links(candidates(a, b, words, weights, 1.0), a, b, weights)
    chosen = _of_one_state(_choose([_match(link, holds) for link in scored]))
    return facts((match.link for match in chosen), lambda link: waterfall(link, weights), weights.conflict)


def _match(link: Link, holds: Judge) -> Match:
    kept = holds(link.a.claim, link.b.claim)
    near = sum(CONTEXT.get(name, 0.0) * value for name, value in zip(aspects.COMPARISONS, link.features, strict=True))
    return Match(link, near + _closeness(link.a, link.b, link) + HOLDS * kept, kept)


def _closeness(a: Profile, b: Profile, link: Link) -> float:
    if a.family == "time":
        return SAME_DAY * link.second[EQUAL] + UNLIKE * _unlike(a.claim, b.claim)
    ratio = ratio_of(a, b)
    near = next((worth for most, worth in CLOSE if ratio <= most), FAR)
    return near + TELLING * link.second[DISTINCTIVE]


def _unlike(a: Claim, b: Claim) -> bool:
    one, two = a.timex or "", b.timex or ""
    shapes = [
        (claim.kind == "set", timex.startswith("T"), "T" in timex and "/" in timex)
        for claim, timex in ((a, one), (b, two))
    ]
    return shapes[0] != shapes[1]


def _choose(matches: Sequence[Match]) -> list[Match]:
    """The best matches first; each claim is used once."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    chosen = []
    for match in sorted(matches, key=_rank):
        a, b = match.link.a.index, match.link.b.index
        if match.fit >= LEAST and a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            chosen.append(match)
    return chosen


def _rank(match: Match) -> tuple[float, int, int]:
    """Best fit first; ties by place, alike whichever text comes first."""
    a, b = match.link.a.claim.start, match.link.b.claim.start
    return -round(match.fit, 6), a + b, abs(a - b)


def _of_one_state(matches: Sequence[Match]) -> list[Match]:
    """Without the figures of two states: where dates and figures both differ, each may be right at its own date."""
    apart = [match for match in matches if match.link.a.family == "time" and _two_dates(match)]
    figures = [match for match in matches if match.link.a.family != "time" and not match.holds]
    if not apart or not figures:
        return list(matches)
    dropped = {id(match) for match in (*apart, *figures)}
    return [match for match in matches if id(match) not in dropped]


def _two_dates(match: Match) -> bool:
    """Whether two times are no name of one date, even where a bound reconciles them ("by 10 April", "9 April").

    "Before" and "after" name no date at which figures stood.
    """
    if {match.link.a.claim.mod, match.link.b.claim.mod} & {"<", ">"}:
        return False
    one, two = _anchor(match.link.a.claim.period), _anchor(match.link.b.claim.period)
    if not match.holds or one is None or two is None:
        return not match.holds
    within = (one[0] <= two[0] and two[1] <= one[1]) or (two[0] <= one[0] and one[1] <= two[1])
    return not within


def _anchor(period: Period | None) -> tuple[str, str] | None:
    """First and last day of a period; of one with an open end the day that bounds it."""
    if period is None:
        return None
    start, end = period.start or period.end, period.end or period.start
    return (start[:10], end[:10]) if start and end else None
