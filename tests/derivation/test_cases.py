"""Relations on whole documents: every slip is found, with its arithmetic, and nothing else is objected to."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from factcheck import rulebook

sys.path.insert(0, str(Path(__file__).parent))
from cases import Case, cases, objections, report

RULES = rulebook.load()
CASES = [*cases("relations"), *cases("quiet")]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case) -> None:
    found = [(one.verdict, one.check, one.equation or "") for one in objections(report(case, RULES))]
    told = f"expected {list(case.expected)}, found {found}"
    assert len(found) == len(case.expected), told
    assert all(any(same(one, other) for other in found) for one in case.expected), told
    if case.relation not in RULES.relations:
        return  # a quiet one, where nothing may be found at all
    says = RULES.relations[case.relation].says
    own = [shown for _, check, shown in found if check == case.relation or says in shown]
    assert case.fails == bool(own)


def same(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two objections are one: the arithmetic may stand by itself or in the finding on a value of it."""
    return one[0] == other[0] and (one[2] in other[2] or other[2] in one[2])


@pytest.mark.parametrize("id", RULES.relations)
def test_every_relation_has_cases_of_both_kinds(id: str) -> None:
    counted = Counter(case.fails for case in CASES if case.relation == id)
    told = f"{counted[True]} that fail and {counted[False]} that hold; write three of each"
    assert min(counted[True], counted[False]) >= 3, f"tests/cases/relations/{id}.md has {told}"


def test_every_file_of_cases_belongs_to_a_relation() -> None:
    assert {case.relation for case in cases("relations")} <= RULES.relations.keys()
