"""Values under a label: the cell of a row, "Label: value", "60 cargo cards" as an item, and prose that says a label.

Two places speak of one thing when each word of either's label stands in the label of the other or in what stands above
it, and when what stands above them is not of two things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from factcheck.model import Block, Claim, Finding
from factcheck.structure.page import Page, scope
from factcheck.structure.statement import Statement, day, finding, of_claim
from factcheck.structure.words import WORD, Words

MOST_VALUES = 3
"""A label with more values than this is that of several things."""

MOST_PLACES = 40
"""Places with one word in their labels beyond which the word is no way to find a partner."""

MOST_WORDS = 6
"""Words of a label beyond which prose hardly says it in the same order."""

LEAST_WORDS = 2
"""Words of a label below which it may be that of anything."""

REACH = 60
"""Characters between a label in prose and its value."""

_TIMES = frozenset({"date", "time"})
_KINDS = _TIMES | {"count", "money", "percent", "measure", "duration", "number", "ratio", "set"}
_MARK = r"[\s*_`\"']*+"
_LINE = re.compile(
    rf"\s*+(?:[-*+•]|\d+[.)])?{_MARK}:?{_MARK}(?P<label>[^\W\d][^:=\n|]{{2,60}}?){_MARK}(?:::?|=|—|–| - ){_MARK}"
)
_ITEM = re.compile(r"\s*+(?:[-*+•]\s*+)?[\s*_`]*+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PART = re.compile(
    r"[\s*_`]+of (?:the |an? )?((?:[\w-]++ ?){1,3}?)(?=[\s*_`]*(?:[.,;:!?)]|$|\b(?:in|on|and|are|is|for|with)\b))"
)
_ENDS = re.compile(r"[\s*_`]*(?:[.,;:!?(—–]|$|and\b)")
_THERE = re.compile(
    r"[\s*_`]*(?:[.:;(—–]|$|(?:are|is) (?:supported|available|included|provided|offered|defined|possible)\b)"
)
_NAMED = re.compile(r"\d")


class Labelled(NamedTuple):
    """A value under a label: the roots of the label's words and of the headings, title and name of the page."""

    label: frozenset[str]
    above: frozenset[str]
    scope: frozenset[str]
    side: str
    name: str
    block: Block
    claim: Claim
    statement: Statement


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Labels with two values."""
    held = [page for page in pages if not words.history.search(page.path) and not words.sample.search(page.path)]
    found: list[Labelled] = []
    phrases: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for page in held:
        for name, one in _labelled(page, words):
            found.append(one)
            said = tuple(word.lower() for word in WORD.findall(name))
            if len(words.content(name)) >= LEAST_WORDS and len(said) <= MOST_WORDS:
                phrases[said[0]].add(said)
    for page in held:
        found += _in_prose(page, phrases, words)
    yield from _compared(_distinct(found), words)


def _distinct(found: Sequence[Labelled]) -> list[Labelled]:
    """The places, each by the longest label that it has."""
    best: dict[tuple[str, int], Labelled] = {}
    for one in found:
        key = (one.statement.page.path, one.claim.start)
        if key not in best or len(best[key].label) < len(one.label):
            best[key] = one
    return list(best.values())


# Where labels stand


def _labelled(page: Page, words: Words) -> Iterator[tuple[str, Labelled]]:
    """The labelled values of a page, each with the name by which prose may call it."""
    for block in page.blocks:
        if block.kind in ("code", "title", "heading", "meta", "quote") or words.sample.search(" ".join(block.context)):
            continue
        if words.history.search(" ".join(block.context)):
            continue
        read = _of_cell(page, block, words) if block.kind == "cell" else _of_lines(page, block, words)
        for label, claim in read:
            one = _made(page, block, label, claim, words)
            if one:
                yield block.row[0] if block.kind == "cell" else label, one


def _of_cell(page: Page, block: Block, words: Words) -> Iterator[tuple[str, Claim]]:
    """The row's label, with the column's where that says more than that a value stands there."""
    claims = page.claimed(block.start, block.end)
    if len(claims) != 1 or not block.row or not _alone(page, block.start, block.end, claims[0], words):
        return
    column = [one for one in block.column if words.roots_of(one) - words.plain]
    yield " ".join((block.row[0], *column)), claims[0]


def _of_lines(page: Page, block: Block, words: Words) -> Iterator[tuple[str, Claim]]:
    for claim in page.claimed(block.start, block.end):
        start = max(page.starts[page.line(claim.start) - 1], 0)
        head = page.source[start : claim.start]
        match = _LINE.match(head)
        if match and not words.content(_ASIDE.sub(" ", head[match.end() :])) and not _NAMED.search(head[match.end() :]):
            yield _ASIDE.sub(" ", match["label"]), claim
        elif claim.kind == "count" and claim.unit and block.kind == "item" and _ITEM.fullmatch(head):
            noun = _noun(page, claim, words)
            if noun and len(noun[0].split()) >= LEAST_WORDS and not words.content(page.text[noun[1] : block.end]):
                yield noun[0], claim


def _alone(page: Page, start: int, end: int, claim: Claim, words: Words) -> bool:
    """Whether a claim is all that a cell says, but for what stands in brackets and function words."""
    rest = page.text[start : claim.start] + " " + page.text[claim.end : end]
    left = _ASIDE.sub(" ", rest)
    return not words.content(left) and not _NAMED.search(left)


def _in_prose(page: Page, phrases: dict[str, set[tuple[str, ...]]], words: Words) -> Iterator[Labelled]:
    """Sentences that say a label and, right behind it, a value."""
    for claim in page.claims:
        block = page.block(claim.start)
        if block is None or block.kind not in ("paragraph", "item") or claim.kind not in _KINDS:
            continue
        above = " ".join(block.context)
        if words.sample.search(above) or words.history.search(above):
            continue
        label = _before(page, claim, phrases, words)
        name = " ".join(label) if label else _introduced(page, claim, words)
        one = _made(page, block, name, claim, words) if name else None
        if one:
            yield one


def _introduced(page: Page, claim: Claim, words: Words) -> str | None:
    """What a clause counts that says how many there are: "comes with six paper sizes", "six sizes are kept"."""
    noun = _noun(page, claim, words)
    if claim.mod != "=" or noun is None or _bounded(page, claim, words):
        return None
    name, end = noun
    before = WORD.findall(page.text[claim.sentence.start : claim.start].lower())
    behind = page.text[end : claim.sentence.end]
    part = _PART.match(behind)
    if part:
        name, behind = f"{name} {part[1]}", behind[part.end() :]
    there = _THERE if not before else _ENDS
    if (before and before[-1] not in words.having) or not there.match(behind):
        return None
    return name if len(words.roots_of(name) - words.adornments) >= LEAST_WORDS else None


def _noun(page: Page, claim: Claim, words: Words) -> tuple[str, int] | None:
    """The noun phrase that a count counts, and where it ends."""
    if claim.kind != "count" or not claim.unit:
        return None
    unit = words.roots[claim.unit.lower()]
    found = list(islice(WORD.finditer(page.text, claim.start, claim.sentence.end), 1, MOST_WORDS))
    for at, word in enumerate(found):
        if words.roots[word[0].lower()] == unit:
            return " ".join(one[0] for one in found[: at + 1]), word.end()
    return None


def _bounded(page: Page, claim: Claim, words: Words) -> bool:
    """Whether the clause of a claim speaks of a case, an exception or the past."""
    begin = max(page.text.rfind(";", claim.sentence.start, claim.start), claim.sentence.start)
    end = page.text.find(";", claim.end, claim.sentence.end)
    said = (one.lower() for one in WORD.findall(page.text[begin : end if end >= 0 else claim.sentence.end]))
    return not words.bounding.isdisjoint(said)


def _before(page: Page, claim: Claim, phrases: dict[str, set[tuple[str, ...]]], words: Words) -> tuple[str, ...] | None:
    """The label that stands before a claim as the subject of its clause."""
    begin = max(claim.sentence.start, claim.start - REACH - 40)
    if _bounded(page, claim, words):
        return None
    said = [one.lower() for one in WORD.findall(page.text[begin : claim.start])]
    if re.search(r"[.;:!?]\s", page.text[begin : claim.start]):
        said = [one.lower() for one in WORD.findall(re.split(r"[.;:!?]\s", page.text[begin : claim.start])[-1])]
    for at, word in enumerate(said):
        for phrase in sorted(phrases.get(word, ()), key=len, reverse=True):
            behind = at + len(phrase)
            if tuple(said[at:behind]) == phrase and _subject(said[:at], words) and _links(said[behind:], words):
                return tuple(word for word in said[at:] if word in phrase or word not in words.function)
    return None


def _subject(before: Sequence[str], words: Words) -> bool:
    """Whether what follows is a whole noun phrase and no part of another."""
    if not before:
        return True
    if before[-1] not in words.function:
        return False
    determined = before[-1] in words.determiners
    at = before[-2] if determined and len(before) > 1 else before[-1]
    return at not in words.prepositions and (determined or at in words.function)


def _links(between: Sequence[str], words: Words) -> bool:
    return len(between) <= 6 and all(one in words.function or one in words.linking for one in between)


def _made(page: Page, block: Block, label: str, claim: Claim, words: Words) -> Labelled | None:
    if claim.kind not in _KINDS or claim.mod == "~" or claim.change or words.naming.search(label):
        return None
    roots = words.roots_of(label) | words.roots_of(claim.unit or "" if claim.kind == "count" else "")
    folder, _, name = page.path.rpartition("/")
    above = words.roots_of(" ".join((page.title, name.rpartition(".")[0], *block.context)))
    above |= words.roots_of(folder) & words.variants
    value = _value(claim)
    if not roots or value is None:
        return None
    side = "least" if claim.mod in (">", ">=") else "most" if claim.mod in ("<", "<=") else ""
    where = scope(page, block) or frozenset({value[:4]} if claim.kind in _TIMES else ())
    return Labelled(roots, above, where, side, label.lower(), block, claim, of_claim(page, claim, value))


def _value(claim: Claim) -> str | None:
    """The normal form of a value: its point or its two ends in base units; of a day its date, of a set its words."""
    if claim.kind in _TIMES:
        return day(claim)
    if claim.kind == "set":
        every = re.search(r"\d+(?:\.\d+)?\s\w+", claim.text)
        return every[0].lower().removesuffix("s") if every else None
    value = claim.value
    if value.point is not None:
        return f"{value.point * claim.factor:.8g}"
    if value.low is not None and value.high is not None:
        return f"{value.low * claim.factor:.8g}..{value.high * claim.factor:.8g}"
    return None


# Whether two places speak of one thing


def _compared(found: Sequence[Labelled], words: Words) -> Iterator[Finding]:
    """Findings on groups of places that speak of one thing."""
    for group in _groups(found, words):
        members = [found[place] for place in group]
        if _settled(members):
            subject = " ".join(min(one.name for one in members).split())
            result = finding("label", subject, "the same label", (one.statement for one in members), _apart(members))
            if result:
                yield result


def _groups(found: Sequence[Labelled], words: Words) -> Iterator[list[int]]:
    """The places that hang together, by their numbers."""
    partners: dict[int, set[int]] = defaultdict(set)
    for a, b in _candidates(found):
        if _same(found[a], found[b], words):
            partners[a].add(b)
            partners[b].add(a)
    seen: set[int] = set()
    for first in sorted(partners):
        if first not in seen:
            group, waiting = {first}, [first]
            while waiting:
                more = partners[waiting.pop()] - group
                group |= more
                waiting += more
            seen |= group
            yield sorted(group)


def _candidates(found: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """Pairs that share the rarest word of either's label, few of one word."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        for word in one.label:
            by_word[word].append(place)
    pairs: set[tuple[int, int]] = set()
    for places in by_word.values():
        if len(places) <= MOST_PLACES:
            pairs.update(combinations(places, 2))
    return iter(sorted(pairs))


