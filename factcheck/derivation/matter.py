"""Whether claims are about one matter: what terms must share when they come from different places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.model import Claim

KEYED = ("measure", "parties", "period", "unit", "entity")
"""Aspects that are equal or not, in contrast to the topic, which is alike or not."""

STATED = frozenset({"clause", "sentence", "paragraph", "heading", "table", "stated"})
"""Where the period of a claim must come from to be relied on in another document."""

SHARED_WORDS = 3
"""Content words that two sentences must share to have one topic."""


def key(claim: Claim, same: Collection[str], across: bool) -> tuple[object, ...] | None:
    """What claims must have in common by the aspects `same`; None when a claim lacks one that is needed.

    Across documents every aspect has to be there; inside one a text may leave them unsaid.
    """
    found: list[object] = []
    for aspect in KEYED:
        if aspect not in same:
            continue
        part = _aspect(claim, aspect, across)
        if part is None and across:
            return None
        found.append(part)
    return tuple(found)


def _aspect(claim: Claim, aspect: str, across: bool) -> object | None:
    if aspect == "measure":
        return claim.measure
    if aspect == "parties":
        return tuple(sorted(claim.parties)) or None
    if aspect == "unit":
        return claim.dimension
    if aspect == "entity":
        return claim.entities[0] if claim.entities else None
    return _period(claim, across)


def _period(claim: Claim, across: bool) -> object | None:
    period = claim.period
    if period is None or (across and period.basis not in STATED):
        return None
    return period.start, period.end


def alike(a: Claim, b: Claim, same: Collection[str]) -> bool:
    """Whether the sentences of two claims share enough content words, where `same` asks for one topic."""
    if "topic" not in same:
        return True
    return len(set(a.context.words) & set(b.context.words)) >= SHARED_WORDS


def documents(claims: Sequence[Claim]) -> int:
    """How many documents claims come from."""
    return len({claim.path for claim in claims})
