"""One disagreement is told once: what follows from values that disagree stands in the explanation of that finding.

Two sources that state different levels and different growth also imply different bases. That is worth a line of
arithmetic, yet it is no further disagreement: whoever accepts or mends the stated values has dealt with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from factcheck.comparison.findings import RANK
from factcheck.model import Evidence, Finding
from factcheck.spill import Spilled

Place = tuple[str, int, int]


def folded(findings: Sequence[Finding]) -> Sequence[Finding]:
    """`findings` without the derived ones that merely follow from stated values that disagree; their arithmetic stands
    in the `equation` of the findings on those values. The order is kept. Spilled findings are changed where they are.
    """
    stating: dict[Place, list[int]] = defaultdict(list)
    ranks: dict[int, int] = {}
    for at, one in _disagreeing(findings):
        ranks[at] = RANK[one.verdict]
        for place in _against(one):
            stating[place].append(at)
    gone: set[int] = set()
    told: dict[int, list[str]] = defaultdict(list)
    for at, one in _disagreeing(findings) if stating else ():
        for cause in _causes(one, stating, ranks):
            told[cause] += _arithmetic(one)
            gone.add(at)
    if not isinstance(findings, Spilled):
        return [_with(one, told.get(at, ())) for at, one in enumerate(findings) if at not in gone]
    changed = [(at, _with(one, told[at])) for at, one in findings.disagreeing() if at in told] if told else []
    findings.amend(gone, ((at, one) for at, one in changed if at not in gone))
    return findings


def _disagreeing(findings: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    """The findings that do not hold, with their places among all."""
    if isinstance(findings, Spilled):
        return findings.disagreeing()
    return ((at, one) for at, one in enumerate(findings) if RANK[one.verdict] <= RANK["review"])


def _against(one: Finding) -> list[Place]:
    """The places of all values that stand against another in a finding on stated values."""
    if one.derived:
        return []
    worst = [relation for relation in one.relations if RANK[relation.verdict] <= RANK["review"]]
    values = sorted({index for relation in worst for index in (relation.a, relation.b)})
    return [_place(evidence) for index in values for evidence in one.values[index].evidence]


def _causes(one: Finding, stating: dict[Place, list[int]], ranks: Mapping[int, int]) -> list[int]:
    """The findings from which a derived one follows: each has terms of two documents or more, and together they have
    terms of all its documents. None if it is a disagreement of its own, as one inside a document always is, or worse
    than what is said of the stated values.
    """
    if not one.derived or RANK[one.verdict] > RANK["review"]:
        return []
    shared: dict[int, set[str]] = defaultdict(set)
    documents = {evidence.path for term in one.terms for evidence in term.evidence}
    for term in one.terms:
        for evidence in term.evidence:
            for at in stating.get(_place(evidence), ()):
                shared[at].add(evidence.path)
    causes = sorted(at for at, paths in shared.items() if len(paths) > 1 and ranks[at] <= RANK[one.verdict])
    covered = {path for at in causes for path in shared[at]}
    return causes if len(documents) > 1 and covered == documents else []


def _place(evidence: Evidence) -> Place:
    return evidence.path, evidence.start, evidence.end


def _arithmetic(one: Finding) -> list[str]:
    steps = (one.equation or "").split("; ")
    return [one.summary, *(step for step in steps if step not in one.summary)]


def _with(one: Finding, told: Sequence[str]) -> Finding:
    steps = dict.fromkeys(part for part in (one.equation, *told) if part)
    return msgspec.structs.replace(one, equation="; ".join(steps)) if told else one
