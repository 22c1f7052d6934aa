"""Cases of relations as Markdown: what stands in tests/cases/relations and tests/cases/quiet.

A heading of second level names a case: `fails: …` for texts with a slip that has to be found, `holds: …` for texts to
which nothing may be objected. Fenced blocks are the files, each with its name and, where it matters, the day of
publication. Below them a list names every objection that is to be found: its verdict, the relation in brackets where it
is not the one that the file is named after, and its arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from factcheck import pipeline, reading
from factcheck.model import Finding, Report, SourceOptions
from factcheck.rulebook import Rulebook

FOLDER = Path(__file__).resolve().parents[1] / "cases"
OBJECTIONS = frozenset({"conflict", "review"})

_HEADING = re.compile(r"^## (fails|holds): (.+)$", re.MULTILINE)
_FILE = re.compile(r"^```(\S+)(?: (\d{4}-\d\d-\d\d))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"^- (conflict|review)(?: \(([\w-]+)\))?: (.+)$", re.MULTILINE)
_MEANT = re.compile(r"^(?:## .*|```.*|- .*)$", re.MULTILINE)
"""What begins like a part of a case."""


class File(NamedTuple):
    """A file of a case: its name, the day of its publication (None where it is left open) and its text."""

    name: str
    published: str | None
    text: str


class Case(NamedTuple):
    """Files, and the objections that are to be found in them: verdict, relation, arithmetic."""

    id: str
    relation: str
    fails: bool
    files: tuple[File, ...]
    expected: tuple[tuple[str, str, str], ...]


def cases(folder: str) -> Iterator[Case]:
    """All cases of a folder of tests/cases, file by file."""
    for path in sorted((FOLDER / folder).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        _refuse_others(path, text)
        headings = [*_HEADING.finditer(text)]
        ends = [*(one.start() for one in headings[1:]), len(text)]
        for heading, end in zip(headings, ends, strict=True):
            body = text[heading.end() : end]
            files = files_of(body)
            found = _EXPECTED.findall(_FILE.sub("", body))
            expected = tuple((verdict, other or path.stem, told) for verdict, other, told in found)
            if not files or (heading[1] == "fails" and not expected):
                raise ValueError(
                    _told(path, text, heading.start(), "a case needs files, and one that fails objections")
                )
            yield Case(f"{path.stem}/{heading[0][3:]}", path.stem, heading[1] == "fails", files, expected)


def _refuse_others(path: Path, text: str) -> None:
    """Raises ValueError for a heading, fence or item that would be passed over."""
    left = text
    for known in (_FILE, _HEADING, _EXPECTED):
        left = known.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), left)
    if found := _MEANT.search(left):
        remedy = "write '## fails: …' or '## holds: …', '```NAME' with a fence that closes, '- conflict: ARITHMETIC'"
        raise ValueError(_told(path, text, found.start(), f"{found[0]!r} is no part of a case; {remedy}"))


def _told(path: Path, text: str, at: int, said: str) -> str:
    return f"{path.parent.name}/{path.name}:{text.count(chr(10), 0, at) + 1}: {said}"


def files_of(body: str) -> tuple[File, ...]:
    """The files that stand as fenced blocks in a stretch of Markdown."""
    return tuple(File(name, day or None, inner) for name, day, inner in _FILE.findall(body))


def report(files: Iterable[File], rules: Rulebook) -> Report:
    """What a check of the files finds."""
    return pipeline.check(
        (
            document
            for one in files
            for document in reading.parse(one.text.encode(), one.name, SourceOptions(published=one.published))
        ),
        rules,
    )


def objections(report: Report) -> list[Finding]:
    """The derived findings that object to something, and those on stated values that such arithmetic is folded into."""
    return [
        one
        for one in report.findings
        if (one.derived and one.verdict in OBJECTIONS) or (not one.derived and one.equation)
    ]
