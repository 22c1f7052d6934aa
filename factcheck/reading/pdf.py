"""PDF, through pypdfium2: paragraphs with page and box; running heads left out, words joined that a line end divides.

Boxes are (left, bottom, right, top) in points from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from factcheck.model import Location, ReadError
from factcheck.reading.building import Builder
from factcheck.reading.columns import GAP, Box, Grid, Line, Piece, laid_out
from factcheck.reading.draft import Draft
from factcheck.reading.masking import squeezed
from factcheck.settings import Limits

MOST_PAGES = 5000
_ITEM = re.compile(r"(?:[•·‣◦▪–—*-]|\(?\d{1,3}[.)])\s+\S")
_PAGE_NUMBER = re.compile(r"\W{0,3}(?:page|p\.|seite)?\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\W{0,3}", re.IGNORECASE)
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\x02\ufffe\xad‐]$")
_HYPHEN = re.compile(r"(?:(?<=[^\W\d_])([\x02\ufffe])(?=[a-z])|[\x02\ufffe])")
"""What pypdfium2 gives for a hyphen at the end of a line; it may have put the lines together itself."""
_EDGE = 3
"""So many lines at the top and bottom of a page may be running heads or feet."""


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The text of a PDF; pages without text are told, a file without any is an error."""
    try:
        import pypdfium2
    except ImportError:
        raise ReadError("needs pypdfium2; install factcheck[pdf]") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise ReadError(_told(str(fault))) from None
    try:
        yield _draft(document)
    except pypdfium2.PdfiumError as fault:
        raise ReadError(f"is damaged ({fault}); save it again") from None
    finally:
        document.close()


def _told(fault: str) -> str:
    if "assword" in fault:
        return "is encrypted; save it without a password"
    return f"is no PDF that can be read ({fault}); save it again"


def _draft(document: Any) -> Draft:
    if len(document) > MOST_PAGES:
        raise ReadError(f"has more than {MOST_PAGES:,} pages; split it")
    pages = [list(_lines(document[index], index + 1)) for index in range(len(document))]
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise ReadError("has no text on any page, so it is probably scanned; run text recognition on it first")
    builder = Builder()
    shown = [line for lines in _without_running_heads(pages) for line in lines]
    usual = _usual_height(shown)
    for group in _paragraphs(laid_out(shown)):
        if isinstance(group, Grid):
            _add_table(builder, group)
        else:
            _add(builder, group, usual)
    title = squeezed(document.get_metadata_dict().get("Title", ""))
    heading = next((block for block in builder.blocks if block.kind == "heading"), None)
    text = builder.text()
    said = (f"no text on page {', '.join(map(str, empty))}: probably scanned",) if empty else ()
    return Draft(
        text=text,
        title=title or (text[heading.start : heading.end] if heading else None),
        blocks=tuple(builder.blocks),
        notices=said,
    )


