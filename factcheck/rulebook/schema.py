"""The type of every section of the rules. A section is a mapping from an entry's id to one of these records.

Examples are sentences in which `[[...]]` marks the text of a claim; each section says what must hold of it.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all entries: an unknown key is an error."""


class Measure(Entry, frozen=True, kw_only=True):
    """What a number can measure: a concept of a domain, and the words that name it.

    `phrases` are noun phrases (singular or plural, any case; the words stand together), `short_forms` those that
    name it where the text speaks of it elsewhere and may name another measure too, `verbs` the verb forms of which
    the counted or measured thing is subject or object ("killed", "died"). `kinds` are the kinds of claim that it
    takes; a claim of kind measure has one of the `dimensions`, if any are named, alone or per something else
    ("volume" of "volume/duration"). `hints` are verb forms that name it only where the text speaks of it elsewhere
    ("took $9m" of a film); `acts` are verb forms that name it only where what is counted is one of `objects` ("cut
    850 jobs", "1,500 workers face the axe"; nouns in the singular). `counts` is what its verbs count where the text
    names nothing ("12 died": persons). A `lasting` value holds beyond the day of the event that it is told with (a
    population). A claim of this measure never speaks of one fact with a claim of one in `contrary`; with one in
    `kin` it may, since news use the two for one thing (a bid and the deal that it led to). `broader` names the
    measure of which this one is a part (exports of trade). `moves` tells that the value changes from report to
    report (a toll); that of a bearer does so over weeks (the staff of a company) unless it is `swift` (a bid, a
    count of votes). `fluctuates` tells that it stands for a moment (a share price), so that only values of one
    stated time are one fact. `of` is what a value belongs to: a bearer (a company, a place, a product) or an event;
    `variants` tells that a bearer commonly has several values, one for each variant, `logarithmic` that a step of
    one is a tenfold. In each example the marked claim has this measure; in each counter-example it has not.
    """

    phrases: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    broader: str | None = None
    moves: bool = False
    swift: bool = False
    fluctuates: bool = False
    of: Literal["bearer", "event"] = "bearer"
    variants: bool = False
    logarithmic: bool = False
    lasting: bool = False
    counts: str | None = None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class Place(Entry, frozen=True):
    """A country or well-known place: its names, the adjective and the inhabitants, capitals, common short forms."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    currency: str | None = None


class WordClass(Entry, frozen=True):
    """A list of words that the grammar treats alike; `words` holds every form."""

    words: tuple[str, ...]
    note: str = ""


class Synonyms(Entry, frozen=True):
    """Words that are used for one thing; compared by stem, and each stands in one group only."""

    words: tuple[str, ...]


class Weights(Entry, frozen=True):
    """The model of alignment: what each comparison and piece of evidence adds to log odds, by name.

    `conditions` holds the weights of the comparisons (`factcheck.alignment.aspects`) in each of the four conditions,
    with a `bias`; `evidence` those of `factcheck.alignment.evidence`; `against` what any of them takes from a
    disagreement besides, by judgement and never fitted; `calibration` is added to the log odds of a disagreement,
    since the fit, which counts the many pairs of one fact as few, holds it for rarer than it is. From `conflict` on, a
    probability is sure enough to report a disagreement, from `review` on to show it for review, from `link` on to take
    two values that agree for one fact.
    """

    conditions: dict[str, dict[str, float]]
    evidence_bias: float
    evidence: dict[str, float]
    against: dict[str, float]
    conflict: float
    review: float
    link: float
    calibration: float = 0.0
    note: str = ""


class NumberWords(Entry, frozen=True):
    """Number words of one role in the grammar of `factcheck.quantity.number`, and what each is worth.

    A value is a whole number, a fraction ("1/2") or the least and the most that a reader expects ("20-99").
    """

    role: Literal[
        "small",
        "tens",
        "hundred",
        "scale",
        "dozen",
        "abbreviation",
        "ordinal",
        "denominator",
        "vulgar",
        "suffix",
        "several",
        "plural",
        "sign",
    ]
    words: dict[str, int | str]
    note: str = ""


class Unit(Entry, frozen=True):
    """A unit of measure under the name that pint gives it.

    `factor` (and for temperatures `offset`) turns a value into the base unit of `dimension`. `words` are spelled
    names in the singular, in any case; `plurals` those whose plural is not made with -s. `symbols` keep their case.
    `prefixes` names the entries of the section prefixes that it takes. A symbol in `guarded` is read only where one
    of the `cues` stands in the sentence; one in `touching` only directly behind the digits. `before` are the names
    that stand in front of the number ("magnitude 6.1", "a pH of 7"). In a name of several words the head has the
    plural, and a name "x per y" is read however it is written ("kg/hive", "kilograms a hive"). In each example the
    marked claim is in this unit; in each counter-example it is not.
    """

    dimension: str
    factor: float = 1.0
    offset: float = 0.0
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    touching: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Prefix(Entry, frozen=True):
    """A prefix of units: the symbol and the factor that it stands for."""

    symbol: str
    factor: float


class Currency(Entry, frozen=True):
    """A currency under its ISO 4217 code.

    `names` are spelled in the singular, in any case (a plural with -s is understood), `plurals` the other plurals.
    `before` are symbols written before the amount, with their case; `after` those written behind it. `minor` maps the
    names of its hundredths (or other parts) to their share, `minor_symbols` letters for them right behind the digits.
    Names in `large` are words of other meanings too and read only behind a hundred or more; `lower` allows the code in
    small letters. In each example the marked claim is in this currency; in each counter-example it is not.
    """

    names: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    minor: dict[str, float] = {}
    minor_symbols: dict[str, float] = {}
    large: tuple[str, ...] = ()
    lower: bool = False
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Hedge(Entry, frozen=True, kw_only=True):
    """Words that tell how a number is meant: about, at least, almost, exactly.

    `share` is how far the value may lie from the number, as a share of it. Behind a word of `unless` the words in
    `before` are part of a verb ("turned over $5m"). In each example `[[...]]` marks the text of
    a mention that has this `mod`; in each counter-example a mention that has not.
    """

    mod: Literal["=", "~", "<", ">", "<=", ">="]
    share: float = 0.0
    before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class ChangeWords(Entry, frozen=True, kw_only=True):
    """Words of change. `direction` up, down, by (unknown) or times; `verbs` hold every form, `nouns` both numbers.

    `after` are the words that turn the amount before them into a change ("5% higher"); `factor` is what a word by
    itself multiplies with ("doubled"). With `by` the verbs
    count only with that word ("raised by 5%", but "raised $5 million"). Examples mark a mention whose
    change is `direction`.
    """

    direction: Literal["up", "down", "by", "times"]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    factor: float | None = None
    by: bool = False
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class Identifier(Entry, frozen=True, kw_only=True):
    """A kind of number that names and does not count.

    `before` are phrases directly before the number, `after` directly behind it; `pattern` is a regular expression that
    matches at the first digit (or at a sign before it); with `capital` the phrase must be capitalised. A phrase before
    a number that directly counts something ("on that day 5 people …") makes no name of it, unless it does `always`.
    Examples mark a number that is no claim; counter-examples one that is.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    pattern: str | None = None
    capital: bool = False
    always: bool = False
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class NounWords(Entry, frozen=True):
    """Words of the counted noun phrase: irregular plurals, and the classes of words that end or skip in it."""

    words: tuple[str, ...] = ()
    singulars: dict[str, str] = {}
    note: str = ""


