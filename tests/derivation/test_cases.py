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
    found = [(one.verdict, one.check, one.equation) for one in objections(report(case, RULES))]
    assert found == [*case.expected]
    own = [told for _, check, told in found if check == case.relation or RULES.relations[case.relation].says in told]
    assert case.fails == bool(own)


@pytest.mark.parametrize("id", RULES.relations)
def test_every_relation_has_cases_of_both_kinds(id: str) -> None:
    counted = Counter(case.fails for case in CASES if case.relation == id)
    assert min(counted[True], counted[False]) >= 3
