"""Reports: the findings of a check in the formats that people and programs read.

Every format is one file; `rendered` calls the one that is named and imports it then. The same report gives the same
text, byte for byte: nothing here reads the clock, the file system or the environment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from factcheck.model import Claim, Report, UsageError

__all__ = ["CLAIM_FORMATS", "FORMATS", "Format", "claims", "render", "render_pictures", "rendered"]


class Format(NamedTuple):
    """How a file of this format ends, and its media type."""

    suffix: str
    media_type: str


FORMATS: dict[str, Format] = {
    "text": Format(".txt", "text/plain"),
    "markdown": Format(".md", "text/markdown"),
    "html": Format(".html", "text/html"),
    "json": Format(".json", "application/json"),
    "jsonl": Format(".jsonl", "application/x-ndjson"),
    "csv": Format(".csv", "text/csv"),
    "sarif": Format(".sarif", "application/sarif+json"),
    "junit": Format(".xml", "application/xml"),
    "github": Format(".annotations.txt", "text/plain"),
}
CLAIM_FORMATS: dict[str, Format] = {
    "text": Format(".txt", "text/plain"),
    "jsonl": Format(".jsonl", "application/x-ndjson"),
    "csv": Format(".csv", "text/csv"),
}


def render(report: Report, format: str, **options: Any) -> str:
    """`report` in one of `FORMATS`, as one text; the options are those of `rendered`."""
    return "".join(rendered(report, format, **options))


def rendered(
    report: Report,
    format: str,
    *,
    texts: Mapping[str, str] | None = None,
    root: str = "",
    colour: bool = False,
    width: int = 100,
    pictures: str = "",
    focus: Collection[str] = (),
    fail_on: str = "conflict",
) -> Iterator[str]:
    """`report` in one of `FORMATS`, piece by piece. A report with more findings than memory should hold is whole in
    json, jsonl and csv; other formats show the worst of it and count the rest.

    `texts` are the documents by path, for the lines around a quote (html); `root` leads from the folder of the report
    to the one that paths start from (links of markdown and html); `colour` and `width` in columns are for text;
    `pictures` leads from a Markdown report to the folder with what `render_pictures` gives, if it was written;
    `focus` are the paths of new sources: only places in them are annotated (sarif, github);
    `fail_on` is the verdict from which on a new finding fails (junit, github, text).
    Raises UsageError for a format that is not known.
    """
    match format:
        case "json":
            from factcheck.report import jsonform

            return jsonform.report_text(report)
        case "jsonl":
            from factcheck.report import jsonform

            return jsonform.findings_lines(report)
        case "csv":
            from factcheck.report import pairs

            return pairs.render(report)
    from factcheck.report.shortening import shortened

    return iter([_whole(shortened(report), format, texts, root, colour, width, pictures, focus, fail_on)])


def _whole(
    report: Report,
    format: str,
    texts: Mapping[str, str] | None,
    root: str,
    colour: bool,
    width: int,
    pictures: str,
    focus: Collection[str],
    fail_on: str,
) -> str:
    """`report` in a format that is made at once."""
    match format:
        case "text":
            from factcheck.report import text

            return text.render(report, colour=colour, width=width, fail_on=fail_on)
        case "markdown":
            from factcheck.report import markdown

            return markdown.render(report, root=root, pictures=pictures)
        case "html":
            from factcheck.report import html

            return html.render(report, texts, root)
        case "sarif":
            from factcheck.report import sarif

            return sarif.render(report, focus)
        case "junit":
            from factcheck.report import junit

            return junit.render(report, fail_on)
        case "github":
            from factcheck.report import github

            return github.render(report, focus, fail_on)
    raise UsageError(f"{format!r} is no format of reports; use one of {', '.join(FORMATS)}")


def claims(claims: Iterable[Claim], format: str = "text") -> str:
    """`claims` in one of `CLAIM_FORMATS`, as one text; `factcheck.report.listing` gives it line by line.

    Raises UsageError for a format that is not known.
    """
    from factcheck.report.listing import listed

    return "".join(listed(claims, format))


def render_pictures(report: Report) -> dict[str, str]:
    """SVG files to stand beside a Markdown report, by file name: a line for each disagreement, and a matrix."""
    from factcheck.report import pictures, svg
    from factcheck.report.shortening import shortened

    return {f"{name}.svg": svg.standalone(drawn) for name, drawn in pictures.pictures(shortened(report)).items()}
