"""A claim prepared for being compared with thousands of others: its words weighted, its names as keys, its value in
base units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import inf
from typing import NamedTuple

from factcheck.extraction.lexicon import Lexicon
from factcheck.model import Claim

CLOSE = 4
"""Tokens on either side that count as the immediate surroundings of a value."""

DECAY = 4.0
"""Distance in tokens at which a word of the surroundings has half its weight."""

TIMES = frozenset({"date", "time", "set"})


Noun = tuple[str, str | None]
"""A family of values and the measure or the noun that tells them apart."""


class Profile(NamedTuple):
    """All that the comparisons look at; `index` is the place of the claim in its document.

    `low`, `high` and `point` are the value in the base unit of its dimension, `family` is what it may be compared with
    at all. `past` tells that the claim names a time well before its document was written, `logarithmic` that its
    measure is on a logarithmic scale; `implied` is its measure, or for a value that nothing names the measure last
    named for one of its family; `around` are the names of its whole document, `rivals` how many other values stand
    there under its noun, `told` all nouns that values stand under there, `bearers` whom its noun is told of there,
    `bearer` whom the sentence is about beyond doubt.
    """

    claim: Claim
    document: int
    index: int  # type: ignore[assignment]  # no one calls tuple.index
    family: str
    low: float
    high: float
    point: float | None
    head: str | None
    modifiers: frozenset[str]
    measure: str | None
    concepts: frozenset[str]
    events: frozenset[str]
    predicate: frozenset[str]
    close: Mapping[str, float]
    near: Mapping[str, float]
    words: Mapping[str, float]
    close_norm: float
    near_norm: float
    words_norm: float
    names: frozenset[str]
    nearest: frozenset[str]
    neighbours: frozenset[str]
    subject: frozenset[str]
    places: frozenset[str]
    qualifiers: dict[str, set[str]]
    known: bool
    past: bool
    logarithmic: bool = False
    implied: str | None = None
    around: frozenset[str] = frozenset()
    rivals: int = 0
    told: frozenset[Noun] = frozenset()
    bearers: frozenset[frozenset[str]] = frozenset()
    bearer: frozenset[str] = frozenset()


def profiles(document: int, claims: Sequence[Claim], words: Lexicon) -> list[Profile]:
    """The profiles of the claims of one document."""
    found = [_profile(document, index, claim, words) for index, claim in enumerate(claims) if comparable(claim)]
    _imply(found)
    around = frozenset().union(*(one.names for one in found))
    values: dict[Noun, set[float]] = defaultdict(set)
    bearers: dict[Noun, set[frozenset[str]]] = defaultdict(set)
    for one in found:
        values[noun(one)].add(middle(one))
        bearers[noun(one)].add(one.subject)
    told = frozenset(values)
    whom = {name: frozenset(subjects) for name, subjects in bearers.items()}
    return [
        one._replace(around=around, rivals=len(values[noun(one)]) - 1, told=told, bearers=whom[noun(one)])
        for one in found
    ]


def _imply(found: list[Profile]) -> None:
    """Gives values that nothing names the measure that was last named for a value of their family."""
    named: dict[str, str | None] = {}
    for place, one in enumerate(found):
        if one.known:
            named[one.family] = one.measure
        nameless = one.measure is None and one.family != "count"
        found[place] = one._replace(implied=named.get(one.family) if nameless else one.measure)


def noun(profile: Profile) -> Noun:
    """What tells a claim from others of its document: its measure if the rules know it, else its head noun."""
    return profile.family, profile.measure if profile.known else profile.head


def comparable(claim: Claim) -> bool:
    """Whether a claim states a value that could differ: "recently" and "years" do not."""
    if claim.kind in TIMES:
        return claim.period is not None or not (claim.timex or "_REF").endswith("_REF")
    return claim.value.low is not None or claim.value.high is not None


def family(claim: Claim, words: Lexicon) -> str:
    """What a claim may be compared with at all: its dimension, times as one, counts as one whatever they count; bare
    numbers on a scale with what bears its name ("a quake measuring 7.4", "7.4 magnitude").
    """
    if claim.kind in TIMES:
        return "time"
    if claim.kind == "number" and claim.measure in words.logarithmic and words.dimensions[claim.measure]:
        return min(words.dimensions[claim.measure])
    return "count" if claim.kind in ("count", "number") else claim.dimension


def _profile(document: int, index: int, claim: Claim, words: Lexicon) -> Profile:
    context = claim.context
    common = words.common
    close: dict[str, float] = {}
    near: dict[str, float] = {}
    for stem, offset in context.near:
        weight = common.get(stem, 1.0)
        distance = abs(offset)
        if distance <= CLOSE:
            close[stem] = max(close.get(stem, 0.0), weight)
        near[stem] = max(near.get(stem, 0.0), weight / (1.0 + (distance - 1) / DECAY))
    sentence = {stem: common.get(stem, 1.0) for stem in context.words}
    low, high, point = base(claim)
    names = [frozenset(_keys(name)) for name in claim.entities]
    return Profile(
        claim=claim,
        document=document,
        index=index,
        family=family(claim, words),
        low=low,
        high=high,
        point=point,
        head=context.head,
        modifiers=frozenset(context.modifiers),
        measure=claim.measure,
        concepts=frozenset(context.concepts),
        events=frozenset(context.events),
        predicate=frozenset(context.predicate),
        close=close,
        near=near,
        words=sentence,
        close_norm=_norm(close),
        near_norm=_norm(near),
        words_norm=_norm(sentence),
        names=frozenset().union(*names),
        nearest=names[0] if names else frozenset(),
        neighbours=frozenset(context.neighbours),
        subject=frozenset(context.subject),
        places=frozenset(context.places),
        qualifiers=_by_dimension(context.qualifiers),
        known=claim.measure in words.kinds,
        past=_past(claim),
        logarithmic=claim.measure in words.logarithmic,
        bearer=frozenset(context.bearer),
    )


def base(claim: Claim) -> tuple[float, float, float | None]:
    """Low, high and point of a claim's value in the base unit of its dimension; unbounded ends are infinite."""
    value, factor = claim.value, claim.factor
    low = float("-inf") if value.low is None else value.low * factor
    high = float("inf") if value.high is None else value.high * factor
    return low, high, None if value.point is None else value.point * factor


