"""Where a finding's evidence stands: places, the names of documents, and the words around a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from factcheck.model import Evidence, FactValue, Finding, Publication, Term
from factcheck.report import notation


def holders(finding: Finding) -> list[FactValue | Term]:
    """All that a finding gives evidence for: its values, then the terms of its equation."""
    return [*finding.values, *finding.terms]


def places(finding: Finding) -> list[Evidence]:
    """Every place of a finding's values and terms, each once, in the order of the finding."""
    every = [place for holder in holders(finding) for place in holder.evidence]
    return list(dict.fromkeys(every))


def paths(finding: Finding) -> list[str]:
    """The documents that a finding touches."""
    return sorted({place.path for place in places(finding)})


def labels(every: Iterable[str]) -> dict[str, str]:
    """The shortest end of each path that names it alone: the file name, or as many folders as it takes."""
    whole = sorted(set(every))
    steps = {path: path.split("/") for path in whole}
    counts = Counter("/".join(parts[-n:]) for parts in steps.values() for n in range(1, len(parts) + 1))
    return {path: _shortest(parts, counts) for path, parts in steps.items()}


def _shortest(parts: list[str], counts: Counter[str]) -> str:
    ends = ("/".join(parts[-n:]) for n in range(1, len(parts) + 1))
    return next((end for end in ends if counts[end] == 1), "/".join(parts))


def place_name(place: Evidence) -> str:
    """Where in its document a value stands: line 12, page 3, cell B7 of Sheet1, record 5."""
    where = place.location
    if where is None:
        return f"line {place.line}"
    if where.cell is not None:
        return f"cell {where.cell}" + (f" of {where.sheet}" if where.sheet else "")
    named = (("page", where.page), ("record", where.record), ("part", where.part), ("sheet", where.sheet))
    return next((f"{name} {value}" for name, value in named if value is not None), f"line {place.line}")


def address(place: Evidence) -> str:
    """A place as terminals make it clickable: path:line:column, or the path with the part of the file."""
    if place.location is None:
        return f"{place.path}:{place.line}:{place.column}"
    return f"{place.path} ({place_name(place)})"


def stated(term: Term) -> str:
    """The words of a source for a term; its name where it was computed."""
    return next((snippet(place)[1] for place in term.evidence), term.name)


MARKED_UP = (".html", ".htm", ".xhtml", ".xml")
_TAG = re.compile(r"^[^<>]{0,60}>|<[^<>]{1,200}>|<[^<>]{0,200}$")
"""A tag, or what is left of one at either end of a stretch."""


def plain(text: str, path: str) -> str:
    """A stretch of a source without the tags of its format."""
    return _TAG.sub(" ", text) if path.lower().endswith(MARKED_UP) else text


def snippet(place: Evidence, reach: int = 45) -> tuple[str, str, str]:
    """The value of a place with up to `reach` characters of its sentence on either side, cut at words."""
    start = place.start - place.quote_start
    end = place.end - place.quote_start
    if not 0 <= start <= end <= len(place.quote):
        return "", place.quote[: 2 * reach], ""
    before, after = plain(place.quote[:start], place.path), plain(place.quote[end:], place.path)
    return _tail(before, reach), place.quote[start:end], _head(after, reach)


def _tail(text: str, reach: int) -> str:
    if len(text) <= reach:
        return text
    cut = text[-reach:]
    return "…" + (cut[cut.index(" ") :].lstrip() if " " in cut.rstrip() else cut)


def _head(text: str, reach: int) -> str:
    if len(text) <= reach:
        return text
    cut = text[:reach]
    return (cut[: cut.rindex(" ")].rstrip() if " " in cut.lstrip() else cut) + "…"


def published(publication: Publication | None) -> tuple[str, str]:
    """The date of a document and how it is known; "unknown" where it is not."""
    if publication is None:
        return "unknown", ""
    same = publication.start == publication.end
    day = publication.start if same else f"{publication.start} to {publication.end}"
    return day, f"{publication.basis} ({notation.share(publication.confidence)})"
