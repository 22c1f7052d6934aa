"""Which file is read by which module: a table of suffixes.

A module of a text format has `read(text) -> Draft`; one of a binary format `read(data, limits) -> Iterator[Draft]`;
one of a container `read(file, limits) -> Iterator[Draft | Member | Fault]`, which streams.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple


class Format(NamedTuple):
    """A format: the module of this package that reads it, how its files end, and how it wants them."""

    module: str
    suffixes: tuple[str, ...]
    takes: Literal["text", "bytes", "stream"] = "text"


FORMATS = (
    Format("text", (".txt", ".text")),
    Format("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mdx")),
    Format("html", (".html", ".htm", ".xhtml")),
    Format("restructured", (".rst", ".rest")),
    Format("asciidoc", (".adoc", ".asciidoc", ".asc")),
    Format("docstrings", (".py", ".pyi")),
    Format("delimited", (".csv", ".tsv", ".tab")),
    Format("pdf", (".pdf",), "bytes"),
    Format("docx", (".docx",), "bytes"),
    Format("xlsx", (".xlsx", ".xlsm"), "bytes"),
    Format("spreadsheet", (".xls", ".xlsb", ".ods"), "bytes"),
    Format("mail", (".eml",), "bytes"),
    Format("mailbox", (".mbox",), "bytes"),
    Format("records", (".json",), "bytes"),
    Format("lines", (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), "stream"),
    Format("archive", (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"), "stream"),
)
BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}


def suffix(name: str) -> str:
    """The known suffix of a file name, or "": the longest wins, so that `a.jsonl.gz` is no `.gz`."""
    parts = name.lower().split(".")
    for count in (2, 1):
        ending = "." + ".".join(parts[-count:])
        if len(parts) > count and ending in BY_SUFFIX:
            return ending
    return ""


def of(name: str) -> Format | None:
    """The format of the file called `name`, or None."""
    return BY_SUFFIX.get(suffix(name))


_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<!--.{0,2000}?-->\s{0,200})?<(?:!doctype\s+html|html[\s>])", re.I | re.S
)


def by_content(data: bytes) -> Format | None:
    """The format that the first bytes give away, whatever the file is called."""
    if _HTML.match(data[:4000]):
        return BY_SUFFIX[".html"]
    if data.startswith(b"%PDF-"):
        return BY_SUFFIX.get(".pdf")
    return None
