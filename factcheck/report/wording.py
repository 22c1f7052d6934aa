"""What every format says in the same words: the order of findings, their subjects, sections and sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isclose
from typing import NamedTuple

from factcheck.model import (
    DISAGREEING,
    VERDICTS,
    FactValue,
    Finding,
    Level,
    Relation,
    Report,
    Severity,
    Term,
    Verdict,
)
from factcheck.report import evidence, notation
from factcheck.report.notation import counted, measured, number, scale_of
from factcheck.spill import counts, worst_first

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")

RISING = ("review", "attributed", "update", "conflict")
"""Verdicts that a gate can be set to, the mildest first."""

MEANING: dict[Verdict, str] = {
    "conflict": "the sources cannot both be right",
    "update": "the value moves with time, and the later report is later",
    "attributed": "two named authorities give different values",
    "review": "the values differ, and it is not sure enough that they speak of one fact",
    "compatible": "the values differ in wording, precision or bounds, and can all be right",
    "agree": "the sources say the same",
}
DERIVED_MEANING: dict[Verdict, str] = MEANING | {
    "conflict": "derived by arithmetic: the stated figures do not fit together",
    "review": "derived by arithmetic: the stated figures do not fit together, if they belong together",
}
PLURALS: dict[Verdict, str] = {
    "conflict": "conflicts",
    "update": "updates",
    "attributed": "attributed differences",
    "review": "to review",
    "compatible": "compatible",
    "agree": "agreeing",
}
SINGULARS: dict[Verdict, str] = PLURALS | {
    "conflict": "conflict",
    "update": "update",
    "attributed": "attributed difference",
}


SHORT = 8
"""Characters of an id that are shown: among thousands of findings hardly two share them."""

MOST_VALUES = 12
"""Values that a short form of a finding shows."""


def meaning(finding: Finding) -> str:
    """What the verdict says of the values; of a derived finding, that it was computed."""
    return (DERIVED_MEANING if finding.derived else MEANING)[finding.verdict]


class Sections(NamedTuple):
    """The findings of a report, worst first, by where a reader looks for them."""

    disagreements: tuple[Finding, ...]
    known: tuple[Finding, ...]
    compatible: tuple[Finding, ...]
    agreeing: tuple[Finding, ...]
    holding: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def disagrees(finding: Finding) -> bool:
    """Whether the finding is something to look into, now or as accepted in a baseline."""
    return finding.verdict in DISAGREEING


def fails(finding: Finding, fail_on: str) -> bool:
    """Whether a finding is new and its verdict at or above the gate `fail_on` (never: nothing is)."""
    if fail_on not in RISING or finding.verdict not in RISING or finding.status != "new":
        return False
    return RISING.index(finding.verdict) >= RISING.index(fail_on)


def ordered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Worst first; ties keep the order in which they came."""
    return worst_first(findings)


def sections(report: Report) -> Sections:
    """Every finding of the report in exactly one section."""
    findings = list(ordered(report.findings))
    present = [finding for finding in findings if finding.status != "fixed"]
    fine = [finding for finding in present if not disagrees(finding)]
    return Sections(
        disagreements=_those(present, lambda f: disagrees(f) and f.status == "new"),
        known=_those(present, lambda f: disagrees(f) and f.status == "known"),
        compatible=_those(fine, lambda f: f.verdict == "compatible" and not f.derived),
        agreeing=tuple(_corroborated(f for f in fine if f.verdict == "agree" and not f.derived)),
        holding=_those(fine, lambda f: f.derived),
        fixed=_those(findings, lambda f: f.status == "fixed"),
    )


def _corroborated(findings: Iterable[Finding]) -> list[Finding]:
    """Facts that most sources state alike first."""
    return sorted(findings, key=lambda finding: -len(evidence.paths(finding)))


def _those(findings: Iterable[Finding], wanted: Callable[[Finding], bool]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if wanted(finding))


