"""Lines of a page that fall into columns: tables, whose cells stand under one another, and prose set in columns.

What tells them apart is what the columns hold: the cells of a table are mostly numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.model import Location
from factcheck.reading import tables

Box = tuple[float, float, float, float]
GAP = 0.9
"""How far apart two stretches of a line are at least to be in different columns, in heights of the line."""

_EMPTY = re.compile(r"[-–—.…*]{1,3}|n\.?/?a\.?|\d{4}|[^\W\d]{1,9}\.? ?\d{4}", re.IGNORECASE)
"""What a cell of a table holds besides values: nothing, or a period."""


class Piece(NamedTuple):
    """A stretch of a line in one column."""

    text: str
    box: Box


class Line(NamedTuple):
    """A line of a page, and its pieces where it has several."""

    text: str
    box: Box
    page: int
    pieces: tuple[Piece, ...] = ()

    @property
    def height(self) -> float:
        """From the lower to the upper end, in points."""
        return self.box[3] - self.box[1]


class Grid(NamedTuple):
    """A table: its rows of cells, and the line above that is its caption."""

    rows: list[list[tables.Cell | None]]
    lines: list[Line]


def laid_out(lines: Sequence[Line]) -> Iterator[Line | Grid]:
    """The lines in the order in which they are read, those of each table together."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(lines[end].pieces) > 1 and (end == at or _below(lines[end - 1], lines[end])):
            end += 1
        if end - at < 2:
            yield lines[at]
            at += 1
            continue
        grid = _grid(lines[at:end])
        if grid is not None:
            yield grid
        else:
            yield from _by_column(lines[at:end])
        at = end


def _below(before: Line, line: Line) -> bool:
    return before.page == line.page and 0 < before.box[3] - line.box[3] < 4 * max(before.height, line.height)


def _grid(lines: Sequence[Line]) -> Grid | None:
    """The lines as a table, if most of their cells are numbers."""
    edges = _edges(piece.box for line in lines for piece in line.pieces)
    rows = [_row(line, edges) for line in lines]
    cells = [cell.text for row in rows for cell in row[1:] if cell]
    plain = sum(tables.is_number(cell) or _EMPTY.fullmatch(cell) is not None for cell in cells)
    return Grid(rows, list(lines)) if len(edges) > 1 and 2 * plain > len(cells) else None


def _edges(boxes: Iterator[Box]) -> list[tuple[float, float]]:
    """Left and right ends of the columns: stretches that overlap are one."""
    edges: list[tuple[float, float]] = []
    for left, right in sorted((box[0], box[2]) for box in boxes):
        if edges and left <= edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], right))
        else:
            edges.append((left, right))
    return edges


def _row(line: Line, edges: Sequence[tuple[float, float]]) -> list[tables.Cell | None]:
    row: list[tables.Cell | None] = [None] * len(edges)
    for piece in line.pieces:
        at = next(index for index, (_, right) in enumerate(edges) if piece.box[0] <= right)
        row[at] = tables.Cell(piece.text, 0, 0, Location(page=line.page, box=piece.box))
    return row


def _by_column(lines: Sequence[Line]) -> Iterator[Line]:
    """Prose in columns: all of the first, then all of the second; as it stands where the columns do not line up."""
    edges = _edges(piece.box for line in lines for piece in line.pieces)
    if len(edges) < 2:
        yield from lines
        return
    for left, right in edges:
        for line in lines:
            yield from (Line(one.text, one.box, line.page) for one in line.pieces if left <= one.box[0] <= right)