Aspect = Literal["measure", "parties", "period", "unit", "units", "entity", "topic", "document"]
"""What the terms of a relation can have in common."""


class RelationTerm(Entry, frozen=True):
    """Which claims can stand for a term of an equation.

    A claim has one of `measures`, one of `kinds` and, where given, one of `changes` (`none` for a plain level); its
    clause or its own words hold one of `words`. Or it stands in one of `patterns` (see `Relation`), whose slot has the
    name of the term. An `optional` term counts as zero when nothing is stated of it. One with `earlier` is stated of
    the period so many years before that of the others.
    """

    measures: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    optional: bool = False
    earlier: int = 0


class Way(Entry, frozen=True):
    """A wording from which a quantity can be computed: the patterns that bind its terms, and the expression."""

    patterns: tuple[str, ...]
    gives: str


class RelationCase(Entry, frozen=True):
    """An example of a relation: one text or several, with the days on which they were published."""

    texts: tuple[str, ...]
    published: tuple[str, ...] = ()


class Relation(Entry, frozen=True, kw_only=True):
    """An equation or inequality that careful readers check, and where its terms come from.

    `kind` is the way of checking: `equation` evaluates `equation` over terms bound by `patterns` within a sentence or
    by `terms` (measures, or patterns of their own) within `reach`; `implied` computes one quantity by the `ways` and
    compares what the sources imply; `order` holds one of `measures` over a part of a period against the whole;
    `shares` adds up the shares of one whole; `rows` holds the line of a list or table that starts with one of `words`
    against the lines above it, or (`equation` is `above`) the line that introduces a list with one of them against the
    lines below; `enumeration` counts the list behind a colon, or (`equation` is `names`) the names behind a count of
    `words`; `calendar` looks at dates alone (`equation` is `weekday` or `exists`).

    A pattern is a regular expression over a sentence in lower case in which every claim is a slot: `{name}`,
    `{name:kind|kind}`, or `{name+:kind}` for a list of claims. Besides the kinds there are `amount` (money, count,
    measure or number), `growth` (a change as percentage or multiple), `points` (percentage points), `days` and `hours`
    (durations in days or more, in hours or less). `<class>` stands for the words of a class of rules/words or the verbs
    of one of rules/changes; `...` skips a few words, `,,,` a few words and claims; a blank is any white space, and
    optional with a question mark behind it.

    In an equation a percentage counts as a share of 1, a change is negative when something fell, times and
    durations are in days, `published` is the day of publication, `x_first` and `x_last` are the ends of a time or
    range `x`. The first of `terms` is looked for first, the others within `reach` of it: its sentence, one beside
    it (paragraph), all of the document, or another document that tells all of `same` (corpus). `same` lists what
    the terms must share (measure, parties, period, unit, units in their order, entity, topic, document), `differ`
    what they must not; `aliases` tells which measure stands for another here. `tolerance` is the share by which
    both sides may differ and still hold; with `strict`, round numbers are taken by their digits. `verdict` is what
    comes of an equation that does not hold, `silent` keeps back what does. `says` heads the finding.
    """

    kind: Literal["equation", "implied", "order", "shares", "rows", "enumeration", "calendar"]
    says: str
    equation: str | None = None
    patterns: tuple[str, ...] = ()
    terms: dict[str, RelationTerm] = {}
    ways: tuple[Way, ...] = ()
    measures: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    words: tuple[str, ...] = ()
    same: tuple[Aspect, ...] = ()
    differ: tuple[Literal["unit"], ...] = ()
    reach: Literal["sentence", "paragraph", "document", "corpus"] = "sentence"
    tolerance: float = 0.0
    strict: bool = False
    verdict: Literal["conflict", "review"] = "conflict"
    silent: bool = False
    holds: tuple[str | RelationCase, ...]
    fails: tuple[str | RelationCase, ...]


