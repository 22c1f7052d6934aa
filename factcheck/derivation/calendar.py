"""Dates alone: days that no calendar has, and weekdays that do not fall on the date beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from factcheck.derivation.show import build
from factcheck.derivation.texts import Sentence, Text
from factcheck.model import Claim, Evidence, Finding, Term
from factcheck.rulebook.schema import Relation

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r",?\s+(?P<year>[12]\d{3})(?![\d.,]*\d)"
_DAY_FIRST = re.compile(rf"(?<![\d.,:/–-]){_DAY}\s+(?:of\s+)?{_MONTH}(?![a-z])(?:{_YEAR})?")
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+{_DAY}(?![\d:.,%]*\d|[a-z%])(?:{_YEAR}|(?!\s+[a-z]))")
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_BEFORE = re.compile(rf"\b{_WEEKDAY},?\s+\(?(?:the\s+)?$")
_AFTER = re.compile(rf"(?:,\s+a\s+|\s*\(\s*(?:a\s+)?){_WEEKDAY}")


class Dated(NamedTuple):
    """A date as written, from offset `start` to `end`; `year` is None where it is left out."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None


def findings(texts: list[Text], relations: Mapping[str, Relation]) -> Iterator[Finding]:
    """What is wrong with dates; those that are right are not reported."""
    wanted = {relation.equation: (id, relation) for id, relation in relations.items() if relation.kind == "calendar"}
    for text in texts:
        for one in dates(text.text):
            for name, said in _faults(one, text):
                if name in wanted:
                    yield _finding(*wanted[name], one, said, text)


def dates(text: str) -> Iterator[Dated]:
    """All dates of a text with a day and the name of a month."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            before = _BEFORE.search(text, max(0, match.start() - 16), match.start())
            named = before or _AFTER.match(text, match.end())
            month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3].lower()))
            yield Dated(
                before.start() if before else match.start(),
                named.end() if named and not before else match.end(),
                int(match["day"]),
                month,
                int(match["year"]) if match["year"] else None,
                _weekday(named["weekday"]) if named else None,
            )


def _weekday(name: str) -> int:
    return next(number for number, day in enumerate(DAYS) if day.startswith(name[:3].lower()))


def _faults(one: Dated, text: Text) -> Iterator[tuple[str, str]]:
    written = " ".join(text.text[one.start : one.end].split())
    if one.day and LENGTHS[one.month - 1] < one.day <= 31:
        yield "exists", f"{written}: {MONTHS[one.month - 1].capitalize()} has {LENGTHS[one.month - 1]} days"
        return
    if one.year is None or not 1 <= one.day <= 31:
        return
    try:
        found = date(one.year, one.month, one.day)
    except ValueError:
        yield "exists", f"{written}: {one.year} was no leap year"
        return
    if one.weekday is not None and found.weekday() != one.weekday and one.year > 1752:
        yield "weekday", f"{written}: {found.isoformat()} is a {DAYS[found.weekday()].capitalize()}"


def _finding(id: str, relation: Relation, one: Dated, said: str, text: Text) -> Finding:
    place = evidence(text, one.start, one.end)
    term = Term(name="date", low=None, high=None, unit=None, stated=True, evidence=(place,))
    about = [claim for claim in text.claims if claim.start < one.end and one.start < claim.end]
    return build(id, relation.verdict, f"{relation.says}: {said}", said, (term,), about, (said,))


def evidence(text: Text, start: int, end: int) -> Evidence:
    """The place from `start` to `end` with the sentence or line around it."""
    claim = _around(text.sentences, start, end)
    first, last = (claim.sentence.start, claim.sentence.end) if claim else _line(text.text, start, end)
    return Evidence(
        path=text.path,
        start=start,
        end=end,
        line=text.text.count("\n", 0, start) + 1,
        column=start - text.text.rfind("\n", 0, start),
        location=None,
        quote=text.text[first:last],
        quote_start=first,
        quote_end=last,
    )


def _around(sentences: Sequence[Sentence], start: int, end: int) -> Claim | None:
    """A claim of the sentence that holds a stretch of text."""
    at = bisect_right(sentences, start, key=lambda one: one.start) - 1
    claim = sentences[at].claims[0] if at >= 0 else None
    return claim if claim is not None and end <= claim.sentence.end else None


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last
