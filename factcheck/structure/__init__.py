"""Documentation: claims whose identity comes from keys and places, not from parties and events.

A page of documentation states a value under a key: the row and column of a table, an identifier, the label of a date,
the noun of a total, the words of a sentence. Two places with one key in one scope speak of one fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from factcheck.model import Finding
from factcheck.rulebook import Rulebook
from factcheck.structure import cells, defaults, described, phrases, schedule, totals, wording
from factcheck.structure.gate import settled
from factcheck.structure.page import Page, marked_up, page
from factcheck.structure.words import Words, words

__all__ = ["Page", "findings", "joined", "marked_up", "page"]


def joined(aligned: Iterable[Finding], pages: Iterable[Page], rules: Rulebook) -> Iterator[Finding]:
    """The findings of alignment, cautious where they are on documentation, with those of its structure."""
    held = list(pages)
    return chain(settled(aligned, {one.path for one in held}), findings(held, rules))


def findings(pages: Sequence[Page], rules: Rulebook) -> list[Finding]:
    """What the structure of pages of documentation shows to disagree. The work grows with their length."""
    found: dict[str, Finding] = {}
    for one in _all(pages, words(rules)):
        found.setdefault(one.id, one)
    return list(found.values())


def _all(pages: Sequence[Page], said: Words) -> Iterator[Finding]:
    yield from schedule.findings(pages, said)
    yield from cells.findings(pages, said)
    yield from defaults.findings(pages, said)
    yield from described.findings(pages, said)
    yield from phrases.findings(pages, said)
    yield from totals.findings(pages, said)
    yield from wording.findings(pages, said)
