"""Sentences that stand on two pages word for word, but for one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from factcheck.model import Claim, Finding
from factcheck.structure.page import Page, releases
from factcheck.structure.statement import Statement, finding, of_claim
from factcheck.structure.words import WORD, Words

LEAST_WORDS, LEAST_CONTENT = 8, 4
"""Shorter sentences come back by chance, or as the boilerplate of different things."""

MOST_VALUES = 3
"""A sentence with more values than this has a value for each thing it is said of."""


class Saying(NamedTuple):
    """A sentence with its claims, and its words with each claim as `#`."""

    page: Page
    words: tuple[str, ...]
    claims: tuple[Claim, ...]


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Sentences of two pages in one scope whose words are the same, and of whose numbers one differs."""
    by_words: dict[tuple[tuple[str, ...], frozenset[str]], list[Saying]] = defaultdict(list)
    for page in pages:
        if not words.history.search(page.path) and not words.sample.search(page.path):
            for one in _sayings(page, words):
                by_words[one.words, releases(page.path)].append(one)
    for found in by_words.values():
        if len({one.page.path for one in found}) > 1:
            yield from _of_sentence(found, words)


def _of_sentence(found: Sequence[Saying], words: Words) -> Iterator[Finding]:
    values = [[_value(claim) for claim in one.claims] for one in found]
    differing = [place for place, column in enumerate(zip(*values, strict=True)) if len(set(column)) > 1]
    if len(differing) != 1 or len({row[differing[0]] for row in values}) > MOST_VALUES or _varies(found, values):
        return
    slot = differing[0]
    stated = [of_claim(one.page, one.claims[slot], row[slot]) for one, row in zip(found, values, strict=True)]
    subject = " ".join(word for word in found[0].words if word not in words.function)
    deictic = not words.deictic.isdisjoint(found[0].words)
    topics = {one.page.path: _topic(one, words) for one in found}

    def apart(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
        return any(_one_topic(topics[x.page.path], topics[y.page.path], deictic) for x in a for y in b)

    result = finding("wording", subject, "the same sentence", stated, apart)
    if result:
        yield result


def _varies(found: Sequence[Saying], values: Sequence[Sequence[str]]) -> bool:
    """Whether one page says the sentence of several things."""
    by_page: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one, row in zip(found, values, strict=True):
        by_page[one.page.path].add(tuple(row))
    return any(len(rows) > 1 for rows in by_page.values())


def _one_topic(a: frozenset[str], b: frozenset[str], deictic: bool) -> bool:
    """Whether two pages are about one thing; a sentence that points at its page asks for more."""
    return len(a & b) >= 2 or not deictic


def _topic(one: Saying, words: Words) -> frozenset[str]:
    block = one.page.block(one.claims[0].start)
    said = " ".join((one.page.title, one.page.path.rpartition("/")[2], *(block.context if block else ())))
    return frozenset(
        word.removesuffix("s") for part in words.content(said) for word in re.split(r"[-_]", part) if len(word) > 2
    )


def _value(claim: Claim) -> str:
    if claim.kind in ("date", "time", "set"):
        stated = claim.period is not None and claim.period.basis == "stated"
        return f"{claim.period.start}/{claim.period.end}" if claim.period and stated else "#"
    value = claim.value
    if value.point is None or value.low is None:
        return f"{value.low}..{value.high}"
    return f"{value.point * claim.factor:.6g}"


def _sayings(page: Page, words: Words) -> Iterator[Saying]:
    ordered = sorted(page.claims, key=lambda one: (one.sentence.start, one.start))
    for (start, end), group in groupby(ordered, key=lambda one: (one.sentence.start, one.sentence.end)):
        claims = tuple(_apart(list(group)))
        block = page.block(claims[0].start)
        if end - start > 600 or block is None or block.kind == "cell":
            continue
        said = tuple(_masked(page, start, end, claims))
        content = [one for one in said if one != "#" and one not in words.function]
        if len(said) >= LEAST_WORDS and len(content) >= LEAST_CONTENT:
            yield Saying(page, said, claims)


def _apart(claims: Sequence[Claim]) -> Iterator[Claim]:
    end = -1
    for claim in claims:
        if claim.start >= end:
            end = claim.end
            yield claim


def _masked(page: Page, start: int, end: int, claims: Sequence[Claim]) -> Iterator[str]:
    at = start
    for claim in claims:
        yield from (word.lower() for word in WORD.findall(page.text[at : claim.start]))
        yield "#"
        at = claim.end
    yield from (word.lower() for word in WORD.findall(page.text[at:end]))
