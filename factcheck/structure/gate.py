"""Disagreements that alignment found by words alone, on pages of documentation: worth a review, no more.

Pages of one manual share their vocabulary and their sentences, and say them of one product after the other; shared
words are evidence of identity between reports of an event, and hardly any here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from factcheck.comparison.findings import RANK, severity
from factcheck.model import Finding, Relation, Verdict


def settled(found: Iterable[Finding], pages: Collection[str]) -> Iterator[Finding]:
    """The findings, those on `pages` of documentation put down to reviews unless they are derived."""
    for one in found:
        doubtful = not one.derived and RANK[one.verdict] < RANK["review"] and _touches(one, pages)
        yield _doubted(one) if doubtful else one


def _touches(one: Finding, pages: Collection[str]) -> bool:
    return any(place.path in pages for value in one.values for place in value.evidence)


def _doubted(one: Finding) -> Finding:
    verdict: Verdict = "review"
    return msgspec.structs.replace(
        one,
        verdict=verdict,
        severity=severity(verdict, one.confidence),
        relations=tuple(_doubted_relation(relation) for relation in one.relations),
    )


def _doubted_relation(one: Relation) -> Relation:
    if RANK[one.verdict] >= RANK["review"]:
        return one
    return msgspec.structs.replace(one, verdict="review", reason=f"{one.reason}; alike in words only")
