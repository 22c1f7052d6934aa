"""What a place states of a key, and the finding on all places that state it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from factcheck.comparison.findings import RANK, identity, severity
from factcheck.model import Claim, Evidence, FactKey, FactValue, Finding, Level, Relation, Verdict
from factcheck.structure.page import Page

MOST_VALUES = 6
"""A key of which more distinct values are stated is no key of one fact."""

CONFIDENCE = 0.8
"""How sure a disagreement under one key is."""


class Statement(NamedTuple):
    """A value stated of a key: `value` is its normal form, by which two places are told to agree."""

    page: Page
    value: str
    text: str
    low: float | str | None
    high: float | str | None
    unit: str | None
    place: Evidence


def of_claim(page: Page, claim: Claim, value: str) -> Statement:
    """The statement that a claim is; `value` is its normal form."""
    time = claim.kind in ("date", "time", "set")
    low = (claim.period.start if claim.period else None) if time else claim.value.low
    high = (claim.period.end if claim.period else None) if time else claim.value.high
    place = page.evidence(claim.start, claim.end, (claim.sentence.start, claim.sentence.end))
    return Statement(page, value, " ".join(claim.text.split()), low, high, claim.unit, place)


def day(claim: Claim) -> str | None:
    """The day, in ISO 8601, that a claim is if its text states the year; else None."""
    when = claim.period
    if claim.kind not in ("date", "time") or when is None or not when.start or not when.end or when.basis != "stated":
        return None
    one = when.start[:10] == when.end[:10] and re.search(r"\d{4}", claim.text) is not None
    return when.start[:10] if one else None


def finding(
    check: str,
    subject: str,
    why: str,
    stated: Iterable[Statement],
    apart: Callable[[Sequence[Statement], Sequence[Statement]], bool] = lambda a, b: True,
) -> Finding | None:
    """The finding on the places that state something of one key; None if they agree.

    `apart` tells of the places of two values whether both cannot be right; else these are compatible.
    """
    groups: dict[str, list[Statement]] = defaultdict(list)
    for one in sorted(stated, key=lambda one: (one.page.path, one.place.start)):
        groups[one.value].append(one)
    if not 1 < len(groups) <= MOST_VALUES:
        return None
    values = sorted(groups)
    relations = tuple(
        _relation(check, subject, (i, a), (j, b), apart(groups[a], groups[b]))
        for (i, a), (j, b) in combinations(enumerate(values), 2)
    )
    verdict = min((one.verdict for one in relations), key=RANK.__getitem__)
    if verdict != "conflict":
        return None
    shown = " against ".join(groups[value][0].text for value in values)
    return Finding(
        id=identity(check, subject, *values),
        verdict=verdict,
        severity=severity(verdict, CONFIDENCE),
        confidence=CONFIDENCE,
        check=check,
        derived=False,
        fact=FactKey(measure=subject),
        summary=f"{subject}: {shown}",
        explanation=(Level(aspect="key", level=why, weight=0.0, note=subject),),
        values=tuple(_value(groups[value]) for value in values),
        relations=relations,
    )


def _relation(check: str, subject: str, a: tuple[int, str], b: tuple[int, str], apart: bool) -> Relation:
    verdict: Verdict = "conflict" if apart else "compatible"
    return Relation(
        id=identity(check, subject, *sorted((a[1], b[1]))),
        a=a[0],
        b=b[0],
        verdict=verdict,
        reason="another value under the same key" if apart else "another scope",
        arithmetic=f"{a[1]} ≠ {b[1]}",
        confidence=CONFIDENCE,
    )


def _value(stated: Sequence[Statement]) -> FactValue:
    first = stated[0]
    places = tuple(dict.fromkeys(one.place for one in stated))
    return FactValue(text=first.text, low=first.low, high=first.high, unit=first.unit, evidence=places)
