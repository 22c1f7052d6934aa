"""Replacing what is no text by spaces, so that every character that stays keeps its place."""

from __future__ import annotations

import re
from html import unescape

_NOT_NEWLINE = re.compile(r"[^\n\r]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LEADING = frozenset("$£€¥₹₽₩₺₴₸¢#")


class Mask:
    """A text under change; all changes keep its length."""

    __slots__ = ("signs", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.signs = list(source)

    def blank(self, start: int, end: int) -> None:
        """Replace by spaces, line ends kept."""
        if start < end:
            self.signs[start:end] = _NOT_NEWLINE.sub(" ", self.source[start:end])

    def join(self, start: int, end: int) -> None:
        """Replace line ends by spaces: the lines are one paragraph."""
        for match in _LINE_END.finditer(self.source, start, end):
            self.signs[match.start() : match.end()] = " " * (match.end() - match.start())

    def blank_all(self, pattern: re.Pattern[str], start: int, end: int, group: int = 0) -> None:
        """Replace each match (or its `group`) between `start` and `end`."""
        for match in pattern.finditer(self.source, start, end):
            self.blank(*match.span(group))

    def entities(self, start: int, end: int) -> None:
        """Replace `&amp;` and its like by their character and spaces."""
        for match in _ENTITY.finditer(self.source, start, end):
            self.signs[match.start() : match.end()] = _decoded(match[0])

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The text as it stands now."""
        return "".join(self.signs[start:end])


def _decoded(entity: str) -> str:
    """The character padded to the length of its entity: a sign that leads a number stays next to what follows."""
    plain = unescape(entity)
    if len(plain) > len(entity) or plain == entity:
        return entity
    plain = " " if plain in "\n\r" else plain
    return plain.rjust(len(entity)) if plain in _LEADING else plain.ljust(len(entity))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start`, `end` without white space at either side."""
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return (start + lead, start + len(part.rstrip())) if part.strip() else (start, start)


def squeezed(text: str) -> str:
    """`text` on one line with single spaces."""
    return " ".join(text.split())
