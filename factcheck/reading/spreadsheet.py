"""Old Excel, binary Excel and OpenDocument tables, through python-calamine: values without their number formats."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from factcheck.model import Location, ReadError
from factcheck.reading import tables
from factcheck.reading.building import Builder
from factcheck.reading.draft import Draft
from factcheck.reading.package import Package
from factcheck.reading.xlsx import WIDEST, column_name, lay_out
from factcheck.settings import Limits


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The sheets of a workbook as one document."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise ReadError("needs python-calamine; install factcheck[xlsx]") from None
    if data.startswith(b"PK"):
        Package(data, limits, "spreadsheet")  # checks the sizes before anything is unpacked
    builder = Builder()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            lay_out(builder, name, _rows(book.get_sheet_by_name(name), name, limits))
    except (CalamineError, ValueError, OSError) as fault:
        raise ReadError(f"is no spreadsheet that can be read ({fault}); save it as XLSX") from None
    if not builder.blocks:
        raise ReadError("has no cell with a value")
    said = ("number formats of this kind of file are not read: values are as stored",)
    yield Draft(text=builder.text(), blocks=tuple(builder.blocks), notices=said)


def _rows(sheet: Any, name: str, limits: Limits) -> list[list[tables.Cell | None]]:
    if sheet.total_height * min(sheet.total_width, WIDEST) > 20 * limits.cells:
        raise ReadError(f"holds more than {limits.cells:,} cells; split it or raise limits.cells")
    first = sheet.start or (0, 0)
    return [
        [_cell(value, name, number, column) for column, value in enumerate(row[:WIDEST], first[1])]
        for number, row in enumerate(sheet.to_python(), first[0] + 1)
    ]


def _cell(value: Any, sheet: str, row: int, column: int) -> tables.Cell | None:
    text = _text(value)
    return tables.Cell(text, 0, 0, Location(sheet=sheet, cell=f"{column_name(column)}{row}")) if text else None


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date | time) else " ".join(str(value).split())
