"""Disagreements that alignment found by words alone, on pages of documentation: worth a review, no more.

Pages of one manual share their vocabulary and their sentences, and say them of one product after the other; shared
words are evidence of identity between reports of an event, and hardly any here. What names another release or year
than the other place, or is itself the release of its page, is no disagreement at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeVar

import msgspec

from factcheck.comparison.findings import RANK, severity
from factcheck.model import Evidence, Finding, Relation, Verdict
from factcheck.structure.page import Page, releases, scope

AGREEING = RANK["compatible"]


def settled(found: Iterable[Finding], pages: Mapping[str, Page]) -> Iterator[Finding]:
    """The findings; those on `pages` of documentation, by path, are reviews at most unless they are derived, and left
    out if all that differs in them is of different releases, years or products.
    """
    for one in found:
        if one.derived or RANK[one.verdict] >= AGREEING or not _touches(one, pages):
            yield one
        elif _of_one_scope(one, pages) and of_one_product(one, pages):
            yield _doubted(one) if RANK[one.verdict] < RANK["review"] else one


def _touches(one: Finding, pages: Mapping[str, Page]) -> bool:
    return any(place.path in pages for value in one.values for place in value.evidence)


def of_one_product(one: Finding, pages: Mapping[str, Page]) -> bool:
    """Whether two places that differ stand on pages that may be on one product: not on "Config of Harbor" and "Config
    of Quay".
    """
    titles = [{pages[place.path].title for place in value.evidence if place.path in pages} for value in one.values]
    if one.derived or not all(titles):
        return True
    return any(not _parallel(a, b) for a, b in _differing(one, titles))


T = TypeVar("T")


def _differing(one: Finding, of_values: Sequence[Collection[T]]) -> Iterator[tuple[T, T]]:
    """What is known of values that stand against each other, each with each."""
    for relation in one.relations:
        if RANK[relation.verdict] < AGREEING:
            yield from product(of_values[relation.a], of_values[relation.b])


def _parallel(one: str, two: str) -> bool:
    """Whether two titles differ by one name alone. The first word, which always has a capital, is taken for none."""
    a, b = one.split(), two.split()
    differing = [at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or len(differing) != 1 or not differing[0]:
        return False
    return a[differing[0]][0].isupper() and b[differing[0]][0].isupper()


def _of_one_scope(one: Finding, pages: Mapping[str, Page]) -> bool:
    """Whether two places that differ may be of one release."""
    scopes = [
        {named for place in value.evidence if (named := _scope(place, pages)) is not None} for value in one.values
    ]
    return any(not (a - b and b - a) for a, b in _differing(one, scopes))


def _scope(place: Evidence, pages: Mapping[str, Page]) -> frozenset[str] | None:
    """The releases and years that a place is of; None where its value is the name of one of them."""
    page = pages.get(place.path)
    if page is None:
        return frozenset()
    named = scope(page, page.block(place.start))
    return None if releases(page.source[place.start : place.end]) & named else named


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
