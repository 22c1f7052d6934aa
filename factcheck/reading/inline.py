"""Marks inside a paragraph of Markdown, masked: emphasis, link targets, images, tags, comments, notes, entities.

Every alternative is bounded, so that the pattern is linear on any input.
"""

from __future__ import annotations

import re

from factcheck.reading.masking import Mask

_MARKS = re.compile(
    r"""(?=[<{(\[\]!~`*_\\])(?:
    </?[A-Za-z][^<>\n]{0,600}>                            # tags
    | <(?:https?|mailto|ftp):[^<>\s]{0,600}>             # autolinks
    | \{\{[^{}]{0,600}\}\} | \{%[^{}]{0,600}%\}          # templates
    | \{[#.:][^{}\s]{0,100}\}                            # attributes
    | (?<=\])\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}+   # targets of links
      (?:\s{1,5}(?:"[^"]{0,300}"|'[^']{0,300}'))?\s{0,5}\)
    | \[\^[^\[\]\s]{1,60}\]:?                            # notes
    | (?<=\])\[[^\[\]]{0,200}\]                          # names of targets
    | !?\[(?=[^\[\]]{0,400}\][(\[ ])                     # brackets of links
    | (?<!\s)\](?=[ ]{0,3}[(\[])
    | ~~[^~\n]{1,300}~~                                  # text that is struck out
    | `+
    | (?<![\w*])\*{1,3}(?=[^\s*]) | (?<=[^\s*])\*{1,3}(?![\w*]) | (?<=[^\W\d])\*{2,3}(?=\w)  # emphasis
    | (?<!\w)_{1,3}(?=[\w$£€(\"“‘]) | (?<=[\w.,;:!?%)\"”’])_{1,3}(?!\w)
    | \\(?=[!-/:-@\[-`{-~])                               # escapes
    )""",
    re.VERBOSE,
)
_SIGNS = re.compile(r"[<{\[`*_\\~&]")


def mask(page: Mask, start: int, end: int) -> None:
    """Blank all marks between `start` and `end`."""
    if _SIGNS.search(page.source, start, end) is None:
        return
    comments(page, start, end)
    page.blank_all(_MARKS, start, end)
    page.entities(start, end)


def comments(page: Mask, start: int, end: int) -> None:
    """Blank `<!-- … -->`; one that is never closed is text."""
    at = page.source.find("<!--", start, end)
    while at >= 0:
        close = page.source.find("-->", at, end)
        if close < 0:
            return
        page.blank(at, close + 3)
        at = page.source.find("<!--", close + 3, end)
