"""What the light mark-up languages share: lines with roles become blocks, the rest is masked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.model import Block
from factcheck.reading import tables
from factcheck.reading.draft import Draft
from factcheck.reading.masking import Mask, squeezed, trimmed
from factcheck.reading.text import Line

Inline = Sequence[tuple[re.Pattern[str], int]]
"""Patterns of marks, with the group that is masked."""


class Page:
    """A text under reading: blocks are added from top to bottom, and marks inside them masked."""

    def __init__(self, source: str, inline: Inline) -> None:
        self.mask = Mask(source)
        self.blocks: list[Block] = []
        self.title: str | None = None
        self._inline = inline
        self._headings: list[tuple[int, str]] = []
        self._groups = 0

    def next_group(self) -> int:
        """The number of a new list or table."""
        self._groups += 1
        return self._groups

    def context(self) -> tuple[str, ...]:
        """The headings above."""
        return tuple(said for _, said in self._headings)

    def add(self, kind: str, start: int, end: int, indent: int = 0, group: int = -1) -> None:
        """A block from `start` to `end`, as one line without marks."""
        start, end = self._cleaned(start, end)
        if start < end:
            self.blocks.append(
                Block(kind=kind, start=start, end=end, indent=indent, group=group, context=self.context())
            )

    def heading(self, start: int, end: int, level: int) -> None:
        """A heading; the first one of level 1 is the title."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        titled = level == 1 and self.title is None
        self.add("title" if titled else "heading", start, end, level)
        said = squeezed(self.mask.text(start, end))
        self.title = self.title or said
        self._headings.append((level, said))

    def cell(self, start: int, end: int, header: bool = False) -> tables.Cell:
        """A cell of a table."""
        start, end = self._cleaned(start, end)
        return tables.Cell(squeezed(self.mask.text(start, end)), start, end, None, header)

    def table(self, rows: Sequence[Sequence[tables.Cell | None]], headers: int | None) -> None:
        """A table of cells made by `cell`."""
        self.blocks.extend(tables.blocks(rows, headers, self.next_group(), self.context()))

    def _cleaned(self, start: int, end: int) -> tuple[int, int]:
        self.mask.join(start, end)
        for pattern, group in self._inline:
            self.mask.blank_all(pattern, start, end, group)
        lead, tail = trimmed(self.mask.text(start, end), 0, end - start)
        return start + lead, start + tail

    def draft(self) -> Draft:
        """The document; what no block holds is masked."""
        at = 0
        for block in self.blocks:
            self.mask.blank(at, max(at, block.start))
            at = max(at, block.end)
        self.mask.blank(at, len(self.mask.source))
        return Draft(text=self.mask.text(), source=self.mask.source, title=self.title, blocks=tuple(self.blocks))


def indent(line: Line) -> int:
    """The columns of white space before a line's text."""
    return len(line.text) - len(line.text.lstrip())
