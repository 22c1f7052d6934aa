"""Parts of sentences that fix a value by their words: conversions, thresholds, and how often something happens."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, pairwise

from factcheck.model import Claim, Finding
from factcheck.structure.page import Page, scope
from factcheck.structure.statement import Statement, finding, of_claim
from factcheck.structure.words import WORD, Words

NEAR = 0.75
"""A threshold that lags behind is rarely less than this share of the right one; a tier above it rarely more."""

LEAST_SHARED = 4
"""Words that two sentences must share before they tell of one recurring event."""

_MEASURED = frozenset({"measure", "duration", "money"})
_STEM = 5

Key = tuple[Hashable, ...]
Source = Callable[[Page, Words], Iterator[tuple[Key, str, Claim]]]


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Phrases that give one key two values."""
    held = [page for page in pages if not words.history.search(page.path)]
    for check, source, wanted in (
        ("conversion", _conversions, lambda found: True),
        ("threshold", _thresholds, _near),
    ):
        by_key: dict[Key, list[tuple[str, Statement]]] = defaultdict(list)
        for page in held:
            for key, subject, claim in source(page, words):
                by_key[key].append((subject, of_claim(page, claim, _value(claim))))
        for found in by_key.values():
            stated = [statement for _, statement in found]
            result = finding(check, found[0][0], "the same words", stated) if wanted(stated) else None
            if result:
                yield result
    yield from _recurring(held, words)


def _value(claim: Claim) -> str:
    return f"{(claim.value.point or 0.0) * claim.factor:.8g}"


def _conversions(page: Page, words: Words) -> Iterator[tuple[Key, str, Claim]]:
    """ "4000 MB becomes 4 GB": what one amount is in another unit, by the verb between them."""
    for a, b in pairwise(page.claims):
        if a.kind != "measure" or a.dimension != b.dimension or not 0 < b.start - a.end < 30 or a.unit == b.unit:
            continue
        between = WORD.findall(page.text[a.end : b.start].lower())
        if 1 <= len(between) <= 3 and any(word not in words.function for word in between):
            yield (a.dimension, _value(a), b.unit, *between), f"{a.text} {' '.join(between)}", b


def _thresholds(page: Page, words: Words) -> Iterator[tuple[Key, str, Claim]]:
    """ "Orders over $300": a bound on what the word before it names, on one page."""
    for claim in page.claims:
        if claim.kind not in _MEASURED or claim.mod not in ("<", ">") or not claim.value.point:
            continue
        before = WORD.findall(page.text[max(0, claim.start - 30) : claim.start].lower())
        if before and before[-1] not in words.function and len(before[-1]) >= _STEM - 1:
            own = frozenset(word for word in words.content(claim.text) if not word[0].isdigit())
            where = (page.path, scope(page, page.block(claim.start)))
            key = (*where, claim.dimension, claim.mod, own, before[-1][:_STEM])
            yield key, f"{before[-1]} {claim.text.rpartition(' ')[0] or claim.mod}", claim


def _near(stated: Sequence[Statement]) -> bool:
    """Whether there are two values, one of them said twice, and so close that they are no tiers."""
    values = {float(one.value) for one in stated}
    return len(values) == 2 and len(stated) > 2 and min(values) >= NEAR * max(values)


def _recurring(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """ "every 20 seconds" and "every 45 seconds", where the shorter sentence has no word that the other lacks."""
    by_word: dict[str, list[tuple[Page, Claim, frozenset[str]]]] = defaultdict(list)
    for page in pages:
        for claim in page.claims:
            if claim.kind == "set" and re.search(r"every \d", claim.text):
                clause = page.text[claim.sentence.start : claim.start]
                said = frozenset(word.removesuffix("s")[:_STEM] for word in words.content(clause))
                if len(said) >= LEAST_SHARED:
                    by_word[min(said)].append((page, claim, said))
                    for word in said - {min(said)}:
                        by_word[word].append((page, claim, said))
    seen = set()
    for found in by_word.values():
        if len(found) > 12:
            continue
        for (one, a, said), (two, b, heard) in combinations(found, 2):
            key = (one.path, a.start, two.path, b.start)
            if one.path == two.path or key in seen or not (said <= heard or heard <= said):
                continue
            seen.add(key)
            stated = [of_claim(page, claim, claim.text.lower()) for page, claim in ((one, a), (two, b))]
            result = finding("recurrence", " ".join(sorted(said & heard)), "the same words", stated)
            if result:
                yield result
