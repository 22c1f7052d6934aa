"""Marks inside a paragraph of Markdown, masked: emphasis, link targets, images, tags, comments, notes, entities.

Every pattern is bounded or starts at a sign that it cannot run over again, so that each is linear on any input.
"""

from __future__ import annotations

import re

from factcheck.reading.masking import Mask

_PATTERNS = (
    re.compile(r"</?[A-Za-z][^<>\n]{0,600}>"),  # tags
    re.compile(r"<(?:https?|mailto|ftp):[^<>\s]{0,600}>"),  # autolinks
    re.compile(r"\{\{[^{}]{0,600}\}\}|\{%[^{}]{0,600}%\}|\{[#.:][^{}\s]{0,100}\}"),  # templates, attributes
    re.compile(
        r"(?<=\])\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}(?:\s{1,5}(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?\s{0,5}\)"
    ),
    re.compile(r"(?<=\])\[[^\[\]]{0,200}\]"),  # the name of a link's target
    re.compile(r"\[\^[^\[\]\s]{1,60}\]:?"),  # notes
    re.compile(r"(?:~~)[^~\n]{1,300}(?:~~)"),  # text that is struck out
    re.compile(r"!?\[(?=[^\[\]]{0,400}\][(\[ ])|(?<!\s)\](?= *(?:\(|\[))"),  # the brackets of links
    re.compile(r"`+"),
    re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<=[^\W\d])\*{2,3}(?=\w)"),  # emphasis
    re.compile(r"(?<!\w)_{1,3}(?=\w|[$£€(\"“‘])|(?<=[\w.,;:!?%)\"”’])_{1,3}(?!\w)"),
    re.compile(r"\\(?=[!-/:-@\[-`{-~])"),  # escapes
)


def mask(page: Mask, start: int, end: int) -> None:
    """Blank all marks between `start` and `end`."""
    comments(page, start, end)
    part = page.source[start:end]
    for pattern in _PATTERNS if any(sign in part for sign in "<{[`*_\\~") else ():
        page.blank_all(pattern, start, end)
    if "&" in part:
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
