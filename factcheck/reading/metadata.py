"""What a page says of itself outside its text: title, date of publication, language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.model import Publication
from factcheck.reading.draft import published
from factcheck.reading.tags import attributes, events

_DATES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "date",
)
"""Names of metadata that hold the date of publication, the surest first."""
_LINKED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_CODE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")


class Metadata(NamedTuple):
    """`title` as given for sharing, `name` the content of <title>, which often ends with the name of the site."""

    title: str | None = None
    name: str | None = None
    published: Publication | None = None
    language: str = "en"


def of(source: str) -> Metadata:
    """The metadata of a page."""
    given: dict[str, str] = {}
    for name, value in _stated(source):
        given.setdefault(name, value)
    dates = (published(given[name], "metadata", 0.95) for name in _DATES if name in given)
    stated = next((date for date in dates if date), None) or _timed(given)
    code = _CODE.match(given.get("lang", ""))
    return Metadata(given.get("og:title"), given.get("title"), stated, code[0].lower() if code else "en")


def _timed(given: dict[str, str]) -> Publication | None:
    """The first <time> of the page: mostly its date, though it may be that of an event."""
    return published(given["time"], "metadata", 0.7) if "time" in given else None


def _stated(source: str) -> Iterator[tuple[str, str]]:
    inside = ""
    for event in events(source):
        if event.kind == "text":
            if inside == "title":
                yield "title", source[event.start : event.end].strip()
            elif inside == "script" and (match := _LINKED.search(source, event.start, event.end)):
                yield "datepublished", match[1]
            inside = ""
        elif event.kind == "open":
            inside = event.name
            yield from _of_tag(event.name, event.attributes)


def _of_tag(name: str, written: str) -> Iterator[tuple[str, str]]:
    if name not in ("meta", "time", "html") and "datePublished" not in written:
        return
    given = attributes(written)
    value = given.get("content") or given.get("datetime") or ""
    if name == "html" and "lang" in given:
        yield "lang", given["lang"]
    for key in ("property", "name", "itemprop"):
        if value and key in given:
            yield given[key].lower(), value
    if name == "time" and value:
        yield "time", value
