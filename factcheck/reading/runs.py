"""The text of an HTML page as runs: what stands between two block elements, and what the elements around say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from factcheck.model import ReadError
from factcheck.reading.tags import Event, attributes, events

SKIPPED = frozenset(
    "script style noscript template svg math head nav aside footer form button select option iframe object canvas "
    "audio video dialog menu textarea title del strike".split()
)
"""Elements that are no text of the page, or none that holds."""
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html li main nav ol p pre section summary table tbody td "
    "tfoot th thead title tr ul".split()
)
"""Elements at which a paragraph ends."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "tbody": ({"tr", "td", "th", "thead", "tbody"}, {"table"}),
}
"""An element that closes those of the first set, unless one of the second stands between."""
_KINDS = {"li": "item", "dd": "item", "dt": "item", "td": "cell", "th": "cell", "blockquote": "quote", "pre": "code"}
_KINDS |= {"caption": "caption", "figcaption": "caption", **{f"h{level}": "heading" for level in range(1, 7)}}
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|footer|cookies?|breadcrumbs?|share|sharing|social|related|"
    r"comments?|advert|advertisement|ads|promo|newsletter|pagination|toc|skip-link|sr-only|noprint|mw-editsection)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = frozenset("navigation banner contentinfo complementary search dialog alert menu menubar".split())
