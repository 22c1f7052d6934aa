"""Rows against their total: lists and tables in which one line says what the others come to.

A row is a line of a list ("- Rent: $500") or of a table ("| Rent | 500 |"); rows that follow each other without
another line between them are one block. The line that starts with a word for a total is held against the rows above
it, column by column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from factcheck.comparison.findings import value_key
from factcheck.comparison.wording import amount
from factcheck.derivation.ranges import Range, add, gap, meet
from factcheck.derivation.show import build, quantity, term
from factcheck.derivation.terms import stated
from factcheck.derivation.texts import Text
from factcheck.model import Claim, Finding, Verdict
from factcheck.rulebook.schema import Relation

_ITEM = re.compile(r"[ \t]*(?:\||[-*•–][ \t]+|\(?\d{1,2}[.)][ \t]+)")
ABOVE = "above"
"""The equation of a relation whose total introduces the list."""
LEAST = 2
"""Rows that a total needs."""


class Row(NamedTuple):
    """A line of a list or table: its number, what it is about in lower case, its claims, the first of each column."""

    line: int
    head: str
    claims: list[Claim]
    cells: dict[int, Claim]


def findings(texts: list[Text], sources: Mapping[str, str], relations: Mapping[str, Relation]) -> Iterator[Finding]:
    """Every total of a list or table against its rows."""
    wanted = [(id, relation) for id, relation in relations.items() if relation.kind == "rows"]
    for text in texts:
        for block in _blocks(text) if wanted else ():
            for id, relation in wanted:
                if relation.equation == ABOVE:
                    yield from _below(id, relation, text, block, sources)
                else:
                    yield from _of_block(id, relation, block, sources)


def _blocks(text: Text) -> Iterator[list[Row]]:
    """The rows that follow each other; the line below a table's head does not part them."""
    rows = list(_rows(text))
    block: list[Row] = []
    for row in rows:
        if block and row.line != block[-1].line + 1:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _rows(text: Text) -> Iterator[Row]:
    for line, group in groupby(text.claims, key=lambda claim: claim.line):
        claims = list(group)
        start = text.text.rfind("\n", 0, claims[0].start) + 1
        mark = _ITEM.match(text.text, start)
        if mark is not None:
            end = text.text.find("\n", start)
            body = text.text[start : end if end >= 0 else len(text.text)]
            cells = {_column(body, claim.start - start): claim for claim in reversed(claims)}
            yield Row(line, _head(body[mark.end() - start :]), claims, cells)


def _head(body: str) -> str:
    """What a row is about: its words behind the mark up to the first colon or the end of the first cell."""
    return re.split(r"[:|]", body, maxsplit=1)[0].strip(" *_\t").lower()


def _column(line: str, at: int) -> int:
    """The number of the cell at an offset of a line; a list has one column."""
    return line.count("|", 0, at)


def _below(id: str, relation: Relation, text: Text, block: list[Row], sources: Mapping[str, str]) -> Iterator[Finding]:
    """The total in the line that introduces a list against its rows."""
    first = text.text.rfind("\n", 0, block[0].claims[0].start) + 1
    lead = _lead(text.text, first)
    if lead is None or not any(word in text.text[slice(*lead)].lower() for word in relation.words):
        return
    for total in (claim for claim in text.claims if lead[0] <= claim.start < lead[1]):
        parts = [[one for one in row.claims if _summable(total, [one])] for row in block]
        if len(parts) >= LEAST and all(len(found) == 1 for found in parts):
            finding = _finding(id, relation, total, [found[0] for found in parts], sources)
            if finding is not None:
                yield finding


def _lead(text: str, end: int) -> tuple[int, int] | None:
    """The line that ends in a colon, before blank lines and the start of a line at `end`."""
    while end and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    line = text[start:end].rstrip("*_ \t")
    return (start, end) if line.endswith(":") and line != ":" else None


def _of_block(id: str, relation: Relation, block: list[Row], sources: Mapping[str, str]) -> Iterator[Finding]:
    """Each total of a block against the rows since the one before."""
    first = 0
    for place, row in enumerate(block):
        if row.head in relation.words:
            yield from _of_total(id, relation, row, block[first:place], sources)
            first = place + 1


def _of_total(id: str, relation: Relation, row: Row, rows: list[Row], sources: Mapping[str, str]) -> Iterator[Finding]:
    for column, total in row.cells.items():
        parts = [one.cells[column] for one in rows if column in one.cells]
        if len(parts) == len(rows) >= LEAST and _summable(total, parts):
            finding = _finding(id, relation, total, parts, sources)
            if finding is not None:
                yield finding


def _summable(total: Claim, parts: list[Claim]) -> bool:
    """Whether all are plain amounts of one kind and unit; percentages of a column need not add up."""
    return total.kind in ("money", "count", "number", "measure") and all(
        part.kind == total.kind and (part.dimension == total.dimension or total.kind == "count") for part in parts
    )


def _finding(
    id: str, relation: Relation, total: Claim, parts: list[Claim], sources: Mapping[str, str]
) -> Finding | None:
    ranges, whole = [stated(part) for part in parts], stated(total)
    if whole is None or None in ranges:
        return None
    summed = Range(0.0, 0.0, 0.0)
    for one in ranges:
        assert one is not None  # checked above
        summed = add(summed, one)
    verdict = _verdict(summed, whole, relation)
    equation = f"{' + '.join(amount(part) for part in parts)} = {amount(total)}"
    said = "holds" if verdict == "agree" else f"the rows come to {quantity(summed, [total])}"
    return build(
        id,
        verdict,
        f"{relation.says}: {equation}: {said}",
        equation,
        [term("total", (total,), sources), *(term(f"row {i}", (part,), sources) for i, part in enumerate(parts, 1))],
        [total, *parts],
        [value_key(claim) for claim in (total, *parts)],
    )


def _verdict(summed: Range, whole: Range, relation: Relation) -> Verdict:
    if meet(summed, whole):
        return "agree"
    return "compatible" if gap(summed, whole) <= relation.tolerance else relation.verdict
