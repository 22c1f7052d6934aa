"""factcheck finds where sources disagree.

It reads texts, extracts every numeric and temporal claim, decides which claims speak of one fact, compares them as
the intervals that their writers committed to, and reports the discrepancies with evidence and arithmetic.

    >>> import factcheck
    >>> [claim.text for claim in factcheck.claims("Trade grew 60 percent to $441.4 million.")]
    ['60 percent', '$441.4 million']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.model import Claim, Finding, Report

__version__ = "0.1.0"

__all__ = ["check", "claims", "compare", "to_json"]


def claims(text: str, published: str | None = None) -> list[Claim]:
    """All numeric and temporal claims of `text`, in order, under the path `text`.

    `published` is the day (ISO 8601) from which relative times count; without it they stay unresolved unless the
    text tells.
    """
    from factcheck import extraction, rulebook

    return extraction.claims(_document("text", text, published), rulebook.load())[1]


def check(
    paths: Iterable[str | Path], *, rules: Iterable[str | Path] = (), new: Iterable[str] = (), strict: bool = False
) -> Report:
    """Reads the files and folders `paths` and reports where they disagree.

    `rules` are folders of rules laid over the built-in ones; with `new`, only findings that touch one of those
    paths. Files that cannot be read are listed in the report's errors. Raises FactcheckError when nothing can be
    read or a rule is broken.
    """
    from pathlib import Path

    from factcheck import baseline, pipeline, reading, rulebook, settings

    documents, added = reading.read([str(path) for path in paths], settings.Settings()), set(new)
    report = pipeline.check(documents, rulebook.load(*map(Path, rules)), new=added, strict=strict)
    return baseline.touching(report, added) if added else report


def compare(
    a: str,
    b: str,
    *,
    published_a: str | None = None,
    published_b: str | None = None,
    strict: bool = True,
) -> list[Finding]:
    """The findings on two texts taken to be about one matter, under the paths `a` and `b`.

    With `strict`, a bound leaves out the value itself: "more than 20,708" contradicts 20,708.
    """
    from factcheck import pipeline, rulebook

    return pipeline.compare(
        _document("a", a, published_a), _document("b", b, published_b), rulebook.load(), strict=strict
    )


def to_json(result: Any) -> Any:
    """A claim, finding or report, or a list of them, as plain objects in the form of the JSON Schema."""
    from factcheck.model import Claim, Finding, Report
    from factcheck.report import jsonform

    if isinstance(result, Claim):
        return jsonform.claim_object(result)
    if isinstance(result, Finding):
        return jsonform.finding_object(result)
    if isinstance(result, Report):
        return jsonform.report_object(result)
    return [to_json(one) for one in result]


def _document(path: str, text: str, published: str | None) -> Any:
    from factcheck.model import Document, Publication

    when = Publication(start=published, end=published, basis="configured", confidence=1.0) if published else None
    return Document(path=path, text=text, published=when)
