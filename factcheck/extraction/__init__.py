"""From a document to its claims: tokens, sentences, mentions; what each measures, of whom, when and as what.

A sentence becomes a `frame` (clauses, measures, marked words, names). From it come the measure (`measure` by the rules;
`noun` with `nominal`, `argument` and `ellipsis` by the phrase itself), the names (`entities`), status, scope, speaker
and period (`attributes`), and what alignment compares beside them (`context`). Words stand in rules/words and
rules/measures, sentences and how they must be read in tests/extraction.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from factcheck import period, quantity
from factcheck.extraction import attributes, cells, context, currency, ellipsis, entities, frame, measure, sentences
from factcheck.extraction.entities import Names
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import Lexicon, lexicon
from factcheck.extraction.measure import Discourse, Measured
from factcheck.model import Block, Claim, Document, Kind, Location, Mention, Period, Publication, Span, Value
from factcheck.rulebook import Rulebook
from factcheck.tokens import Tokens

__all__ = ["NOTHING", "Extract", "claims", "publication", "read", "read_all", "tokenise"]

EARLIER = 4
"""Counts of the sentences before that a bare number may stand for."""

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
    return read_all([document], rules)[0]


BATCH = 50_000
"""Characters of documents that are read together; more gains nothing and takes memory."""


def read_all(documents: Iterable[Document], rules: Rulebook) -> list[Extract]:
    """As `read`, of many documents. Short ones are read together, stage by stage, each of which finds its code and its
    tables in the caches of the processor then; one by one they take a fifth more time.
    """
    words = lexicon(rules)
    results: list[Extract] = []
    with _uncollected():
        for batch in _batches(documents):
            results += _together([_stages(document, words) for document in batch])
    return results


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and size + len(document.text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    yield batch


Stages = Generator[None, None, Extract]
"""The reading of a document, which rests after each stage."""


def _together(readings: Sequence[Stages]) -> list[Extract]:
    """The results of readings, of which each does a stage before any does the next."""
    results: dict[int, Extract] = {}
    while len(results) < len(readings):
        for place, reading in enumerate(readings):
            try:
                next(reading)
            except StopIteration as end:
                results[place] = end.value  # all have as many stages, and end in one round
    return list(results.values())


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


def _stages(document: Document, words: Lexicon) -> Stages:
    tokens = tokenise(document, words)
    yield
    phrases = list(period.recognised(tokens, words.period))
    yield
    published = _published(document, tokens, words, phrases)
    yield
    quantities = quantity.scan(tokens, words.quantity, document.options)
    yield
    times = period.scan(tokens, words.period, published, document.options, phrases=phrases)
    mentions = _merge(quantities, times)
    yield
    names = entities.find(tokens, words)
    mentions = currency.told(tokens, names, words.currencies, words.homes, mentions)
    yield
    scene = _Scene(document, tokens, words, names, published)
    frames = list(scene.frames(mentions))
    yield
    prose = scene.claims(frames)
    yield
    found = cells.claims(document, prose, words, published, lambda said: _together([_stages(said, words)])[0].claims)
    return Extract(published, found, _bag(tokens, words, names))


def _bag(tokens: Tokens, words: Lexicon, names: Names) -> frozenset[str]:
    """The roots of all words of a text, those of names with a capital: of each name the last word that tells. What
    stands at the start of a sentence only, what many organisations have in their names, and given names tell nothing:
    the larger a corpus, the more people in it share one.
    """
    openers, texts = set(tokens.sentences), [*tokens.words, ""]
    keys = {name.key for name in names.spans if name.first not in openers and texts[name.last] != "$"}  # US$ is money
    bag = set(map(words.telling.__getitem__, set(tokens.words)))
    named = set(map(words.naming.__getitem__, keys))
    return frozenset((bag - named | {root.capitalize() for root in named}) - {""})


def _newlines(text: str) -> Iterator[int]:
    at = text.find("\n")
    while at >= 0:
        yield at
        at = text.find("\n", at + 1)


def _merge(quantities: list[Mention], times: list[Mention]) -> list[Mention]:
    """Both kinds of mention in text order; where they overlap the time wins, it has read more of the words."""
    taken = {at for time in times for at in range(time.first, time.last)}
    kept = [one for one in quantities if taken.isdisjoint(range(one.first, one.last))]
    return sorted([*times, *kept], key=lambda one: one.start)


class _Scene:
    """A document while its claims are written: what holds for all of it, and the speaker last named."""

    __slots__ = ("document", "lines", "names", "original", "published", "speaker", "tokens", "words")

    def __init__(
        self, document: Document, tokens: Tokens, words: Lexicon, names: Names, published: Publication | None
    ) -> None:
        self.document, self.tokens, self.words, self.names, self.published = document, tokens, words, names, published
        self.original = document.original
        self.lines = [0, *(match + 1 for match in _newlines(self.original))]
        self.speaker: str | None = None

    def claims(self, frames: list[Frame]) -> list[Claim]:
        """The claims of the sentences of the document, in text order."""
        named = Counter([named.measure for one in frames for named in one.named if not named.hint])
        discourse = Discourse(self.tokens.text, named)
        return [claim for position in range(len(frames)) for claim in self._sentence(frames, position, discourse)]

    def frames(self, mentions: list[Mention]) -> Iterator[Frame]:
        """The sentences that hold mentions, prepared."""
        tokens, words, names = self.tokens, self.words, self.names
        whole = frame.outline(tokens)
        starts = tokens.sentences
        earlier: list[Mention] = []
        inside: list[Mention] = []
        last = -1
        for index, group in groupby(mentions, key=lambda one: bisect_right(starts, one.first) - 1):
            before, last = inside if last == index - 1 else [], index
            inside = currency.going_on(tokens, ellipsis.in_currency(tokens, list(group)), before)
            for at in range(0, len(inside), frame.MOST):
                one = frame.build(tokens, words, names, whole, index, inside[at : at + frame.MOST], earlier)
                earlier = [*earlier, *one.counts][-EARLIER:]
                one.verbs.extend(context.verbs(tokens, one))
                yield one

    def _sentence(self, frames: list[Frame], position: int, discourse: Discourse) -> list[Claim]:
        """The claims of one sentence, with what they share."""
        one, tokens = frames[position], self.tokens
        speaker = attributes.speaker(tokens, self.words, one, self.speaker)
        self.speaker = speaker or self.speaker
        parties = attributes.parties(self.words, self.names, one)
        sentence = Span(start=tokens.starts[one.first], end=tokens.ends[one.last - 1])
        return [
            self._claim(frames, position, mention, discourse, speaker, parties, sentence) for mention in one.mentions
        ]

    def _claim(
        self,
        frames: list[Frame],
        position: int,
        mention: Mention,
        discourse: Discourse,
        speaker: str | None,
        parties: tuple[str, ...],
        sentence: Span,
    ) -> Claim:
        one, tokens, words = frames[position], self.tokens, self.words
        measured = measure.of(tokens, words, one, mention, discourse)
        if measured.measure is None and mention.rule == currency.SAME_CURRENCY:
            sums = [other for other in one.mentions if other.kind == "money" and other is not mention]
            measured = measure.of(tokens, words, one, ellipsis.sum_of(sums, mention), discourse) if sums else measured
        if mention.first > one.first and tokens.words[mention.first - 1] == "(":
            measured = self._restated(one, mention, measured, discourse)
        line = bisect_right(self.lines, mention.start)
        kind, value, unit, dimension, factor, timex = _measured(mention, measured.counts)
        placed = mention.kind in TIMES or mention.period is not None
        return Claim(
            path=self.document.path,
            start=mention.start,
            end=mention.end,
            line=line,
            column=mention.start - self.lines[line - 1] + 1,
            text=self.original[mention.start : mention.end],
            location=_location(self.document.blocks, mention.start),
            kind=kind,
            value=value,
            unit=unit,
            mod=mention.mod,
            change=mention.change,
            measure=measured.measure,
            entities=attributes.entities(one, mention),
            parties=parties,
            scope=attributes.scope(tokens, words, one, mention),
            period=mention.period if placed else self._period(frames, position, mention, measured),
            timex=timex,
            status=attributes.status(tokens, one, mention, measured.measure in words.variants),
            speaker=speaker,
            sentence=sentence,
            dimension=dimension,
            factor=factor,
            context=context.of(tokens, words, self.names, one, mention, measured, self.published),
        )

    def _period(self, frames: list[Frame], position: int, mention: Mention, measured: Measured) -> Period | None:
        lasting = measured.measure in self.words.lasting
        return attributes.period(self.tokens, frames, position, mention, self.published, lasting)

    def _restated(self, one: Frame, mention: Mention, measured: Measured, discourse: Discourse) -> Measured:
        """What a value in brackets measures: what the value before them does ("$5m (£2.6m)")."""
        primary = context.primary(self.tokens, one, mention)
        if primary is None or primary.kind != mention.kind:
            return measured
        restated = measure.of(self.tokens, self.words, one, primary, discourse)
        return restated if restated.measure is not None or measured.measure is None else measured


def _location(blocks: Sequence[Block], start: int) -> Location | None:
    """The place in a source that is no plain text, of the block that holds `start`."""
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    return blocks[at].location if at >= 0 else None


_SPAN = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_UNITS = {"Y": ("year", 31557600.0), "M": ("month", 2629800.0), "W": ("week", 604800.0), "D": ("day", 86400.0)}
"""Units of durations in seconds; a year has 365.25 days, a month a twelfth of it."""


NO_VALUE = Value()
"""The value of a time."""


def _measured(mention: Mention, counts: str | None) -> tuple[Kind, Value, str | None, str, float, str | None]:
    """Kind, value, unit, dimension, factor and TIMEX3 value; a duration has both, whichever scanner found it. A bare
    number that `counts` something is a count.
    """
    value, timex = mention.value or NO_VALUE, mention.timex
    if counts is not None and mention.kind == "number":
        return "count", value, counts, f"count:{counts}", mention.factor, timex
    if mention.kind == "duration":
        span = _SPAN.fullmatch(timex or "") if mention.value is None else None
        if span is not None:
            count = float(span[1])
            unit, seconds = _UNITS[span[2]]
            return "duration", Value(low=count, high=count, point=count), unit, "duration", seconds, timex
        timex = timex or _timex(value, mention.unit)
    return mention.kind, value, mention.unit, mention.dimension or mention.kind, mention.factor, timex


def _timex(value: Value, unit: str | None) -> str | None:
    """The TIMEX3 value of a plain duration; None for a range and for units that TIMEX3 does not know."""
    try:
        return period.duration_timex(value.point, unit or "") if value.point is not None else None
    except KeyError:
        return None
