"""What a format gives: a text of the same length as its source, and what the format says of structure and date."""

from __future__ import annotations

import re

from factcheck.model import Block, Location, Publication, ReadError, Record


class Draft(Record, frozen=True, kw_only=True):
    """A document as its format tells it, before path and options are known.

    `text` has what is no text replaced by spaces; `source` is the decoded file when it differs from `text`, of the
    same length, so that `text[i]` stands at `source[i]`. `suffix` is added to the path of the file and `location`
    holds for the whole draft: the record or part that it is. `header` is a publication date given beside the text.
    """

    text: str
    source: str = ""
    title: str | None = None
    published: Publication | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    notices: tuple[str, ...] = ()
    suffix: str = ""
    location: Location | None = None
    url: str | None = None


class Member(Record, frozen=True, kw_only=True):
    """A file inside an archive, or attached to a message; `suffix` tells which of several messages."""

    name: str
    data: bytes
    suffix: str = ""


class NoText(ReadError):
    """A file whose format can hold documents, but which holds something else: left out when it was not named itself."""


class Fault(Record, frozen=True, kw_only=True):
    """A part of a container that cannot be read; the others can."""

    suffix: str
    message: str


_ISO = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?![\d])")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3,9})\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def published(stated: str, basis: str, confidence: float) -> Publication | None:
    """The date that a metadata field states: ISO 8601, an e-mail date, or day, month name and year.

    The day is taken as written, in its own time zone. None if it states no date.
    """
    days = _iso(stated.strip()) or _mail(stated.strip()) or _named(stated.strip())
    return Publication(start=days[0], end=days[1], basis=basis, confidence=confidence) if days else None


def _iso(stated: str) -> tuple[str, str] | None:
    match = _ISO.match(stated)
    return span(int(match[1]), *(int(part) if part else None for part in match.groups()[1:])) if match else None


def _mail(stated: str) -> tuple[str, str] | None:
    from email.utils import parsedate_to_datetime

    try:
        day = parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None
    return day, day


def _named(stated: str) -> tuple[str, str] | None:
    match = _NAMED.search(stated)
    if match is None or match[2][:3].lower() not in _MONTHS:
        return None
    day = match[1] or match[3]
    return span(int(match[4]), _MONTHS.index(match[2][:3].lower()) + 1, int(day) if day else None)


def span(year: int, month: int | None = None, day: int | None = None) -> tuple[str, str] | None:
    """First and last day of a year, month or day; None if there is no such day."""
    from calendar import monthrange

    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    last = monthrange(year, month)[1]
    if day is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}"
    return (f"{year:04}-{month:02}-{day:02}",) * 2 if 1 <= day <= last else None
