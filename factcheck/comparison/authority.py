"""What the circumstances make of a disagreement: a value that moves with time, a forecast and its result, two
authorities.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.comparison.verdict import Judgement
from factcheck.model import Claim, Publication
from factcheck.period.civil import parse_day

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
    published = a.context.published, b.context.published
    if (a.status in PLANNED) != (b.status in PLANNED) and not _of_one_day(*published):
        return judged._replace(verdict="update", reason=f"{judged.reason}; one is {_planned(a, b)}")
    if a.context.moves and not _settled(a, b) and _later(*published, SLOWLY if a.context.slow else 1):
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


SLOWLY = 28
"""Days within which the staff of a company or the people of a town hardly change."""


def _later(a: Publication | None, b: Publication | None, days: int) -> bool:
    """Whether one publication surely came at least some days after the other."""
    if a is None or b is None:
        return False
    return max(parse_day(b.start) - parse_day(a.end), parse_day(a.start) - parse_day(b.end)) >= days


def _of_one_day(a: Publication | None, b: Publication | None) -> bool:
    """Whether two texts appeared on one day."""
    return a is not None and b is not None and a.start == a.end == b.start == b.end
