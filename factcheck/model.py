"""The records that flow through the stages, and nothing else.

Every record is frozen. Offsets are code points in the text of a document, half open; a number that a writer
stated is an `Interval`, never a float. Fields stand in the order in which the JSON output shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

Kind = Literal[
    "count", "money", "percent", "measure", "ratio", "rank", "number", "date", "time", "duration", "age", "set"
]
Mod = Literal["=", "~", "<", ">", "<=", ">="]
Change = Literal["up", "down", "by", "to", "from", "times"]
Status = Literal["reported", "forecast", "target", "estimate", "hypothetical", "denied"]
Verdict = Literal["conflict", "update", "attributed", "review", "compatible", "agree"]
Severity = Literal["high", "medium", "low"]
Standing = Literal["new", "known", "fixed"]

VERDICTS: tuple[Verdict, ...] = ("conflict", "update", "attributed", "review", "compatible", "agree")
"""Worst first."""

DISAGREEING: tuple[Verdict, ...] = VERDICTS[:4]
"""Those under which two values stand against each other."""


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all records: immutable and compared by value."""


class Span(Record, frozen=True):
    """A half-open range of code points."""

    start: int
    end: int


class Interval(Record, frozen=True):
    """All numbers between `low` and `high`; None is unbounded. A bound is part of it unless it is open."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False


class Value(Record, frozen=True):
    """What a writer committed to by stating a number, in the unit of the claim.

    `low`..`high` is the reading by the written precision and the words around it; `point` the number as stated
    (None for a range); `readings` other intervals that the wording allows (200 by round-number habit, "increased
    2.5 times" as +250 %, the bound that a reader expects of "more than 60%").
    """

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    point: float | None = None
    readings: tuple[Interval, ...] = ()


class Period(Record, frozen=True):
    """A stretch of time: the first and the last day (or minute) that belong to it, in ISO 8601.

    `grain` is the unit in which it was stated (minute, day, week, month, quarter, half, year, decade, century);
    None at an end is open ("since 2004"). `basis` tells where it was found or how it was resolved: stated,
    relative (counted from the publication date or from a time spoken of before), inferred (a missing year
    supplied), or, for the period of a quantity, the place: clause, sentence, paragraph, heading, table, document.
    """

    start: str | None = None
    end: str | None = None
    grain: str = "day"
    basis: str = "stated"


class Location(Record, frozen=True, omit_defaults=True):
    """A place in a source that is not plain text; the offsets then index the text extracted from that part."""

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    record: int | None = None
    part: str | None = None


class Block(Record, frozen=True):
    """A stretch of a document with one role.

    `kind` is title, heading, paragraph, item (of a list), cell, code, quote, caption or meta (front matter, navigation,
    bylines). `context` holds what stands above it: the headings for any block, for a cell its caption; `row` and
    `column` are the headers of a cell; `indent` is the level of a heading or the depth of a list item.
    """

    kind: str
    start: int
    end: int
    indent: int = 0
    group: int = -1
    context: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    location: Location | None = None


class Publication(Record, frozen=True):
    """When a document was published: first and last possible day, how that is known, and how surely (0 to 1).

    `basis` is configured, metadata, front matter, dateline, header, text, file name or context.
    """

    start: str
    end: str
    basis: str
    confidence: float


class Suppression(Record, frozen=True):
    """A reader's word that a finding is to be ignored: by check, in a stretch of a document or by its quote."""

    check: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    reason: str = ""
    line: int | None = None


class SourceOptions(Record, frozen=True):
    """What sources.yaml says of a source."""

    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    authority: int = 0
    fiscal_year_start: int = 1
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    ignore: tuple[Suppression, ...] = ()


class Document(Record, frozen=True):
    """A source as read: its text with all offsets kept, and what the format told of its structure.

    In `text` mark-up, code and navigation are spaces, line ends inside a paragraph too. `source` is the file as decoded
    where it differs, of the same length: lines, columns and exact slices come from `original`.
    """

    path: str
    text: str
    source: str = ""
    title: str | None = None
    published: Publication | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    options: SourceOptions = SourceOptions()
    suppressions: tuple[Suppression, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def original(self) -> str:
        """The file as decoded."""
        return self.source or self.text


class Mention(Record, frozen=True):
    """A number with its unit, or a time, as written; `first`..`last` are token indexes, half open.

    `dimension` is what may be compared with each other (length, money:USD, percent, count:death) and `factor` turns
    the value into the base unit of that dimension. `noun` are the tokens of the counted noun phrase, `head` the index
    of its last word. `derived` names a reading that is not literal ("doubled", "no casualties").
    """

    start: int
    end: int
    first: int
    last: int
    kind: Kind
    value: Value | None = None
    unit: str | None = None
    dimension: str = ""
    factor: float = 1.0
    mod: Mod = "="
    change: Change | None = None
    timex: str | None = None
    period: Period | None = None
    alternatives: tuple[Period, ...] = ()
    noun: tuple[int, int] | None = None
    group: int = -1
    rule: str = ""


class Context(Record, frozen=True):
    """What alignment compares beside the fields of the contract; see `factcheck.extraction` for how each is found."""

    head: str | None = None
    modifiers: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    predicate: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    near: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    role: str = "prose"
    ordinal: str | None = None
    qualifiers: tuple[str, ...] = ()
    group: int = -1
    bracket_of: str | None = None
    hyphenated: bool = False
    sentence: int = -1
    published: Publication | None = None
    moves: bool = False
    slow: bool = False
    bearer: tuple[str, ...] = ()


class Claim(Record, frozen=True):
    """A mention plus what it measures, of whom, when, where, as what, and who says so."""

    path: str
    start: int
    end: int
    line: int
    column: int
    text: str
    location: Location | None
    kind: Kind
    value: Value
    unit: str | None
    mod: Mod
    change: Change | None
    measure: str | None
    entities: tuple[str, ...]
    parties: tuple[str, ...]
    scope: tuple[str, ...]
    period: Period | None
    timex: str | None
    status: Status
    speaker: str | None
    sentence: Span
    dimension: str = ""
    factor: float = 1.0
    context: Context = Context()


class Evidence(Record, frozen=True):
    """One place that carries a value: the value alone at `start`..`end`, and its sentence."""

    path: str
    start: int
    end: int
    line: int
    column: int
    location: Location | None
    quote: str
    quote_start: int
    quote_end: int


class FactValue(Record, frozen=True):
    """One distinct value of a fact with all its places; `point` is the number as written (None: a range, a time)."""

    text: str
    low: float | str | None
    high: float | str | None
    unit: str | None
    evidence: tuple[Evidence, ...]
    low_open: bool = False
    high_open: bool = False
    mod: Mod = "="
    point: float | None = None


class Relation(Record, frozen=True):
    """The verdict on two values of a fact; `a` and `b` index its values, `id` is its identity in baselines.

    `status` is known where the pair is accepted in the baseline, or no new source states one of its values.
    """

    id: str
    a: int
    b: int
    verdict: Verdict
    reason: str
    arithmetic: str
    confidence: float = 1.0
    status: Standing = "new"


class Level(Record, frozen=True):
    """One step of the waterfall: an aspect, the comparison level it reached, and its weight in bits (log2 odds)."""

    aspect: str
    level: str
    weight: float
    note: str = ""


class FactKey(Record, frozen=True):
    """What the values of a finding speak of."""

    measure: str | None
    entities: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    period: Period | None = None
    scope: tuple[str, ...] = ()


class Fact(Record, frozen=True):
    """The claims of any sources that speak of the same thing.

    `links` holds the probability that two of its claims, by their index in `claims`, are one fact; `levels` is the
    waterfall of the link that decides; `times` marks a fact that is itself a time.
    """

    claims: tuple[Claim, ...]
    links: dict[tuple[int, int], float]
    levels: tuple[Level, ...] = ()
    times: bool = False

    @property
    def confidence(self) -> float:
        """The strongest link."""
        return max(self.links.values(), default=1.0)

    def confidence_of(self, one: Sequence[Claim], two: Sequence[Claim]) -> float:
        """The strongest link between two groups of its claims."""
        places = {id(claim): index for index, claim in enumerate(self.claims)}
        pairs = ((places[id(a)], places[id(b)]) for a in one for b in two)
        return max((self.links.get((min(pair), max(pair)), 0.0) for pair in pairs), default=0.0)


class Term(Record, frozen=True):
    """A quantity in an equation, or a time as ISO days; `stated` is False for one that was computed."""

    name: str
    low: float | str | None
    high: float | str | None
    unit: str | None
    stated: bool
    evidence: tuple[Evidence, ...] = ()


class Finding(Record, frozen=True):
    """A verdict on a fact, with its arithmetic and all its evidence.

    `suppressed` tells what suppressions took out of it.
    """

    id: str
    verdict: Verdict
    severity: Severity
    confidence: float
    check: str
    derived: bool
    fact: FactKey
    summary: str
    explanation: tuple[Level, ...] = ()
    values: tuple[FactValue, ...] = ()
    relations: tuple[Relation, ...] = ()
    terms: tuple[Term, ...] = ()
    equation: str | None = None
    status: Standing = "new"
    notes: tuple[str, ...] = ()
    suppressed: str = ""


class DocumentSummary(Record, frozen=True):
    """What a report says of a document that was read."""

    path: str
    title: str | None
    published: Publication | None
    language: str
    claims: int
    notices: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    authority: int = 0


class Problem(Record, frozen=True):
    """A source that could not be read: where, and what to do about it."""

    path: str
    message: str


class Report(Record, frozen=True):
    """Everything that a check found, in the order in which it is shown.

    `omitted` counts what a shortened report leaves out, by the names of its summary.
    """

    version: str
    documents: tuple[DocumentSummary, ...]
    findings: Sequence[Finding]
    errors: tuple[Problem, ...] = ()
    summary: dict[str, int] = {}
    suppressed: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    omitted: dict[str, int] = {}


class FactcheckError(Exception):
    """An error that the user can mend: the message names the place and the remedy. Exit status 2."""


class UsageError(FactcheckError):
    """A command line, path or option that cannot be used."""


class ConfigurationError(FactcheckError):
    """A fault in factcheck.toml, pyproject.toml or sources.yaml."""


class RuleError(FactcheckError):
    """A fault in a rule file, told as file:line:column."""


class ReadError(FactcheckError):
    """A source that cannot be read."""
