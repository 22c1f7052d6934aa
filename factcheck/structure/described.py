"""Defaults under a description: an option of one page and the row of a table on another that say the same of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.model import Block, Finding
from factcheck.structure.defaults import CELL, SAID, VALUE, reading
from factcheck.structure.page import Page, scope, sentences
from factcheck.structure.statement import Statement, finding
from factcheck.structure.words import Words

LEAST_WORDS = 3
"""Words of a description below which it may be that of another option."""

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class Option(NamedTuple):
    """The default of an option, with the words that describe it and those of the headings and path above it."""

    name: str
    description: frozenset[str]
    topic: frozenset[str]
    scope: frozenset[str]
    statement: Statement


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Options of two pages with one description and topic, and different defaults."""
    by_description: dict[tuple[frozenset[str], frozenset[str]], list[Option]] = defaultdict(list)
    for page in pages:
        if not words.history.search(page.path):
            for one in _options(page, words):
                by_description[one.description, one.scope].append(one)
    for found in by_description.values():
        for a, b in _partners(found):
            result = finding(
                "default",
                f"default of {min(a.name, b.name)}",
                "the same description",
                (a.statement, b.statement),
            )
            if result:
                yield result


def _partners(found: Sequence[Option]) -> Iterator[tuple[Option, Option]]:
    """Options of two pages each of which is the one that the other's topic fits best."""
    if len({one.statement.page.path for one in found}) < 2 or len(found) > 12:
        return
    best = {place: _best(one, found) for place, one in enumerate(found)}
    for a, b in best.items():
        if b is not None and a < b and best[b] == a:
            yield found[a], found[b]


def _best(one: Option, found: Sequence[Option]) -> int | None:
    """The place of the option of another page that shares most words of its topic, if one does."""
    shared = {
        place: len(_own(one, found) & _own(other, found))
        for place, other in enumerate(found)
        if other.statement.page.path != one.statement.page.path
    }
    most = max(shared.values())
    places = [place for place, count in shared.items() if count == most]
    return places[0] if (most > 0 or len(found) == 2) and len(places) == 1 else None


def _own(one: Option, found: Sequence[Option]) -> frozenset[str]:
    """The words of the topic that not all options of the description share."""
    return one.topic - frozenset.intersection(*(other.topic for other in found))


def _options(page: Page, words: Words) -> Iterator[Option]:
    rows: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in page.blocks:
        if block.kind == "cell" and block.column:
            rows[block.group, page.line(block.start)].append(block)
        elif block.kind == "paragraph":
            yield from _of_sentences(page, block, words)
        elif block.kind == "item":
            match = SAID.search(page.source, block.start, block.end)
            if match:
                yield from _option(page, block, page.text[block.start : match.start()], match, words)
    for cells in rows.values():
        default = [one for one in cells if one.column[-1].strip().lower() in ("default", "default value")]
        match = CELL.match(page.source, default[0].start, default[0].end) if len(default) == 1 else None
        about = [one for one in cells if "descri" in one.column[-1].lower()]
        if match and len(about) == 1:
            yield from _option(page, default[0], page.text[about[0].start : about[0].end], match, words)


def _of_sentences(page: Page, block: Block, words: Words) -> Iterator[Option]:
    """Sentences that give the one default of what they describe: "By default, the pump runs every 20 minutes."."""
    if words.sample.search(" ".join(block.context)):
        return
    for start, end in sentences(page, block):
        found = list(VALUE.finditer(page.source, start, end))
        if len(found) == 1 and "default" in page.text[start:end].lower():
            said = f"{page.text[start : found[0].start()]} {page.text[found[0].end() : end]}"
            yield from _option(page, block, said, found[0], words)


def _option(page: Page, block: Block, said: str, match: re.Match[str], words: Words) -> Iterator[Option]:
    described = words.roots_of(said.partition(" - ")[2] or said) - words.plain
    if len(described) < LEAST_WORDS:
        return
    value, text, low, unit, (start, end) = reading(page, match, words)
    where = " ".join((page.path, *block.context))
    topic = frozenset(part.lower().removesuffix("s")[:6] for part in _PARTS.findall(where) if len(part) > 2)
    name = " ".join(words.content(said.partition(" - ")[2] or said))
    stated = Statement(page, value, text, low, low, unit, page.evidence(start, end))
    yield Option(name, described, topic, scope(page, block), stated)