def middle(profile: Profile) -> float:
    """The number that stands for a value."""
    if profile.point is not None:
        return profile.point
    if profile.low == -inf or profile.high == inf:
        return profile.high if profile.low == -inf else profile.low
    return (profile.low + profile.high) / 2


STATED = frozenset({"clause", "sentence", "heading", "paragraph"})
"""Where a period must stand to be one that the writer gave for this very claim."""

LONG_AGO, LATE = 200, 90
"""Days before publication from which on a time is no longer that of the news: of what is told for years, and else."""


def _past(claim: Claim) -> bool:
    """Whether a claim names a time well before its document was written; where that is unknown, a dated time."""
    period, published = claim.period, claim.context.published
    if period is None or period.basis not in STATED:
        return False
    last = period.end or period.start
    if published is None or last is None:
        return published is None and period.basis != "paragraph"
    written = date.fromisoformat(published.start[:10])
    days = LONG_AGO if period.grain in ("year", "half", "quarter") else LATE
    return last[:10] < (written - timedelta(days=days)).isoformat()


def _keys(name: str) -> list[str]:
    return [part for part in name.lower().replace("'s", "").split() if len(part) > 2] or [name.lower()]


def _norm(weights: Mapping[str, float]) -> float:
    return float(sum(weight * weight for weight in weights.values()) ** 0.5)


def _by_dimension(qualifiers: Sequence[str]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for qualifier in qualifiers:
        table.setdefault(qualifier.rpartition(":")[0], set()).add(qualifier)
    return table
