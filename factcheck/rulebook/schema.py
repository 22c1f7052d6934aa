"""The type of every section of the rules. A section is a mapping from an entry's id to one of these records.

Examples are sentences in which `[[...]]` marks the text of a claim; each section says what must hold of it.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all entries: an unknown key is an error."""


class Measure(Entry, kw_only=True):
    """What a number can measure: a concept of a domain, and the words that name it.

    `phrases` are noun phrases (singular or plural, any case; the words stand together), `verbs` the verb forms of
    which the counted or measured thing is subject or object ("killed", "died"). `kinds` are the kinds of claim that
    it takes. A claim of this measure never speaks of one fact with a claim of one in `contrary`. `broader` names
    the measure of which this one is a part (exports of trade). `moves` tells that the value changes from report to
    report (a toll). In each example the marked claim has this measure; in each counter-example it has not.
    """

    phrases: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    broader: str | None = None
    moves: bool = False
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class Place(Entry):
    """A country or well-known place: its names, the adjective and the inhabitants, capitals, common short forms."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    currency: str | None = None


class WordClass(Entry):
    """A list of words that the grammar treats alike; `words` holds every form."""

    words: tuple[str, ...]
    note: str = ""


class Synonyms(Entry):
    """Words that are used for one thing; compared by stem, and each stands in one group only."""

    words: tuple[str, ...]


class Weights(Entry):
    """The fitted model of alignment: what each feature of `factcheck.alignment.aspects` adds to the log odds.

    `context` is the first stage, `final` the second, `contradicting` the second fitted on contradicting values
    only. From `conflict` on, a probability is sure enough to report a disagreement, from `review` on to show it for
    review, from `link` on to take two values that agree for one fact.
    """

    context_bias: float
    context: dict[str, float]
    final_bias: float
    final: dict[str, float]
    contradicting_bias: float
    contradicting: dict[str, float]
    conflict: float
    review: float
    link: float
    note: str = ""


SECTIONS: dict[str, Any] = {
    "measures": Measure,
    "places": Place,
    "words": WordClass,
    "synonyms": Synonyms,
    "weights": Weights,
}
"""Section name (file or folder below rules/) to the type of its entries."""


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All rules, by section and id, with the digest of the files they came from."""

    digest: str
    measures: dict[str, Measure] = {}
    places: dict[str, Place] = {}
    words: dict[str, WordClass] = {}
    synonyms: dict[str, Synonyms] = {}
    weights: dict[str, Weights] = {}
