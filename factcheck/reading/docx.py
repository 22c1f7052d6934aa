"""Word documents: paragraphs, headings, lists, tables and notes; deleted text and fields are left out.

The package is read with the standard library alone, which allows limits that ready-made readers do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from factcheck.model import Location, ReadError
from factcheck.reading import tables
from factcheck.reading.building import Builder
from factcheck.reading.draft import Draft
from factcheck.reading.masking import squeezed
from factcheck.reading.package import Package
from factcheck.settings import Limits

_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pict", "footnoteReference"})
_HEADING = re.compile(r"(?:heading|überschrift|titre) ?([1-9])", re.IGNORECASE)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
_NOTES = ("footnotes", "endnotes", "comments")
MAIN = "word/document.xml"


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The document in a Word file."""
    package = Package(data, limits, "DOCX")
    root = package.part(MAIN)
    body = root.find("body") if root is not None else None
    if body is None:
        raise ReadError("is no Word document (it has no main part); save it as DOCX again")
    reader = _Reader(_styles(package), limits)
    reader.content(body, "document")
    for name in _NOTES[:2]:
        reader.notes(package.part(f"word/{name}.xml"), name)
    built = reader.builder
    yield Draft(text=built.text(), title=reader.title or _title(package), blocks=tuple(built.blocks))


def _styles(package: Package) -> dict[str, str]:
    """The names of paragraph styles by id."""
    root = package.part("word/styles.xml")
    found = {}
    for style in root.iter("style") if root is not None else ():
        name = style.find("name")
        found[style.get("styleId", "")] = name.get("val", "") if name is not None else ""
    return found


def _title(package: Package) -> str | None:
    root = package.part("docProps/core.xml")
    title = root.find("title") if root is not None else None
    return squeezed(title.text) if title is not None and title.text else None


class _Reader:
    def __init__(self, styles: dict[str, str], limits: Limits) -> None:
        self.builder = Builder()
        self.title: str | None = None
        self._styles = styles
        self._limits = limits
        self._cells = 0
        self._list = -1

    def content(self, body: Element, part: str) -> None:
        """The paragraphs and tables in `body`, in order."""
        for one in body:
            match one.tag:
                case "p":
                    self._paragraph(one, part)
                case "tbl":
                    self._table(one, part)
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml":
                    self.content(one, part)

    def notes(self, root: Element | None, part: str) -> None:
        """Footnotes or endnotes, each a block."""
        for note in root if root is not None else ():
            if note.get("type") in (None, "normal"):
                self.content(note, part)

    def _paragraph(self, element: Element, part: str) -> None:
        text = said(element)
        style, level = self._style(element)
        numbering = element.find("pPr/numPr")
        if numbering is None and not style.startswith("list "):
            self._list = -1
        if level == 0 and self.title is None:
            self.title = squeezed(text)
        if level is not None:
            self.builder.paragraph(text, "heading" if level else "title", level, location=Location(part=part))
        elif numbering is not None or style.startswith("list "):
            self._list = self._list if self._list >= 0 else self.builder.next_group()
            depth = element.find("pPr/numPr/ilvl")
            value = depth.get("val", "0") if depth is not None else "0"
            indent = int(value) + 1 if value.isdecimal() else 1
            self.builder.paragraph(text, "item", indent, self._list, Location(part=part))
        else:
            kind = "caption" if style == "caption" else "quote" if "quote" in style else "paragraph"
            self.builder.paragraph(text, kind, location=Location(part=part))

    def _style(self, element: Element) -> tuple[str, int | None]:
        """The name of the style in lower case, and the level of a heading (0 for the title)."""
        given = element.find("pPr/pStyle")
        key = given.get("val", "") if given is not None else ""
        name = self._styles.get(key, key).lower()
        match = _HEADING.match(name)
        outline = element.find("pPr/outlineLvl")
        if match or name == "title":
            return name, int(match[1]) if match else 0
        level = outline.get("val", "9") if outline is not None else "9"
        return name, int(level) + 1 if level.isdecimal() and int(level) < 9 else None

    def _table(self, element: Element, part: str) -> None:
        previous = self.builder.blocks[-1] if self.builder.blocks else None
        caption = (
            (self.builder.text()[previous.start : previous.end],) if previous and previous.kind == "caption" else ()
        )
        rows = [self._row(row, part) for row in element.iter("tr")]
        self.builder.table(rows, caption=caption)

    def _row(self, row: Element, part: str) -> list[tables.Cell | None]:
        cells: list[tables.Cell | None] = []
        header = row.find("trPr/tblHeader") is not None
        for cell in row.findall("tc"):
            self._cells += 1
            if self._cells > self._limits.cells:
                raise ReadError(f"holds more than {self._limits.cells:,} cells; split it or raise limits.cells")
            span = cell.find("tcPr/gridSpan")
            across = int(span.get("val", "1")) if span is not None and span.get("val", "1").isdecimal() else 1
            across = max(1, min(across, 100))
            text = squeezed(" ".join(said(one) for one in cell.iter("p")))
            cells.append(tables.Cell(text, 0, 0, Location(part=part), header, across))
            cells.extend([None] * (across - 1))
        return cells


def said(element: Element) -> str:
    """The text of a paragraph as a reader sees it, changes accepted."""
    parts: list[str] = []
    stack = [element]
    while stack:
        one = stack.pop()
        if one.tag == "t":
            parts.append(one.text or "")
        elif one.tag in _SIGNS and one is not element:
            parts.append(_SIGNS[one.tag])
        elif one.tag not in _SKIPPED and one.tag != "pPr":
            stack.extend(reversed(one))
    return "".join(parts)
