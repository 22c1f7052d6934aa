"""Plain text: paragraphs, list items, headings that are underlined or in capitals, and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from factcheck.model import Block
from factcheck.reading.draft import Draft
from factcheck.reading.masking import squeezed

_LINE = re.compile(r"[^\r\n]*")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•·‣◦▪–—]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*([=\-~*#_])\1{2,}[ \t]*$")
LONGEST_HEADING = 100
WIDEST_WRAPPED = 120
"""Longer lines, in characters, are not wrapped by hand."""


class Line(NamedTuple):
    """A line without its end, and white space trimmed."""

    start: int
    end: int
    text: str


def read(text: str) -> Draft:
    """The paragraphs of `text`, which is kept as it is."""
    found = tuple(_blocks(text))
    title = found[0] if found and found[0].kind == "title" else None
    return Draft(text=text, blocks=found, title=squeezed(text[title.start : title.end]) if title else None)


def lines(text: str) -> Iterator[Line]:
    """The lines of `text`, whatever ends them."""
    at = 0
    while at <= len(text):
        match = _LINE.match(text, at)
        end = match.end() if match else at
        raw = text[at:end]
        lead = len(raw) - len(raw.lstrip("\ufeff \t\xa0\f\v"))
        yield Line(at + lead, at + len(raw.rstrip()), raw) if raw.strip("\ufeff \t\xa0\f\v") else Line(at, at, "")
        at = end + (2 if text.startswith("\r\n", end) else 1)


def _blocks(text: str) -> Iterator[Block]:
    context: tuple[str, ...] = ()
    group = 0
    found = list(chunks(lines(text)))
    for number, chunk in enumerate(found):
        heading = _heading(chunk, number == 0 and len(found) > 1)
        if heading:
            yield heading
            context = (squeezed(text[heading.start : heading.end]),) if heading.kind == "heading" else context
            chunk = chunk[2 if len(chunk) > 1 and _RULE.match(chunk[1].text) else 1 :]
        items = any(_ITEM.match(line.text) for line in chunk)
        group += items
        yield from _paragraphs(chunk, group, context)


def chunks(of: Iterable[Line]) -> Iterator[list[Line]]:
    """Stretches of lines between empty ones."""
    chunk: list[Line] = []
    for line in of:
        if line.text:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _heading(chunk: list[Line], first: bool) -> Block | None:
    """The first line of a chunk as title or heading, if its form says so."""
    line = chunk[0]
    said = line.text.strip("\ufeff \t\xa0")
    if len(said) > LONGEST_HEADING or _ITEM.match(line.text):
        return None
    underlined = len(chunk) > 1 and _RULE.match(chunk[1].text) is not None
    alone = len(chunk) == 1 and said[-1] not in '.!?,;:…”"' and any(sign.isalpha() for sign in said)
    if first and (underlined or alone):
        return Block(kind="title", start=line.start, end=line.end)
    shouted = alone and said.isupper() and sum(sign.isalpha() for sign in said) > 3
    return Block(kind="heading", start=line.start, end=line.end, indent=1) if underlined or shouted else None


def _paragraphs(chunk: list[Line], group: int, context: tuple[str, ...]) -> Iterator[Block]:
    """A paragraph starts with the chunk and with each item; where lines are too long to be wrapped, with each line."""
    wrapped = all(line.end - line.start <= WIDEST_WRAPPED for line in chunk)
    starts = (index for index, line in enumerate(chunk) if not wrapped or _ITEM.match(line.text))
    edges = sorted({0, *starts, len(chunk)})
    for first, last in pairwise(edges):
        item = _ITEM.match(chunk[first].text)
        yield Block(
            kind="item" if item else "paragraph",
            start=chunk[first].start,
            end=chunk[last - 1].end,
            indent=len(item[1].expandtabs()) // 2 + 1 if item else 0,
            group=group if item else -1,
            context=context,
        )
