"""Whether claims are about one matter: what terms must share when they come from different places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from factcheck.derivation.texts import Text
from factcheck.extraction.lexicon import lexicon
from factcheck.model import Claim
from factcheck.rulebook import Rulebook

KEYED = ("parties", "period", "unit", "units", "entity", "document")
"""Aspects that are equal or not, in contrast to measure and topic, which are alike or not."""

STATED = frozenset({"clause", "sentence", "paragraph", "heading", "table", "stated"})
"""Where the period of a claim must come from to be relied on in another document."""

TOPIC = 1.8
"""Weight of the content words that two sentences must share to have one topic: three common words, or two rare ones."""

PREVALENT = 4
"""One claim in so many names the parties of a document that is about them."""

SHARES = frozenset({"percent", "ratio", "rank"})
"""Kinds that have no unit of their own."""


class Matters:
    """Tells what a claim is about; for a claim that names no parties, those that its document is about."""

    def __init__(self, texts: Sequence[Text], rules: Rulebook) -> None:
        self._parties = {text.path: _main_parties(text.claims) for text in texts}
        self._weights = lexicon(rules).common

    def key(
        self, claims: Sequence[Claim], same: Collection[str], across: bool, later: int = 0
    ) -> tuple[object, ...] | None:
        """What terms must have in common by the aspects `same`; None when they lack one that is needed.

        Across documents every aspect has to be there; inside one a text may leave them unsaid. Periods count as if they
        were so many years `later`.
        """
        found = [self._aspect(claims, aspect, across, later) for aspect in KEYED if aspect in same]
        return None if across and None in found else tuple(found)

    def _aspect(self, claims: Sequence[Claim], aspect: str, across: bool, later: int) -> object | None:
        first = next((claim for claim in claims if claim.kind not in SHARES), claims[0])
        if aspect == "parties":
            named = (claim.parties for claim in claims if claim.parties)
            return tuple(sorted(next(named, self._parties.get(first.path, ())))) or None
        if aspect == "unit":
            return first.dimension
        if aspect == "units":
            return tuple(claim.dimension for claim in claims)
        if aspect == "document":
            return first.path
        if aspect == "entity":
            return first.entities[0] if first.entities else None
        return _period(first, across, later)

    def alike(self, one: Sequence[Claim], two: Sequence[Claim], same: Collection[str]) -> bool:
        """Whether terms speak of one measure and one topic, where `same` asks for it."""
        if "measure" in same and not _measures(one) & _measures(two):
            return False
        return "topic" not in same or self._shared(one[0], two[0]) >= TOPIC

    def _shared(self, a: Claim, b: Claim) -> float:
        """The weight of the content words, names aside, that the sentences of two claims share."""
        names = {part for claim in (a, b) for name in claim.entities for part in name.lower().split()}
        shared = set(a.context.words) & set(b.context.words)
        return sum(self._weights.get(word, 1.0) for word in sorted(shared) if not _of_name(word, names))


def _main_parties(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The two parties that a document is about: of most claims that name any, and of a good part of all."""
    counted = Counter(claim.parties for claim in claims if claim.parties)
    if not counted:
        return ()
    parties, count = min(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    most = 2 * count >= sum(counted.values()) and PREVALENT * count >= len(claims)
    return parties if len(parties) == 2 and most and count > 1 else ()


def _measures(claims: Sequence[Claim]) -> set[str]:
    return {name for claim in claims for name in (claim.measure, *claim.context.concepts) if name}


def _of_name(word: str, names: Collection[str]) -> bool:
    return any(name.startswith(word[:5]) or word.startswith(name) for name in names if len(word) > 3 < len(name))


def _period(claim: Claim, across: bool, later: int) -> object | None:
    period = claim.period
    if period is None or (across and period.basis not in STATED):
        return None
    return tuple(end and f"{int(end[:4]) + later:04d}{end[4:]}" for end in (period.start, period.end))


def documents(claims: Sequence[Claim]) -> int:
    """How many documents claims come from."""
    return len({claim.path for claim in claims})
