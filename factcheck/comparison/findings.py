"""From a fact to a finding: its distinct values with all places, a verdict for every pair of them, and the words for
both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from factcheck.comparison.authority import circumstances
from factcheck.comparison.verdict import Judgement, judge, stated
from factcheck.comparison.wording import amount, interval
from factcheck.model import (
    VERDICTS,
    Claim,
    Evidence,
    Fact,
    FactKey,
    FactValue,
    Finding,
    Period,
    Relation,
    Severity,
    Verdict,
)

RANK = {verdict: place for place, verdict in enumerate(VERDICTS)}
CHECK = "same-fact"
STATED = frozenset({"clause", "sentence", "table"})
UNLINKED = "too little tells that these two are one thing"


def evidence(claim: Claim, texts: Mapping[str, str]) -> Evidence:
    """The place of a claim with its sentence as quote."""
    quote = texts[claim.path][claim.sentence.start : claim.sentence.end]
    return Evidence(
        path=claim.path,
        start=claim.start,
        end=claim.end,
        line=claim.line,
        column=claim.column,
        location=claim.location,
        quote=quote,
        quote_start=claim.sentence.start,
        quote_end=claim.sentence.end,
    )


def value_key(claim: Claim) -> str:
    """The normalised value of a claim: what two places share that state the same thing."""
    if claim.kind in ("date", "time", "set"):
        period = claim.period
        return f"{claim.mod}{period.start}/{period.end}" if period else f"{claim.mod}{claim.timex}"
    value = stated(claim)
    core = f"{value.point:.10g}" if value.point is not None else f"{value.low:.10g}..{value.high:.10g}"
    unit = f"±{value.unit:.6g}" if value.unit else ""
    return f"{claim.mod}{core}{unit}"


def identity(*parts: object) -> str:
    """A short digest of what identifies a relation or finding: never a path, an offset, a quote or a confidence."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def grouped(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """The distinct values of a fact with their claims, ordered by value and then by place."""
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: (one.path, one.start)):
        groups.setdefault(value_key(claim), []).append(claim)
    return sorted(groups.items(), key=lambda pair: (_order(pair[1][0]), pair[0]))


def _order(claim: Claim) -> tuple[float, str]:
    if claim.period is not None and claim.kind in ("date", "time", "set"):
        return 0.0, claim.period.start or ""
    return stated(claim).middle, ""


def finding(fact: Fact, texts: Mapping[str, str], threshold: float, strict: bool = False) -> Finding | None:
    """The finding on one fact; None when it has one value in one place only."""
    if len(fact.claims) < 2:
        return None
    groups = grouped(fact.claims)
    key = fact_key(fact.claims)
    values = tuple(_value(claims, texts) for _, claims in groups)
    relations = tuple(_relations(fact, groups, threshold, strict))
    verdict: Verdict = min((one.verdict for one in relations), key=RANK.__getitem__, default="agree")
    confidence = max((one.confidence for one in relations if one.verdict == verdict), default=fact.confidence)
    return Finding(
        id=identity(
            CHECK, *(sorted(one.id for one in relations) or _subject(fact.claims)), *(name for name, _ in groups)
        ),
        verdict=verdict,
        severity=severity(verdict, confidence),
        confidence=round(confidence, 3),
        check=check_of(fact.claims),
        derived=False,
        fact=key,
        summary=summary(verdict, key, groups),
        explanation=fact.levels,
        values=values,
        relations=relations,
    )


def check_of(claims: Sequence[Claim]) -> str:
    """The name of the check: times are compared as times, all else as levels."""
    return "time" if claims[0].kind in ("date", "time", "set") else "value"


def severity(verdict: Verdict, confidence: float) -> Severity:
    """High for a sure conflict, medium for what moves or is not sure, low for what holds."""
    if verdict == "conflict":
        return "high" if confidence >= 0.7 else "medium"
    return "medium" if verdict in ("update", "attributed", "review") else "low"


def _value(claims: Sequence[Claim], texts: Mapping[str, str]) -> FactValue:
    first = claims[0]
    time = first.kind in ("date", "time", "set")
    low = (first.period.start if first.period else None) if time else first.value.low
    high = (first.period.end if first.period else None) if time else first.value.high
    return FactValue(
        text=amount(first),
        low=low,
        high=high,
        unit=first.unit,
        evidence=tuple(evidence(claim, texts) for claim in claims),
        low_open=first.value.low_open,
        high_open=first.value.high_open,
        mod=first.mod,
        point=None if time else first.value.point,
    )


def _relations(fact: Fact, groups: list[tuple[str, list[Claim]]], threshold: float, strict: bool) -> Iterable[Relation]:
    for (i, (name_a, claims_a)), (j, (name_b, claims_b)) in combinations(enumerate(groups), 2):
        confidence = fact.confidence_of(claims_a, claims_b)
        judged = circumstances(judge(claims_a[0], claims_b[0], strict), claims_a, claims_b)
        if threshold and not confidence and RANK[judged.verdict] <= RANK["review"]:
            judged = Judgement("compatible", UNLINKED, judged.arithmetic)
        if RANK[judged.verdict] < RANK["review"] and confidence < threshold:
            judged = Judgement("review", f"{judged.reason}, if they are one fact", judged.arithmetic)
        yield Relation(
            id=identity(check_of(fact.claims), *_subject(claims_a, claims_b), *sorted((name_a, name_b))),
            a=i,
            b=j,
            verdict=judged.verdict,
            reason=judged.reason,
            arithmetic=judged.arithmetic,
            confidence=round(confidence, 3),
        )


def _subject(*groups: Sequence[Claim]) -> tuple[str, str, str]:
    """What the claims of two values speak of, as it enters identities: measure, parties and period. Where no parties
    are named, a place or else a name that both sides give stands for them: two towns have two tolls.

    Other values of the fact have no part in it and near-copies change nothing, since only what is said counts and never
    how often: of each aspect what both sides say, else what either does.
    """
    measures = [{one.measure for one in group if one.measure} for group in groups]
    parties = [{", ".join(one.parties) for one in group if one.parties} for group in groups]
    places = [{place for one in group for place in one.context.places} for group in groups]
    periods = [{f"{one.start}/{one.end}" for one in _stated_periods(group)} for group in groups]
    names = [{name for one in group for name in one.entities} for group in groups]
    shared = set.intersection(*places) or set.intersection(*names)
    of_whom = _common(parties, len) or min(shared, default="")
    return _common(measures, _unnamed), of_whom, _common(periods, len)


def _common(said: Sequence[set[str]], rank: Callable[[str], int]) -> str:
    """The first of what all say, else of what any says; empty if nothing is said."""
    found = set.intersection(*said) or set.union(*said)
    return min(found, key=lambda one: (rank(one), one), default="")


def _unnamed(measure: str) -> int:
    """Names of measures go before phrases, and short phrases before long ones."""
    return 0 if "_" in measure else 1 + measure.count(" ")


def fact_key(claims: Sequence[Claim]) -> FactKey:
    """What the claims of a fact speak of: the most frequent measure, the names they share, the period most of them
    state.
    """
    measures = [claim.measure for claim in claims if claim.measure]
    shared = set(claims[0].entities).intersection(*(claim.entities for claim in claims[1:]))
    parties = sorted({claim.parties for claim in claims if claim.parties}, key=lambda one: (-len(one), one))
    return FactKey(
        measure=_most(measures),
        entities=tuple(sorted(shared)),
        parties=parties[0] if parties else (),
        period=_period(claims),
        scope=tuple(sorted(set(claims[0].scope).intersection(*(claim.scope for claim in claims[1:])))),
    )


def _stated_periods(claims: Sequence[Claim]) -> list[Period]:
    """The periods that claims state themselves; times have none besides their value."""
    return [
        claim.period
        for claim in claims
        if claim.period and claim.period.basis in STATED and claim.kind not in ("date", "time", "set")
    ]


def _period(claims: Sequence[Claim]) -> Period | None:
    periods = _stated_periods(claims)
    names = [f"{one.start}/{one.end}" for one in periods]
    best = _most(names)
    return next((one for one, name in zip(periods, names, strict=True) if name == best), None)


def _most(items: Sequence[str]) -> str | None:
    return min(set(items), key=lambda one: (-items.count(one), one)) if items else None


def summary(verdict: Verdict, key: FactKey, groups: list[tuple[str, list[Claim]]]) -> str:
    """One line: what the fact is, and its values with the number of places."""
    about = (key.measure or "the same thing").replace("_", " ")
    if key.parties:
        about += f" ({', '.join(key.parties)})"
    shown = [f"{amount(claims[0])}" for _, claims in groups]
    listed = " against ".join(shown) if RANK[verdict] <= RANK["review"] else "; ".join(shown)
    return f"{about}: {listed}"


__all__ = ["evidence", "finding", "grouped", "identity", "interval", "severity"]
