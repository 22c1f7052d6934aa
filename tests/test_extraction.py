"""The fields of claims: every sentence of `tests/extraction/cases.md` must be read as it says there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck import extraction, rulebook
from factcheck.model import Claim, Document, Publication

CASES = Path(__file__).parent / "extraction" / "cases.md"
PUBLISHED = Publication(start="2016-06-15", end="2016-06-15", basis="configured", confidence=1.0)


class Case(NamedTuple):
    """A sentence whose `[[…]]` is a claim, with the fields that it must have."""

    line: int
    text: str
    fields: dict[str, str]


def cases() -> Iterator[Case]:
    """The cases of the page."""
    current: Case | None = None
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("- "):
            if current:
                yield current
            current = Case(number, line[2:], {})
        elif line.startswith("  - ") and current:
            name, _, value = line[4:].partition(": ")
            current.fields[name] = value
    if current:
        yield current


def _period(claim: Claim) -> str:
    return f"{claim.period.start}/{claim.period.end}" if claim.period else "-"


def _many(values: tuple[str, ...]) -> str:
    return ", ".join(sorted(values)) or "-"


FIELDS: dict[str, Callable[[Claim], str]] = {
    "measure": lambda claim: claim.measure or "-",
    "unit": lambda claim: claim.unit or "-",
    "kind": lambda claim: claim.kind,
    "entities": lambda claim: _many(claim.entities),
    "parties": lambda claim: _many(claim.parties),
    "scope": lambda claim: _many(claim.scope),
    "status": lambda claim: claim.status,
    "speaker": lambda claim: claim.speaker or "-",
    "period": _period,
    "head": lambda claim: claim.context.head or "-",
    "said_of": lambda claim: _many(claim.context.subject),
    "qualifiers": lambda claim: _many(claim.context.qualifiers),
}


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"line {case.line}")
def test_fields(case: Case) -> None:
    before, _, rest = case.text.partition("[[")
    inside, _, after = rest.partition("]]")
    document = Document(path="x.txt", text=before + inside + after, published=PUBLISHED)
    _, claims = extraction.claims(document, rulebook.load())
    start, end = len(before), len(before) + len(inside)
    claim = next(one for one in claims if one.start <= start and end <= one.end)
    expected = {name: _many(tuple(value.split(", "))) for name, value in case.fields.items()}
    assert expected
    read = {name: FIELDS[name](claim) for name in expected}
    told = [f"{name} is read as {read[name]!r}, not {said!r}" for name, said in expected.items() if read[name] != said]
    assert not told, f"cases.md, line {case.line}, {case.text}: {'; '.join(told)}"


def test_documents_read_together_are_read_as_alone() -> None:
    rules = rulebook.load()
    documents = [Document(path=f"case {one.line}", text=one.text, published=PUBLISHED) for one in cases()]
    assert extraction.read_all(documents, rules) == [extraction.read(document, rules) for document in documents]
    assert extraction.read_all([], rules) == []
