"""Cells of tables: the same row and column on two pages, and rows that break the rule of their table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from factcheck.model import Block, Claim, Finding
from factcheck.structure.page import Page, scope
from factcheck.structure.statement import Statement, finding, of_claim
from factcheck.structure.words import Words

MOST_VALUES = 3
LEAST_ROWS = 3
"""Rows that must follow a rule before one that breaks it is reported."""

CLEAR = 0.1
"""How far a row must be off its rule: less may be rounding, or a whole number of something."""

_NUMERIC = frozenset({"count", "money", "percent", "measure", "duration", "number", "ratio"})


class Cell(NamedTuple):
    """A cell that holds one value, with the words of its headings and page."""

    topic: frozenset[str]
    statement: Statement


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Cells of two pages under the same headers, and rows out of proportion."""
    by_key: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], list[Cell]] = defaultdict(list)
    for page in pages:
        if words.history.search(page.path) or words.sample.search(page.path):
            continue
        for block in page.blocks:
            if block.kind == "cell" and block.row and block.column:
                _keep(by_key, page, block, words)
        yield from _proportions(page)
    for (row, column, _), found in by_key.items():
        result = _same_cell(f"{' '.join(sorted(row))}: {' '.join(sorted(column))}", found)
        if result:
            yield result


def _keep(
    by_key: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], list[Cell]],
    page: Page,
    block: Block,
    words: Words,
) -> None:
    claims = page.claimed(block.start, block.end)
    if len(claims) != 1 or claims[0].kind not in _NUMERIC or claims[0].value.point is None:
        return
    rest = page.text[block.start : claims[0].start] + page.text[claims[0].end : block.end]
    if re.search(r"\w", rest) or words.naming.search(" ".join(block.column)):
        return
    row, column = (frozenset(words.content(" ".join(said))) for said in (block.row[:1], block.column))
    if len(row) >= 2 and column:
        topic = frozenset(words.content(" ".join((page.title, *block.context))))
        value = f"{claims[0].value.point * claims[0].factor:.8g} {claims[0].dimension}"
        by_key[row, column, scope(page, block)].append(Cell(topic, of_claim(page, claims[0], value)))


def _same_cell(subject: str, found: Sequence[Cell]) -> Finding | None:
    by_page: dict[str, set[str]] = defaultdict(set)
    for one in found:
        by_page[one.statement.page.path].add(one.statement.value)
    dimensions = {one.statement.value.partition(" ")[2] for one in found}
    several = (
        any(len(values) > 1 for values in by_page.values()) or len({one.statement.value for one in found}) > MOST_VALUES
    )
    if len(by_page) < 2 or several or len(dimensions) > 1:
        return None
    topics = {one.statement.page.path: one.topic for one in found}

    def apart(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
        return any(len(topics[x.page.path] & topics[y.page.path]) >= 2 for x in a for y in b)

    return finding("cell", subject, "the same row and column", (one.statement for one in found), apart)


class Row(NamedTuple):
    """A row with the value of its label and the values behind it."""

    page: Page
    label: Claim
    claims: Sequence[Claim]


def _proportions(page: Page) -> Iterator[Finding]:
    """Rows in which a value is not that multiple of the label which it is in all other rows of the table."""
    cells = (one for one in page.blocks if one.kind == "cell")
    for _, table in groupby(cells, key=lambda one: one.group):
        rows = [row for row in _rows(page, list(table)) if row is not None]
        for place in range(min((len(row.claims) for row in rows), default=0)):
            yield from _out_of_proportion(rows, place)


def _rows(page: Page, table: Sequence[Block]) -> Iterator[Row | None]:
    for _, group in groupby(table, key=lambda one: page.line(one.start)):
        blocks = list(group)
        label = page.claimed(blocks[0].start, blocks[0].end)
        claims = [one for block in blocks[1:] for one in page.claimed(block.start, block.end)]
        if len(label) == 1 and label[0].kind in _NUMERIC and label[0].value.point:
            yield Row(page, label[0], [one for one in claims if one.kind in _NUMERIC and one.value.point is not None])


def _out_of_proportion(rows: Sequence[Row], place: int) -> Iterator[Finding]:
    shares = [_share(row.claims[place], row.label) for row in rows]
    share, count = Counter(shares).most_common(1)[0]
    odd = [row for row, one in zip(rows, shares, strict=True) if one != share]
    if share == 0 or count < LEAST_ROWS or len(odd) != 1 or len({row.claims[place].dimension for row in rows}) > 1:
        return
    row, claim = odd[0], odd[0].claims[place]
    if abs(_share(claim, row.label) / share - 1) < CLEAR:
        return
    stated = [of_claim(row.page, row.label, f"{row.label.text} × {share:.6g}"), of_claim(row.page, claim, claim.text)]
    result = finding("proportion", f"{claim.text} for {row.label.text}", "all other rows have one ratio", stated)
    if result:
        yield result


def _share(claim: Claim, label: Claim) -> float:
    """What one unit of the label comes to, rounded as far as two ways of computing it agree."""
    assert claim.value.point is not None and label.value.point is not None
    return float(f"{claim.value.point / label.value.point:.6g}")
