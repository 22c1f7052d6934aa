"""When a text was published, by each kind of evidence."""

from __future__ import annotations

import pytest

from factcheck import period, rulebook
from factcheck.model import Publication, SourceOptions

LEXICON = period.lexicon(rulebook.load())
BODY = "\nThe old mill by the river burned for two hours before the roof fell in, the fire service of the town said.\n"


def published(text: str, name: str = "a.txt", options: SourceOptions | None = None, **hints: str) -> Publication | None:
    return period.publication(text, (), name, options or SourceOptions(), LEXICON, hints)


@pytest.mark.parametrize(
    ("head", "start", "basis"),
    [
        ("Mill burns\nMay 3, 2012\n", "2012-05-03", "header"),
        ("Mill burns\nUpdated 15:01 IST, 3 May 2012\n", "2012-05-03", "header"),
        ("Mill burns\nBy Ann Miller, 12 March 2009\n", "2009-03-12", "header"),
        ("Mill burns\nPosted on November 15, 2011 6:07 PM\n", "2011-11-15", "header"),
        ("BERN, 3 May 2012 (Agency) - A mill burned.\n", "2012-05-03", "dateline"),
    ],
)
def test_the_head_of_a_text_tells(head: str, start: str, basis: str) -> None:
    found = published(head + BODY)
    assert found is not None
    assert (found.start, found.end, found.basis) == (start, start, basis)


def test_stronger_evidence_wins() -> None:
    head = "Mill burns\nMay 3, 2012\n"
    told = [
        published(head + BODY, "2013-01-02.txt", SourceOptions(published="2014-02"), date="2015-01-01"),
        published(head + BODY, "2013-01-02.txt", date="2015-01-01T10:00:00Z"),
        published(head + BODY, "2013-01-02.txt"),
        published(BODY, "20130102_mill.txt"),
    ]
    assert [(found.start, found.end, found.basis) for found in told if found] == [
        ("2014-02-01", "2014-02-28", "configured"),
        ("2015-01-01", "2015-01-01", "metadata"),
        ("2012-05-03", "2012-05-03", "header"),
        ("2013-01-02", "2013-01-02", "file name"),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("BERN, 3 May (Agency) - A mill burned. 2012 is a year of fires, he said.", "2012-05-03", "2012-05-03"),
        ("He spoke today, on 3 May. Output grew in January-March 2012.", "2012-05-03", "2012-05-03"),
        ("The visit is on 3-4 May. They will discuss the plan for 2012-2013 today.", "2012-05-04", "2012-05-04"),
        ("They met on 3 May. Output grew in the first three months of 2012.", "2012-05-03", "2012-06-03"),
    ],
)
def test_the_year_is_inferred_from_what_the_text_speaks_of(text: str, start: str, end: str) -> None:
    found = published(text)
    assert found is not None
    assert (found.start[:7], found.end) == (start[:7], end)
    assert found.confidence < 0.9


@pytest.mark.parametrize("text", ["They met on 3 May.", "He was tried in 1998 and freed in 1999.", BODY, ""])
def test_what_nothing_tells_stays_unknown(text: str) -> None:
    assert published(text) is None
