"""From a document to its claims: tokens, sentences, mentions, and what each mention measures, of whom and when."""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from factcheck import period, quantity
from factcheck.extraction import attributes, context, entities, frame, measure, sentences
from factcheck.extraction.entities import Names
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import Lexicon, lexicon
from factcheck.model import Block, Claim, Document, Location, Mention, Publication, Span, Value
from factcheck.rulebook import Rulebook
from factcheck.tokens import Tokens

__all__ = ["NOTHING", "Extract", "claims", "publication", "read", "tokenise"]

TIMES = frozenset({"date", "time", "set"})


def tokenise(document: Document, words: Lexicon) -> Tokens:
    """The tokens and sentences of a document."""
    return Tokens(document.text, words.marks, sentences.breaks(document.text, document.blocks, words.abbreviations))


def publication(document: Document, rules: Rulebook) -> Publication | None:
    """When a document was published, as far as its source or its text tells."""
    words = lexicon(rules)
    return _published(document, tokenise(document, words), words, None)


def _published(
    document: Document, tokens: Tokens, words: Lexicon, phrases: Sequence[period.Found] | None
) -> Publication | None:
    if document.published is not None:
        return document.published
    return period.publication(tokens, document.blocks, document.path, document.options, words.period, phrases=phrases)


class Extract(NamedTuple):
    """What a document says: when it was published, its claims in text order, and its words for finding neighbours."""

    published: Publication | None
    claims: list[Claim]
    words: frozenset[str]


NOTHING = Extract(None, [], frozenset())
"""What is read of a document in a language that the rules do not know."""


def claims(document: Document, rules: Rulebook) -> tuple[Publication | None, list[Claim]]:
    """The publication date of a document and all its claims in text order."""
    return read(document, rules)[:2]


def read(document: Document, rules: Rulebook) -> Extract:
    """All that the later stages need of a document."""
    words = lexicon(rules)
    with _uncollected():
        return _read(document, words)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds the garbage collector off: what is made here has no cycles, and there is much of it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(document: Document, words: Lexicon) -> Extract:
    tokens = tokenise(document, words)
    phrases = list(period.recognised(tokens, words.period))
    published = _published(document, tokens, words, phrases)
    mentions = _merge(
        quantity.scan(tokens, words.quantity, document.options),
        period.scan(tokens, words.period, published, document.options, phrases=phrases),
    )
    names = entities.find(tokens, words)
    frames = list(_frames(tokens, words, names, mentions))
    discourse = Counter(named.measure for one in frames for named in one.named)
    lines = [0, *(match + 1 for match in _newlines(document.original))]
    found = [
        _claim(document, tokens, words, names, frames, position, mention, published, lines, discourse)
        for position, one in enumerate(frames)
        for mention in one.mentions
    ]
    return Extract(published, found, _bag(tokens, words, names))


def _bag(tokens: Tokens, words: Lexicon, names: Names) -> frozenset[str]:
    """The roots of all words of a text, those of names with a capital. What stands at the start of a sentence only, and
    what many organisations have in their names, tells nothing.
    """
    roots, openers = words.roots, set(tokens.sentences)
    bag = {roots[word] for word in set(tokens.words) if len(word) > 2 and word[0].isalpha()}
    keys = {
        name.key
        for name in names.spans
        if name.first not in openers and tokens.words[name.last : name.last + 1] != ["$"]  # US$ names a currency
    }
    parts = {part for key in keys for part in key.split()} - words.organisations - words.titles
    named = {roots[part] for part in parts if len(part) > 2 and part[0].isalpha()}
    return frozenset(bag - named | {root.capitalize() for root in named})


def _newlines(text: str) -> Iterator[int]:
    at = text.find("\n")
    while at >= 0:
        yield at
        at = text.find("\n", at + 1)


def _merge(quantities: list[Mention], times: list[Mention]) -> list[Mention]:
    """Both kinds of mention in text order; where they overlap the time wins, it has read more of the words."""
    taken = {at for time in times for at in range(time.first, time.last)}
    kept = [one for one in quantities if not any(at in taken for at in range(one.first, one.last))]
    return sorted([*times, *kept], key=lambda one: one.start)


def _frames(tokens: Tokens, words: Lexicon, names: Names, mentions: list[Mention]) -> Iterator[Frame]:
    for index, group in groupby(mentions, key=lambda one: bisect_right(tokens.sentences, one.first) - 1):
        yield frame.build(tokens, words, names, index, list(group))


def _claim(
    document: Document,
    tokens: Tokens,
    words: Lexicon,
    names: Names,
    frames: list[Frame],
    position: int,
    mention: Mention,
    published: Publication | None,
    lines: list[int],
    discourse: Counter[str],
) -> Claim:
    one = frames[position]
    measured = measure.of(tokens, words, one, mention, discourse)
    line = bisect_right(lines, mention.start)
    value, unit, dimension, factor = _measured(mention)
    when = mention.period if mention.kind in TIMES else attributes.period(frames, position, mention, published)
    return Claim(
        path=document.path,
        start=mention.start,
        end=mention.end,
        line=line,
        column=mention.start - lines[line - 1] + 1,
        text=document.original[mention.start : mention.end],
        location=_location(document.blocks, mention.start),
        kind=mention.kind,
        value=value,
        unit=unit,
        mod=mention.mod,
        change=mention.change,
        measure=measured.measure,
        entities=attributes.entities(words, one, mention),
        parties=attributes.parties(words, names, one),
        scope=attributes.scope(tokens, words, one, mention),
        period=when,
        timex=mention.timex,
        status=attributes.status(tokens, one, mention),
        speaker=attributes.speaker(tokens, words, one),
        sentence=Span(start=tokens.starts[one.first], end=tokens.ends[one.last - 1]),
        dimension=dimension,
        factor=factor,
        context=context.of(tokens, words, names, one, mention, measured, published),
    )


def _location(blocks: Sequence[Block], start: int) -> Location | None:
    """The place in a source that is no plain text, of the block that holds `start`."""
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    return blocks[at].location if at >= 0 else None


_SPAN = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_UNITS = {"Y": ("year", 31557600.0), "M": ("month", 2629800.0), "W": ("week", 604800.0), "D": ("day", 86400.0)}
"""Units of durations in seconds; a year has 365.25 days, a month a twelfth of it."""


def _measured(mention: Mention) -> tuple[Value, str | None, str, float]:
    """Value, unit, dimension and factor; those of a self-placing duration ("the past six years") from its TIMEX."""
    span = _SPAN.fullmatch(mention.timex or "") if mention.value is None and mention.kind == "duration" else None
    if span is None:
        return mention.value or Value(), mention.unit, mention.dimension or mention.kind, mention.factor
    count = float(span[1])
    unit, seconds = _UNITS[span[2]]
    return Value(low=count, high=count, point=count), unit, "duration", seconds
