"""When a document was published: what it is told to be, what its head says, or what the text gives away.

Evidence is taken in the order of its weight: the options of the source, metadata, a line near the top that is a date,
a dateline, the file name; and, where all of these are silent or leave the year open, the times that the text speaks
of: a past nine months of 2017, "2017 is a year ...", a plan for 2018-2019. Nothing decides: None.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from factcheck.model import Block, Mention, Publication, SourceOptions
from factcheck.period import civil
from factcheck.period.context import placed, year_of_text
from factcheck.period.node import Node, names_day, names_year
from factcheck.period.recognition import Found, recognised
from factcheck.period.scanner import scan
from factcheck.period.vocabulary import PeriodLexicon
from factcheck.tokens import Tokens

_FIELDS = (
    "published",
    "datepublished",
    "article:published_time",
    "pubdate",
    "date",
    "dc.date",
    "created",
    "issued",
    "updated",
    "modified",
)
_LINES = 20
_HEAD = 4000
_LONG = 200
"""How much of a long line is read: a dateline stands at its start."""
_WORDS_BESIDE = 6
_HEADER_WORDS = frozenset(
    "by posted published updated update last first on at date dated filed created issued released est edt et pt pst "
    "pdt gmt utc ist hrs hours am pm a p m local time print edition wire staff writer reporter news online press "
    "release and".split()
)
_NO_HEADER = frozenset("on in since during after before until by from for as when the a an it he she they".split()) - {
    "by"
}
_DATELINE = re.compile(r"(?:[A-Z][\w.’'\-]*+|of|and|de|la|/|,|\s)++\Z")
_AFTER_DATELINE = re.compile(r"[\s,.]*+(?:\([^()\n]{1,40}\))?+[\s.,]*+(?:[A-Z][\w ]{1,25})?\s*(?:-{1,2}|–|—|:)")
_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d")
_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def publication(
    text: str | Tokens,
    blocks: Sequence[Block],
    name: str,
    options: SourceOptions,
    lexicon: PeriodLexicon,
    hints: Mapping[str, str] | None = None,
    phrases: Sequence[Found] | None = None,
) -> Publication | None:
    """The publication date of a text, with how it is known and how surely; None where nothing tells.

    `text` may be its tokens, marked by `lexicon.marks`; `name` is the file name, `hints` the metadata or front matter
    by lower-case name. `blocks` of kind meta are read as heads too. `phrases` are those that `recognised` found in the
    tokens, where the caller has them.
    """
    for day, basis, confidence in _told(options, hints or {}):
        period = _whole(day)
        if period is not None:
            return Publication(start=period[0], end=period[1], basis=basis, confidence=confidence)
    tokens = text if isinstance(text, Tokens) else Tokens(text, lexicon.marks, _breaks(text))
    phrases = list(recognised(tokens, lexicon)) if phrases is None else phrases
    open_year: tuple[Mention, str] | None = None
    for mention, basis in _head(tokens, phrases, blocks, options, lexicon):
        if mention.period is not None and mention.period.start is not None:
            day = mention.period.start.partition("T")[0]
            return Publication(start=day, end=day, basis=basis, confidence=0.9 if basis == "header" else 0.95)
        open_year = open_year or (mention, basis)
    return _of_name(name) or _of_context(tokens, phrases, options, lexicon, open_year)


def _told(options: SourceOptions, hints: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    if options.published:
        yield options.published, "configured", 1.0
    lowered = {key.lower(): value for key, value in hints.items()}
    for field in _FIELDS:
        if field in lowered:
            yield lowered[field], "metadata", 0.95 if field not in ("updated", "modified") else 0.6


def _whole(value: str) -> tuple[str, str] | None:
    """First and last day of an ISO date, month or year; what follows the day is not read."""
    match = re.match(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?!\d)", value.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = civil.parse_day("-".join(f"{part:02d}" for part in (year, month, day) if part is not None))
    except ValueError:
        return None
    if day is not None:
        last = first
    elif month is not None:
        last = civil.add_months(first, 1) - 1
    else:
        last = civil.add_months(first, 12) - 1
    return civil.iso_day(first), civil.iso_day(last)


def _of_name(name: str) -> Publication | None:
    match = _NAME.search(name)
    period = _whole(f"{match[1]}-{match[3]}-{match[4]}") if match else None
    return Publication(start=period[0], end=period[1], basis="file name", confidence=0.8) if period else None


# The head of the text


def _head(
    tokens: Tokens,
    phrases: Sequence[Found],
    blocks: Sequence[Block],
    options: SourceOptions,
    lexicon: PeriodLexicon,
) -> Iterator[tuple[Mention, str]]:
    """Dates of header lines and datelines: those with a year first."""
    open_years = []
    firsts = [found.item.first for found in phrases]
    days = [tokens.starts[found.item.first] for found in phrases if _means(found, names_day)]
    for line in _lines(tokens.text, blocks) if days else ():
        if bisect_left(days, line.start) == bisect_left(days, min(line.stop, line.start + _LONG)):
            continue
        there = phrases[_inside(tokens, firsts, line)]
        dates = [mention for mention in scan(tokens, lexicon, None, options, phrases=there) if _is_day(mention)]
        if not dates:
            continue
        basis = _standing(tokens, line, dates)
        if basis and dates[0].period is not None:
            yield dates[0], basis
        elif basis:
            open_years.append((dates[0], basis))
    yield from open_years


def _means(found: Found, names: Callable[[Node], bool]) -> bool:
    """Whether a phrase is a time that names something."""
    node = found.item.meaning
    return isinstance(node, Node) and names(node)


def _inside(tokens: Tokens, firsts: Sequence[int], line: range) -> slice:
    """Which phrases, whose first tokens are `firsts`, start near the start of a line."""
    first = bisect_left(tokens.starts, line.start)
    last = bisect_left(tokens.starts, min(line.stop, line.start + _LONG))
    return slice(bisect_left(firsts, first), bisect_left(firsts, last))


def _lines(text: str, blocks: Sequence[Block]) -> list[range]:
    """The first lines that are not blank, and later lines of meta data, as offsets."""
    lines, start = [], 0
    for line in text[:_HEAD].splitlines(keepends=True):
        if line.strip():
            lines.append(range(start, start + len(line)))
        start += len(line)
    later = [range(block.start, block.end) for block in blocks if block.kind == "meta" and block.start > _HEAD]
    return lines[:_LINES] + later[:5]


def _standing(tokens: Tokens, line: range, dates: list[Mention]) -> str:
    """What the line of a date is: header, dateline, or neither."""
    text = tokens.text[line.start : line.stop]
    if _is_header(text, tokens, bisect_left(tokens.starts, line.start), bisect_left(tokens.starts, line.stop), dates):
        return "header"
    return "dateline" if _is_dateline(text, dates[0].start - line.start, dates[0].end - line.start) else ""


def _is_day(mention: Mention) -> bool:
    """Whether a mention names a day of a month, or a time on it; the year may be missing."""
    value = (mention.timex or "").partition("T")[0]
    return _DAY.fullmatch(value) is not None and mention.mod == "=" and mention.rule != "impossible-date"


def _is_header(line: str, tokens: Tokens, first: int, last: int, dates: list[Mention]) -> bool:
    """Whether a line, tokens `first`..`last`, is little more than a date: a byline, "Updated ...", or a date alone."""
    words = tokens.words[first:last]
    if len(line) > 140 or words[0] in _NO_HEADER:
        return False
    covered = {index for mention in dates for index in range(mention.first, mention.last)}
    beside = [
        word
        for index, word in enumerate(words, first)
        if index not in covered and word.isalpha() and word not in _HEADER_WORDS
    ]
    ended = line.rstrip().endswith(".") and not line.rstrip().lower().endswith("m.")
    named = any(word in ("by", "posted", "published", "updated", "filed", "released", "date") for word in words)
    return not beside or (len(beside) <= _WORDS_BESIDE and not ended and (named or dates[0].first - first <= 3))


def _is_dateline(line: str, start: int, end: int) -> bool:
    """Whether a line starts with a place, a date and a dash: "GENEVA, 3 May (Agency) - ..."."""
    before = line[:start]
    return (
        0 < start < 70
        and any(char.isupper() for char in before)
        and _DATELINE.match(before) is not None
        and _AFTER_DATELINE.match(line, end) is not None
    )


# The times that the text speaks of


def _of_context(
    tokens: Tokens,
    phrases: Sequence[Found],
    options: SourceOptions,
    lexicon: PeriodLexicon,
    open_year: tuple[Mention, str] | None,
) -> Publication | None:
    if not any(_means(found, names_year) for found in phrases):
        return None
    mentions = scan(tokens, lexicon, None, options, phrases=phrases)
    year, confidence = year_of_text(tokens, mentions, lexicon.tenses)
    if year is None:
        return None
    if open_year is not None:
        date, basis = open_year
        day = (date.timex or "").replace("XXXX", civil.iso_year(year))[:10]
        return (
            Publication(start=day, end=day, basis=basis, confidence=round(0.85 * confidence, 2))
            if _whole(day)
            else None
        )
    first, last = placed(tokens, mentions, year, lexicon.tenses)
    return Publication(
        start=civil.iso_day(first), end=civil.iso_day(last), basis="context", confidence=round(0.7 * confidence, 2)
    )


_BREAK = re.compile(r"(?<=[.!?][\s”\"’])\s*(?=[A-Z“\"]|\d{4}\b)|\n+")


def _breaks(text: str) -> list[int]:
    return [match.end() for match in _BREAK.finditer(text)]
