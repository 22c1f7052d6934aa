"""One fact or two: texts of `tests/alignment/cases.md` must disagree, or must not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck import rulebook

sys.path.append(str(Path(__file__).parent / "derivation"))
from cases import File, files_of, report

CASES = Path(__file__).parent / "alignment" / "cases.md"
DISAGREEING = frozenset({"conflict", "update", "attributed"})


class Case(NamedTuple):
    """Files with the days of their publication, and whether they disagree on one fact."""

    name: str
    disagree: bool
    files: tuple[File, ...]


def cases() -> Iterator[Case]:
    """The cases of the page."""
    for part in re.split(r"^## ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        kind, name = part.partition("\n")[0].split(": ", 1)
        assert kind in ("one", "two"), name
        yield Case(name, kind == "one", files_of(part))


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = [one for one in report(case.files, rulebook.load()).findings if one.verdict in DISAGREEING]
    assert bool(found) is case.disagree, [f"{one.verdict}: {one.summary}" for one in found]
