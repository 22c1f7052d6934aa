"""What is fuzzed: the readers and the extraction, each as a function of any bytes that raises only for a fault of ours.

The first bytes of an input choose the format and whether the rest is repeated up to `LONGEST`: what takes quadratic
time shows only in long inputs, which chance alone never makes.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from functools import cache

import msgspec

from factcheck import extraction, rulebook
from factcheck.model import Document, Publication, ReadError, SourceOptions
from factcheck.reading import parse
from factcheck.reading.limits import time_limit
from factcheck.settings import Limits

LONGEST = 65_536
"""Bytes of the longest input."""

GROWING = 248
"""The least second byte of an input that is repeated; the greatest repeats it up to `LONGEST`."""

SLOW = 2.0
"""Seconds of processor time that no input may take."""

LIMITS = Limits(file_size=4_000_000, characters=400_000, expanded_size=8_000_000, cells=20_000, seconds=20.0)
TODAY = Publication(start="2017-11-29", end="2017-11-29", basis="configured", confidence=1.0)
TEXT_FORMATS = (".txt", ".md", ".html", ".csv")
_WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
_BOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
_LINKS = '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>'


class Fault(Exception):
    """What must not happen: an input that takes too long, or a result that does not hold what it promises."""


def office(parts: dict[str, bytes]) -> bytes:
    """An Office file of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _document(data: bytes) -> bytes:
    return office({"word/document.xml": _WORD.encode().replace(b"{}", data)})


def _styled(data: bytes) -> bytes:
    body, _, notes = data.partition(b"\0")
    return office({"word/document.xml": _WORD.encode().replace(b"{}", body), "word/footnotes.xml": notes})


def _workbook(data: bytes) -> bytes:
    sheet, strings, styles = ([*data.split(b"\x00", 2), b"", b""])[:3]
    parts = {"xl/workbook.xml": _BOOK.encode(), "xl/_rels/workbook.xml.rels": _LINKS.encode()}
    parts["xl/worksheets/s.xml"] = b"<s>" + sheet + b"</s>"
    parts |= {f"xl/{name}.xml": part for name, part in (("sharedStrings", strings), ("styles", styles)) if part}
    return office(parts)


def _page(data: bytes) -> bytes:
    """A PDF of one page with the drawing instructions `data`."""
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    font = b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj "
    stream = b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj trailer<</Root 1 0 R>>\n%%%%EOF" % (len(data), data)
    return head + page + b"endobj " + font + stream


FORMS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    *((f"x{suffix}", bytes) for suffix in (*TEXT_FORMATS, ".tsv", ".rst", ".adoc", ".py", ".eml", ".mbox", ".json")),
    *((f"x{suffix}", bytes) for suffix in (".jsonl", ".jsonl.gz", ".tar", ".tar.gz", ".pdf", ".docx", ".xlsx", ".ods")),
    ("x.docx", _document),
    ("x.docx", _styled),
    ("x.xlsx", _workbook),
    ("x.pdf", _page),
)
"""File names, and what is made of an input before it is read: mutated packages would hardly ever open."""


def grown(data: bytes) -> tuple[int, bytes]:
    """The number that the first byte of an input is, and the rest, which the second byte may repeat."""
    choice, growth, rest = (*data[:2], 0, 0)[0], (*data[:2], 0, 0)[1], data[2:]
    if growth >= GROWING and rest:
        size = LONGEST if growth == 255 else 4 * len(rest)
        rest = rest * (size // len(rest) + 1)
    return choice, rest[:LONGEST]


def readers(data: bytes) -> None:
    """Reads an input as one of `FORMS`."""
    choice, rest = grown(data)
    name, made = FORMS[choice % len(FORMS)]
    before = time.process_time()
    try:
        found = parse(made(rest), name, limits=LIMITS)
    except ReadError as fault:
        check_message(str(fault))
        found = []
    _in_time(before, name)
    for document in found:
        check_document(document)


def extract(data: bytes) -> None:
    """Extracts the claims of an input read as one of `TEXT_FORMATS`."""
    choice, rest = grown(data)
    name = f"x{TEXT_FORMATS[choice % len(TEXT_FORMATS)]}"
    text = rest.decode("utf-8", "replace").replace("\0", " ").encode()
    try:
        found = parse(text, name, SourceOptions(date_order="mdy" if choice & 64 else "dmy"), LIMITS)
    except ReadError:
        return
    for document in found:
        before = time.process_time()
        with time_limit(LIMITS.seconds):
            claims(document if choice & 128 else msgspec.structs.replace(document, published=TODAY))
        _in_time(before, name)


def claims(document: Document) -> None:
    """Extracts the claims of a document and holds them to what the contract says of places."""
    at = 0
    for claim in extraction.read(document, rules()).claims:
        if not at <= claim.start < claim.end <= len(document.text):
            raise Fault(f"the claim at {claim.start}..{claim.end} is out of place")
        if claim.text != document.original[claim.start : claim.end]:
            raise Fault(f"the claim at {claim.start} does not say what stands there")
        line = document.original.rfind("\n", 0, claim.start) + 1
        if (claim.line, claim.column) != (document.original.count("\n", 0, line) + 1, claim.start - line + 1):
            raise Fault(f"the claim at {claim.start} has a wrong line or column")
        at = claim.start


@cache
def rules() -> rulebook.Rulebook:
    """The built-in rules."""
    return rulebook.load()


def check_message(said: str) -> None:
    """A message is one short line."""
    if not said.isprintable() or len(said) > 300:
        raise Fault(f"a message is no short line: {said[:80]!r}")


def check_document(document: Document) -> None:
    """Blocks stand in order in a text of the length of its source, and messages are lines."""
    if len(document.original) != len(document.text):
        raise Fault("the text has another length than its source")
    edges = [edge for block in document.blocks for edge in (block.start, block.end)]
    if edges != sorted(edges) or (edges and not 0 <= edges[0] <= edges[-1] <= len(document.text)):
        raise Fault("blocks are out of order")
    for notice in document.notices:
        check_message(notice)


def _in_time(before: float, name: str) -> None:
    spent = time.process_time() - before
    if spent > SLOW:
        raise Fault(f"{name} takes {spent:.1f} s")


TARGETS = {"readers": readers, "extraction": extract}
