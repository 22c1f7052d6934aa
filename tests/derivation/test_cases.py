"""Relations on whole documents: every slip is found, with its arithmetic, and nothing else is objected to."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from factcheck import rulebook

sys.path.insert(0, str(Path(__file__).parent))
from cases import Case, cases, objections, report

RULES = rulebook.load()
Objection = tuple[str, str, str]
"""Verdict, relation and arithmetic."""
CASES = [*cases("relations"), *cases("quiet")]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case) -> None:
    found = [(one.verdict, one.check, one.equation or "") for one in objections(report(case.files, RULES))]
    wrong = "; ".join(differences(case, found))
    assert not wrong, wrong


def differences(case: Case, found: Sequence[Objection]) -> Iterator[str]:
    """In words, what a case asks for and is not found, and what is found besides."""
    for one in case.expected:
        if not any(same(one, other) for other in found):
            near = next((told for _, check, told in found if check == one[1]), "")
            yield f"not found: {shown(one)}" + (f" (but of this relation: {near})" if near else "")
    others = [other for other in found if not any(same(one, other) for one in case.expected)]
    yield from (f"found, though the case does not name it: {shown(other)}" for other in others)
    if not others and len(found) > len(case.expected):
        yield f"{len(found)} findings stand for the {len(case.expected)} that the case names"
    if case.relation not in RULES.relations:
        return  # a quiet one, where nothing may be found at all
    own = any(check == case.relation or RULES.relations[case.relation].says in told for _, check, told in found)
    if case.fails and not own:
        yield f"the case is to fail, and nothing of the relation {case.relation} is found"
    if own and not case.fails:
        yield f"the case is to hold, and the relation {case.relation} objects"


def shown(one: Objection) -> str:
    """An objection as a case writes it."""
    return f"{one[0]} ({one[1]}): {one[2]}"


def same(one: Objection, other: Objection) -> bool:
    """Whether two objections are one: the arithmetic may stand by itself or in the finding on a value of it."""
    return one[0] == other[0] and (one[2] in other[2] or other[2] in one[2])


@pytest.mark.parametrize("id", RULES.relations)
def test_every_relation_has_cases_of_both_kinds(id: str) -> None:
    counted = Counter(case.fails for case in CASES if case.relation == id)
    told = f"{counted[True]} that fail and {counted[False]} that hold; write three of each"
    assert min(counted[True], counted[False]) >= 3, f"tests/cases/relations/{id}.md has {told}"


def test_every_file_of_cases_belongs_to_a_relation() -> None:
    assert {case.relation for case in cases("relations")} <= RULES.relations.keys()
