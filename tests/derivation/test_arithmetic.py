"""Intervals, equations and slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.derivation import equation as algebra
from factcheck.derivation import slip
from factcheck.derivation.ranges import Range, add, divide, exact, meet, multiply, subtract
from factcheck.model import RuleError

NUMBERS = st.floats(min_value=-1e9, max_value=1e9)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Range, float]:
    """A range and a number in it."""
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Range(low, high), min(max(draw(NUMBERS), low), high)


def holds(one: Range, number: float) -> bool:
    return meet(one, exact(number))


@given(ranges(), ranges())
def test_results_hold_the_result_of_any_numbers_of_the_terms(a: tuple[Range, float], b: tuple[Range, float]) -> None:
    (one, x), (two, y) = a, b
    assert holds(add(one, two), x + y)
    assert holds(subtract(one, two), x - y)
    assert holds(multiply(one, two), x * y)
    quotient = divide(one, two)
    assert quotient is None or holds(quotient, x / y)


@given(ranges(), ranges())
def test_meeting_is_symmetric(a: tuple[Range, float], b: tuple[Range, float]) -> None:
    assert meet(a[0], b[0]) == meet(b[0], a[0])


def test_nothing_is_divided_by_what_can_be_zero() -> None:
    assert divide(exact(1.0), Range(-1.0, 1.0)) is None


@pytest.mark.parametrize(
    ("text", "terms", "how"),
    [
        ("a + b = c", {"a": (252.55, 252.65), "b": (41.5, 42.5), "c": (294.55, 294.65)}, "exactly"),
        ("a + b = c", {"a": (252.55, 252.65), "b": (41.5, 42.5), "c": (304.55, 304.65)}, "not"),
        ("a <= b", {"a": (294, 295), "b": (441, 442)}, "exactly"),
        ("a <= b", {"a": (441, 442), "b": (294, 295)}, "not"),
        ("a * (1 + b) = c", {"a": (100, 100), "b": (-0.2, -0.2), "c": (80, 80)}, "exactly"),
        ("a / (b - 2) = c", {"a": (9, 9), "b": (5, 5), "c": (3.05, 3.05)}, "loosely"),
    ],
)
def test_equations(text: str, terms: dict[str, tuple[float, float]], how: str) -> None:
    bound = {name: Range(*ends) for name, ends in terms.items()}
    judged = algebra.judged(algebra.equation(text), bound, bound, 0.02)
    assert judged is not None and judged[0] == how


@pytest.mark.parametrize("text", ["a + b", "a = b = c", "f(a) = b", "a ** 2 = b", "a =", "'x' = a", "True = a"])
def test_what_is_no_equation_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        algebra.equation(text)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (4_400, 44_000, "factor of exactly 10"),
        (1.5e6, 1.5e9, "factor of exactly 1,000 "),
        (1_243, 1_423, "swapped"),
        (20_708, 2_708, "missing"),
        (441.4, 414.4, "swapped"),
        (12, 21, None),
        (441.4, 500, None),
        (0, 10, None),
        (75, 75, None),
        (1_234, 4_321, None),
    ],
)
def test_slips(a: float, b: float, said: str | None) -> None:
    found = slip(a, b)
    assert found == slip(b, a)
    assert (found is None) if said is None else (found is not None and said in found)
