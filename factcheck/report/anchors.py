"""Where a finding is annotated: the places at which something new is said, each with what stands against it.

A finding on thirty pages to which a page is added is news of that page, not of the other thirty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from factcheck.model import Evidence, Finding, Relation
from factcheck.report import evidence, wording


class Anchor(NamedTuple):
    """A place to annotate, the index of the value that it states (None for a term of an equation), and the relations
    of that value that are new.
    """

    place: Evidence
    value: int | None = None
    relations: tuple[Relation, ...] = ()


def anchors(finding: Finding, focus: Collection[str] = ()) -> list[Anchor]:
    """The places to annotate, in the order of the finding.

    They are all in the sources `focus`, if any is named. Without, nothing tells which source is new: then a value that
    takes part in a known disagreement is taken for the older one of a pair, and of every other value the first place
    stands for all. Of an equation, the first term on each line stands for the line.
    """
    news = wording.news(finding)
    if not news:
        terms = (place for holder in evidence.holders(finding) for place in _places(holder.evidence, focus))
        return [Anchor(place) for place in {(one.path, one.line): one for one in reversed(list(terms))}.values()][::-1]
    sides = _sides(finding, news, focus)
    return [
        Anchor(place, index, tuple(one for one in news if index in (one.a, one.b)))
        for index in sorted(sides)
        for place in _places(finding.values[index].evidence, focus)
    ]


def _places(every: tuple[Evidence, ...], focus: Collection[str]) -> Iterator[Evidence]:
    if not focus:
        return iter(every[:1])
    return (place for place in every if place.path in focus)


def _sides(finding: Finding, news: list[Relation], focus: Collection[str]) -> set[int]:
    """The values to annotate."""
    both = {index for one in news for index in (one.a, one.b)}
    if focus:
        return both
    older = wording.older(finding)
    return {n for one in news for n in (one.a, one.b) if n not in older or {one.a, one.b} <= older}
