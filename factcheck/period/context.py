"""The year in which a text was written, and the days about which, weighed from the times that it speaks of.

What is past lies behind the publication, what is planned before it; a nine months' figure is news soon after the nine
months, and "2017 is a year ..." is said in 2017. Years that are only remembered ("convicted in 1998") decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.model import Mention
from factcheck.period import civil
from factcheck.period.tense import tense_at
from factcheck.tokens import Tokens

_PRESENT = frozenset("is are marks sees brings remains has".split())
_AHEAD = frozenset("until through till by".split())
_YEAR = re.compile(r"\d{4}")
_OPEN_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_ENOUGH = 1.5
"""Weight of evidence below which no year is told; one clue that speaks of the present must bring as much."""


class Clue(NamedTuple):
    """A year named in the text: its last year, how much it tells of the present, and whether it lies ahead (1), behind
    (-1) or neither (0)."""

    first: int
    last: int
    weight: float
    side: int


def year_of_text(tokens: Tokens, mentions: Sequence[Mention], tenses: Mapping[str, int]) -> tuple[int | None, float]:
    """The year of writing and how sure it is (0 to 1); None where the evidence is too thin."""
    clues = [clue for mention in mentions if (clue := _clue(tokens, mention, tenses)) is not None]
    years = {year for clue in clues for year in (clue.first, clue.last)} & set(range(1800, 2101))
    told = {clue.last if clue.side < 0 else clue.first for clue in clues if clue.weight >= _ENOUGH}
    scores = sorted(((sum(_score(clue, year) for clue in clues), year) for year in years), reverse=True)
    if not scores or scores[0][0] < _ENOUGH or scores[0][1] not in told:
        return None, 0.0
    margin = scores[0][0] - max((score for score, _ in scores[1:]), default=0.0)
    return scores[0][1], min(1.0, 0.5 + margin / (2 * scores[0][0]))


def _clue(tokens: Tokens, mention: Mention, tenses: Mapping[str, int]) -> Clue | None:
    period = mention.period
    if mention.kind != "date" or mention.timex is None or period is None or not _YEAR.match(mention.timex):
        return None
    first = int((period.start or period.end or "0")[:4])
    last = int((period.end or period.start or "0")[:4])
    before = tokens.words[mention.first - 1] if mention.first else ""
    after = tokens.words[mention.last] if mention.last < len(tokens) else ""
    tense = tense_at(tokens, mention.first, mention.last, tenses)
    if mention.mod == "<=" or before in _AHEAD:
        return Clue(last, last, 0.2, 1)
    if (period.grain in ("month", "quarter", "half") and "/" in mention.timex) or period.grain in ("quarter", "half"):
        return (
            Clue(first, first, 2.0, 1) if tense == 1 else Clue(first, _day_after(period.end or period.start), 2.0, -1)
        )
    if after in _PRESENT and period.grain == "year" and before not in ("in", "since", "of"):
        return Clue(first, last, 2.0, 0)
    if first < last:
        return Clue(first, last, 0.5, -1) if tense < 0 and before in ("in", "of") else Clue(first, last, 1.6, 1)
    if before in ("in", "since", "of", "during") or period.grain != "year":
        return Clue(first, last, 0.4, 1 if tense == 1 else -1)
    named = mention.first > 0 and tokens.text[tokens.starts[mention.first - 1]].isupper()
    return Clue(first, last, 0.8 if named else 0.5, 0)


def _day_after(day: str | None) -> int:
    """The year of the day on which a stretch is over, and can be reported."""
    return civil.civil(civil.parse_day(day) + 1)[0] if day else 0


def _score(clue: Clue, year: int) -> float:
    """What a clue says for a year of writing: most in the year it names, a penalty on the wrong side."""
    if clue.side > 0:
        off = clue.first - year
        return clue.weight / (1 + off) if off >= 0 else -2.0
    off = year - clue.last
    if off >= 0:
        return clue.weight / (1 + off * off)
    return -2.0 if clue.side < 0 else clue.weight / (1 + off * off)


def placed(tokens: Tokens, mentions: Sequence[Mention], year: int, tenses: Mapping[str, int]) -> tuple[int, int]:
    """First and last possible day of writing in a year: on or soon after the last day that the text reports."""
    singles, ends = [], []
    earliest = civil.number(year, 1, 1)
    for mention in mentions:
        days = _days(mention, year)
        if days is None:
            earliest = max(earliest, _reported(tokens, mention, year, tenses))
            continue
        if days[0] == days[1]:
            singles.append(days[0])
        ends.append(days[1])
    latest = civil.number(year, 12, 31)
    if not ends:
        return min(earliest, latest), latest
    start = max(singles or ends)
    current = "today" in tokens.words
    return start, max(*ends, start) if current else min(max(*ends, start) + 31, max(latest, start))


def _days(mention: Mention, year: int) -> tuple[int, int] | None:
    """The days that a mention of a month and day names in that year; a range has two."""
    parts = _OPEN_DAY.findall(mention.timex) if mention.timex else []
    if not parts:
        stated = re.match(rf"{year}-(\d\d)-(\d\d)\Z", mention.timex or "")
        parts = [stated.groups()] if stated and mention.mod == "=" else []
    try:
        found = [civil.parse_day(f"{civil.iso_year(year)}-{month}-{day}") for month, day in parts]
    except ValueError:
        return None
    return (found[0], found[-1]) if found else None


def _reported(tokens: Tokens, mention: Mention, year: int, tenses: Mapping[str, int]) -> int:
    """The day after a stretch of months that the text reports on as past."""
    period = mention.period
    if (
        period is None
        or period.end is None
        or period.grain not in ("month", "quarter", "half")
        or not period.end.startswith(str(year))
    ):
        return 0
    return civil.parse_day(period.end) + 1 if tense_at(tokens, mention.first, mention.last, tenses) < 0 else 0
