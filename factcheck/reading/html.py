"""HTML: title, publication date from metadata, and the main text without navigation, scripts and what is hidden.

Text is split at block elements into runs; a run keeps the places of its pieces, so that the result has the length of
the source and `text[i]` stands at `source[i]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from factcheck.model import Block
from factcheck.reading import metadata, tables
from factcheck.reading.draft import Draft
from factcheck.reading.masking import Mask, squeezed
from factcheck.reading.runs import Run, runs

_WIDE_CELL = 400
_SHORT_LINK_LIST = 3


def declared_charset(data: bytes) -> str | None:
    """The charset that a page names in its first kilobytes."""
    match = re.search(
        rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", data[:4096], re.IGNORECASE
    )
    match = match or re.match(rb"\s{0,20}<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9_.:-]{2,40})", data[:400])
    return match[1].decode("ascii") if match else None


def read(text: str) -> Draft:
    """The main text of a page."""
    about = metadata.of(text)
    kept = _main(list(runs(text)))
    page = _shown(text, kept)
    found = _in_order(_blocks(page, kept, (), 0, titled=True))
    heading = next((page.text(block.start, block.end) for block in found if block.kind == "title"), None)
    return Draft(
        text=page.text(),
        source=text,
        title=squeezed(about.title or heading or about.name or "") or None,
        published=about.published,
        language=about.language,
        blocks=found,
    )


def fragment(text: str, context: tuple[str, ...], groups: int) -> Draft:
    """The text of a piece of HTML inside another format; `groups` is the number of its last list or table."""
    kept = list(runs(text))
    page = _shown(text, kept)
    return Draft(text=page.text(), blocks=_in_order(_blocks(page, kept, context, groups, titled=False)))


def moved(block: Block, by: int) -> Block:
    """`block` at other offsets."""
    return msgspec.structs.replace(block, start=block.start + by, end=block.end + by)


def _main(found: list[Run]) -> list[Run]:
    """The runs of the main text: those in <main> or <article> if they are the better part of the page."""
    kept = [run for run in found if not run.aside]
    main = [run for run in kept if run.main]
    if 4 * sum(map(_size, main)) >= sum(map(_size, kept)):
        kept = main or kept
    return [run for group in _lists(kept) for run in group if not _navigates(group)]


def _size(run: Run) -> int:
    return sum(end - start for start, end in run.pieces)


def _lists(found: Iterable[Run]) -> Iterator[list[Run]]:
    for _, group in groupby(found, key=lambda run: (run.kind == "item", run.group)):
        yield list(group)


def _navigates(group: list[Run]) -> bool:
    """Whether a list is nothing but short links."""
    if group[0].kind != "item" or len(group) < _SHORT_LINK_LIST:
        return False
    whole = sum(map(_size, group))
    return sum(run.linked for run in group) * 10 >= whole * 9 and whole < 60 * len(group)


def _shown(text: str, kept: list[Run]) -> Mask:
    """A page that shows only the pieces of `kept`, each run as one line."""
    page = Mask(text)
    page.blank(0, len(text))
    for run in kept:
        for start, end in run.pieces:
            page.signs[start:end] = text[start:end]
            page.join(start, end)
            page.entities(start, end)
        for at in run.breaks:
            page.signs[at] = "\n"
    return page


def _blocks(page: Mask, kept: list[Run], context: tuple[str, ...], groups: int, *, titled: bool) -> Iterator[Block]:
    headings: list[tuple[int, str]] = []
    for table, group in groupby(kept, key=lambda run: run.table):
        members = list(group)
        if table is not None and (rows := _grid(page, members)):
            above = (*context, *(said for _, said in headings))
            caption = tuple(_said(page, run) for run in members if run.kind == "caption")
            yield from (_block(page, run, above, groups) for run in members if run.kind == "caption")
            yield from tables.blocks(rows, None, groups + members[0].group, (*above, *caption))
            continue
        for run in members:
            if not _said(page, run):
                continue
            if run.kind == "heading":
                while headings and headings[-1][0] >= run.indent:
                    headings.pop()
            first = titled and run.kind == "heading" and run.indent == 1 and not headings
            block = _block(page, run, (*context, *(said for _, said in headings)), groups)
            yield msgspec.structs.replace(block, kind="title") if first else block
            if run.kind == "heading":
                headings.append((run.indent, _said(page, run)))


def _in_order(found: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks from top to bottom; of those that broken mark-up puts into one another the first stays."""
    kept: list[Block] = []
    for block in sorted(found, key=lambda one: one.start):
        if not kept or block.start >= kept[-1].end:
            kept.append(block)
    return tuple(kept)


def _said(page: Mask, run: Run) -> str:
    return squeezed(page.text(run.pieces[0][0], run.pieces[-1][1]))


def _span(page: Mask, run: Run) -> tuple[int, int]:
    start, end = run.pieces[0][0], run.pieces[-1][1]
    shown = page.text(start, end)
    return start + len(shown) - len(shown.lstrip()), start + len(shown.rstrip())


def _block(page: Mask, run: Run, context: tuple[str, ...], groups: int) -> Block:
    start, end = _span(page, run)
    group = run.group + groups if run.group >= 0 else -1
    kind = "paragraph" if run.kind == "cell" else run.kind
    return Block(kind=kind, start=start, end=end, indent=run.indent, group=group, context=context)


def _grid(page: Mask, members: list[Run]) -> list[list[tables.Cell | None]]:
    """The cells of a table that holds data; empty for one that only lays out a page."""
    cells = [run for run in members if run.kind == "cell"]
    width = max((run.column + 1 for run in cells), default=0)
    height = max((run.row + 1 for run in cells), default=0)
    if width < 2 or height < 2 or max(map(_size, cells)) > _WIDE_CELL:
        return []
    rows: list[list[tables.Cell | None]] = [[] for _ in range(height)]
    for (row, column), group in groupby(cells, key=lambda run: (run.row, run.column)):
        same = list(group)
        cell = _cell(page, same)
        for line in rows[row : row + same[0].down]:
            line.extend([None] * (column + 1 - len(line)))
            line[column] = line[column] or (cell if line is rows[row] else None)
    return rows


def _cell(page: Mask, same: list[Run]) -> tables.Cell:
    start, end = _span(page, same[0])[0], _span(page, same[-1])[1]
    return tables.Cell(squeezed(page.text(start, end)), start, end, None, same[0].header, same[0].across)
