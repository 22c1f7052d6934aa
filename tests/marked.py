"""Documentation as a test: Markdown whose headings name cases, whose fences are files, and whose marks are findings.

A fence of five tildes holds a file; its path stands behind the tildes. `⟦1 30 seconds⟧` marks a place of the first
disagreement of the case: a finding must link two places with one number, and no finding may link anything else. A
number that is marked once stands for a place that is wrong by itself ("September 31").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from factcheck.model import Evidence, Finding

CASES = Path(__file__).parent / "documentation"

_FENCE = re.compile(r"^~~~~~ (\S+)\n(.*?)^~~~~~$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_MARK = re.compile(r"⟦(\d+) |⟧")

Place = tuple[str, int, int]


class Case(NamedTuple):
    """Files by their path, and the places of each disagreement by its number."""

    name: str
    pages: dict[str, str]
    marks: dict[str, list[Place]]


def cases(file: Path) -> Iterator[Case]:
    """The cases of a Markdown file."""
    text = file.read_text(encoding="utf-8")
    fences = [match.span() for match in _FENCE.finditer(text)]
    heads = [one for one in _HEADING.finditer(text) if not any(start < one.start() < end for start, end in fences)]
    for one, after in zip(heads, [*heads[1:], None], strict=True):
        stretch = text[one.end() : after.start() if after else len(text)]
        pages: dict[str, str] = {}
        marks: dict[str, list[Place]] = defaultdict(list)
        for path, marked in _FENCE.findall(stretch):
            pages[path] = _unmarked(path, marked, marks)
        yield Case(one[1], pages, marks)


def all_cases() -> Iterator[Case]:
    """The cases by themselves, and the sets of documents of other kinds, each under the name of its file."""
    for file in sorted(CASES.glob("*.md")):
        yield from cases(file)
    for file in sorted(CASES.glob("sets/*.md")):
        yield from (one._replace(name=file.stem) for one in cases(file))


def _unmarked(path: str, marked: str, marks: dict[str, list[Place]]) -> str:
    plain, at, open_marks = "", 0, list[tuple[str, int]]()
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        at = match.end()
        if match[1]:
            open_marks.append((match[1], len(plain)))
        else:
            number, start = open_marks.pop()
            marks[number].append((path, start, len(plain)))
    return plain + marked[at:]


def outcome(case: Case, found: Sequence[Finding]) -> tuple[set[str], list[Finding]]:
    """The numbers of the disagreements that conflicts among `found` show, and the conflicts that show none."""
    shown: set[str] = set()
    wrong = []
    for one in found:
        if one.verdict == "conflict":
            numbers = {number for number, places in case.marks.items() if _links(one, places)}
            shown |= numbers
            if not numbers:
                wrong.append(one)
    return shown, wrong


def _links(finding: Finding, places: Sequence[Place]) -> bool:
    """Whether a finding has two of the marked places among its evidence, or the only one."""
    sides = [*(value.evidence for value in finding.values), *(term.evidence for term in finding.terms)]
    hit = [{place for one in side for place in places if _meets(one, place)} for side in sides]
    return len(set().union(*hit)) >= min(2, len(places))


def _meets(evidence: Evidence, place: Place) -> bool:
    return evidence.path == place[0] and evidence.start < place[2] and place[1] < evidence.end
