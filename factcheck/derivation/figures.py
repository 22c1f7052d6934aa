"""Claims of a sentence as arithmetic wants them: two levels where a range was read, each without the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isclose, log10

import msgspec

from factcheck.derivation.terms import TIME
from factcheck.model import Change, Claim, Value

GROWTH = ("percent", "ratio")
"""Kinds in which a change is stated as a share of the old level."""


def figures(group: list[Claim], text: str) -> Iterator[Claim]:
    """The claims of a sentence that do not overlap, as arithmetic wants them."""
    levels = (_level(part, text) for claim in _apart(group) for part in _two_levels(_bare(claim), text))
    return _as_around(_same_subject(levels, text))


_TOTAL = re.compile(r"(?:a|the)\s+total\s+of\s+", re.IGNORECASE)


def _bare(claim: Claim) -> Claim:
    """The claim without the words that make it a total."""
    match = _TOTAL.match(claim.text)
    if match is None or "\n" in match[0]:
        return claim
    cut = match.end()
    return msgspec.structs.replace(claim, start=claim.start + cut, column=claim.column + cut, text=claim.text[cut:])


_FROM_TO = re.compile(r"(?P<from>from\s+)?(?P<one>.*?\d.*?)\s+to\s+(?P<two>.*\d.*)", re.IGNORECASE | re.DOTALL)
_FROM = re.compile(r",?\s+(?:up\s+|down\s+)?from\s")


def _two_levels(claim: Claim, text: str) -> tuple[Claim, ...]:
    """The two figures in what looks like a range and is none: "went from 820 to 905 euros", "rose 4 percent to
    19 percent from 15 percent". Any other claim as it is.
    """
    value, match = claim.value, _FROM_TO.fullmatch(claim.text)
    if match is None or claim.kind in TIME or value.point is not None or value.low is None or value.high is None:
        return (claim,)
    if not match["from"] and not (claim.change in ("up", "down") and _FROM.match(text, claim.end)):
        return (claim,)
    falls = _written(match["one"], value.high) and not _written(match["one"], value.low)
    ends = (value.high, value.low) if falls else (value.low, value.high)
    if match["from"]:  # neither end is a level of its own: "from 5 to 9" may be a range after all
        return _end(claim, match, "one", "from", ends[0]), _end(claim, match, "two", "from", ends[1])
    return _end(claim, match, "one", claim.change, ends[0]), _end(claim, match, "two", "to", ends[1])


def _end(claim: Claim, match: re.Match[str], part: str, change: Change | None, point: float) -> Claim:
    decimals, figure = _figure(match[part])
    half = 0.5 * 10.0**-decimals * point / figure if decimals and figure else 0.0
    return msgspec.structs.replace(
        claim,
        start=claim.start + match.start(part),
        end=claim.start + match.end(part),
        column=claim.column + match.start(part),
        text=match[part],
        change=change,
        value=Value(low=point - half, high=point + half, point=point),
    )


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _figure(text: str) -> tuple[int, float]:
    """The decimals of the first number in digits, and that number."""
    digits = _DIGITS.search(text)
    return (len(digits[0].partition(".")[2]), float(digits[0].replace(",", ""))) if digits else (0, 0.0)


def _written(text: str, value: float) -> bool:
    """Whether the digits of `text` are those of a value, in whatever power of ten."""
    figure = _figure(text)[1]
    return value > 0 < figure and isclose(power := log10(value / figure), round(power), abs_tol=1e-9)


def _as_around(claims: Iterator[Claim]) -> Iterator[Claim]:
    """The claims; what stands in brackets behind a value is reported, planned or denied as that is."""
    before: Claim | None = None
    for claim in claims:
        if before is not None and claim.context.bracket_of is not None and claim.status != before.status:
            claim = msgspec.structs.replace(claim, status=before.status)
        yield claim
        before = claim


_AMOUNTING = re.compile(
    r"\b(?:mak(?:e|es|ing)|made|add(?:s|ed|ing)?|end(?:s|ed|ing)?|sum(?:s|med)?) up (?:to |at |with )?$", re.I
)


def _level(claim: Claim, text: str) -> Claim:
    """The claim without a rise that is none: "to make up $5 million" states a level."""
    if claim.change == "up" and _AMOUNTING.search(text, max(0, claim.start - 24), claim.start):
        return msgspec.structs.replace(claim, change="to")
    return claim


_AND_REACHED = re.compile(
    r"[, ]*(?:and )?(?:to|reaching|(?:amounted|came|rose|fell|grew) to|reached|totall?ed|stood at|hit) ?"
)


def _same_subject(claims: Iterator[Claim], text: str) -> Iterator[Claim]:
    """The claims; a level that a change leads to ("grew by 60% and amounted to $5 million") measures what changed."""
    before: Claim | None = None
    for claim in claims:
        if before is not None and _reached(before, claim, text):
            claim = msgspec.structs.replace(claim, measure=before.measure)
        yield claim
        before = claim


def _reached(change: Claim, level: Claim, text: str) -> bool:
    changed = change.measure is not None and change.change in ("up", "down", "times") and change.kind in GROWTH
    return changed and level.change == "to" and bool(_AND_REACHED.fullmatch(text, change.end, level.start))


def _apart(claims: list[Claim]) -> Iterator[Claim]:
    """The claims that do not overlap an earlier one."""
    end = -1
    for claim in claims:
        if claim.start >= end:
            end = claim.end
            yield claim
