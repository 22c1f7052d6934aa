"""A page of documentation: its text, blocks and claims, and the scope that its path and headings set."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factcheck.model import Block, Claim, Document, Evidence

SUFFIXES = (".md", ".markdown", ".mdx", ".rst", ".adoc", ".asciidoc", ".py")
"""Formats in which documentation is kept beside what it documents."""

PLAIN = (".txt", ".text")
"""Formats in which reports are kept as well."""

LEAST_ITEMS = 3
"""Items of lists by which plain text shows that it is documentation."""

_RELEASE = re.compile(r"(?<![\w.])v?\d+(?:\.(?:\d+|x))+|(?<!\w)v\d+(?!\w)|(?<!\d)(?:19|20)\d\d(?!\d)|(?<=/)\d+(?=/)")
_NAMED = re.compile(r"(?:^|/)(?:readme|contributing|install|faq)\b[^/]*$")
"""Names of files that hold documentation whatever its form."""

_QUOTE = 300


class Page(NamedTuple):
    """A document of which the structure counts; `starts` are the offsets of its lines."""

    path: str
    title: str
    text: str
    source: str
    blocks: Sequence[Block]
    claims: Sequence[Claim]
    starts: Sequence[int]
    documentation: bool
    dated: bool = False

    def block(self, offset: int) -> Block | None:
        """The block that holds an offset."""
        at = bisect_right(self.blocks, offset, key=lambda one: one.start) - 1
        return self.blocks[at] if at >= 0 and offset < self.blocks[at].end else None

    def claimed(self, start: int, end: int) -> list[Claim]:
        """The claims that start in a stretch of the text."""
        first = bisect_right(self.claims, start - 1, key=lambda one: one.start)
        last = bisect_right(self.claims, end - 1, key=lambda one: one.start)
        return list(self.claims[first:last])

    def line(self, offset: int) -> int:
        """The number of the line that holds an offset, from 1."""
        return bisect_right(self.starts, offset)

    def evidence(self, start: int, end: int, quote: tuple[int, int] | None = None) -> Evidence:
        """The place of a value, quoted with its line or with `quote`."""
        line = self.line(start)
        first, last = quote or (self.starts[line - 1], self._line_end(line))
        if last - first > _QUOTE:
            first, last = max(first, start - _QUOTE // 2), min(last, end + _QUOTE // 2)
        block = self.block(start)
        return Evidence(
            path=self.path,
            start=start,
            end=end,
            line=line,
            column=start - self.starts[line - 1] + 1,
            location=block.location if block else None,
            quote=self.source[first:last],
            quote_start=first,
            quote_end=last,
        )

    def _line_end(self, line: int) -> int:
        end = self.starts[line] if line < len(self.starts) else len(self.source)
        return self.starts[line - 1] + len(self.source[self.starts[line - 1] : end].rstrip("\r\n"))


def page(document: Document, claims: Sequence[Claim]) -> Page:
    """The page that a document is, with its claims in text order."""
    source = document.original
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    shown, dated = _is_documentation(document), document.published is not None
    return Page(
        document.path, document.title or "", document.text, source, document.blocks, claims, starts, shown, dated
    )


def documentation(pages: Iterable[Page]) -> list[Page]:
    """The pages of documentation; beside one, what is in a format made for it and not dated is another."""
    held = list(pages)
    if not any(one.documentation for one in held):
        return []
    return [one for one in held if one.documentation or (one.path.lower().endswith(SUFFIXES) and not one.dated)]


def candidates(paths: Iterable[str]) -> list[str]:
    """The paths that may be pages of documentation: those of its formats, and plain text if there are any of these."""
    held = list(paths)
    marked = [path for path in held if path.lower().endswith(SUFFIXES)]
    return [path for path in held if path.lower().endswith((*SUFFIXES, *PLAIN))] if marked else []


def manual(claim: Claim) -> bool:
    """Whether a claim stands in an undated document of a format made for documentation."""
    return claim.path.lower().endswith(SUFFIXES) and claim.context.published is None


def _is_documentation(document: Document) -> bool:
    """Documentation shows it by its structure, in a format made for it: code or tables, or headings over lists.

    A page that is not dated needs less of it: reports of events are dated. Plain text needs a list and no date.
    """
    path = document.path.lower()
    kinds = Counter(block.kind for block in document.blocks)
    if not path.endswith(SUFFIXES):
        return path.endswith(PLAIN) and not document.published and kinds["item"] >= LEAST_ITEMS
    if kinds["code"] or kinds["cell"] or "`" in document.original or path.endswith(".py"):
        return True
    if _NAMED.search(path) and not document.published:
        return True
    headed, listed = kinds["heading"] + kinds["title"] >= 2, kinds["item"] > 0
    return headed and listed if document.published else headed or listed


@lru_cache(maxsize=4096)
def releases(text: str) -> frozenset[str]:
    """The releases and years that a path or heading names: they set the scope of what stands below."""
    return frozenset(found.lower().lstrip("v") for found in _RELEASE.findall(text))


def scope(page: Page, block: Block | None) -> frozenset[str]:
    """The releases and years named by the path of a page and by the headings above a block."""
    return releases(page.path).union(*(releases(one) for one in (block.context if block else ())))


def sentences(page: Page, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of a block."""
    at = block.start
    for match in re.compile(r"(?<=[.!?])[)\"'*_`]*\s+(?=[^a-z\s])").finditer(page.text, block.start, block.end):
        yield at, match.start()
        at = match.end()
    yield at, block.end
