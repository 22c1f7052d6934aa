"""Where sentences start, as offsets for `Tokens`.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number. A line end does so unless
the text is hard-wrapped there. Blocks (paragraphs, items, cells, headings) always do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from factcheck.model import Block

_END = re.compile(r"[.!?…\n](?:(?<=\n)[ \t]*|(?<!\n)[\"'”’»)\]]{0,4}[ \t\u00a0]+(?=[\"'“‘«(\[]{0,3}[^\W_a-z]))")
"""The class of signs at the start lets the engine run from one to the next."""
_LAST_WORD = re.compile(r"[^\W\d_](?:[.'’-]?\w+)*$")
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "in",
        "on",
        "at",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "if",
        "when",
        "while",
        "after",
        "before",
        "as",
        "for",
        "there",
    ]
)
_NEXT_WORD = re.compile(r"[^\W\d_]+")

WRAPPED_LINE = range(45, 110)
"""Lengths, in characters, that the lines of hard-wrapped prose have; longer lines are paragraphs of their own."""


def breaks(text: str, blocks: Sequence[Block], abbreviations: Collection[str]) -> list[int]:
    """The offsets at which sentences start, in order."""
    edges = {edge for block in blocks for edge in (block.start, block.end)}
    edges.update(_ends(text, abbreviations))
    return sorted(edges)


def _ends(text: str, abbreviations: Collection[str]) -> Iterator[int]:
    line_start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "\n":
            if _breaks_at_line_end(text, line_start, match):
                yield match.end()
            line_start = match.end()
        elif text[match.start()] != "." or _stops(text, match, abbreviations):
            yield match.end()


def _breaks_at_line_end(text: str, line_start: int, match: re.Match[str]) -> bool:
    """Whether the line that ends here ends a sentence: true unless the text goes on, hard-wrapped, in the next line."""
    length = match.start() - line_start
    following = text[match.end() : match.end() + 1]
    if length not in WRAPPED_LINE or not following or following in "\n-*•#|>":
        return True
    if text[match.start() - 1] in '.!?:;”"':
        return True
    end = text.find("\n", match.end(), match.end() + WRAPPED_LINE.stop + 1)
    too_long = end < 0 and len(text) - match.end() > WRAPPED_LINE.stop
    return too_long or (following.isupper() and length < 60)


def _stops(text: str, match: re.Match[str], abbreviations: Collection[str]) -> bool:
    """Whether the full stop at `match` ends a sentence."""
    before = _LAST_WORD.search(text[max(0, match.start() - 24) : match.start()].rpartition(" ")[2])
    if before is None:
        return True
    word = before[0]
    if before.start() and text[before.start() - 1].isdigit() and "." not in word:
        return True
    if (len(word) == 1 and word.isupper()) or "." in word:
        following = _NEXT_WORD.match(text, match.end())
        return following is not None and following[0].lower() in _OPENERS
    return word.lower() not in abbreviations
