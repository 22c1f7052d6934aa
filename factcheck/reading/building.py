"""A text put together from the parts of a format that is no text: each part gets a block with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.model import Block, Location
from factcheck.reading import tables


class Builder:
    """Collects paragraphs and tables; headings become the context of what follows."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[tuple[int, str]] = []
        self._groups = 0

    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    def next_group(self) -> int:
        """The number of a new list or table."""
        self._groups += 1
        return self._groups

    def _append(self, text: str, separator: str) -> int:
        start = self._length
        self._parts += (text, separator)
        self._length += len(text) + len(separator)
        return start

    def context(self) -> tuple[str, ...]:
        """The headings above what comes next."""
        return tuple(said for _, said in self._headings)

    def paragraph(
        self, text: str, kind: str = "paragraph", indent: int = 0, group: int = -1, location: Location | None = None
    ) -> None:
        """A paragraph, heading, item or caption."""
        if not text.strip():
            return
        if kind in ("heading", "title"):
            while self._headings and self._headings[-1][0] >= indent:
                self._headings.pop()
        start = self._append(text, "\n\n")
        end = start + len(text)
        self.blocks.append(
            Block(
                kind=kind, start=start, end=end, indent=indent, group=group, context=self.context(), location=location
            )
        )
        if kind in ("heading", "title"):
            self._headings.append((indent, text.strip()))

    def table(
        self,
        rows: Iterable[Sequence[tables.Cell | None]],
        headers: int | None = None,
        caption: tuple[str, ...] = (),
    ) -> None:
        """A table; the places in `rows` count for nothing, since the cells are laid out here."""
        placed = [[self._placed(cell) for cell in self._line(row)] for row in rows]
        self._append("", "\n")
        context = (*self.context(), *caption)
        self.blocks.extend(tables.blocks(placed, headers, self.next_group(), context))

    def _line(self, row: Sequence[tables.Cell | None]) -> Iterable[tables.Cell | None]:
        yield from row
        self._append("", "\n")

    def _placed(self, cell: tables.Cell | None) -> tables.Cell | None:
        if cell is None or not cell.text:
            self._append("", "\t")
            return cell
        start = self._append(cell.text, "\t")
        return cell._replace(start=start, end=start + len(cell.text))
