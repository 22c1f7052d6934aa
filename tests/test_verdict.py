"""The verdict on two values of one fact, case by case, and the laws that hold for all."""

from __future__ import annotations

import pytest
from builders import claim
from hypothesis import given
from hypothesis import strategies as st

from factcheck.comparison.verdict import judge
from factcheck.model import Claim, Period

M = 1e6
CASES = {
    "growth at the same precision": (claim(60, width=0.5), claim(66, width=0.5), "conflict"),
    "the same percentage": (claim(60, width=0.5), claim(60, width=0.5), "agree"),
    "rounded to the million": (claim(441 * M, width=0.5 * M), claim(441.4 * M, width=0.05 * M), "compatible"),
    "does not round to half a billion": (claim(441.4 * M, width=0.05 * M), claim(500 * M, width=50 * M), "conflict"),
    "touching at equal precision": (claim(4.2, width=0.05), claim(4.3, width=0.05), "conflict"),
    "within the bound": (claim(60, mod=">"), claim(64, width=0.5), "compatible"),
    "on the wrong side of the bound": (claim(60, mod=">"), claim(50, width=0.5), "conflict"),
    "more than sixty and almost sixty-five": (claim(60, mod=">"), claim(65, mod="<"), "compatible"),
    "at the bound": (claim(60, mod=">"), claim(60, width=0.5), "compatible"),
    "hedge and exact": (claim(14000, width=1400, mod="~"), claim(13000), "compatible"),
    "hedge and far": (claim(14000, width=1400, mod="~"), claim(9000), "conflict"),
    "within a range": (claim(low=145, high=150), claim(150), "compatible"),
    "outside a range": (claim(low=12e9, high=13e9), claim(13.9e9, width=0.05e9), "conflict"),
    "counts are exact": (claim(6), claim(8), "conflict"),
    "large counts in words of one precision": (claim(160000), claim(167000), "conflict"),
    "kilometres and miles": (claim(40, unit="length", factor=1000.0), claim(40000, unit="length"), "agree"),
}


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str) -> None:
    a, b, verdict = CASES[name]
    assert judge(a, b).verdict == verdict
    assert judge(b, a).verdict == verdict


def test_strict_bounds_leave_out_the_value() -> None:
    bound, exact = claim(20708, mod=">"), claim(20708)
    assert judge(bound, exact, strict=True).verdict == "conflict"
    assert judge(bound, exact).verdict == "compatible"


def day(start: str, end: str) -> Claim:
    return claim(kind="date", unit="time", period=Period(start=start, end=end))


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (day("2017-11-29", "2017-11-29"), day("2017-11-29", "2017-11-30"), "compatible"),
        (day("1998-06-01", "1998-06-30"), day("1998-01-01", "1998-12-31"), "compatible"),
        (day("2017-11-29", "2017-11-29"), day("2017-11-29", "2017-11-29"), "agree"),
        (day("2012-01-01", "2012-12-31"), day("2013-01-01", "2013-12-31"), "conflict"),
    ],
)
def test_times(a: Claim, b: Claim, verdict: str) -> None:
    assert judge(a, b).verdict == verdict


mods = st.sampled_from(["=", "~", "<", ">", "<=", ">="])
numbers = st.floats(min_value=1, max_value=1e9).map(lambda x: float(f"{x:.4g}"))


@given(numbers, mods, numbers, mods, st.booleans())
def test_judging_is_symmetric(x: float, x_mod: str, y: float, y_mod: str, strict: bool) -> None:
    a, b = claim(x, width=0.5, mod=x_mod), claim(y, width=0.5, mod=y_mod)
    assert judge(a, b, strict).verdict == judge(b, a, strict).verdict


@given(st.floats(min_value=1, max_value=1e6), st.integers(0, 4), st.integers(0, 4))
def test_lower_precision_never_conflicts(x: float, fine: int, coarse: int) -> None:
    fine, coarse = sorted((fine, coarse), reverse=True)
    a = claim(round(x, fine), width=0.5 * 10**-fine)
    b = claim(round(round(x, fine), coarse), width=0.5 * 10**-coarse)
    assert judge(a, b).verdict in ("agree", "compatible")
