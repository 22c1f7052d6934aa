"""Excel workbooks: every cell as it is shown, with its headers and its place.

What a writer commits to is the number that the sheet shows, so that number formats are applied: 0.6 in a cell of
percents is 60%. The package is read with the standard library, which knows formats and allows limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from factcheck.model import Location, ReadError
from factcheck.reading import tables
from factcheck.reading.building import Builder
from factcheck.reading.cellformat import BUILT_IN, shown
from factcheck.reading.draft import Draft
from factcheck.reading.masking import squeezed
from factcheck.reading.package import Package, relations
from factcheck.settings import Limits

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
WIDEST = 1000


class Book(NamedTuple):
    """What the sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    since_1904: bool


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The sheets of a workbook as one document; hidden sheets are left out and told."""
    package = Package(data, limits, "XLSX")
    root = package.part("xl/workbook.xml")
    if root is None:
        raise ReadError("is no Excel workbook (it has no main part); save it as XLSX again")
    properties = root.find("workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    book = Book(_strings(package), _formats(package), since_1904)
    targets = relations(package, "xl/workbook.xml")
    builder, hidden, count = Builder(), [], 0
    for sheet in root.iter("sheet"):
        name = sheet.get("name", "")
        if sheet.get("state") in ("hidden", "veryHidden"):
            hidden.append(name)
            continue
        part = package.part(targets.get(sheet.get("id", ""), ""))
        rows = _rows(part, book, name) if part is not None else []
        count += sum(len(row) for row in rows)
        if count > limits.cells:
            raise ReadError(f"holds more than {limits.cells:,} cells; split it or raise limits.cells")
        lay_out(builder, name, rows)
    said = (f"hidden sheets are left out: {', '.join(hidden)}",) if hidden else ()
    if not builder.blocks:
        raise ReadError("has no cell with a value in a visible sheet")
    yield Draft(text=builder.text(), blocks=tuple(builder.blocks), notices=said)


def lay_out(builder: Builder, sheet: str, rows: list[list[tables.Cell | None]]) -> None:
    """Each stretch of rows between empty ones as a table; lines of one cell above it are its caption."""
    stretch: list[list[tables.Cell | None]] = []
    for row in [*rows, []]:
        if any(cell and cell.text for cell in row):
            stretch.append(row)
        elif stretch:
            _table(builder, sheet, stretch)
            stretch = []


def _table(builder: Builder, sheet: str, rows: list[list[tables.Cell | None]]) -> None:
    filled = [[cell for cell in row if cell and cell.text] for row in rows]
    lead = next((index for index, row in enumerate(filled) if len(row) > 1), len(rows))
    captions = [cell for row in filled[:lead] for cell in row]
    for cell in captions:
        builder.paragraph(cell.text, "caption", location=cell.location)
    left = min((index for row in rows[lead:] for index, cell in enumerate(row) if cell and cell.text), default=0)
    if rows[lead:]:
        builder.table([row[left:] for row in rows[lead:]], None, (sheet, *(cell.text for cell in captions)))


def _strings(package: Package) -> list[str]:
    root = package.part("xl/sharedStrings.xml")
    return [_rich(one) for one in root.iter("si")] if root is not None else []


def _rich(element: Element) -> str:
    """The text of a string with its runs; phonetic guides are left out."""
    runs = [element, *element.findall("r")]
    return "".join(one.text or "" for run in runs for one in run.findall("t"))


def _formats(package: Package) -> list[str]:
    """The number format of each cell style."""
    root = package.part("xl/styles.xml")
    if root is None:
        return []
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("numFmt")}
    styles = root.find("cellXfs")
    keys = [one.get("numFmtId", "0") for one in styles] if styles is not None else []
    return [own.get(key) or BUILT_IN.get(key, "General") for key in keys]


def _rows(root: Element, book: Book, sheet: str) -> list[list[tables.Cell | None]]:
    """The rows of a sheet; what is left out between them is empty, so that headers keep their columns."""
    spans = _merged(root)
    rows: list[list[tables.Cell | None]] = []
    last = 0
    for element in root.iter("row"):
        if element.get("hidden") in ("1", "true"):
            continue
        number = int(element.get("r", "0")) if element.get("r", "0").isdecimal() else 0
        if number > last + 1 and rows:
            rows.append([])
        last = number or last + 1
        rows.append(_row(element, book, sheet, spans))
    return rows


def _row(element: Element, book: Book, sheet: str, spans: dict[str, int]) -> list[tables.Cell | None]:
    row: list[tables.Cell | None] = []
    for one in element.iter("c"):
        name = one.get("r", "")
        column = column_number(name) if name else len(row)
        if column >= WIDEST:
            break
        row.extend([None] * (column + 1 - len(row)))
        text = squeezed(_text(one, book))
        place = Location(sheet=sheet, cell=name or None)
        row[column] = tables.Cell(text, 0, 0, place, False, spans.get(name, 1)) if text else None
    return row


def _text(cell: Element, book: Book) -> str:
    stored = cell.find("v")
    value = stored.text or "" if stored is not None else ""
    match cell.get("t", "n"):
        case "s":
            index = int(value) if value.isdecimal() else -1
            return book.strings[index] if 0 <= index < len(book.strings) else ""
        case "inlineStr":
            inline = cell.find("is")
            return _rich(inline) if inline is not None else ""
        case "n":
            style = cell.get("s", "0")
            index = int(style) if style.isdecimal() else 0
            form = book.formats[index] if index < len(book.formats) else "General"
            return shown(value, form, book.since_1904) if value else ""
        case "b" | "e":
            return ""
    return value


def _merged(root: Element) -> dict[str, int]:
    """How many columns a merged cell spans, by the name of its first cell."""
    found = {}
    for one in root.iter("mergeCell"):
        first, _, last = one.get("ref", "").partition(":")
        if _REFERENCE.fullmatch(first) and _REFERENCE.fullmatch(last):
            found[first] = max(1, min(WIDEST, column_number(last) - column_number(first) + 1))
    return found


def column_number(name: str) -> int:
    """The column of a cell called like B7, from 0."""
    match = _REFERENCE.fullmatch(name)
    number = 0
    for letter in match[1] if match else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(number: int) -> str:
    """The letters of a column, which counts from 0."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
