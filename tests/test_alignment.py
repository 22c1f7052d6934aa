"""One fact or two: texts of `tests/alignment/cases.md` must disagree, or must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck import pipeline, reading, rulebook
from factcheck.model import SourceOptions

CASES = Path(__file__).parent / "alignment" / "cases.md"
DISAGREEING = frozenset({"conflict", "update", "attributed"})
_FILE = re.compile(r"^```(\S+)(?: (\d{4}-\d\d-\d\d))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Case(NamedTuple):
    """Files with the days of their publication, and whether they disagree on one fact."""

    name: str
    disagree: bool
    files: tuple[tuple[str, str, str], ...]


def cases() -> Iterator[Case]:
    """The cases of the page."""
    for part in re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        kind, name = part.partition("\n")[0].split(": ", 1)
        assert kind in ("one", "two"), name
        yield Case(name, kind == "one", tuple(_FILE.findall(part)))


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    documents = (
        document
        for name, day, text in case.files
        for document in reading.parse(text.encode(), name, SourceOptions(published=day or None))
    )
    found = [one for one in pipeline.check(documents, rulebook.load()).findings if one.verdict in DISAGREEING]
    assert bool(found) is case.disagree, [f"{one.verdict}: {one.summary}" for one in found]
