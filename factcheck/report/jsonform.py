"""Claims, findings and reports as the JSON that other programs are built on.

The shape is that of `factcheck/schema/*.json`. Fields that only the stages use among themselves (a claim's context,
dimension and factor) are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

import msgspec

from factcheck.model import Claim, DocumentSummary, Finding, Report
from factcheck.report.escape import json_text
from factcheck.report.wording import ordered, tally

INTERNAL = ("dimension", "factor", "context")
"""The fields of a claim that alignment uses and no reader sees."""


def claim_object(claim: Claim) -> dict[str, Any]:
    """A claim as a JSON object."""
    plain = _plain(claim)
    for name in INTERNAL:
        del plain[name]
    return plain


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as a JSON object."""
    return _plain(finding)


def document_object(document: DocumentSummary) -> dict[str, Any]:
    """What a report says of a document, as a JSON object."""
    return _plain(document)


def report_object(report: Report) -> dict[str, Any]:
    """A report as a JSON object, its findings worst first and its summary counted anew."""
    return {
        "version": report.version,
        "documents": [document_object(document) for document in report.documents],
        "findings": [finding_object(finding) for finding in ordered(report.findings)],
        "errors": [_plain(problem) for problem in report.errors],
        "summary": {**report.summary, **tally(report)},
        "suppressed": [finding_object(finding) for finding in ordered(report.suppressed)],
        "notices": list(report.notices),
    }


def report_text(report: Report) -> Iterator[str]:
    """A report as indented JSON with a final newline, piece by piece, so that all of it is never in memory."""
    members: dict[str, Any] = {
        "version": report.version,
        "documents": map(_encoded, report.documents),
        "findings": map(_encoded, ordered(report.findings)),
        "errors": map(_encoded, report.errors),
        "summary": {**report.summary, **tally(report)},
        "suppressed": map(_encoded, ordered(report.suppressed)),
        "notices": iter(report.notices),
    }
    mark = "{\n  "
    for name, value in members.items():
        yield f'{mark}"{name}": '
        yield from _list(value) if isinstance(value, Iterator) else (_indented(value, 2),)
        mark = ",\n  "
    yield "\n}\n"


def _list(items: Iterator[Any]) -> Iterator[str]:
    """The items of a list that is a member of an object; those that are made already, some at a time."""
    mark = "["
    for made, run in groupby(items, lambda one: isinstance(one, msgspec.Raw)):
        while some := list(islice(run, TOGETHER if made else 1)):
            shown = _dumped([some], 2)[len(_OPENING) : -len(_CLOSING)] if made else _indented(some[0], 4)
            yield f"{mark}\n    {shown}"
            mark = ","
    yield "\n  ]" if mark == "," else "[]"


TOGETHER = 64
_OPENING, _CLOSING = "[\n  [\n    ", "\n  ]\n]"
"""What stands around the items of a list in a list, which are indented as those of a list in an object."""


def _indented(value: Any, by: int) -> str:
    return _dumped(value, 2).replace("\n", "\n" + by * " ")


def _dumped(value: Any, indent: int | None = None) -> str:
    """`value` as JSON, on one line or indented. Bytes of a file name that are no text need the slower way."""
    try:
        data = msgspec.json.encode(value)
        return json_text((msgspec.json.format(data, indent=indent) if indent else data).decode())
    except UnicodeEncodeError:
        return json_text(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))


def findings_lines(report: Report) -> Iterator[str]:
    """The findings of a report, worst first, each as one line of JSON."""
    for finding in ordered(report.findings):
        yield _dumped(_encoded(finding)) + "\n"


def line(claim: Claim) -> str:
    """A claim as one line of JSON, without its newline."""
    return _dumped(claim_object(claim))


_WHOLE = re.compile(rb"\.0(?=[,}\]])")
_NUMBER = re.compile(rb'[a-z]":(?:0|-?[1-9][0-9]{0,14})\Z')
"""A whole number behind a key, up to its point; inside a string the mark before the colon has a backslash."""


class _Unusual(Exception):
    """What looks like a whole number is a part of a text, minus zero, in a list, or very large."""


def _encoded(record: msgspec.Struct) -> msgspec.Raw | dict[str, Any]:
    """A record as JSON that was made at once, or as plain data where that may differ."""
    try:
        return msgspec.Raw(_WHOLE.sub(_shorter, msgspec.json.encode(record)))
    except (_Unusual, UnicodeEncodeError):
        return _plain(record)


def _shorter(match: re.Match[bytes]) -> bytes:
    """Nothing in place of the ".0" of a number."""
    if _NUMBER.search(match.string, max(0, match.start() - 20), match.start()):
        return b""
    raise _Unusual


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    """A record as plain data: numbers that JSON cannot hold become null, whole ones lose their ".0"."""
    plain: dict[str, Any] = _tidied(msgspec.to_builtins(record))
    return plain


def _tidied(value: Any) -> Any:
    """`value` with all its numbers so; objects are changed in place, for reports hold a great many."""
    kind = type(value)
    if kind is float:
        return _number(value)
    if kind is dict:
        for name, part in value.items():
            if type(part) in CHANGED:
                value[name] = _tidied(part)
    elif kind is list or kind is tuple:
        return [_tidied(part) for part in value]
    return value


CHANGED = frozenset({float, dict, list, tuple})


def _number(value: float) -> int | float | None:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
