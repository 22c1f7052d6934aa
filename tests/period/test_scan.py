"""Times of a text, one after the other: what a single example in the rules cannot show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import period, rulebook
from factcheck.model import Mention, Publication, SourceOptions
from factcheck.period import civil
from factcheck.tokens import Tokens

LEXICON = period.lexicon(rulebook.load())


def scan(text: str, published: str | None = None, breaks: tuple[int, ...] = (), **options: object) -> list[Mention]:
    anchor = Publication(start=published, end=published, basis="configured", confidence=1.0) if published else None
    return period.scan(Tokens(text, LEXICON.marks, breaks), LEXICON, anchor, SourceOptions(**options))  # type: ignore[arg-type]


def values(text: str, published: str | None = None, **options: object) -> list[str | None]:
    return [mention.timex for mention in scan(text, published, **options)]


NINE_MONTHS = ("2017-01-01", "2017-09-30")


@pytest.mark.parametrize(
    "text",
    [
        "Turnover for the 9 months of the current year has grown.",
        "In January-September 2017 turnover grew.",
        "Turnover for the first nine months of 2017 grew.",
        "In January to September turnover grew.",
        "Turnover grew in the nine months to September 2017.",
    ],
)
def test_nine_months_are_one_period(text: str) -> None:
    [mention] = scan(text, "2017-11-29")
    assert mention.period is not None
    assert (mention.period.start, mention.period.end) == NINE_MONTHS


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("It fell on 31 April 2016.", "impossible-date"),
        ("It fell on 29 February 2017.", "impossible-date"),
        ("It fell on September 31.", "impossible-date"),
        ("It fell on Monday, 3 May 2017.", "weekday-mismatch"),
        ("It fell on Wednesday, 3 May 2017.", "weekday-date"),
        ("It fell on 29 February 2016.", "day-month-year"),
        ("It ran from 3 May 2017 to 1 May 2017.", "end-before-start"),
    ],
)
def test_dates_are_checked(text: str, rule: str) -> None:
    assert [mention.rule for mention in scan(text)] == [rule]


def test_an_impossible_date_has_no_period() -> None:
    [mention] = scan("It fell on 31 April 2016.")
    assert (mention.timex, mention.period) == ("2016-04-31", None)


@pytest.mark.parametrize(
    ("order", "told", "others"), [(None, "2020-03-04", 1), ("mdy", "2020-03-04", 0), ("dmy", "2020-04-03", 0)]
)
def test_an_ambiguous_date_keeps_both_readings(order: str | None, told: str, others: int) -> None:
    [mention] = scan("It opened on 03/04/2020.", date_order=order)
    assert mention.timex == told
    assert [other.start for other in mention.alternatives] == ["2020-04-03"] * others


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It opened in the third quarter of 2016. A year earlier it was shut.", ["2016-Q3", "2015-Q3"]),
        ("It opened on 3 May 2012. The next day it burned.", ["2012-05-03", "2012-05-04"]),
        ("In 2005 it opened in March.", ["2005", "2005-03"]),
        ("It made money in 1998 and 1999.", ["1998", "1999"]),
        ("It rained in May and June 2017.", ["2017-05", "2017-06"]),
        ("Call 555-1234 for a 1080p screen; the second half of the match and the fall in sales.", []),
        ("It may march on in the second half of may.", ["XXXX-05"]),
        ("It was flight 2012 with 2000 people on page 1987.", []),
        ("See the Daily News of Monday.", ["XXXX-WXX-1"]),
    ],
)
def test_sequences(text: str, told: list[str]) -> None:
    assert values(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It sank on Friday.", "2017-11-24"),
        ("It will sail on Friday.", "2017-12-01"),
        ("It was delayed until Monday.", "2017-12-04"),
        ("Friday", "2017-12-01"),
        ("It sank in December.", "2016-12"),
        ("It will sail in January.", "2018-01"),
        ("It sank on Wednesday.", "2017-11-29"),
    ],
)
def test_tense_tells_the_side(text: str, told: str) -> None:
    assert values(text, "2017-11-29") == [told]


@pytest.mark.parametrize(
    "text", ["yesterday", "last week", "on Friday", "in March", "two years ago", "this year", "on 3 May"]
)
def test_nothing_is_placed_without_a_publication_date(text: str) -> None:
    [mention] = scan(f"It sank {text}.")
    assert mention.period is None


def test_an_uncertain_publication_places_only_what_it_decides() -> None:
    anchor = Publication(start="2017-11-30", end="2017-12-31", basis="context", confidence=0.5)
    tokens = Tokens("It sank this year, and rose this month.", LEXICON.marks)
    year, month = period.scan(tokens, LEXICON, anchor, SourceOptions())
    assert (year.timex, month.period) == ("2017", None)


@pytest.mark.parametrize(
    ("text", "mod", "start", "end"),
    [
        ("It ran since 2004.", ">=", "2004-01-01", None),
        ("It ran until 2004.", "<=", None, "2004-12-31"),
        ("It ran before 2004.", "<", "2004-01-01", "2004-12-31"),
        ("It ran around 2004.", "~", "2004-01-01", "2004-12-31"),
    ],
)
def test_bounds(text: str, mod: str, start: str | None, end: str | None) -> None:
    [mention] = scan(text)
    assert mention.period is not None
    assert (mention.mod, mention.period.start, mention.period.end) == (mod, start, end)


def test_fiscal_years_start_where_the_source_says() -> None:
    [mention] = scan("Profit rose in fiscal 2016.", fiscal_year_start=7)
    assert mention.period is not None
    assert (mention.period.start, mention.period.end) == ("2015-07-01", "2016-06-30")


def test_no_time_crosses_a_sentence() -> None:
    text = "It sank in May. 2012 people drowned. In June 2012"
    assert all("." not in text[mention.start : mention.end] for mention in scan(text, breaks=(16, 37)))


WORDS = st.sampled_from(
    "the last first nine months of 2017 may 3 31 , . - / : ' next year ago monday in and to from 12 quarter half a two "
    "early week fiscal 1990 s noon am every 2012-02-30 03/04/2020 unknown since until".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from([None, "2017-11-29", "2016-02-29"]))
def test_any_words_give_ordered_mentions_with_valid_periods(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for mention in scan(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.timex
        end = mention.end
        for moment in (mention.period.start, mention.period.end) if mention.period else ():
            assert moment is None or civil.parse_moment(moment) is not None


ADVERSARIAL = [
    "1" * 60000,
    "1," * 30000,
    "(" * 60000,
    "a " * 30000,
    "twenty " * 9000,
    "may " * 15000,
    "'" * 60000,
    "10:" * 20000,
]


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: text[:3])
def test_adversarial_input_is_read_in_linear_time(text: str) -> None:
    def seconds(part: str) -> float:
        tokens = Tokens(part, LEXICON.marks)
        started = time.perf_counter()
        period.scan(tokens, LEXICON, None, SourceOptions())
        return time.perf_counter() - started

    scan(text[:2000])
    small, large = (min(seconds(part) for _ in range(2)) for part in (text[: len(text) // 8], text))
    assert large < 40 * max(small, 0.002)
