"""Numbers, periods, sentences and hints in the words of the reports."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.model import Evidence, FactKey, FactValue, Level, Period, Report
from factcheck.report import doubts, evidence, notation, outcome, titles, wording
from factcheck.report.hints import hints

READINGS: dict[str, tuple[dict[str, Any], str]] = {
    "money": ({"low": 441.35e6, "high": 441.45e6, "high_open": True, "unit": "USD"}, "[441.35, 441.45) million USD"),
    "percent": ({"low": 59.5, "high": 60.5, "high_open": True, "unit": "percent"}, "[59.5, 60.5) %"),
    "exact": ({"low": 8, "high": 8, "unit": "joint_plant"}, "8 joint plants"),
    "one": ({"low": 1, "high": 1, "unit": "victory"}, "1 victory"),
    "bound": ({"low": 60, "low_open": True, "unit": "person"}, "(60, ∞) people"),
    "below": ({"high": 3, "unit": "kilometer_per_hour"}, "(−∞, 3] kilometers per hour"),
    "negative": ({"low": -2.5, "high": -1.5, "unit": "degree_Celsius"}, "[−2.5, −1.5] degrees Celsius"),
    "large": ({"low": 3e12, "high": 3e12, "unit": "EUR"}, "3 trillion EUR"),
    "noise": ({"low": 0.1 + 0.2, "high": 0.1 + 0.2, "unit": None}, "0.3"),
    "day": ({"low": "2017-11-29", "high": "2017-11-29", "unit": None}, "2017-11-29"),
    "days": ({"low": "2017-11-29", "high": "2017-11-30", "unit": None}, "2017-11-29 to 2017-11-30"),
    "since": ({"low": "2004", "high": None, "unit": None}, "from 2004"),
    "nothing": ({"low": None, "high": None, "unit": "USD"}, "no number"),
}
PERIODS = {
    ("2017-01-01", "2017-12-31", "year"): "2017",
    ("2016-01-01", "2017-12-31", "year"): "2016–2017",
    ("2017-01-01", "2017-09-30", "month"): "January–September 2017",
    ("2016-11-01", "2017-02-28", "month"): "November 2016 – February 2017",
    ("2016-02-01", "2016-02-29", "month"): "February 2016",
    ("2017-11-29", "2017-11-30", "day"): "29–30 November 2017",
    ("2017-11-30", "2017-12-01", "day"): "30 November 2017 – 1 December 2017",
    ("2017-11-29", "2017-11-29", "day"): "29 November 2017",
    ("2004-06-01", None, "month"): "since June 2004",
    (None, "2026-12-31", "year"): "until 2026",
    ("2017-11-29T10:30", "2017-11-29T10:30", "minute"): "29 November 2017, 10:30",
    ("2017-11-29T10:30", "2017-11-29T11:00", "minute"): "29 November 2017, 10:30 – 29 November 2017, 11:00",
    ("-0044-03-15", "-0044-03-15", "day"): "-0044-03-15",
    ("9999-01-01", "9999-12-31", "year"): "9999",
}


@pytest.mark.parametrize("fields, shown", READINGS.values(), ids=READINGS)
def test_readings(fields: dict[str, Any], shown: str) -> None:
    value = FactValue(text="", evidence=(), **({"low": None, "high": None} | fields))
    assert notation.reading(value, notation.scale_of((value.low, value.high))) == shown


@pytest.mark.parametrize("ends, shown", PERIODS.items())
def test_periods(ends: tuple[str | None, str | None, str], shown: str) -> None:
    start, end, grain = ends
    assert notation.period(Period(start=start, end=end, grain=grain)) == shown


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("second", "seconds"),
        ("seconds", "seconds"),
        ("megawatt_hour", "megawatt hours"),
        ("USD / share", "USD / share"),
        ("kilogram / hive", "kilograms / hive"),
        ("bus", "buses"),
        ("person", "people"),
    ],
)
def test_units_are_named_in_the_plural(unit: str, shown: str) -> None:
    assert notation.unit_name(unit) == shown


def test_values_of_one_finding_share_the_scale_in_which_all_are_above_one() -> None:
    value = samples.stated("half a billion", 450e6, 550e6, "EUR")
    assert wording.scale(samples.finding(values=(value, *samples.COST)), "EUR").word == "million"


@settings(deadline=None)
@given(st.floats(0, 1))
def test_a_share_is_certain_only_if_it_is(part: float) -> None:
    assert (notation.share(part) == "100 %") == (part == 1)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_any_number_is_shown_to_six_digits_at_least(amount: float) -> None:
    assert float(notation.number(amount).replace(",", "")) == pytest.approx(amount, rel=1e-5)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c.txt"]), min_size=1, max_size=4).map("/".join)))
def test_labels_name_one_path_each(paths: list[str]) -> None:
    labels = evidence.labels(paths)
    assert set(labels) == set(paths) and len(set(labels.values())) == len(labels)
    assert all(path == label or path.endswith(f"/{label}") for path, label in labels.items())


def test_the_overview_counts_what_is_there() -> None:
    assert outcome.overview(samples.report()) == (
        "3 documents with 12 claims were read and compared. They disagree on 2 facts: 1 conflict and 1 to review. "
        "Of the other facts that were compared, 1 is compatible and 2 agree. 1 source could not be read."
    )
    empty = outcome.overview(Report(version="1", documents=(), findings=()))
    assert empty == "0 documents with 0 claims were read and compared. No two of them disagree."


def test_snippets_are_cut_at_words_and_keep_the_value() -> None:
    quote = "A long story of many words leads to a price of 12 euros, and then goes on and on about something else."
    start = quote.index("12 euros")
    place = Evidence(
        path="a", start=start, end=start + 8, line=1, column=1, location=None, quote=quote, quote_start=0, quote_end=99
    )
    assert evidence.snippet(place, reach=20) == ("…to a price of ", "12 euros", ", and then goes on…")


def test_the_gap_of_open_and_closed_bounds() -> None:
    low, high = samples.stated("a", 1, 2, "m", high_open=True), samples.stated("b", 2, 3, "m")
    assert wording.gap(low, high) == "" and wording.gap(high, samples.stated("c", 5, 6, "m")) == "2 m"
    assert wording.gap(low, samples.stated("c", 5, 6, "km")) == ""


DIFFERENCES: dict[str, tuple[FactValue, FactValue, str]] = {
    "points": (
        samples.stated("441 m", 440.5e6, 441.5e6, "USD", point=441e6),
        samples.stated("0.5 bn", 450e6, 550e6, "USD", point=500e6),
        "a difference of 59 million USD",
    ),
    "percent": (
        samples.stated("60%", 59.5, 60.5, "percent", point=60),
        samples.stated("almost 65%", 61.75, 65, "percent", point=65),
        "a difference of 5 percentage points",
    ),
    "exact": (samples.stated("6", 6, 6, "plant"), samples.stated("7", 7, 7, "plant"), "a difference of 1 plant"),
    "same number": (samples.stated("5", 5, 5, "m", point=5), samples.stated("over 5", 5, None, "m", point=5), ""),
    "range": (
        samples.stated("1 to 2", 1, 2, "m"),
        samples.stated("5", 5, 5, "m", point=5),
        "3 m apart at the nearest",
    ),
    "other unit": (samples.stated("1 m", 1, 1, "m", point=1), samples.stated("1 km", 1, 1, "km", point=1), ""),
    "days": (
        samples.stated("4 March", "2019-03-04", "2019-03-04", None),
        samples.stated("14 March", "2019-03-14", "2019-03-14", None),
        "10 days apart",
    ),
    "months": (
        samples.stated("March", "2019-03-01", "2019-03-31", None),
        samples.stated("May", "2019-05-01", "2019-05-31", None),
        "2 months apart",
    ),
    "years": (
        samples.stated("2018", "2018-01-01", "2018-12-31", None),
        samples.stated("2016", "2016-01-01", "2016-12-31", None),
        "2 years apart",
    ),
    "mixed times": (
        samples.stated("2016", "2016-01-01", "2016-12-31", None),
        samples.stated("3 January 2017", "2017-01-03", "2017-01-03", None),
        "3 days apart at the nearest",
    ),
    "day in its month": (
        samples.stated("March", "2019-03-01", "2019-03-31", None),
        samples.stated("4 March", "2019-03-04", "2019-03-04", None),
        "",
    ),
    "open time": (
        samples.stated("since", "2019-03-01", None, None),
        samples.stated("2", "2018-01-01", "2018-01-01", None),
        "",
    ),
}


@pytest.mark.parametrize("a, b, shown", DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_is_that_of_the_written_values(a: FactValue, b: FactValue, shown: str) -> None:
    assert wording.difference(a, b) == wording.difference(b, a) == shown


def titled(sentence: str, text: str, measure: str | None, unit: str | None, *names: str) -> str:
    """The title of a finding on the value `text`, of the bearers `names`, in a document that is the sentence."""
    place = samples.place("a.txt", text, {"a.txt": sentence})
    value = samples.stated(text, 1, 1, unit, place)
    check = "value" if unit else "time"
    fact = FactKey(measure=measure, entities=names)
    return titles.subject(samples.finding(values=(value,), fact=fact, check=check))


TITLES = {
    "measure in the text": ("The price is 12 euros.", "12 euros", "price", "EUR", "Hall", "Price · Hall"),
    "in another form": ("It was priced at 12 euros.", "12 euros", "price", "EUR", "Hall", "Price · Hall"),
    "of nobody": ("The price is 12 euros.", "12 euros", "price", "EUR", "Price: “price is …”"),
    "other words": (
        "The steel beam weighs 45 tonnes.", "45 tonnes", "body_weight", "metric_ton", "Hall",
        "Body weight · Hall: “steel beam weighs … tonnes”",
    ),
    "no measure": ("The council will meet on 4 March.", "4 March", None, None, "“council will meet on …”"),
    "value in front": ("Some 300 guests danced.", "300 guests", None, "guest", "“Some … guests danced”"),
    "counted": ("Some 300 guests danced.", "300 guests", "guest", "guest", "Hall", "Guests · Hall"),
    "no sentence": ("45", "45", None, None, "Time"),
    "the clause alone": ("It rained; they paid $40 at once", "$40", None, "USD", "“they paid … at once”"),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES.values(), ids=TITLES)
def test_a_title_takes_the_words_of_the_text_where_the_measure_is_not_in_it(case: tuple[Any, ...]) -> None:
    assert titled(*case[:-1]) == case[-1]


def test_every_step_of_an_explanation_has_plain_words() -> None:
    from factcheck.alignment.aspects import ASPECTS
    from factcheck.alignment.evidence import ASPECTS as EVIDENCE
    from factcheck.alignment.waterfall import SHOWN

    known = {*ASPECTS, *EVIDENCE, *SHOWN.values(), "all four", "any two claims", "calibration"}
    assert known <= set(doubts.WORDS)


def value(text: str, amount: float, unit: str = "euro", width: float = 0.0, mod: str = "=") -> FactValue:
    place = samples.place(
        "notes/alpha.txt" if amount < 10_000 else "notes/beta.txt", "12.4" if amount < 10_000 else "13.1"
    )
    return samples.stated(text, amount - width, amount + width, unit, place, mod=mod)


HINTS: dict[str, tuple[FactValue, FactValue, str | None]] = {
    "scale": (value("3.2 million", 3.2e6), value("3.2 billion", 3.2e9), "slip of scale"),
    "swapped": (value("1,243", 1243), value("1,423", 1423), "another order"),
    "digit": (value("1,243", 1243), value("1,253", 1253), "single digit"),
    "units": (value("62 km", 62.1, "kilometer"), value("100 km", 100, "kilometer"), "miles and kilometres"),
    "not a length": (value("621 people", 621, "person"), value("1000 people", 1000, "person"), None),
    "rounding": (value("4.2", 4.2, width=0.05), value("4.3", 4.32, width=0.05), "rounded differently"),
    "bound": (value("70", 70, width=0.5), value("almost 75", 73, width=2, mod="<"), None),
    "hedge": (value("about 70", 70, mod="~"), value("95", 95), "“about 70” is hedged"),
    "nothing": (value("70", 70), value("95", 95), None),
}


@pytest.mark.parametrize("a, b, hint", HINTS.values(), ids=HINTS)
def test_hints(a: FactValue, b: FactValue, hint: str | None) -> None:
    finding = samples.finding(values=(a, b), relations=(samples.related(0, 1, "conflict"),), explanation=())
    found = hints(finding, {})
    assert (len(found) == 1 and hint in found[0]) if hint else not found


def test_hints_of_dates_and_authority() -> None:
    old, new = samples.document("notes/alpha.txt", "2017-11-01"), samples.document("notes/beta.txt", authority=2)
    finding = samples.finding(values=samples.COST[:2], relations=(samples.related(0, 1, "conflict"),), explanation=())
    told = hints(finding, {"notes/alpha.txt": old, "notes/beta.txt": new})
    assert [line.split(":")[0] for line in told] == [
        "The sources were published 30 days apart",
        "The source with more authority says “13.1 million euros”; “12.4 million euros” is then the one to mend.",
    ]
    undated = samples.document("notes/alpha.txt", None)
    assert hints(finding, {"notes/alpha.txt": undated, "notes/beta.txt": samples.document("notes/beta.txt")}) == []


def test_doubt_is_voiced_only_where_it_is_not_sure() -> None:
    against = (Level(aspect="place", level="differ", weight=-2.0),)
    unsure = samples.finding(confidence=0.6, explanation=against, values=samples.COST[:1], relations=())
    assert hints(unsure, {}) == ["They may not speak of one fact: the places differ."]
    assert not hints(msgspec.structs.replace(unsure, confidence=0.95), {})
    slight = (Level(aspect="place", level="differ", weight=-0.2), Level(aspect="any two claims", level="", weight=-3.0))
    assert not hints(msgspec.structs.replace(unsure, explanation=slight), {})


def test_a_date_is_moved_and_a_figure_moves() -> None:
    old, new = samples.document("notes/alpha.txt", "2017-11-01"), samples.document("notes/beta.txt")
    places = [samples.COST[n].evidence for n in (0, 1)]
    days = [
        samples.stated(day, day, day, None, *at) for day, at in zip(("2017-05-01", "2017-05-09"), places, strict=True)
    ]
    finding = samples.finding(values=tuple(days), relations=(samples.related(0, 1, "conflict"),), explanation=())
    told = hints(finding, {"notes/alpha.txt": old, "notes/beta.txt": new})
    assert told == ["The sources were published 30 days apart: was the date moved in between?"]


STANDINGS: dict[str, tuple[dict[str, Any], str]] = {
    "first run": ({}, ""),
    "known": ({"known": True}, "Nothing new disagrees; 2 known disagreements"),
    "known, one new source": (
        {"known": True, "sources": 1},
        "1 new or changed source: nothing new disagrees; 2 known disagreements",
    ),
    "milder than the gate": ({"mild": True}, "2 new, none of which fails the check (--fail-on conflict)"),
    "suppressed": ({"suppressed": True}, "2 new; 1 suppressed"),
}  # fmt: skip


@pytest.mark.parametrize("given, line", STANDINGS.values(), ids=STANDINGS)
def test_the_last_line_says_what_the_gate_makes_of_it(given: dict[str, Any], line: str) -> None:
    status = "known" if given.get("known") else "new"
    verdict = "review" if given.get("mild") else "conflict"
    findings = (samples.finding(verdict, status=status), samples.finding("review", id="other", status=status))
    summary = {"new_sources": given["sources"]} if "sources" in given else {}
    hidden = (samples.REVIEW,) if given.get("suppressed") else ()
    assert outcome.standing(samples.report(*findings, suppressed=hidden, summary=summary), "conflict") == line


def test_what_was_compared_is_told_where_only_new_sources_are() -> None:
    some = samples.report(samples.finding(), errors=(), summary={"new_sources": 1})
    told = "3 documents with 12 claims were read, 1 new or changed source compared with all"
    assert outcome.overview(some) == f"{told}. They disagree on 1 fact: 1 conflict."
    quiet = samples.report(samples.AGREEING, errors=(), summary={"new_sources": 1})
    assert outcome.overview(quiet).startswith(f"{told}, and nothing disagrees.")
    none = msgspec.structs.replace(quiet, findings=(), summary={"new_sources": 0})
    assert outcome.overview(none).endswith("none of them is new or changed, so nothing was compared.")
    assert outcome.standing(none, "conflict") == ""
