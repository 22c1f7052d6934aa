"""A claim prepared for being compared with thousands of others: its words weighted, its names as keys, its value in
base units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.extraction.lexicon import Lexicon
from factcheck.model import Claim

CLOSE = 4
"""Tokens on either side that count as the immediate surroundings of a value."""

DECAY = 4.0
"""Distance in tokens at which a word of the surroundings has half its weight."""

TIMES = frozenset({"date", "time", "set"})


class Profile(NamedTuple):
    """All that the comparison levels look at; `index` is the place of the claim in its document."""

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

    @property
    def noun(self) -> str | None:
        """What tells this claim from others of its document: its measure if the rules know it, else its head noun."""
        return self.measure if self.known else self.head


def profiles(document: int, claims: Sequence[Claim], words: Lexicon) -> list[Profile]:
    """The profiles of the claims of one document."""
    return [_profile(document, index, claim, words) for index, claim in enumerate(claims) if comparable(claim)]


def comparable(claim: Claim) -> bool:
    """Whether a claim states a value that could differ: "recently" and "years" do not."""
    if claim.kind in TIMES:
        return claim.period is not None or not (claim.timex or "_REF").endswith("_REF")
    return claim.value.low is not None or claim.value.high is not None


def family(claim: Claim) -> str:
    """What a claim may be compared with at all: its dimension, times as one, counts as one whatever they count."""
    if claim.kind in TIMES:
        return "time"
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
        family=family(claim),
        low=low,
        high=high,
        point=point,
        head=context.head,
        modifiers=frozenset(context.modifiers),
        measure=claim.measure,
        concepts=frozenset(context.concepts),
        events=frozenset(context.events),
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
    )


def base(claim: Claim) -> tuple[float, float, float | None]:
    """Low, high and point of a claim's value in the base unit of its dimension; unbounded ends are infinite."""
    value, factor = claim.value, claim.factor
    low = float("-inf") if value.low is None else value.low * factor
    high = float("inf") if value.high is None else value.high * factor
    return low, high, None if value.point is None else value.point * factor


def _keys(name: str) -> list[str]:
    return [part for part in name.lower().replace("'s", "").split() if len(part) > 2] or [name.lower()]


def _norm(weights: Mapping[str, float]) -> float:
    return float(sum(weight * weight for weight in weights.values()) ** 0.5)


def _by_dimension(qualifiers: Sequence[str]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for qualifier in qualifiers:
        table.setdefault(qualifier.rpartition(":")[0], set()).add(qualifier)
    return table
