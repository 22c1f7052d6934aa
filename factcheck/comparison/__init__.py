"""From facts to findings: a verdict for every pair of values, with its reason and arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.comparison.findings import RANK, finding
from factcheck.comparison.folding import folded
from factcheck.comparison.verdict import judge
from factcheck.model import Claim, Fact, Finding
from factcheck.rulebook import Rulebook

__all__ = ["findings", "folded", "holds"]


def findings(
    facts: Sequence[Fact],
    texts: Mapping[str, str],
    rules: Rulebook,
    *,
    strict: bool = False,
    sure: bool = False,
) -> list[Finding]:
    """The findings on all facts, worst first. With `sure`, the claims of a fact are known to be about one thing."""
    conflict = 0.0 if sure else rules.weights["default"].conflict
    judged = (finding(fact, texts, conflict, strict) for fact in facts)
    return sorted((one for one in judged if one is not None), key=order)


def order(one: Finding) -> tuple[int, float, str, str]:
    """Worst verdict first, then the surest, then by what it says."""
    return RANK[one.verdict], -one.confidence, one.summary, one.id


def holds(a: Claim, b: Claim, strict: bool) -> bool:
    """Whether two claims of one fact can both be right."""
    return judge(a, b, strict).verdict in ("agree", "compatible")
