"""Front matter: the block of YAML or TOML in front of a Markdown text, of which a few plain keys are read.

It is read line by line and never handed to a YAML parser: it comes from anybody, and a wrong line must not hide others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.model import Block, Publication
from factcheck.reading.draft import published

_OPEN = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_KEY = re.compile(r"^([A-Za-z][\w-]{0,40})[ \t]*[:=][ \t]*(.*)$")
_QUOTED = re.compile(r"""^(["'])(.*?)\1[ \t]*(?:#.*)?$""")
DATES = (
    "published",
    "publish_date",
    "publishdate",
    "pubdate",
    "datepublished",
    "date_published",
    "published_at",
    "date",
)
MOST = 20_000
"""So many characters front matter has at most."""


class FrontMatter(NamedTuple):
    """Where the front matter (or a byte order mark) ends, and what it says."""

    end: int = 0
    title: str | None = None
    published: Publication | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """What stands between two fences at the very start of `text`."""
    opening = _OPEN.match(text)
    nothing = FrontMatter(end=int(text.startswith("\ufeff")))
    if opening is None:
        return nothing
    fence = re.escape(opening[1])
    closing = re.compile(rf"^(?:{fence}|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE).search(
        text, opening.end(), opening.end() + MOST
    )
    if closing is None:
        return nothing
    values = _values(text, opening.end(), closing.start())
    title = values.get("title")
    return FrontMatter(
        end=closing.end(),
        title=title[0] if title else None,
        published=next((found for key in DATES if key in values and (found := _date(values[key][0]))), None),
        language=_language(values),
        blocks=(Block(kind="title", start=title[1], end=title[1] + len(title[0])),) if title else (),
    )


def _values(text: str, start: int, end: int) -> dict[str, tuple[str, int]]:
    """The plain values of top-level keys in lower case, each with its place."""
    found: dict[str, tuple[str, int]] = {}
    at = start
    for raw in text[start:end].splitlines(keepends=True):
        match = _KEY.match(raw.rstrip("\r\n"))
        if match:
            quoted = _QUOTED.match(match[2])
            value = quoted[2] if quoted else match[2].split(" #")[0].rstrip()
            place = at + match.start(2) + (1 if quoted else 0)
            if value:
                found.setdefault(match[1].lower(), (value, place))
        at += len(raw)
    return found


def _date(value: str) -> Publication | None:
    return published(value, "front matter", 0.95)


def _language(values: dict[str, tuple[str, int]]) -> str:
    stated = next((values[key][0] for key in ("lang", "language", "locale") if key in values), "en")
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", stated)
    return code[0].lower() if code else "en"
