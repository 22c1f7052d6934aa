"""Cumulative order: what adds up over time is not larger in a part of a period than in the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from factcheck.comparison.findings import RANK, value_key
from factcheck.comparison.wording import amount
from factcheck.derivation.bymeasure import MOST, QUALIFIED
from factcheck.derivation.evaluation import sound
from factcheck.derivation.matter import STATED, Matters
from factcheck.derivation.ranges import Range, meet
from factcheck.derivation.show import build, term
from factcheck.derivation.terms import stated
from factcheck.derivation.texts import Text
from factcheck.model import Claim, Finding, Period, Verdict
from factcheck.rulebook.schema import Relation

Days = tuple[str, str]
"""First and last day of a period."""

Places = dict[str, list[Claim]]
"""The claims of one value, by the value."""

Groups = dict[Days, Places]
"""The claims of one matter by their period and value."""


def findings(
    texts: list[Text], sources: Mapping[str, str], relations: Mapping[str, Relation], matters: Matters
) -> Iterator[Finding]:
    """For each matter and pair of nested periods with a common start: part ≤ whole."""
    for id, relation in relations.items():
        if relation.kind == "order":
            for periods in _matters(texts, relation, matters):
                yield from _nested(id, relation, periods, sources)


def _matters(texts: list[Text], relation: Relation, matters: Matters) -> Iterator[Groups]:
    measures = frozenset(relation.measures)
    found: dict[object, Groups] = defaultdict(lambda: defaultdict(dict))
    for text in texts:
        for claim in text.claims:
            measure = relation.aliases.get(claim.measure or "", claim.measure)
            matter = measure in measures and _level(claim) and matters.key((claim,), relation.same, across=True)
            if matter:
                assert claim.period is not None and claim.period.start and claim.period.end
                period = claim.period.start, claim.period.end
                found[matter, measure][period].setdefault(value_key(claim), []).append(claim)
    return iter(found.values())


def _level(claim: Claim) -> bool:
    """Whether a claim is a level over a stated stretch of time."""
    period = claim.period
    return (
        claim.kind in ("money", "count", "measure")
        and claim.change in (None, "to")
        and not QUALIFIED & set(claim.scope)
        and sound((claim,))
        and claim.status == "reported"
        and period is not None
        and period.basis in STATED
        and _long(period)
    )


def _long(period: Period) -> bool:
    """Whether a period has both ends and is no single day."""
    return period.start is not None and period.end is not None and period.start[:10] != period.end[:10]


def _nested(id: str, relation: Relation, periods: Groups, sources: Mapping[str, str]) -> Iterator[Finding]:
    """Each period against the next longer one from the same start: order is passed on from one to the next."""
    for (start, _), (other, _), parts, wholes in _neighbours(periods):
        if start == other and max(len(parts), len(wholes)) <= MOST:
            yield _finding(id, relation, parts, wholes, sources)


def _neighbours(periods: Groups) -> Iterator[tuple[Days, Days, Places, Places]]:
    for one, two in pairwise(sorted(periods)):
        yield one, two, periods[one], periods[two]


def _finding(
    id: str,
    relation: Relation,
    parts: Mapping[str, list[Claim]],
    wholes: Mapping[str, list[Claim]],
    sources: Mapping[str, str],
) -> Finding:
    judged = [(_verdict(a[0], b[0], relation), a, b) for a in parts.values() for b in wholes.values()]
    verdict, a, b = min(judged, key=lambda one: (RANK[one[0]], value_key(one[1][0]), value_key(one[2][0])))
    groups = [*(("part", claims) for claims in parts.values()), *(("whole", claims) for claims in wholes.values())]
    sign = "≤" if verdict == "agree" else "is more than"
    equation = " and ".join(f"{amount(x[0])} ≤ {amount(y[0])}" for _, x, y in judged)
    return build(
        id,
        verdict,
        f"{relation.says}: {_shown(a[0])} {sign} {_shown(b[0])}",
        equation,
        [term(name, claims, sources) for name, claims in groups],
        [claim for _, claims in reversed(groups) for claim in claims],
        [f"{name}={value_key(claims[0])}" for name, claims in groups],
    )


def _shown(claim: Claim) -> str:
    assert claim.period is not None
    return f"{amount(claim)} ({claim.period.start} to {claim.period.end})"


def _verdict(part: Claim, whole: Claim, relation: Relation) -> Verdict:
    one, two = stated(part), stated(whole)
    assert one is not None and two is not None  # levels are numbers
    if one.low <= two.high or meet(one, two):
        return "agree"
    slack = Range(two.low, two.high + abs(two.high) * relation.tolerance)
    return "compatible" if one.low <= slack.high else relation.verdict