def tally(report: Report) -> dict[str, int]:
    """The figures of a report: documents, claims, findings by verdict and standing, errors, what was suppressed."""
    verdicts: Counter[str] = Counter()
    standings: Counter[str] = Counter()
    for (verdict, status), count in counts(report.findings).items():
        if status != "fixed":
            verdicts[verdict] += count
        if verdict in DISAGREEING:
            standings[status] += count
    figures: dict[str, int] = {
        "documents": len(report.documents),
        "claims": sum(document.claims for document in report.documents),
        "findings": verdicts.total(),
        **{verdict: verdicts[verdict] for verdict in VERDICTS},
        "new": standings["new"],
        "known": standings["known"],
        "fixed": standings["fixed"],
        "suppressed": len(report.suppressed),
        "errors": len(report.errors),
    }
    return {name: figure + report.omitted.get(name, 0) for name, figure in figures.items()}


def verdict_counts(report: Report, verdicts: Sequence[Verdict] = VERDICTS) -> list[str]:
    """ "2 conflicts", "1 to review", … for the verdicts that occur."""
    figures = tally(report)
    shown = [(figures[verdict], verdict) for verdict in verdicts if figures[verdict]]
    return [f"{count:,} {SINGULARS[verdict] if count == 1 else PLURALS[verdict]}" for count, verdict in shown]


def scale(finding: Finding, unit: str | None) -> notation.Scale:
    """The scale that all values and terms of one unit share in a finding."""
    same = [holder for holder in evidence.holders(finding) if holder.unit == unit]
    return scale_of(bound for holder in same for bound in (holder.low, holder.high))


def reading(holder: FactValue | Term, finding: Finding) -> str:
    """How a value or term of a finding was read, in the scale that it shares with the others."""
    return notation.reading(holder, scale(finding, holder.unit))


def lead(finding: Finding) -> str:
    """The finding in a sentence: its own summary, or its values against each other."""
    return finding.summary or " against ".join(value.text for value in finding.values) or finding.equation or ""


def unsaid(finding: Finding) -> str:
    """The summary of a finding, if it says more than the table of values."""
    restated = finding.values and all(value.text in finding.summary for value in finding.values)
    return "" if restated else finding.summary[:1].upper() + finding.summary[1:]


def steps(finding: Finding) -> list[str]:
    """The arithmetic of a finding, step by step, but for what its summary says: equations, then remarks."""
    told = [*(finding.equation or "").split("; "), *(finding.notes if finding.derived else ())]
    return [step for step in dict.fromkeys(told) if step and step not in finding.summary]


def said(finding: Finding) -> list[str]:
    """What stands against each other, in short: the values in their sources' words, or the steps of the equation."""
    return [value.text for value in finding.values] or (finding.equation or finding.summary).split("; ")


def restates(relation: Relation, finding: Finding) -> bool:
    """Whether the arithmetic of a relation says no more than how its two values were read."""
    return all(f"{finding.values[index].text} = " in relation.arithmetic for index in (relation.a, relation.b))


def worked(relation: Relation, finding: Finding) -> str:
    """How two values compare, in one line: the arithmetic of the comparison and the difference of the values.

    Arithmetic that only restates the readings is written anew, in the scale that the finding's values share.
    """
    apart = difference(finding.values[relation.a], finding.values[relation.b])
    plain = not relation.arithmetic or restates(relation, finding)
    line = _read_as(relation, finding) if plain else relation.arithmetic
    return f"{line}; {apart}" if apart else line


def _read_as(relation: Relation, finding: Finding) -> str:
    values = [finding.values[index] for index in (relation.a, relation.b)]
    return "; ".join(f"{value.text} = {reading(value, finding)}" for value in values)


def briefly(relation: Relation, finding: Finding) -> str:
    """As `worked`, where the readings of both values already stand above it."""
    told = "" if restates(relation, finding) else relation.arithmetic
    apart = difference(finding.values[relation.a], finding.values[relation.b])
    return "; ".join(part for part in (relation.reason, told, apart) if part)


def difference(a: FactValue, b: FactValue) -> str:
    """How far apart two values are, in words: the written numbers, or two days, months or years, subtracted; for ranges
    the distance of their nearest ends. Empty where they meet or cannot be subtracted.
    """
    if a.unit != b.unit:
        return ""
    if isinstance(a.low or a.high, str):
        return _days_apart(a, b)
    one, two = _written(a), _written(b)
    if one is None or two is None:
        return f"{apart} apart at the nearest" if (apart := gap(a, b)) else ""
    return "" if isclose(one, two) else f"a difference of {_measured(abs(one - two), a.unit, (one, two))}"


