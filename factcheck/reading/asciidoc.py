"""AsciiDoc, lightly: headings, paragraphs, lists and tables; listings, attributes, comments and marks are masked."""

from __future__ import annotations

import re
from itertools import pairwise

from factcheck.model import Publication
from factcheck.reading import tables
from factcheck.reading.draft import Draft, published
from factcheck.reading.light import Page
from factcheck.reading.text import Line, lines

_HEADING = re.compile(r"(={1,6})\s+(?=\S)")
_FENCE = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```.*)\s*$")
_WRAPPER = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)\s*$")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d{1,3}\.)\s+(?=\S)")
_IGNORED = re.compile(r"(?:\[.*\]|//.*|:[\w!-]{1,60}:.*|\+|include::.*|image::.*|toc::.*|'''|<<<)\s*$")
_CAPTION = re.compile(r"\.(?=[^\s.])")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+")
_DATE = re.compile(r"^:(?:revdate|date|docdate):\s*(.{4,40}?)\s*$", re.MULTILINE)
_INLINE = (
    (re.compile(r"(?:link:|xref:|mailto:|https?://)[^\s\[\]]{1,600}(?=\[)"), 0),
    (re.compile(r"[\[\]]"), 0),
    (re.compile(r"<<[^<>,]{1,200},?|>>"), 0),
    (re.compile(r"\{[\w-]{1,60}\}"), 0),
    (re.compile(r"(?<![\w*])\*{1,2}(?=\S)|(?<=\S)\*{1,2}(?![\w*])|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|[`#]"), 0),
)


def read(text: str) -> Draft:
    """The blocks of an AsciiDoc document."""
    reader = _Reader(Page(text, _INLINE))
    for line in lines(text):
        reader.line(line)
    reader.flush()
    reader.end_table()
    draft = reader.page.draft()
    return Draft(
        text=draft.text, source=draft.source, title=draft.title, blocks=draft.blocks, published=_published(text)
    )


def _published(text: str) -> Publication | None:
    match = _DATE.search(text[:5000])
    return published(match[1], "front matter", 0.95) if match else None


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self._fence = ""
        self._table: list[tables.Cell] | None = None
        self._width = 0
        self._pending: list[Line] = []
        self._group = -1

    def line(self, line: Line) -> None:
        """Reads the next line."""
        said = line.text.strip("\ufeff")
        if self._fence:
            self._fence = "" if said.strip() == self._fence else self._fence
        elif said.startswith("|==="):
            self.flush()
            if self._table is None:
                self._table = []
            else:
                self.end_table()
        elif self._table is not None:
            self._row(line)
        elif _FENCE.match(said):
            self.flush()
            self._fence = "```" if said.startswith("```") else said.strip()
        elif not said or _WRAPPER.match(said) or _IGNORED.match(said):
            self.flush()
            self._group = self._group if not said else -1
        else:
            self._prose(line, said)

    def _prose(self, line: Line, said: str) -> None:
        heading = _HEADING.match(said)
        if heading or _ITEM.match(said) or _CAPTION.match(said):
            self.flush()
        if heading:
            self.page.heading(line.start + heading.end(), line.end, len(heading[1]))
            self._group = -1
        elif _CAPTION.match(said) and not _ITEM.match(said):
            self.page.add("caption", line.start + 1, line.end)
        else:
            self._pending.append(line)

    def flush(self) -> None:
        """Ends the paragraph or item that is open."""
        if not self._pending:
            return
        first, last = self._pending[0], self._pending[-1]
        self._pending = []
        item = _ITEM.match(first.text)
        self._group = (self._group if self._group >= 0 else self.page.next_group()) if item else -1
        match = item or _ADMONITION.match(first.text)
        lead = len(first.text) - len(first.text.lstrip("\ufeff \t\xa0"))
        start = first.start + (match.end() - lead if match else 0)
        depth = len(item[1]) if item else 0
        self.page.add("item" if item else "paragraph", start, last.end, depth, self._group)

    def _row(self, line: Line) -> None:
        """The cells of a line of a table; the first line with several tells how many make a row."""
        if self._table is None or not line.text.lstrip().startswith("|"):
            return
        base = line.end - len(line.text.rstrip())
        edges = [match.start() for match in re.finditer(r"(?<!\\)\|", line.text)] + [len(line.text.rstrip())]
        cells = [self.page.cell(base + a + 1, base + b) for a, b in pairwise(edges)]
        self._width = self._width or (len(cells) if len(cells) > 1 else 0)
        self._table += cells

    def end_table(self) -> None:
        """Ends the table that is open."""
        cells, width = self._table or [], max(1, self._width)
        rows = [cells[at : at + width] for at in range(0, len(cells), width)]
        self.page.table(rows, 1 if len(rows) > 1 else 0)
        self._table, self._width = None, 0