def _lines(page: Any, number: int) -> Iterator[Line]:
    """The lines of a page in the order in which they are read; those on one height are told apart if far apart."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    count = textpage.count_chars()
    signs = [_sign(raw.FPDFText_GetUnicode(textpage, index)) for index in range(count)]
    start = 0
    for index, sign in enumerate([*signs, "\n"]):
        if sign in "\r\n":
            text = "".join(signs[start:index])
            if text.strip():
                boxes = _boxes(textpage, start, index - start)
                yield Line(text.rstrip(), _around(boxes), number, _pieces(textpage, signs, start, index, boxes))
            start = index + 1
    textpage.close()
    page.close()


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " "


def _boxes(textpage: Any, start: int, count: int) -> list[Box]:
    return [textpage.get_rect(index) for index in range(textpage.count_rects(start, count))] or [(0.0, 0.0, 0.0, 0.0)]


def _pieces(textpage: Any, signs: Sequence[str], start: int, end: int, boxes: Sequence[Box]) -> tuple[Piece, ...]:
    """The stretches of a line that stand far apart."""
    if len(boxes) < 2:
        return ()
    tall = GAP * max(box[3] - box[1] for box in boxes)
    groups: list[list[Box]] = []
    for box in sorted(boxes):
        if groups and box[0] - max(one[2] for one in groups[-1]) < tall:
            groups[-1].append(box)
        else:
            groups.append([box])
    if len(groups) < 2:
        return ()
    around = [_around(group) for group in groups]
    texts = ["" for _ in around]
    at = 0
    for index in range(start, end):
        left = textpage.get_charbox(index)[0] if not signs[index].isspace() else None
        held = [number for number, box in enumerate(around) if left is not None and left >= box[0] - 1.0]
        at = held[-1] if held else at
        texts[at] += signs[index]
    return tuple(Piece(squeezed(text), box) for text, box in zip(texts, around, strict=True) if text.strip())


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return round(min(lefts), 1), round(min(bottoms), 1), round(max(rights), 1), round(max(tops), 1)


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that come again on others (but for numbers), and page numbers."""
    filled = [lines for lines in pages if lines]
    seen = Counter(key for lines in filled for key in {_key(line) for line in _edges(lines)})
    least = max(2, len(filled) // 2) if len(filled) > 2 else 3
    repeated = {key for key, count in seen.items() if count >= least}
    return [_body(lines, repeated) for lines in pages]


def _edges(lines: list[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: -line.box[1])
    return by_height if len(by_height) <= 2 * _EDGE else by_height[:_EDGE] + by_height[-_EDGE:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", squeezed(line.text).lower())


def _body(lines: list[Line], repeated: set[str]) -> list[Line]:
    outer = {line for line in _edges(lines) if _key(line) in repeated}
    if len(lines) > 1:
        last = min(lines, key=lambda line: line.box[1])
        first = max(lines, key=lambda line: line.box[1])
        outer |= {line for line in (first, last) if _PAGE_NUMBER.fullmatch(line.text.strip())}
    return [line for line in lines if line not in outer]


def _usual_height(lines: list[Line]) -> float:
    """The height that most characters have."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.height)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _paragraphs(lines: Iterable[Line | Grid]) -> Iterator[list[Line] | Grid]:
    group: list[Line] = []
    for line in lines:
        if group and (isinstance(line, Grid) or not _continues(group[-1], line)):
            yield group
            group = []
        if isinstance(line, Grid):
            yield line
        else:
            group.append(line)
    if group:
        yield group


def _add_table(builder: Builder, grid: Grid) -> None:
    """A table; a short line right above it is its caption."""
    above = builder.blocks[-1] if builder.blocks else None
    first = grid.lines[0]
    place = above.location if above else None
    caption: tuple[str, ...] = ()
    if above and above.kind == "paragraph" and place and place.box and place.page == first.page:
        said = builder.text()[above.start : above.end]
        if len(said) < 120 and said[-1] not in ".!?" and 0 <= place.box[1] - first.box[3] < 4 * first.height:
            builder.blocks[-1] = msgspec.structs.replace(above, kind="caption")
            caption = (said,)
    builder.table(grid.rows, caption=caption)


def _continues(before: Line, line: Line) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if _ITEM.match(line.text):
        return False
    if before.page != line.page or line.box[1] > before.box[3]:  # a new page or column: only in mid-sentence
        return before.text.rstrip()[-1] not in '.!?:;…”"' and line.text.lstrip()[:1].islower()
    tall = max(before.height, line.height, 1.0)
    gap = before.box[1] - line.box[3]
    return (
        gap < 0.8 * tall and abs(before.height - line.height) < 0.35 * tall and line.box[0] - before.box[0] < 3 * tall
    )


def _add(builder: Builder, group: list[Line], usual: float) -> None:
    text = _joined(group)
    tall = max(line.height for line in group) > 1.25 * usual and len(text) < 200
    kind = "heading" if tall else "item" if _ITEM.match(text) else "paragraph"
    place = Location(page=group[0].page, box=_around([line.box for line in group if line.page == group[0].page]))
    builder.paragraph(text, kind, 1 if tall else 0, location=place)


def _joined(group: list[Line]) -> str:
    """The lines as one, with words put together that a line end divides."""
    text = ""
    for line in group:
        said = line.text.strip()
        if text and _DIVIDED.search(text) and said[:1].islower():
            text = text[:-1] + said
        else:
            text = f"{text} {said}" if text else said
    return _HYPHEN.sub(lambda match: "" if match[1] else "-", text)
