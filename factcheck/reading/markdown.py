"""Markdown: front matter, headings, paragraphs, lists, tables; code and marks are masked.

markdown-it-py tells which lines make which block; the places inside a line are found here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.model import Block
from factcheck.reading import inline, tables
from factcheck.reading.draft import Draft
from factcheck.reading.frontmatter import FrontMatter, front_matter
from factcheck.reading.masking import Mask, squeezed, trimmed

if TYPE_CHECKING:
    from markdown_it.token import Token

_END = re.compile(r"\r\n|\r|\n")
_PREFIX = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*")
_TASK = re.compile(r"\s*\[[ xX]\](?=\s)")
_HARD_BREAK = re.compile(r"(?:(?<! ) {2,}|\\)$")
_ADMONITION = re.compile(r"\[!\w{1,20}\]\s*$|:{3,}.*$|!{3}.*$")
_PIPE = re.compile(r"\\.|\|")


def read(text: str) -> Draft:
    """The blocks of a Markdown text; what is outside of them is masked."""
    front = front_matter(text)
    page = _Page(text, front)
    page.walk()
    page.blank_outside()
    found = tuple(page.blocks)
    return Draft(
        text=page.mask.text(),
        source=text,
        title=front.title or next((squeezed(page.said(b)) for b in found if b.kind in ("title", "heading")), None),
        published=front.published,
        language=front.language,
        blocks=found,
    )


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable("table")
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader.parse(text)


class _Page:
    """One pass over the block tokens, which carry the state: headings above, lists and quotes around."""

    def __init__(self, text: str, front: FrontMatter) -> None:
        self.source = text
        self.mask = Mask(text)
        self.front = front
        self.blocks: list[Block] = list(front.blocks)
        self.headings: list[tuple[int, str]] = []
        self.lists: list[int] = []
        self.groups = 0
        self.quotes = 0
        self.starts = [front.end]
        for match in _END.finditer(text, front.end):
            self.starts.append(match.end())
        self.starts.append(len(text) + 1)

    def said(self, block: Block) -> str:
        return self.mask.text(block.start, block.end)

    def walk(self) -> None:
        tokens = _tokens(self.source[self.front.end :])
        for index, token in enumerate(tokens):
            self._enter(token)
            if token.type == "inline" and token.map:
                self._inline(tokens[index - 1], token)

    def _enter(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.groups += 1
                self.lists.append(self.groups)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "table_open":
                self._table(token)
            case "html_block":
                self._html(token)
            case "fence" | "code_block":
                self._code(token)

    def _line(self, number: int) -> tuple[int, int]:
        """Start and end of a line, its line end left out."""
        start = self.starts[number]
        raw = self.source[start : self.starts[number + 1]]
        return start, start + len(raw.rstrip("\r\n"))

    def _inline(self, opener: Token, token: Token) -> None:
        first, last = token.map or [0, 0]
        if opener.type not in ("heading_open", "paragraph_open"):
            return  # the cells of tables are read from their lines
        content = token.content.split("\n")
        heading = opener.type == "heading_open"
        lines = [self._content(number, said) for number, said in zip(range(first, last), content, strict=False)]
        spans = [(start, end) for start, end in lines if start < end]
        if not spans:
            return
        start, end = spans[0][0], spans[-1][1]
        self._between(spans)
        inline.mask(self.mask, start, end)
        start, end = self._trim(start, end)
        if start < end:
            self._add(start, end, int(opener.tag[1]) if heading else 0)

    def _content(self, number: int, said: str) -> tuple[int, int]:
        """The place in line `number` of what markdown-it gives as its content."""
        start, end = self._line(number)
        raw = self.source[start:end].rstrip()
        kept = said.rstrip()
        at = raw.rfind(kept) if kept else -1
        if at < 0:
            prefix = _PREFIX.match(raw)
            at, kept = (prefix.end() if prefix else 0), raw[prefix.end() if prefix else 0 :]
        task = _TASK.match(kept) or _ADMONITION.match(kept)
        skip = task.end() if task else 0
        return start + at + skip, start + at + len(kept)

    def _between(self, spans: list[tuple[int, int]]) -> None:
        """Blank line prefixes inside a paragraph, and its line ends unless they are hard breaks."""
        for (_, end), (start, _) in pairwise(spans):
            hard = _HARD_BREAK.search(self.source, max(0, end - 3), self._end_of_line(end))
            self.mask.blank(end, start)
            if not hard:
                self.mask.join(end, start)

    def _end_of_line(self, at: int) -> int:
        match = _END.search(self.source, at)
        return match.start() if match else len(self.source)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        lead, tail = trimmed(self.mask.text(start, end), 0, end - start)
        return start + lead, start + tail

    def _add(self, start: int, end: int, level: int) -> None:
        kind = "heading" if level else "quote" if self.quotes else "item" if self.lists else "paragraph"
        if level:
            while self.headings and self.headings[-1][0] >= level:
                self.headings.pop()
        if level == 1 and not any(block.kind in ("heading", "title") for block in self.blocks):
            kind = "title"
        self.blocks.append(
            Block(
                kind=kind,
                start=start,
                end=end,
                indent=level or len(self.lists),
                group=self.lists[-1] if self.lists and not level else -1,
                context=self._context(),
            )
        )
        if level:
            self.headings.append((level, squeezed(self.mask.text(start, end))))

    def _context(self) -> tuple[str, ...]:
        return tuple(said for _, said in self.headings)

    def _table(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        self.groups += 1
        rows = [self._row(number) for number in range(first, last) if number != first + 1]
        self.blocks.extend(tables.blocks([row for row in rows if row], 1, self.groups, self._context()))

    def _row(self, number: int) -> list[tables.Cell | None]:
        start, end = self._line(number)
        lead = re.match(r"[\s>]*\|?", self.source[start:end])
        at = start + (lead.end() if lead else 0)
        cells: list[tables.Cell | None] = []
        for match in _PIPE.finditer(self.source, at, end):
            if match[0] == "|":
                cells.append(self._cell(at, match.start()))
                at = match.end()
        if self.source[at:end].strip():
            cells.append(self._cell(at, end))
        return cells

    def _cell(self, start: int, end: int) -> tables.Cell:
        inline.mask(self.mask, start, end)
        start, end = self._trim(start, end)
        return tables.Cell(squeezed(self.mask.text(start, end)), start, end)

    def _html(self, token: Token) -> None:
        """The text in a block of HTML, which may hold paragraphs, tables and comments."""
        from factcheck.reading import html

        first, last = token.map or [0, 0]
        start, end = self.starts[first], min(self.starts[last], len(self.source))
        part = html.fragment(self.source[start:end], self._context(), self.groups)
        self.groups = max([self.groups, *(block.group for block in part.blocks)])
        self.mask.signs[start:end] = part.text
        self.blocks.extend(html.moved(block, start) for block in part.blocks)

    def _code(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        start, end = self.starts[first], min(self.starts[last], len(self.source))
        self.mask.blank(start, end)
        start, end = trimmed(self.source, start, end)
        if start < end:
            self.blocks.append(Block(kind="code", start=start, end=end, context=self._context()))

    def blank_outside(self) -> None:
        """Mask what no block holds: marks, link definitions, front matter."""
        at = 0
        for block in self.blocks:
            self.mask.blank(at, max(at, block.start))
            at = max(at, block.end)
        self.mask.blank(at, len(self.source))
