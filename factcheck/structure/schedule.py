"""Dates and week numbers under a label: the rows of a timetable, the items of its summary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from factcheck.model import Block, Claim, Finding
from factcheck.structure.page import Page, scope
from factcheck.structure.statement import Statement, day, finding, of_claim
from factcheck.structure.words import WORD, Words

_WEEK = re.compile(r"\bweek\s+(?:no\.?\s*|number\s+|#\s*)?(\d{1,2})\b", re.IGNORECASE)
_NAMED = re.compile(r"\s*+(\w[^:\d]*+)::?\W*+$")
_ASIDE = re.compile(r"\([^()]*\)")
_MOST_WORDS = 8
_CLOSE = 13
"""Days between two dates that may still belong to one week, however weeks are counted."""


class Entry(NamedTuple):
    """A line of a timetable: what happens, on which days, in which week."""

    page: Page
    label: tuple[str, ...]
    scope: frozenset[str]
    list: int
    days: Sequence[Claim]
    week: Statement | None


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Labels with different days, days with different weeks, and weeks with days far apart."""
    for page in pages:
        if words.history.search(page.path.rpartition("/")[2]):
            continue
        entries = list(_entries(page, words))
        yield from _labelled(entries)
        yield from _weeks(entries)


def _entries(page: Page, words: Words) -> Iterator[Entry]:
    for _, line in groupby(
        page.blocks, key=lambda one: (one.group, page.line(one.start)) if one.kind == "cell" else one
    ):
        blocks = list(line)
        days = [one for block in blocks for one in page.claimed(block.start, block.end) if day(one)]
        if days and blocks[0].kind in ("cell", "item") and len(days) <= _MOST_WORDS:
            said = _said(page, blocks, days[0])
            label = tuple(_label(said, words))
            yield Entry(page, label, scope(page, blocks[0]), blocks[0].group, days, _week(page, blocks))


def _said(page: Page, blocks: Sequence[Block], first: Claim) -> str:
    """What happens: of a row the first cell without a date, of an item what its colon ends, or all but its dates."""
    if blocks[0].kind != "cell":
        named = _NAMED.match(page.text[blocks[0].start : first.start])
        return named[1].rstrip() if named else " ".join(_without_claims(page, blocks[0]).split())
    free = (one for one in blocks if not page.claimed(one.start, one.end) or one.start == blocks[0].start)
    kept = [one for one in free if not any(day(claim) for claim in page.claimed(one.start, one.end))]
    return page.text[kept[0].start : kept[0].end] if kept else ""


def _without_claims(page: Page, block: Block) -> str:
    parts, at = [], block.start
    for claim in page.claimed(block.start, block.end):
        if claim.kind in ("date", "time", "set"):
            parts.append(page.text[at : max(at, claim.start)])
            at = max(at, claim.end)
    return "".join([*parts, page.text[at : block.end]])


def _label(said: str, words: Words) -> Iterator[str]:
    for word in WORD.findall(_WEEK.sub(" ", _ASIDE.sub(" ", said)).lower()):
        if word not in words.function and word not in words.beginning:
            yield word.removesuffix("s") if len(word) > 3 else word


def _week(page: Page, blocks: Sequence[Block]) -> Statement | None:
    for block in blocks:
        found = list(_WEEK.finditer(page.text, block.start, block.end))
        if len(found) == 1:
            one = found[0]
            return Statement(page, one[1].lstrip("0"), one[0], float(one[1]), float(one[1]), "week",
                             page.evidence(one.start(), one.end()))  # fmt: skip
    return None


def _labelled(entries: Sequence[Entry]) -> Iterator[Finding]:
    """One label in two lists or tables, with different days."""
    by_label: dict[tuple[frozenset[str], frozenset[str]], list[Entry]] = defaultdict(list)
    for one in entries:
        if 1 <= len(one.label) <= _MOST_WORDS:
            by_label[one.scope, frozenset(one.label)].append(one)
    for found in by_label.values():
        lists = [one.list for one in found]
        if len(set(lists)) < len(lists) or len({len(one.days) for one in found}) > 1:
            continue  # the label comes back in one list: it does not name one day
        for days in zip(*(one.days for one in found), strict=True):
            stated = [of_claim(one.page, when, _day(when)) for one, when in zip(found, days, strict=True)]
            result = finding("schedule", " ".join(found[0].label), "the same label in two lists", stated)
            if result:
                yield result


def _day(claim: Claim) -> str:
    found = day(claim)
    assert found is not None  # the claims of an entry are days
    return found


def _weeks(entries: Sequence[Entry]) -> Iterator[Finding]:
    """One day that is said to be in two weeks, and one week with days far apart."""
    by_day: dict[tuple[frozenset[str], str], list[Statement]] = defaultdict(list)
    by_week: dict[tuple[frozenset[str], str], list[Statement]] = defaultdict(list)
    for one in entries:
        if one.week is None or _apart(_day(one.days[0]), _day(one.days[-1])) > 1:
            continue
        by_day[one.scope, min(_day(claim) for claim in one.days)].append(one.week)
        by_week[one.scope, one.week.value].append(of_claim(one.page, one.days[0], _day(one.days[0])))
    for (_, when), stated in by_day.items():
        result = finding("week", f"week of {when}", "the same day", stated)
        if result:
            yield result
    for (_, week), stated in by_week.items():
        if len(stated) > 2:
            result = finding(
                "week",
                f"days of week {week}",
                "the same week",
                _far(stated),
                lambda a, b: _apart(a[0].value, b[0].value) > _CLOSE,
            )
            if result:
                yield result


def _far(stated: Sequence[Statement]) -> list[Statement]:
    """The places of one week whose days lie far from the middle one, with the place of that."""
    middle = sorted(stated, key=lambda one: one.value)[len(stated) // 2]
    return [one for one in stated if one.value == middle.value or _apart(one.value, middle.value) > _CLOSE]


def _apart(a: str, b: str) -> int:
    from datetime import date

    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
