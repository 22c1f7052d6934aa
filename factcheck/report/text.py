"""The summary on the terminal: worst first, values aligned, every place as a clickable path:line:column.

The lines are made plain; colour is laid on by rich, which is imported only then.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factcheck.model import FactValue, Finding, Relation, Report, Verdict
from factcheck.report import evidence, notation, outcome, titles, wording
from factcheck.report.escape import steerless, visible
from factcheck.report.hints import hints

STYLES: dict[Verdict, str] = {
    "conflict": "bold red",
    "update": "bold yellow",
    "attributed": "bold magenta",
    "review": "bold cyan",
    "compatible": "blue",
    "agree": "green",
}
SHORTEST, LONGEST = 40, 200
FEW = 5
"""So many known, compatible and agreeing facts are named; the others are counted."""
NOTHING = "no two of them speak of one fact"
MOST_NOTICES = 10
LONGEST_NOTE = 2_000
"""Columns; a terminal breaks the line."""
MOST_TERMS = 8
PAIRS = 3
"""So many pairs of values are worked out; the others can be seen from the readings."""

BAR = 24


class Piece(NamedTuple):
    """A stretch of a line in one style."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]
BLANK: Line = ()


def render(report: Report, *, colour: bool = False, width: int = 100, fail_on: str = "conflict") -> str:
    """`report` for a terminal of `width` columns, with ANSI colours if `colour` is set. Its last line tells what is
    new, and whether that reaches the verdict `fail_on`.
    """
    columns = max(SHORTEST, min(LONGEST, width))
    drawn = (*_lines(report, columns), *_closing(report, fail_on))
    lines = [tuple(Piece(steerless(text), style) for text, style in line) for line in drawn]
    return _coloured(lines) if colour else _plain(lines)


def _plain(lines: Iterable[Line]) -> str:
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)


def _coloured(lines: Iterable[Line]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=StringIO(), force_terminal=True, color_system="standard", width=10_000, legacy_windows=False, _environ={}
    )
    with console.capture() as capture:
        for line in lines:
            console.print(Text.assemble(*line), soft_wrap=True, highlight=False)
    return capture.get()


def _lines(report: Report, width: int) -> Iterator[Line]:
    parts = wording.sections(report)
    documents = {document.path: document for document in report.documents}
    for finding in parts.disagreements:
        yield from _disagreement(finding, width)
        for hint in hints(finding, documents)[:2]:
            yield from _folded(f"? {hint}", width, "dim")
        yield from _folded(finding.suppressed, width, "dim")
        yield (Piece(f"  check {visible(finding.check)}, id {visible(wording.short(finding))}", "dim"),)
        yield BLANK
    yield from _brief("known", parts.known, width, FEW)
    yield from _brief("fixed", parts.fixed, width, FEW)
    yield from _brief("compatible", parts.compatible, width, FEW)
    yield from _brief("agree", (*parts.agreeing, *parts.holding), width, FEW)
    yield from _troubles(report, width)


def _disagreement(finding: Finding, width: int) -> Iterator[Line]:
    yield _headline(finding, width)
    yield from _values(finding, width)
    yield from _terms(finding, width)
    news = wording.news(finding)
    for relation in news[:PAIRS]:
        yield from _folded(_pair(relation, finding) + wording.briefly(relation, finding), width)
    known = len(wording.disagreeing(finding)) - len(news)
    rest = [(len(news) - PAIRS, f"more {'new ' if known else ''}pair"), (known, "known pair")]
    if told := [notation.counted(count, noun) for count, noun in rest if count > 0]:
        yield (Piece(f"  and {' and '.join(told)}", "dim"),)
    for step in wording.steps(finding)[:1] if finding.values else ():
        yield from _folded(f"follows: {step}", width)


def _pair(relation: Relation, finding: Finding) -> str:
    """Which values are meant, where there are more than two."""
    if len(finding.values) == 2:
        return ""
    return f"{finding.values[relation.a].text} against {finding.values[relation.b].text}: "


def _headline(finding: Finding, width: int) -> Line:
    name = f"{finding.verdict.upper():<10}"
    tail = f"  {finding.severity} {notation.share(finding.confidence).replace(' ', '')}"
    room = width - len(name) - len(tail) - 1
    about = _padded(_cut(visible(titles.subject(finding)), room), room)
    return Piece(name, STYLES[finding.verdict]), Piece(f" {about}", "bold"), Piece(tail, "dim")


