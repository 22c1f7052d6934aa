"""Documentation: claims whose identity comes from keys and places, not from parties and events.

A page of documentation states a value under a key: the row and column of a table, an identifier, the label of a date,
the noun of a total, the words of a sentence. Two places with one key in one scope speak of one fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from factcheck.model import Finding
from factcheck.rulebook import Rulebook
from factcheck.structure import (
    cells,
    counted,
    defaults,
    described,
    labelled,
    phrases,
    schedule,
    signatures,
    totals,
    wording,
)
from factcheck.structure.gate import of_one_product, settled
from factcheck.structure.page import Page, candidates, documentation, manual, page
from factcheck.structure.words import Words, words

Place = tuple[str, int]

__all__ = ["Page", "candidates", "documentation", "findings", "joined", "manual", "page"]


def joined(aligned: Iterable[Finding], pages: Iterable[Page], rules: Rulebook) -> Iterator[Finding]:
    """The findings of alignment, cautious where they are on documentation, with those of its structure.

    What arithmetic has shown of the same places is not told again.
    """
    held = list(pages)
    paths = {one.path: one for one in held}
    worked: list[set[Place]] = []
    for one in settled(aligned, {one.path: one for one in held if one.documentation}):
        if one.derived and (places := _places(one)) and any(path in paths for path, _ in places):
            worked.append(places)
        yield one
    for one in findings(held, rules):
        if of_one_product(one, paths) and all(len(_places(one) & known) < 2 for known in worked):
            yield one


def findings(pages: Sequence[Page], rules: Rulebook) -> list[Finding]:
    """What the structure of pages of documentation shows to disagree. The work grows with their length.

    A disagreement that two checks see is reported by the first.
    """
    if not pages:
        return []
    found: dict[int, Finding] = {}
    shown: dict[Place, int] = {}
    for number, one in enumerate(_all(pages, words(rules))):
        met = [{shown[place] for place in side if place in shown} for side in _sides(one)]
        same = {a for one, two in combinations(met, 2) for a in one & two}
        if same:
            first = min(same)
            found[first] = _joined(found[first], one)
        else:
            found[number] = one
            shown |= {place: number for side in _sides(one) for place in side}
    return list(found.values())


def _places(finding: Finding) -> set[Place]:
    return {place for side in _sides(finding) for place in side}


def _sides(finding: Finding) -> list[list[Place]]:
    evidence = [*(value.evidence for value in finding.values), *(term.evidence for term in finding.terms)]
    return [[(place.path, place.start) for place in places] for places in evidence]


def _joined(one: Finding, other: Finding) -> Finding:
    """A finding with the places of its values that another check knows."""
    known = {(value.low, value.high): value.evidence for value in other.values}
    values = (
        msgspec.structs.replace(
            value, evidence=tuple(dict.fromkeys((*value.evidence, *known.get((value.low, value.high), ()))))
        )
        for value in one.values
    )
    return msgspec.structs.replace(one, values=tuple(values))


def _all(pages: Sequence[Page], said: Words) -> Iterator[Finding]:
    yield from schedule.findings(pages, said)
    yield from cells.findings(pages, said)
    yield from defaults.findings(pages, said)
    yield from described.findings(pages, said)
    yield from phrases.findings(pages, said)
    yield from totals.findings(pages, said)
    yield from wording.findings(pages, said)
    yield from labelled.findings(pages, said)
    yield from counted.findings(pages, said)
    yield from signatures.findings(pages, said)