def _same(a: Labelled, b: Labelled, words: Words) -> bool:
    if _beside(a, b) or not _comparable(a, b) or a.scope != b.scope or {a.side, b.side} == {"least", "most"}:
        return False
    if len(a.label | b.label) < LEAST_WORDS or not a.label & b.label:
        return False
    if not (a.label - b.label <= b.above and b.label - a.label <= a.above):
        return False
    mine, yours = a.label | a.above, b.label | b.above
    if (mine ^ yours) & words.variants:
        return False
    one, two = a.above - words.chapters, b.above - words.chapters
    if a.statement.page is b.statement.page and a.block.context != b.block.context:
        return bool((one - two) <= b.label and (two - one) <= a.label)
    return not one or not two or bool((one | a.label) & two or (two | b.label) & one)


def _beside(a: Labelled, b: Labelled) -> bool:
    """Whether two places stand in one block, table or list: they are told apart by more than their words."""
    if a.statement.page is not b.statement.page:
        return False
    return a.block is b.block or (a.block.group == b.block.group and a.block.group >= 0)


def _comparable(a: Labelled, b: Labelled) -> bool:
    """Whether two values are of one dimension; a bare number counts what its label names."""
    x, y = a.claim, b.claim
    if {x.kind, y.kind} == {"number", "count"}:
        return True
    if {x.kind, y.kind} <= _TIMES:
        return True
    return x.dimension == y.dimension and (x.kind != "count" or x.unit == y.unit)


