"""HTML as a stream of tags and texts with their places, read the way browsers do: nothing is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})((?:[^<>\"']++|\"[^\"]{0,20000}+\"|'[^']{0,20000}+')*+)>"
    r"|<([!?/])"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,100})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})
"""Elements whose content is no mark-up."""


class Event(NamedTuple):
    """A tag, or a stretch of text; `name` in lower case, `attributes` as written."""

    kind: Literal["open", "close", "text"]
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def events(source: str) -> Iterator[Event]:
    """The tags and texts of `source` in order; comments, declarations and processing instructions are left out."""
    at = 0
    while at < len(source):
        match = _TAG.search(source, at)
        if match is None:
            yield Event("text", at, len(source))
            return
        if match.start() > at:
            yield Event("text", at, match.start())
        if match[4]:
            at = _after_declaration(source, match.start())
            continue
        name = match[2].lower()
        yield Event("close" if match[1] else "open", match.start(), match.end(), name, match[3])
        at = match.end()
        if name in RAW and not match[1] and not match[3].endswith("/"):
            at = _end_of_raw(source, name, at)
            yield Event("text", match.end(), at)


def _after_declaration(source: str, start: int) -> int:
    comment = source.startswith("<!--", start)
    closing = "-->" if comment else "]]>" if source.startswith("<![CDATA[", start) else ">"
    end = source.find(closing, start + (4 if comment else 2))
    return len(source) if end < 0 else end + len(closing)


def _end_of_raw(source: str, name: str, start: int) -> int:
    match = re.compile(rf"</{name}(?![A-Za-z0-9])", re.IGNORECASE).search(source, start)
    return match.start() if match else len(source)


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities decoded; of a repeated one the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found
