"""Cells with their headers, for every format that has tables.

A cell is read by what stands above and left of it. Headers are those that the format marks; otherwise leading rows
without numbers (years count as headers there), and the leading columns whose cells are words or periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.model import Block, Location

_NUMBER = re.compile(r"[^\w]*(?:[A-Z]{1,3}[ \u00a0]?)?[$£€¥]?[^\w]*\d")
_PERIOD = re.compile(
    r"\W*(?:(?:q[1-4]|[1-4]q|h[12]|fy|year|\d{1,2}m|[a-z]{3,9}\.?(?:\s*[-–/]\s*[a-z]{3,9}\.?)?)[\s.,'’-]*)?"
    r"(?:19|20)\d\d(?:[-/–](?:\d\d){1,2}(?:-\d\d)?)?\W*(?:q[1-4])?[a-z*†()\s]{0,12}$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[-–—.…*]{0,3}|n\.?/?a\.?", re.IGNORECASE)
"""What stands in a cell without a value."""

MOST_HEADER_ROWS, MOST_LABELS = 4, 3


class Cell(NamedTuple):
    """A cell: what it says on one line, its place without the white space around, and the columns that it spans."""

    text: str
    start: int
    end: int
    location: Location | None = None
    header: bool = False
    across: int = 1


Row = Sequence[Cell | None]


def blocks(rows: Sequence[Row], headers: int | None, group: int, context: tuple[str, ...]) -> Iterator[Block]:
    """A block for every cell that is not empty. `headers` is the number of header rows if the format tells."""
    above = header_rows(rows) if headers is None else headers
    labels = label_columns(rows[above:])
    columns = _column_headers(rows[:above])
    section: tuple[str, ...] = ()
    for index, row in enumerate(rows):
        filled = [cell for cell in row if cell and cell.text]
        if index >= above and len(filled) == 1 and row[0] is filled[0] and len(row) > 1:
            section = (filled[0].text,)
        for column, cell in enumerate(row):
            if cell and cell.text:
                body = index >= above
                left = [one.text for one in row[: min(column, labels)] if one and one.text] if body else []
                yield Block(
                    kind="cell",
                    start=cell.start,
                    end=cell.end,
                    group=group,
                    context=context,
                    row=(*section, *left) if body and filled[0].text not in section else tuple(left),
                    column=columns.get(column, ()) if body else (),
                    location=cell.location,
                )


def header_rows(rows: Sequence[Row]) -> int:
    """How many leading rows are headers: none of their cells is a number, though years and other periods may be."""
    count = 0
    for row in rows[:MOST_HEADER_ROWS]:
        cells = [cell for cell in row if cell and cell.text]
        marked = bool(cells) and all(cell.header for cell in cells)
        if not cells or (not marked and any(is_number(cell.text) for cell in cells)):
            break
        if count and not marked and len(cells) > 1 and not _continues(rows, count):
            break
        count += 1
    return count if count < len(rows) else min(1, count)


def _continues(rows: Sequence[Row], index: int) -> bool:
    """Whether row `index` is a second row of headers: below it there are numbers where it has words."""
    row, below = rows[index], rows[index + 1] if index + 1 < len(rows) else ()
    return any(
        cell and below_cell and cell.text and is_number(below_cell.text)
        for cell, below_cell in zip(row[1:], below[1:], strict=False)
    )


def label_columns(rows: Sequence[Row]) -> int:
    """How many leading columns name their row; at least the first one, if there are two."""
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return 0
    numeric = [_mostly_numbers(rows, column) for column in range(min(width, MOST_LABELS + 1))]
    count = next((column for column, one in enumerate(numeric) if one), 0)
    return min(MOST_LABELS, max(1, count))


def _mostly_numbers(rows: Sequence[Row], column: int) -> bool:
    cells = [cell for row in rows if column < len(row) and (cell := row[column]) and not _NOTHING.fullmatch(cell.text)]
    return 2 * sum(is_number(cell.text) for cell in cells) > len(cells)


def is_number(text: str) -> bool:
    """Whether a cell states a value and does not only name a period."""
    return _NUMBER.match(text[:40]) is not None and not (len(text) < 40 and _PERIOD.match(text))


def _column_headers(rows: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """The texts above each column; one that spans columns, or stands left of empty ones, holds for these too."""
    found: dict[int, tuple[str, ...]] = {}
    width = max((len(row) + (row[-1].across - 1 if row and row[-1] else 0) for row in rows), default=0)
    for depth, row in enumerate(rows):
        held, room = "", 0
        for column in range(width):
            cell = row[column] if column < len(row) else None
            if cell and cell.text:
                held, room = cell.text, cell.across if cell.across > 1 else (1 if depth == len(rows) - 1 else 99)
            text = held if room > 0 else ""
            room -= 1
            if text and text not in found.get(column, ()):
                found[column] = (*found.get(column, ()), text)
    return found