def _settled(members: Sequence[Labelled]) -> bool:
    """Whether no page knows two of the values from several places, and there are few values."""
    values = {one.statement.value for one in members}
    by_page: dict[str, set[str]] = defaultdict(set)
    for one in members:
        by_page[one.statement.page.path].add(one.statement.value)
    several = any(len(known) > 1 for known in by_page.values())
    return len(by_page) == 1 or (len(values) <= MOST_VALUES and not several)


def _apart(members: Sequence[Labelled]) -> Callable[[Sequence[Statement], Sequence[Statement]], bool]:
    claims = {(one.statement.place.path, one.statement.place.start): one.claim for one in members}

    def apart(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
        one, two = (claims[side[0].place.path, side[0].place.start] for side in (a, b))
        (low, high), (least, most) = _ends(one), _ends(two)
        return (
            one.kind == "set"
            or one.kind in _TIMES
            or high <= least
            or most <= low
            or ".." in a[0].value
            or ".." in b[0].value
        )

    return apart


def _ends(claim: Claim) -> tuple[float, float]:
    """What a value may be: its interval; of a bound the bound alone."""
    value = claim.value
    if claim.mod != "=" and value.point is not None:
        return value.point * claim.factor, value.point * claim.factor
    low, high = value.low, value.high
    return (low or 0.0) * claim.factor, (high or 0.0) * claim.factor
