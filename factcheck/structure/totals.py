"""Stated totals: how many of a thing there are in all, on every page that says so.

"All 185 recipes", "**185 recipes**" in a list of what there is, "185 recipes" where a row or item begins. Small
numbers and parts ("the four recipes below", "18 recipes of this folder") are no totals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from factcheck.model import Claim, Finding
from factcheck.structure.page import Page, scope
from factcheck.structure.statement import Statement, finding, of_claim
from factcheck.structure.words import Words

LEAST = 20
"""Smaller numbers of a thing are often those of a part, even where they stand as a total."""

LEAST_PAGES = 3
"""Pages that must say a phrase before its small number counts as a total."""

NEAR = 0.5
"""A total that lags behind is rarely less than this share of the right one."""

_OPENS = re.compile(r"(?:^|[—–:|(>]|\n|\s-)[\s*_`#>|]*$")
_BOLD = re.compile(r"(?:\*\*|__)\s*$")
_JOINT = re.compile(r"[\s*_]*(?:[a-z-]+[\s*_]+){0,5}(across|in|over|from|covering|spanning)[\s*_]+", re.IGNORECASE)
_VERB = re.compile(r"([a-z]{3,})\s+([a-z]{2,5})[\s*_]+$", re.IGNORECASE)
_BREAKDOWN = re.compile(
    r"(?P<a>\d[\d,]*) (?P<one>[a-z][a-z-]+) ?(?:\+|and|plus) ?(?P<b>\d[\d,]*) (?P<two>[a-z][a-z-]+)"
)


class Total(NamedTuple):
    """A total on a page: of `noun`, narrowed by `kinds`."""

    noun: str
    kinds: frozenset[str]
    scope: frozenset[str]
    statement: Statement


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Totals of one thing that differ between places, and breakdowns into the same parts that do."""
    totals: dict[tuple[str, frozenset[str], frozenset[str]], list[Statement]] = defaultdict(list)
    parts: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    verbal: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for page in pages:
        if words.history.search(page.path):
            continue
        for one in _totals(page, words):
            totals[one.noun, one.kinds, one.scope].append(one.statement)
        for key, stated in (*_breakdowns(page, words), *_joint(page, words)):
            parts[key].append(stated)
        for key, stated in _verbal(page, words):
            verbal[key].append(stated)
    for (noun, kinds, _), found in totals.items():
        yield from _of_noun(" ".join([*sorted(kinds), noun]), found, bool(kinds))
    for key, found in parts.items():
        result = finding("breakdown", " ".join(key), "the same parts", found)
        if result:
            yield result
    for key, found in verbal.items():
        result = finding("total", " ".join(key), "the same verb and noun", found) if _settled(found) else None
        if result:
            yield result


def _settled(found: Sequence[Statement]) -> bool:
    """Whether enough pages say one phrase with one of two numbers: a small number alone tells little."""
    return len({one.page.path for one in found}) >= LEAST_PAGES and len({one.value for one in found}) <= 2