class TimeWords(Entry, frozen=True, kw_only=True):
    """A class of words of time: every form with its value (what that means stands in `note`), or a union of other
    classes (upper case), results of patterns (upper case) and words (lower case)."""

    words: dict[str, int | str] = {}
    any: tuple[str, ...] = ()
    note: str = ""


class TimeExample(Entry, frozen=True, kw_only=True):
    """A sentence whose `[[marked]]` time has the TIMEX3 value `timex`, and the period `start..end` where one is named,
    when the text was published on `published`. With `durations`, plain durations are sought too."""

    text: str
    timex: str
    published: str | None = None
    period: str | None = None
    durations: bool = False


class TimeForm(Entry, frozen=True, kw_only=True):
    """A wording of times: the pattern, read in stage `stage`, becomes one word of class `result` with the meaning that
    the builder `gives` makes of the named parts and of `with`; see `factcheck.period.cascade` for the notation.

    `tight` allows no white space inside, `capital` wants the first word capitalised, `lower` not capitalised.
    """

    stage: int
    pattern: str
    result: str
    gives: str
    fixed: dict[str, int | float | str | bool] = msgspec.field(default_factory=dict, name="with")
    tight: bool = False
    capital: bool = False
    lower: bool = False
    examples: tuple[TimeExample, ...]


SECTIONS: dict[str, Any] = {
    "numbers": NumberWords,
    "units": Unit,
    "prefixes": Prefix,
    "currencies": Currency,
    "hedges": Hedge,
    "changes": ChangeWords,
    "identifiers": Identifier,
    "nouns": NounWords,
    "measures": Measure,
    "places": Place,
    "words": WordClass,
    "documentation": WordClass,
    "times": TimeForm,
    "timewords": TimeWords,
    "synonyms": Synonyms,
    "weights": Weights,
    "relations": Relation,
}
"""Section name (file or folder below rules/) to the type of its entries."""


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All rules, by section and id, with the digest of their files; `own` tells the ids of those in the user's
    `folders`, by section.
    """

    digest: str
    own: dict[str, tuple[str, ...]] = {}
    folders: tuple[str, ...] = ()
    measures: dict[str, Measure] = {}
    places: dict[str, Place] = {}
    words: dict[str, WordClass] = {}
    documentation: dict[str, WordClass] = {}
    times: dict[str, TimeForm] = {}
    timewords: dict[str, TimeWords] = {}
    synonyms: dict[str, Synonyms] = {}
    weights: dict[str, Weights] = {}
    numbers: dict[str, NumberWords] = {}
    units: dict[str, Unit] = {}
    prefixes: dict[str, Prefix] = {}
    currencies: dict[str, Currency] = {}
    hedges: dict[str, Hedge] = {}
    changes: dict[str, ChangeWords] = {}
    identifiers: dict[str, Identifier] = {}
    nouns: dict[str, NounWords] = {}
    relations: dict[str, Relation] = {}

    @property
    def extended(self) -> bool:
        """Whether a user's rules are among them."""
        return bool(self.own)
