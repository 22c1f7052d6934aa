"""CSV and TSV: cells with their headers, each at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.model import Block
from factcheck.reading import tables
from factcheck.reading.draft import Draft
from factcheck.reading.masking import Mask, squeezed, trimmed

_FIELD = re.compile(r'[ ]*"((?:[^"]|"")*+)"[^\S\r\n]*|[^\r\n]*')
_DELIMITERS = ",;\t|"
_SAMPLE = 20


def read(text: str) -> Draft:
    """The cells of the table in `text`; lines of one cell above it are its caption."""
    page = Mask(text)
    rows = list(_rows(text, _delimiter(text), page))
    lead = next((index for index, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1), len(rows))
    captions = [cell for row in rows[:lead] for cell in row if cell.text]
    context = tuple(cell.text for cell in captions)
    above = [Block(kind="caption", start=cell.start, end=cell.end, group=1) for cell in captions]
    found = (*above, *tables.blocks(rows[lead:], None, 1, context))
    return Draft(text=page.text(), source=text, title=context[0] if context else None, blocks=found)


def _delimiter(text: str) -> str:
    """The sign that splits most of the first lines, and all alike."""
    lines = [line for line in text[:20_000].splitlines()[:_SAMPLE] if line.strip()]
    counts = {sign: [_unquoted(line).count(sign) for line in lines] for sign in _DELIMITERS}
    return max(
        _DELIMITERS, key=lambda sign: (sum(n > 0 for n in counts[sign]), -len(set(counts[sign])), sum(counts[sign]))
    )


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _rows(text: str, delimiter: str, page: Mask) -> Iterator[list[tables.Cell]]:
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    row: list[tables.Cell] = []
    at = int(text.startswith("\ufeff"))
    page.blank(0, at)
    while at < len(text):
        cell, at = _cell(text, at, plain, page)
        row.append(cell)
        if text.startswith(delimiter, at):
            page.blank(at, at + 1)
            at += 1
            if at < len(text):
                continue
        yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1


def _cell(text: str, at: int, plain: re.Pattern[str], page: Mask) -> tuple[tables.Cell, int]:
    """The cell at `at` and where it ends; quotes are masked, and line ends inside them."""
    quoted = _FIELD.match(text, at) if text[at : at + 60].lstrip(" ").startswith('"') else None
    if quoted is not None and quoted[1] is not None:
        start, end = quoted.span(1)
        page.blank(at, start)
        page.blank(end, quoted.end())
        page.join(start, end)
        page.blank_all(re.compile('""'), start, end)
        return tables.Cell(squeezed(quoted[1].replace('""', '"')), *trimmed(text, start, end)), quoted.end()
    match = plain.match(text, at)
    end = match.end() if match else at
    return tables.Cell(squeezed(text[at:end]), *trimmed(text, at, end)), end