def _of_noun(noun: str, found: Sequence[Statement], narrowed: bool) -> Iterator[Finding]:
    pages: dict[str, set[str]] = defaultdict(set)
    for one in found:
        pages[one.value].add(one.page.path)

    def apart(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
        known = not narrowed and _told_apart(pages[a[0].value], pages[b[0].value])
        return _near(a[0], b[0]) and not known

    result = finding("total", f"number of {noun}", "totals of one thing", found, apart)
    if result:
        yield result


def _near(a: Statement, b: Statement) -> bool:
    low, high = sorted((float(a.value), float(b.value)))
    return low >= NEAR * high


def _joint(page: Page, words: Words) -> Iterator[tuple[tuple[str, ...], Statement]]:
    """The second number of "90 tests across 12 suites", under both nouns."""
    counts = [one for one in page.claims if one.kind == "count" and one.unit and one.value.point is not None]
    for a, b in pairwise(counts):
        match = _JOINT.fullmatch(page.source, a.end, b.start) if 0 < b.start - a.end < 80 else None
        if match and b.unit and _counts(a, LEAST) and _bare(match[0], match[1], a.unit or "", words):
            yield (a.unit or "", match[1].lower(), b.unit), of_claim(page, b, f"{b.value.point:.10g}")


def _bare(between: str, preposition: str, unit: str, words: Words) -> bool:
    """Whether nothing but the counted noun, its praise and the preposition stands between two counts."""
    left = set(words.content(between)) - words.adorning - {preposition.lower()}
    return all(unit.startswith(word[:4]) for word in left)


def _verbal(page: Page, words: Words) -> Iterator[tuple[tuple[str, ...], Statement]]:
    """Small numbers behind a verb and a preposition: "runs on four engines"."""
    for claim in page.claims:
        if not _counts(claim, 3, LEAST):
            continue
        before = _VERB.search(page.source, max(0, claim.start - 40), claim.start)
        if before and before[2].lower() in words.function and before[1].lower() not in words.function:
            key = (before[1].lower(), before[2].lower(), claim.unit or "")
            yield key, of_claim(page, claim, f"{claim.value.point:.10g}")


def _told_apart(a: set[str], b: set[str]) -> bool:
    """Whether pages know both numbers: then these are two things to them."""
    both = a & b
    return len(both) > 1 or (bool(both) and (a <= b or b <= a))


def _totals(page: Page, words: Words) -> Iterator[Total]:
    for claim in page.claims:
        block = page.block(claim.start)
        if block is None or not _counts(claim, LEAST) or not _is_total(page, claim, words):
            continue
        above = " ".join(block.context)
        if not words.sample.search(above) and not words.history.search(above):
            stated = of_claim(page, claim, f"{claim.value.point:.10g}")
            yield Total(claim.unit or "", frozenset(_kinds(claim, words)), scope(page, block), stated)


def _counts(claim: Claim, least: float, most: float = 1e12) -> bool:
    """Whether a claim states exactly how many there are of something, between two numbers."""
    point = claim.value.point
    if claim.kind != "count" or not claim.unit or claim.mod != "=" or claim.change or point is None:
        return False
    return least <= point < most and point == int(point)


def _is_total(page: Page, claim: Claim, words: Words) -> bool:
    """Whether a count counts everything: by the words before it, in bold, or where a block or clause begins."""
    block = page.block(claim.start)
    before = page.source[max(0, claim.start - 40, block.start - 4 if block else 0) : claim.start]
    if words.whole.search(before):
        return True
    return (block is None or block.kind != "cell") and bool(_BOLD.search(before) or _OPENS.search(before))


def _kinds(claim: Claim, words: Words) -> Iterator[str]:
    """The modifiers of the counted noun that narrow it."""
    measure = (claim.measure or "").lower()
    if claim.unit and measure.endswith(claim.unit):
        yield from (one for one in measure[: -len(claim.unit)].split() if one not in words.adorning)


def _breakdowns(page: Page, words: Words) -> Iterator[tuple[tuple[str, ...], Statement]]:
    """The numbers of "90 red + 2 blue", each under the two names and its place."""
    for match in _BREAKDOWN.finditer(page.text if page.path.endswith(".py") else page.source):
        names = {match["one"], match["two"]}
        if not names.isdisjoint(words.function) or len(names) < 2 or "+" not in match[0]:
            continue
        key = (match["one"], match["two"])
        if words.sample.search(page.source[max(0, match.start() - 60) : match.start()]):
            continue
        for name, group in (("one", "a"), ("two", "b")):
            start, end = match.span(group)
            value = match[group].replace(",", "")
            place = page.evidence(start, end)
            yield (
                (match[name], "of", key[0], "and", key[1]),
                Statement(page, value, match[group], float(value), float(value), None, place),
            )
