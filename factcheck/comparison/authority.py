"""What the circumstances make of a disagreement: a value that moves with time, a forecast and its result, two
authorities.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.comparison.verdict import Judgement
from factcheck.model import Claim, Publication

PLANNED = {
    "forecast": "a forecast",
    "target": "a target",
    "estimate": "an estimate",
    "hypothetical": "hypothetical",
}
"""What is no result yet, in words."""


def circumstances(judged: Judgement, one: Sequence[Claim], two: Sequence[Claim]) -> Judgement:
    """The judgement on two groups of claims of one value each, with what explains a disagreement."""
    if judged.verdict != "conflict":
        return judged
    a, b = one[0], two[0]
    if (a.status in PLANNED) != (b.status in PLANNED):
        return judged._replace(verdict="update", reason=f"{judged.reason}; one is {_planned(a, b)}")
    if a.context.moves and not _settled(a, b) and _later(a.context.published, b.context.published):
        return judged._replace(
            verdict="update", reason=f"{judged.reason}; the value moves with time and one report is later"
        )
    speakers_a, speakers_b = {claim.speaker for claim in one}, {claim.speaker for claim in two}
    if None not in speakers_a | speakers_b and not speakers_a & speakers_b:
        return judged._replace(
            verdict="attributed",
            reason=f"{judged.reason}; {_names(speakers_a)} and {_names(speakers_b)} differ",
        )
    return judged


def _names(speakers: set[str | None]) -> str:
    return ", ".join(sorted(map(str, speakers)))


def _planned(a: Claim, b: Claim) -> str:
    return PLANNED[a.status if a.status in PLANNED else b.status]


def _settled(a: Claim, b: Claim) -> bool:
    """Whether both speak of one stated period: what was in it moves no more."""
    periods = [claim.period for claim in (a, b) if claim.period and claim.period.basis in STATED]
    return len(periods) == 2 and all(one.grain != "day" for one in periods)


STATED = frozenset({"clause", "sentence", "heading", "table"})


def _later(a: Publication | None, b: Publication | None) -> bool:
    """Whether one publication surely came after the other."""
    return a is not None and b is not None and (a.end < b.start or b.end < a.start)
