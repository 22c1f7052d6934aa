"""reStructuredText, lightly: headings, paragraphs, lists and tables; directives, code and marks are masked."""

from __future__ import annotations

import re
from itertools import pairwise

from factcheck.reading import tables
from factcheck.reading.draft import Draft
from factcheck.reading.light import Page, indent
from factcheck.reading.text import Line, chunks, lines

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|(?:\d{1,4}|#|[a-zA-Z])[.)])\s+")
_EXPLICIT = re.compile(r"\s*\.\.(?:\s|$)")
_PROSE = re.compile(r"\s*\.\. (?:note|warning|tip|important|caution|attention|hint|danger|error|admonition)::\s*")
_FIELD = re.compile(r"\s*:[\w -]{1,40}:(?:\s|$)")
_BORDER = re.compile(r"\s*\+(?:[-=]+\+)+\s*$")
_SIMPLE = re.compile(r"\s*=+(?:\s+=+)+\s*$")
_INLINE = (
    (re.compile(r"``"), 0),
    (re.compile(r":[\w:+.-]{1,40}:(?=`)"), 0),
    (re.compile(r"(?<=[\w)])(\s*<[^<>`]{1,400}>)(?=`)"), 1),
    (re.compile(r"`__?|`"), 0),
    (re.compile(r"(?<![\w*])\*{1,2}(?=\S)|(?<=\S)\*{1,2}(?![\w*])"), 0),
    (re.compile(r"\[[#*\w]{1,20}\]_"), 0),
    (re.compile(r"(?<=\w)_{1,2}(?!\w)|\|(?=\w)|(?<=\w)\|"), 0),
)


def read(text: str) -> Draft:
    """The blocks of a reStructuredText document."""
    reader = _Reader(Page(text, _INLINE))
    for chunk in chunks(lines(text)):
        reader.chunk(chunk)
    return reader.page.draft()


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self._levels: list[str] = []
        self._skipped: int | None = None
        self._group = -1

    def chunk(self, chunk: list[Line]) -> None:
        """One stretch of lines between empty ones; `_skipped` is the indent below which a masked block ends."""
        if self._skipped is not None and indent(chunk[0]) > self._skipped:
            return
        self._skipped = None
        chunk = self._heading(chunk)
        if not chunk or self._explicit(chunk):
            return
        if _BORDER.match(chunk[0].text):
            self._grid(chunk)
        elif _SIMPLE.match(chunk[0].text):
            self._simple(chunk)
        else:
            self._paragraphs(chunk)
        if chunk[-1].text.rstrip().endswith("::"):
            self._skipped = indent(chunk[-1])

    def _heading(self, chunk: list[Line]) -> list[Line]:
        """What is left of a chunk without the heading at its start."""
        over = len(chunk) > 2 and _RULE.match(chunk[0].text) and _RULE.match(chunk[2].text)
        at = 1 if over else 0
        if len(chunk) < at + 2 or _RULE.match(chunk[at].text) or not _RULE.match(chunk[at + 1].text):
            return chunk
        if len(chunk[at + 1].text.strip()) < min(4, len(chunk[at].text.strip())) or _SIMPLE.match(chunk[at + 1].text):
            return chunk
        style = chunk[at + 1].text.strip()[0] * (2 if over else 1)
        if style not in self._levels:
            self._levels.append(style)
        self.page.heading(chunk[at].start, chunk[at].end, self._levels.index(style) + 1)
        return chunk[at + 2 :]

    def _explicit(self, chunk: list[Line]) -> bool:
        """Whether the chunk is a directive (but no admonition), comment or field list of bibliography, which stands at
        the top; what belongs to it is masked.
        """
        prose = _PROSE.match(chunk[0].text)
        if prose:
            return len(chunk) == 1 and prose.end() == len(chunk[0].text)
        if _EXPLICIT.match(chunk[0].text):
            self._skipped = indent(chunk[0])
            rest = next((index for index, line in enumerate(chunk) if index and indent(line) <= self._skipped), None)
            if rest is not None:
                self.chunk(chunk[rest:])
            return True
        fields = all(_FIELD.match(line.text) or indent(line) for line in chunk) and bool(_FIELD.match(chunk[0].text))
        return fields and all(block.kind == "title" for block in self.page.blocks)

    def _paragraphs(self, chunk: list[Line]) -> None:
        starts = sorted({0, *(index for index, line in enumerate(chunk) if _ITEM.match(line.text))})
        for first, last in zip(starts, [*starts[1:], len(chunk)], strict=True):
            item = _ITEM.match(chunk[first].text)
            self._group = (self._group if self._group >= 0 else self.page.next_group()) if item else -1
            prose = _PROSE.match(chunk[first].text)
            skip = (item or prose).end() - indent(chunk[first]) if item or prose else 0  # type: ignore[union-attr]
            depth = indent(chunk[first]) // 2 + 1 if item else 0
            kind = "item" if item else "paragraph"
            self.page.add(kind, chunk[first].start + skip, chunk[last - 1].end, depth, self._group)

    def _grid(self, chunk: list[Line]) -> None:
        """A table with drawn borders; a cell on several lines is read line by line."""
        rows: list[list[tables.Cell | None]] = []
        headers = 0
        for line in chunk:
            if _BORDER.match(line.text):
                headers = len(rows) if "=" in line.text else headers
                continue
            edges = [match.start() for match in re.finditer(r"\|", line.text)]
            base = line.end - len(line.text.rstrip())
            rows.append([self.page.cell(base + a + 1, base + b) for a, b in pairwise(edges)])
        self.page.table(rows, headers)

    def _simple(self, chunk: list[Line]) -> None:
        """A table whose columns are marked by rows of equal signs."""
        columns = [match.start() for match in re.finditer(r"=+", chunk[0].text)]
        rows: list[list[tables.Cell | None]] = []
        headers = 0
        for line in chunk[1:]:
            if _SIMPLE.match(line.text):
                headers = headers or len(rows)
                continue
            base, end = line.end - len(line.text.rstrip()), line.end
            edges = [min(base + column, end) for column in columns] + [end]
            rows.append([self.page.cell(a, b) for a, b in pairwise(edges)])
        self.page.table(rows, headers if headers < len(rows) else 0)
