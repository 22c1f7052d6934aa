"""Lists of claims: aligned text, one JSON object a line, and CSV for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice

from factcheck.model import Claim, UsageError, Value
from factcheck.report import notation
from factcheck.report.escape import cell, visible
from factcheck.report.jsonform import line

COLUMNS = (
    "path", "line", "column", "start", "end", "text", "kind", "low", "high", "point", "unit", "mod", "change",
    "measure", "entities", "parties", "scope", "period_start", "period_end", "timex", "status", "speaker",
)  # fmt: skip
WIDEST = 60
PAGE = 10_000
"""Lines of text that are aligned with each other."""


def listed(claims: Iterable[Claim], format: str) -> Iterator[str]:
    """`claims` as text, jsonl or csv, line by line; raises UsageError for another format.

    Text is aligned, so all claims of a page are looked at first.
    """
    match format:
        case "text":
            return _text(claims)
        case "jsonl":
            return (f"{line(claim)}\n" for claim in claims)
        case "csv":
            return _csv(claims)
    raise UsageError(f"{format!r} is no format of claims; use one of text, jsonl, csv")


def _text(claims: Iterable[Claim]) -> Iterator[str]:
    source = map(_row, claims)
    while rows := list(islice(source, PAGE)):
        widths = [min(WIDEST, max(map(len, column))) for column in zip(*rows, strict=True)]
        yield from (_aligned(row, widths) for row in rows)


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip() + "\n"


def _row(claim: Claim) -> tuple[str, ...]:
    about = ", ".join([(claim.measure or "").replace("_", " "), *(claim.parties or claim.entities)][:4]).strip(", ")
    when = notation.period(claim.period) if claim.kind not in ("date", "time", "set") else ""
    status = "" if claim.status == "reported" else claim.status
    nature = " · ".join(part for part in (claim.change, status, claim.speaker) if part)
    place = f"{claim.path}:{claim.line}:{claim.column}"
    return tuple(map(visible, (place, claim.kind, claim.text, _value(claim), about, when, nature)))


def _value(claim: Claim) -> str:
    if claim.kind in ("date", "time", "set") or (claim.value.low is None and claim.value.high is None):
        return claim.timex or ""
    scale = notation.scale_of((claim.value.low, claim.value.high))
    return notation.measured(_interval(claim.value, scale), claim.unit, scale)


def _interval(value: Value, scale: notation.Scale) -> str:
    return notation.interval(value.low, value.high, value.low_open, value.high_open, scale)


def _csv(claims: Iterable[Claim]) -> Iterator[str]:
    for cells in chain((COLUMNS,), map(_cells, claims)):
        out = StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(cells)
        yield out.getvalue()


def _cells(claim: Claim) -> Iterator[str]:
    for value in _fields(claim):
        yield "" if value is None else cell(value) if isinstance(value, str) else f"{value:.15g}"


def _fields(claim: Claim) -> tuple[str | float | None, ...]:
    period = claim.period
    return (
        claim.path, claim.line, claim.column, claim.start, claim.end, claim.text, claim.kind,
        claim.value.low, claim.value.high, claim.value.point, claim.unit, claim.mod, claim.change, claim.measure,
        "; ".join(claim.entities), "; ".join(claim.parties), "; ".join(claim.scope),
        period.start if period else None, period.end if period else None, claim.timex, claim.status, claim.speaker,
    )  # fmt: skip
