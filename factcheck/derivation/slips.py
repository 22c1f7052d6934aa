"""What a disagreement looks like when a slip of the pen made it: a zero too many, two digits swapped, one dropped."""

from __future__ import annotations

from math import isclose

import msgspec

from factcheck.comparison.wording import number
from factcheck.model import FactValue, Finding

SCALES = {10.0: "10", 100.0: "100", 1e3: "1,000", 1e6: "1,000,000", 1e9: "1,000,000,000"}
LEAST_DIGITS = 3
"""Digits from which on swapped or dropped ones tell a slip from another value."""


def slip(a: float, b: float) -> str | None:
    """The slip that turns one number into the other; None when there is no such."""
    small, large = sorted((abs(a), abs(b)))
    if not small or small == large:
        return None
    return slip_of_scale(small, large) or _digits(_plain(small), _plain(large))


def slip_of_scale(a: float, b: float) -> str | None:
    """What to say of two numbers that are a power of ten apart, None of others."""
    small, large = sorted((abs(a), abs(b)))
    for factor, shown in SCALES.items() if small else ():
        if isclose(large / small, factor, rel_tol=1e-9):
            return f"the same digits, a factor of exactly {shown} apart: a slip of scale?"
    return None


def _plain(value: float) -> str:
    return number(value).replace(",", "")


def _digits(one: str, two: str) -> str | None:
    if max(len(one.replace(".", "")), len(two.replace(".", ""))) < LEAST_DIGITS:
        return None
    if len(one) == len(two) and _swapped(one, two):
        return "two digits are swapped: a slip of the pen?"
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) == 1 and len(short) >= LEAST_DIGITS and _dropped(short, long):
        return "one digit is missing: a slip of the pen?"
    return None


def _swapped(one: str, two: str) -> bool:
    """Whether two neighbours changed places, and nothing else."""
    apart = [at for at in range(len(one)) if one[at] != two[at]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == two[apart[1]]
        and one[apart[1]] == two[apart[0]]
    )


def _dropped(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def annotated(finding: Finding) -> Finding:
    """The finding with a note for each pair of contradicting values that a slip explains."""
    notes = [
        f"{finding.values[one.a].text} and {finding.values[one.b].text}: {said}"
        for one in finding.relations
        if one.verdict in ("conflict", "review", "update", "attributed")
        and (said := _between(finding.values[one.a], finding.values[one.b]))
    ]
    return msgspec.structs.replace(finding, notes=(*finding.notes, *notes)) if notes else finding


def _between(a: FactValue, b: FactValue) -> str | None:
    one, two = _middle(a), _middle(b)
    return slip(one, two) if one is not None and two is not None and a.unit == b.unit else None


def _middle(value: FactValue) -> float | None:
    """The stated number: the middle of its rounding interval, cleared of the noise of binary fractions."""
    if value.mod != "=" or isinstance(value.low, str) or isinstance(value.high, str):
        return None
    if value.low is None or value.high is None:
        return None
    return float(f"{(value.low + value.high) / 2:.12g}")
