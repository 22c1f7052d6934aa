"""Stated counts against what stands below them: the rows of a table, the items of a list, the counts of its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from factcheck.derivation.show import build
from factcheck.model import Block, Claim, Evidence, Finding, Term
from factcheck.structure.page import Page
from factcheck.structure.words import WORD, Words

LEAST, MOST_ITEMS, MOST_ROWS = 2, 30, 500
"""Counts that a list or table is held against."""

_LONGEST = 60
"""Characters of an item that are shown as evidence."""

_STOP = re.compile(r"[.!?]\s")


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Counts right above a table or list that has another number of rows or items, or of what its items count."""
    for page in pages:
        for one, below in _openings(page):
            count = _count(page, one, words)
            if count:
                yield from _held(page, one, count, below, words)


def _openings(page: Page) -> Iterator[tuple[Block, list[Block]]]:
    """Paragraphs and headings with the table or list that follows right below."""
    opening: Block | None = None
    for (kind, _), blocks in groupby(page.blocks, key=lambda one: (one.kind, one.group)):
        found = list(blocks)
        if opening and kind in ("cell", "item"):
            yield opening, found
        opening = found[-1] if kind in ("paragraph", "heading", "caption") else None


def _count(page: Page, one: Block, words: Words) -> Claim | None:
    """The only exact count in the last sentence of a block."""
    stops = [match.end() for match in _STOP.finditer(page.text, one.start, one.end - 1)]
    found = [claim for claim in page.claimed(stops[-1] if stops else one.start, one.end) if _is_count(claim)]
    return found[0] if found and not _selects(page, found[0], words) else None


def _is_count(claim: Claim) -> bool:
    point = claim.value.point
    exact = claim.kind == "count" and claim.unit is not None and claim.mod == "=" and not claim.change
    return exact and point is not None and point == int(point) and point >= LEAST


def _selects(page: Page, claim: Claim, words: Words) -> bool:
    """Whether the words before a count choose some of several: "of the two", "the first three", "these two"."""
    before = [one.lower() for one in WORD.findall(page.text[max(0, claim.start - 30) : claim.start])][-2:]
    return not words.choosing.isdisjoint(before)


def _held(page: Page, one: Block, count: Claim, below: list[Block], words: Words) -> Iterator[Finding]:
    opens = page.text[one.start : one.end].rstrip().endswith(":")
    if below[0].kind == "cell":
        rows = list(_rows(page, below))
        governed = words.roots_of(count.unit or "") & words.roots_of(
            below[0].column[-1] if below[0].column else _header(page, below)
        )
        if governed and len(rows) >= LEAST and (count.value.point or 0) <= MOST_ROWS:
            yield from _unlike("rows of the table", page, count, rows)
        return
    items = [item for item in below if item.indent == below[0].indent]
    parts = [_parts(page, item, count) for item in items]
    if all(parts) and len(parts) >= LEAST:
        yield from _sum(page, count, [part for part in parts if part])
    elif (
        not opens
        and _introduces(page, one, count, words)
        and len(items) >= LEAST
        and (count.value.point or 0) <= MOST_ITEMS
    ):
        yield from _unlike("items of the list", page, count, items)


def _introduces(page: Page, one: Block, count: Claim, words: Words) -> bool:
    """Whether a sentence says what there is, and says no more than the count and what it counts."""
    before = [word.lower() for word in WORD.findall(page.text[max(one.start, count.start - 30) : count.start])]
    return one.kind == "paragraph" and bool(before) and before[-1] in words.having


def _header(page: Page, cells: Sequence[Block]) -> str:
    return page.text[cells[0].start : cells[0].end]


def _rows(page: Page, cells: Sequence[Block]) -> Iterator[Block]:
    """The first cell of each row that is below the header and no total."""
    for _, row in groupby(cells, key=lambda one: page.line(one.start)):
        first = next(row)
        said = page.text[first.start : first.end].strip().lower()
        if first.column and said and not said.startswith(("total", "sum", "all")):
            yield first


def _parts(page: Page, item: Block, count: Claim) -> Claim | None:
    """The only count of an item, if it counts the same."""
    found = [one for one in page.claimed(item.start, item.end) if one.kind == "count"]
    return found[0] if len(found) == 1 and found[0].unit == count.unit and found[0].mod == "=" else None


def _sum(page: Page, count: Claim, parts: Sequence[Claim]) -> Iterator[Finding]:
    total = sum(part.value.point or 0 for part in parts)
    if total != count.value.point:
        equation = f"{count.text} = {' + '.join(f'{part.value.point:g}' for part in parts)}"
        places = [page.evidence(part.start, part.end) for part in parts]
        yield _finding("sum-of-list", "the counts of the items against their sum", equation, page, count, places, total)


def _unlike(what: str, page: Page, count: Claim, counted: Sequence[Block]) -> Iterator[Finding]:
    if count.value.point != len(counted):
        places = [page.evidence(one.start, min(one.end, one.start + _LONGEST)) for one in counted]
        says = f"the count against the {what} below"
        yield _finding("count-below", says, f"{count.text} = {len(counted)} {what}", page, count, places, len(counted))


def _finding(
    check: str, says: str, equation: str, page: Page, count: Claim, places: Sequence[Evidence], other: float
) -> Finding:
    stated = Term(
        "count", count.value.low, count.value.high, count.unit, True, (page.evidence(count.start, count.end),)
    )
    listed = [Term(f"item {number}", 1, 1, None, True, (place,)) for number, place in enumerate(places, 1)]
    values = (f"{count.value.point:g}", f"{other:g}")
    return build(check, "conflict", f"{says}: {equation} does not hold", equation, [stated, *listed], (count,), values)
