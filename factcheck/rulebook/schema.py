"""The type of every section of the rules. A section is a mapping from an entry's id to one of these records.

Examples are sentences in which `[[...]]` marks the text of a claim; each section says what must hold of it.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all entries: an unknown key is an error."""


class Measure(Entry):
    """What a number can measure: a concept of a domain, and the words that name it.

    `phrases` are noun phrases (singular or plural, any case; the words stand together), `verbs` the verb forms of which the counted
    or measured thing is subject or object ("killed", "died"). `kinds` are the kinds of claim that it takes. A claim of
    this measure never speaks of one fact with a claim of one in `contrary`. `broader` names the measure of which
    this one is a part (exports of trade). `moves` tells that the value changes from report to report (a toll).
    In each example the marked claim has this measure; in each counter-example it has not.
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


class TimeWords(Entry):
    """A class of words of time: every form with its value (what that means stands in `note`), or a union of other
    classes (upper case), results of patterns (upper case) and words (lower case)."""

    words: dict[str, int | str] = {}
    any: tuple[str, ...] = ()
    note: str = ""


class TimeExample(Entry):
    """A sentence whose `[[marked]]` time has the TIMEX3 value `timex`, and the period `start..end` where one is named,
    when the text was published on `published`. With `durations`, plain durations are sought too."""

    text: str
    timex: str
    published: str | None = None
    period: str | None = None
    durations: bool = False


class TimeForm(Entry):
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
    "measures": Measure,
    "places": Place,
    "words": WordClass,
    "times": TimeForm,
    "timewords": TimeWords,
}
"""Section name (file or folder below rules/) to the type of its entries."""


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All rules, by section and id, with the digest of the files they came from."""

    digest: str
    measures: dict[str, Measure] = {}
    places: dict[str, Place] = {}
    words: dict[str, WordClass] = {}
    times: dict[str, TimeForm] = {}
    timewords: dict[str, TimeWords] = {}