_NOTE = re.compile(r"reference|footnote|noteref|citation", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
DEEPEST = 500


@dataclass(slots=True)
class Run:
    """Text between two block elements: its pieces, what kind of block it makes, and where in a table it stands."""

    kind: str
    indent: int = 0
    group: int = -1
    main: bool = False
    aside: bool = False
    table: int | None = None
    row: int = 0
    column: int = 0
    across: int = 1
    down: int = 1
    header: bool = False
    linked: int = 0
    pieces: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """Where the reader stands in a table; `held` are the rows for which a column is taken by a cell from above."""

    group: int
    row: int = -1
    column: int = 0
    held: dict[int, int] = field(default_factory=dict)
    cell: tuple[int, int, int, bool] = (0, 1, 1, False)

    def next_row(self) -> None:
        self.row += 1
        self.column = 0

    def next_cell(self, across: int, down: int, header: bool) -> None:
        self.row = max(self.row, 0)
        while self.held.get(self.column, 0) > self.row:
            self.column += 1
        self.cell = (self.column, across, down, header)
        for column in range(self.column, self.column + across) if down > 1 else ():
            self.held[column] = self.row + down
        self.column += across


@dataclass(slots=True)
class _Open:
    """An open block element; `aside` and `main` hold for all that is in it."""

    name: str
    aside: bool
    main: bool


def runs(source: str) -> Iterator[Run]:
    """The runs of `source` in order; those that are hidden or no content are marked `aside`."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.stack: list[_Open] = []
        self.lists: list[int] = []
        self.tables: list[_Table] = []
        self.groups = 0
        self.links = 0
        self.muted = False
        self.run: Run | None = None

    def read(self) -> Iterator[Run]:
        for event in events(self.source):
            if event.kind == "text":
                self._text(event)
            elif event.name in BLOCKS or event.name in SKIPPED:
                yield from self._finished()
                (self._open if event.kind == "open" else self._close)(event)
            else:
                self._inline(event)
        yield from self._finished()

    def _finished(self) -> Iterator[Run]:
        run, self.run = self.run, None
        if run is not None and any(not self.source[start:end].isspace() for start, end in run.pieces):
            yield run

    def _text(self, event: Event) -> None:
        top = self.stack[-1] if self.stack else None
        if self.muted or (top and top.aside):
            return
        if self.run is None:
            if self.source[event.start : event.end].isspace():
                return
            self.run = self._new_run()
        self.run.pieces.append((event.start, event.end))
        self.run.linked += event.end - event.start if self.links else 0

    def _new_run(self) -> Run:
        names = [one.name for one in self.stack]
        inner = next((name for name in reversed(names) if name in _KINDS), "")
        kind = _KINDS.get(inner, "paragraph")
        run = Run(kind=kind, main=bool(self.stack) and self.stack[-1].main)
        if self.tables:
            table = self.tables[-1]
            run.table, run.row, run.group = table.group, max(table.row, 0), table.group
            run.column, run.across, run.down, run.header = table.cell
            run.kind = kind if kind == "caption" else "cell"
        elif kind == "item":
            run.indent, run.group = max(1, len(self.lists)), self.lists[-1] if self.lists else -1
        elif kind == "heading":
            run.indent = int(inner[1])
        return run

    def _inline(self, event: Event) -> None:
        if event.name == "sup":
            self.muted = event.kind == "open" and _NOTE.search(event.attributes) is not None
        elif event.name == "a":
            self.links = int(event.kind == "open")
        elif event.name == "br" and self.run is not None:
            self.run.breaks.append(event.start)

    def _open(self, event: Event) -> None:
        name = event.name
        if name in VOID or (event.attributes.endswith("/") and name in ("svg", "iframe", "object")):
            return
        self._imply_ends(name)
        above = self.stack[-1] if self.stack else _Open("", False, False)
        aside = above.aside or self._is_aside(name, event.attributes, above.main)
        self.stack.append(_Open(name, aside, above.main or name in ("main", "article")))
        if len(self.stack) > DEEPEST:
            raise ReadError(f"nests its elements more than {DEEPEST} deep; simplify the page")
        if name in ("ul", "ol", "dl"):
            self.groups += 1
            self.lists.append(self.groups)
        elif not aside:
            self._open_table_part(name, event.attributes)

    def _open_table_part(self, name: str, written: str) -> None:
        if name == "table":
            self.groups += 1
            self.tables.append(_Table(self.groups))
        elif self.tables and name == "tr":
            self.tables[-1].next_row()
        elif self.tables and name in ("td", "th"):
            given = attributes(written)
            self.tables[-1].next_cell(_number(given, "colspan"), _number(given, "rowspan"), name == "th")

    @staticmethod
    def _is_aside(name: str, written: str, main: bool) -> bool:
        if name in SKIPPED or (name == "header" and not main):
            return True
        if not written or name in ("html", "body", "main", "article"):
            return False
        given = attributes(written)
        if "hidden" in given or given.get("aria-hidden") == "true" or given.get("role") in _ROLES:
            return True
        if _UNSEEN.search(given.get("style", "")[:500]):
            return True
        named = f"{given.get('class', '')[:300]} {given.get('id', '')[:100]}"
        return name in ("div", "section", "ul", "p", "table") and _BOILERPLATE.search(named) is not None

    def _imply_ends(self, name: str) -> None:
        if self.stack and self.stack[-1].name == "p" and name in BLOCKS:
            self._pop()
        closes, stops = CLOSES.get(name, (set(), set()))
        if closes:
            last = next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at].name in stops), -1)
            first = next((at for at in range(last + 1, len(self.stack)) if self.stack[at].name in closes), None)
            while first is not None and len(self.stack) > first:
                self._pop()

    def _close(self, event: Event) -> None:
        names = [one.name for one in self.stack]
        if event.name in names:
            keep = len(names) - 1 - names[::-1].index(event.name)
            if event.name in ("td", "th", "tr", "li", "p") and "table" in names[keep:]:
                return
            while len(self.stack) > keep:
                self._pop()

    def _pop(self) -> None:
        gone = self.stack.pop()
        if gone.name in ("ul", "ol", "dl") and self.lists:
            self.lists.pop()
        elif gone.name == "table" and self.tables and not gone.aside:
            self.tables.pop()


def _number(given: dict[str, str], name: str) -> int:
    value = given.get(name, "")
    return min(200, max(1, int(value))) if value.isdecimal() and len(value) < 5 else 1
