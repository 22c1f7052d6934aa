"""Two short texts on one matter: the verdict case by case, and the laws that hold for all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import compare

CLASH = {"conflict", "update", "attributed"}
LASTING = settings(max_examples=40, deadline=None)

CONTRADICTIONS = [
    ("The bridge carries 4,120 cars a day.", "The bridge carries fewer than 4,100 cars a day."),
    ("The bridge carries 4,120 cars.", "The bridge carries more than 4,120 cars."),
    ("The clip has over 31 million views.", "The clip has under 28 million views."),
    ("It holds 71% of the market.", "It holds more than 71.5% of the market."),
    ("The opera was rated 6.1/10.", "The opera was rated above 6.4/10."),
    ("The opera was rated 6.1 out of 10.", "The opera was rated under 5/10."),
    ("The mill burned down in 1911.", "The mill burned down after 1911."),
    ("The mill opened on 24 June 1911.", "The mill opened before June 1911."),
    ("She sang with the choir from 1980 to 1991.", "She sang with the choir from 1983 to 1991."),
    ("The mill opened on 24 June 1911.", "The mill opened on 25 June."),
    ("The shop is open from 9:00 a.m. to 6:00 p.m.", "The shop is open from 10:00 a.m. to 6:00 p.m."),
    ("The fire killed 14 people and hurt 60 people.", "The fire killed 19 people."),
]

CONSISTENT = [
    ("The bridge carries 4,120 cars.", "The bridge carries more than 4,100 cars."),
    ("The clip has over 31 million views.", "The clip has over 30 million views."),
    ("The opera was rated 6.1/10.", "The opera was rated above 6/10."),
    ("The mill opened on 24 June 1911.", "The mill opened before July 1911."),
    ("The mill opened on 24 June 1911.", "The mill opened on 24 June."),
    ("The fire killed 14 people and hurt 60 people.", "The fire hurt 60 people."),
    ("The tower is 60 metres high.", "The tower is nearly 61 metres high."),
]

UNRELATED = [
    ("The opera ran for 12 nights.", "The orchestra paid $ 3 million."),
    ("As of 16 May 2019, the town had 800 cases.", "As of 17 May 2019, the town had 846 cases."),
    ("The mayor spoke.", "The mayor spoke for 20 minutes."),
]


def verdicts(a: str, b: str) -> set[str]:
    return {finding.verdict for finding in compare(a, b)}


@pytest.mark.parametrize(("a", "b"), CONTRADICTIONS)
def test_contradiction(a: str, b: str) -> None:
    assert verdicts(a, b) & CLASH


@pytest.mark.parametrize(("a", "b"), CONSISTENT)
def test_consistent(a: str, b: str) -> None:
    found = verdicts(a, b)
    assert found
    assert not found & CLASH


@pytest.mark.parametrize(("a", "b"), UNRELATED)
def test_nothing_to_compare(a: str, b: str) -> None:
    assert not verdicts(a, b) & CLASH


def test_bounds_are_strict_only_when_asked_for() -> None:
    a, b = "The bridge carries 4,120 cars.", "The bridge carries more than 4,120 cars."
    assert {finding.verdict for finding in compare(a, b, strict=False)} == {"compatible"}


@pytest.mark.parametrize(("a", "b"), CONTRADICTIONS + CONSISTENT + UNRELATED)
def test_comparing_is_symmetric(a: str, b: str) -> None:
    assert sorted(finding.verdict for finding in compare(a, b)) == sorted(finding.verdict for finding in compare(b, a))


def count(amount: str) -> str:
    return f"The mine shipped {amount} of ore and sold 3 barges."


phrases = st.builds(
    lambda hedge, number, unit: f"{hedge}{number} {unit}",
    st.sampled_from(["", "more than ", "fewer than ", "about ", "at least ", "nearly "]),
    st.integers(2, 9999),
    st.sampled_from(["tons", "km", "percent", "lorries", "million tons"]),
)


@LASTING
@given(st.lists(phrases, min_size=1, max_size=3), st.lists(phrases, min_size=1, max_size=3))
def test_comparing_any_two_texts_is_symmetric(one: list[str], two: list[str]) -> None:
    a, b = (f"The mine shipped {', '.join(parts)} in 2014." for parts in (one, two))
    assert sorted(finding.verdict for finding in compare(a, b)) == sorted(finding.verdict for finding in compare(b, a))


@LASTING
@given(st.integers(11, 99_999), st.integers(0, 3), st.integers(0, 3))
def test_restating_at_lower_precision_never_conflicts(digits: int, fine: int, coarse: int) -> None:
    fine, coarse = max(fine, coarse), min(fine, coarse)
    value = round(digits / 10**fine, fine)
    assert not verdicts(count(f"{value:.{fine}f} million tons"), count(f"{value:.{coarse}f} million tons")) & CLASH


@LASTING
@given(st.integers(2, 9999), st.sampled_from([("km", "metres", 1000), ("tons", "kg", 1000), ("hours", "minutes", 60)]))
def test_restating_in_another_unit_never_conflicts(value: int, units: tuple[str, str, int]) -> None:
    large, small, factor = units
    a, b = (f"The trial took {amount}." for amount in (f"{value} {large}", f"{value * factor} {small}"))
    assert not verdicts(a, b) & CLASH


@LASTING
@given(st.integers(2, 99_999), st.sampled_from(["about", "nearly", "roughly", "almost", "some", "around"]))
def test_restating_with_a_hedge_never_conflicts(value: int, hedge: str) -> None:
    assert not verdicts(count(f"{value} tons"), count(f"{hedge} {value} tons")) & CLASH