def _values(finding: Finding, width: int) -> Iterator[Line]:
    values = wording.telling(finding)
    said = [_cut(visible(value.text), max(16, width // 4)) for value in values]
    read = [visible(wording.reading(value, finding)) for value in values]
    wide = (max(map(cells, said), default=0), max(map(cells, read), default=0))
    bars = _bars(values) if width >= sum(wide) + BAR + 40 else []
    style = STYLES[finding.verdict]
    for index, value in enumerate(values):
        bar = f"{bars[index]}  " if bars else ""
        front = Piece(f"  {_padded(said[index], wide[0])}  ", style)
        middle = Piece(f"{_padded(read[index], wide[1])}  {bar}")
        yield from _placed((front, middle), value)
    if len(values) < len(finding.values):
        yield (Piece(f"  and {notation.counted(len(finding.values) - len(values), 'more value')}", "dim"),)


def _placed(front: Line, value: FactValue) -> Iterator[Line]:
    """The first place beside the value, the others below it; of many near-copies the first few and a count."""
    places = [visible(evidence.address(place)) for place in value.evidence] or [""]
    yield (*front, Piece(places[0], "underline"))
    indent = " " * sum(cells(piece.text) for piece in front)
    yield from ((Piece(indent), Piece(place, "underline")) for place in places[1:FEW])
    if len(places) > FEW:
        yield (Piece(f"{indent}and {notation.counted(len(places) - FEW, 'more place')}", "dim"),)


def _bars(values: Sequence[FactValue]) -> list[str]:
    """A small number line for each value, all on one axis; none where the values cannot share it."""
    numbers = [b for v in values for b in (v.low, v.high) if isinstance(b, int | float)]
    if len({v.unit for v in values}) != 1 or len(values) < 2 or len(set(numbers)) < 2:
        return []
    low, high = min(numbers), max(numbers)
    return [_bar(value, low, (BAR - 1) / (high - low)) for value in values]


def _bar(value: FactValue, low: float, step: float) -> str:
    start = round((value.low - low) * step) if isinstance(value.low, int | float) else 0
    end = round((value.high - low) * step) if isinstance(value.high, int | float) else BAR - 1
    return "·" * start + "━" * (end - start + 1) + "·" * (BAR - 1 - end)


def _terms(finding: Finding, width: int) -> Iterator[Line]:
    """What a derived finding says, and the stated terms with their names."""
    if not finding.derived:
        return
    yield from _folded(f"derived: {finding.summary or finding.equation or ''}", width)
    stated = [term for term in finding.terms if term.evidence]
    said = [_cut(visible(evidence.stated(term)), width // 4) for term in stated[:MOST_TERMS]]
    wide = (max(map(cells, said), default=0), max((cells(term.name) for term in stated[:MOST_TERMS]), default=0))
    for words, term in zip(said, stated, strict=False):
        front = f"  {_padded(words, wide[0])}  {_padded(visible(term.name), wide[1])}  "
        yield Piece(front, STYLES[finding.verdict]), Piece(visible(evidence.address(term.evidence[0])), "underline")
    if len(stated) > MOST_TERMS:
        yield (Piece(f"  and {notation.counted(len(stated) - MOST_TERMS, 'more term')}", "dim"),)


def _folded(text: str, width: int, style: str = "") -> Iterator[Line]:
    """`text` broken at words, indented below its finding."""
    line = ""
    for word in visible(text).split(" "):
        if line and cells(line) + cells(word) + 5 > width:
            yield (Piece(f"  {line}", style),)
            line = f"  {word}"
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield (Piece(f"  {line}", style),)


def _brief(name: str, findings: Sequence[Finding], width: int, most: int | None = None) -> Iterator[Line]:
    for finding in findings[:most]:
        style = STYLES.get(finding.verdict, "") if name == finding.verdict else "dim"
        about = visible(f"{titles.subject(finding)}: {_told(finding)}")
        mark = f"  {visible(wording.short(finding))}"
        yield Piece(f"{name:<10} ", style), Piece(_cut(about, width - 11 - cells(mark))), Piece(mark, "dim")
    if most is not None and len(findings) > most:
        yield (Piece(f"{'':<10} and {len(findings) - most:,} more {name if name != 'agree' else 'that agree'}", "dim"),)
    if findings:
        yield BLANK


def _told(finding: Finding) -> str:
    return " · ".join(wording.said(finding))


def _troubles(report: Report, width: int) -> Iterator[Line]:
    notices = [*report.notices, *(f"{d.path}: {notice}" for d in report.documents for notice in d.notices)]
    shown = [("error", "red", f"{problem.path}: {problem.message}") for problem in report.errors]
    shown += [("note", "dim", notice) for notice in notices[:MOST_NOTICES]]
    for name, style, told in shown:
        yield (Piece(f"{name:<10} ", style), Piece(_cut(visible(told), LONGEST_NOTE)))
    if len(notices) > MOST_NOTICES:
        yield (Piece(f"{'':<10} and {notation.counted(len(notices) - MOST_NOTICES, 'more note')}", "dim"),)
    if shown:
        yield BLANK


def _closing(report: Report, fail_on: str) -> Iterator[Line]:
    figures = wording.tally(report)
    read = (notation.counted(figures["documents"], "document"), notation.counted(figures["claims"], "claim"))
    nothing = "none of them new or changed: nothing was compared" if outcome.added(report) == 0 else NOTHING
    yield (Piece(", ".join([*read, *(wording.verdict_counts(report) or [nothing])]), "bold"),)
    if standing := outcome.standing(report, fail_on):
        yield (Piece(standing, "dim"),)


def cells(text: str) -> int:
    """The columns that `text` takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _cut(text: str, width: int) -> str:
    """`text` in at most `width` columns, with … for what was cut."""
    if cells(text) <= width:
        return text
    kept = text[: max(1, width - 1)]
    while cells(kept) > width - 1 and kept:
        kept = kept[:-1]
    return kept.rstrip() + "…"