def _written(value: FactValue) -> float | None:
    """The number as written; None for a range."""
    if value.point is not None:
        return value.point
    return float(value.low) if value.low == value.high and isinstance(value.low, int | float) else None


def gap(a: FactValue, b: FactValue) -> str:
    """The distance of two intervals in words; empty where they meet or cannot be subtracted."""
    apart = _apart(a, b) if a.unit == b.unit else None
    return _measured(apart, a.unit, (a.low, a.high, b.low, b.high)) if apart else ""


def _measured(apart: float, unit: str | None, beside: Iterable[notation.Bound]) -> str:
    """A difference in the scale of the numbers `beside` it."""
    shared = scale_of(beside)
    return measured(number(apart, shared), "percentage_point" if unit == "percent" else unit, shared)


def _apart(a: FactValue, b: FactValue) -> float | None:
    for left, right in ((a, b), (b, a)):
        if isinstance(left.high, int | float) and isinstance(right.low, int | float) and left.high <= right.low:
            touches = left.high == right.low and not (left.high_open or right.low_open)
            return None if touches else float(right.low - left.high)
    return None


def _days_apart(a: FactValue, b: FactValue) -> str:
    """The distance of two times that do not overlap, in the unit in which both are whole."""
    spans = sorted(span for value in (a, b) if (span := notation.days(value.low, value.high)))
    if len(spans) < 2 or spans[0].last >= spans[1].first:
        return ""
    for unit in ("day", "month", "year"):
        if all(span.is_one(unit) for span in spans):
            return f"{counted(spans[0].until(spans[1], unit), unit)} apart"
    return f"{counted((spans[1].first - spans[0].last).days, 'day')} apart at the nearest"


def short(finding: Finding) -> str:
    """The start of a finding's id, which is enough to name it."""
    return finding.id[:SHORT]


def file_name(finding: Finding) -> str:
    """The name of a finding's picture: its id, without what a file system may refuse."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", finding.id)


def judged(finding: Finding) -> list[Relation]:
    """The relations of a finding, worst first."""
    return sorted(finding.relations, key=lambda relation: VERDICTS.index(relation.verdict))


def disagreeing(finding: Finding) -> list[Relation]:
    """The relations that disagree: the new ones, then the known ones, each worst first."""
    bad = [relation for relation in judged(finding) if relation.verdict in DISAGREEING]
    return sorted(bad, key=lambda relation: relation.status != "new")


def news(finding: Finding) -> list[Relation]:
    """The disagreeing relations that are new, worst first; all of a finding that is known as a whole, or fixed."""
    bad = disagreeing(finding)
    return [relation for relation in bad if relation.status == "new"] if finding.status == "new" else bad


def older(finding: Finding) -> set[int]:
    """The values that take part in a known disagreement."""
    known = (one for one in disagreeing(finding) if one.status == "known")
    return {index for one in known for index in (one.a, one.b)}


def fresh(finding: Finding) -> set[int]:
    """The values that make a finding new of which other disagreements are known; none if all of it is new or known."""
    known = older(finding) if finding.status == "new" else set()
    return {index for one in news(finding) for index in (one.a, one.b)} - known if known else set()


def newest_first(finding: Finding) -> list[int]:
    """The values by their index, in their order, but first those that make the finding new."""
    newer = fresh(finding)
    return sorted(range(len(finding.values)), key=lambda index: index not in newer)


def telling(finding: Finding) -> list[FactValue]:
    """The values that a short form of a finding shows: those in new disagreements if others are known, else all; of
    very many those that most stands against.
    """
    new = news(finding)
    some = new if len(new) < len(disagreeing(finding)) else finding.relations
    against = Counter(index for one in new for index in (one.a, one.b))
    shown = {index for one in some for index in (one.a, one.b)} or set(range(len(finding.values)))
    chosen = sorted(shown, key=lambda index: (-against[index], index))[:MOST_VALUES]
    return [finding.values[index] for index in newest_first(finding) if index in chosen]


def waterfall(levels: Sequence[Level]) -> list[Level]:
    """The steps that speak for one fact, strongest first, then those against it."""
    return sorted((level for level in levels if level.weight), key=lambda level: -level.weight)
