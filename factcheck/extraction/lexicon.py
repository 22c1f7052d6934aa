"""The words that give a mention its meaning, compiled once from the rules for look-up by token.

Everything is a dictionary: `marks` tells by one look-up whether a word matters, `phrases` finds multi-word measures
and places by their first word. Marks of this stage are bits 32 and up; those of quantity and period are merged in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from factcheck import period, quantity
from factcheck.extraction import currency
from factcheck.extraction.roots import Naming, Roots, Telling
from factcheck.period import PeriodLexicon
from factcheck.quantity import QuantityLexicon
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Measure
from factcheck.tokens import DIGITS, PAST, SIGN, TOKEN, Marks, tensed

FUNCTION = 1 << 32
SAYING = 1 << 33
FORECAST = 1 << 34
TARGET = 1 << 35
ESTIMATE = 1 << 36
HYPOTHETICAL = 1 << 37
DENIAL = 1 << 38
SCOPE = 1 << 39
PERSON = 1 << 40
PHRASE = 1 << 41
EVENT = 1 << 42
BREAK = 1 << 43
LIGHT = 1 << 44
PAIR = 1 << 45
PLACE = 1 << 46
EARLIER = 1 << 47
ROLE = 1 << 48
PREPOSITION = 1 << 49
EDGE = 1 << 50
CUE = 1 << 51
LEVEL = 1 << 52
PRONOUN = 1 << 53
MODAL = 1 << 54
CLOSED = 1 << 55
VERB = 1 << 56
HINT = 1 << 57
AWAY = 1 << 58
ACT = 1 << 61
BASE = 1 << 60
LEAD = 1 << 62
"""The mark of a word that matters only where a longer phrase starts with it, as most do in few of their places."""

STATUS_MARKS = FORECAST | TARGET | ESTIMATE | HYPOTHETICAL | DENIAL
TIME = 0x3FFF0000
"""The bits in which `factcheck.period` keeps the class of a word: set for words that times are told with."""
_OPENING = PHRASE | EVENT | HINT | ACT | CUE
NOTABLE = STATUS_MARKS | SAYING | SCOPE | BREAK | PAIR | EARLIER | ROLE | EDGE | CLOSED | _OPENING
BARE = FUNCTION | DIGITS | SIGN
"""Marks of tokens without content."""
BOUNDARY = BREAK | EDGE
"""Marks of tokens at which a clause may end."""
PREDICATE = VERB | LEVEL | SAYING
"""Marks of words that are verbs wherever they stand."""
PLAIN = FUNCTION | TIME
"""Marks of words that come between a verb and its time."""

_CLASSES = {
    "function": FUNCTION,
    "saying": SAYING,
    "forecast": FORECAST,
    "target": TARGET,
    "estimate": ESTIMATE,
    "hypothetical": HYPOTHETICAL,
    "denial": DENIAL,
    "total": SCOPE,
    "each": SCOPE,
    "only": SCOPE,
    "part": SCOPE,
    "average": SCOPE,
    "scope": SCOPE,
    "limit": SCOPE,
    "earlier": EARLIER,
    "person": PERSON,
    "light": LIGHT,
    "clause_opener": BREAK,
    "conjunction": BREAK,
    "pair": PAIR,
    "role": ROLE,
    "preposition": PREPOSITION,
    "verb": VERB,
    "level": LEVEL,
    "pronoun": PRONOUN,
    "modal": MODAL,
    "subordinator": CLOSED,
    "direction": AWAY,
}
SCOPES = ("total", "each", "average", "only", "part", "limit", "scope", "earlier")


Rest = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a phrase after the first, and all that it names."""


class Phrases(msgspec.Struct, frozen=True, gc=False):
    """What starts with one word: what the word names alone, and longer phrases by their second word, longest first."""

    alone: tuple[str, ...]
    longer: Mapping[str, tuple[Rest, ...]]


Table = Mapping[str, Phrases]
"""Phrases by their first word."""


Cue = tuple[tuple[str, ...], int]
"""The words of a phrase of some class after the first, and the marks of its classes."""


def longest(tokens: Sequence[str], at: int, stop: int, table: Table) -> tuple[int, tuple[str, ...]] | None:
    """End token and names of the longest phrase of `table` that starts at token `at` and ends before `stop`."""
    found = table.get(tokens[at])
    if found is None:
        return None
    if found.longer and at + 1 < stop:
        for rest, names in found.longer.get(tokens[at + 1], ()):
            end = at + 1 + len(rest)
            if end <= stop and (len(rest) == 1 or tuple(tokens[at + 1 : end]) == rest):
                return end, names
    return (at + 1, found.alone) if found.alone else None


class Lexicon(msgspec.Struct, frozen=True, gc=False):
    """All look-ups of this stage; `kinds` are those a measure takes, `contrary` and `kin` are symmetric; `hinted` are
    the phrases that a text must have for a hint to name their measure, `objects` what must be counted for an act to;
    `leads` are the words marked LEAD, each with those that may follow it; `adding` tell a change where a number follows
    and speech elsewhere ("added").
    """

    marks: Marks
    measures: Table
    verbs: Table
    hints: Table
    acts: Table
    objects: Mapping[str, frozenset[str]]
    hinted: Mapping[str, re.Pattern[str]]
    phrases: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, str]
    lasting: frozenset[str]
    places: Table
    cues: Mapping[str, Mapping[str, tuple[Cue, ...]]]
    leads: Mapping[str, frozenset[str]]
    place_names: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    dimensions: Mapping[str, frozenset[str]]
    contrary: Mapping[str, frozenset[str]]
    kin: Mapping[str, frozenset[str]]
    moving: frozenset[str]
    slow: frozenset[str]
    fluctuating: frozenset[str]
    of_bearer: frozenset[str]
    variants: frozenset[str]
    logarithmic: frozenset[str]
    scopes: Mapping[str, str]
    common: Mapping[str, float]
    singular: Mapping[str, str]
    roots: Roots
    telling: Telling
    naming: Naming
    abbreviations: frozenset[str]
    titles: frozenset[str]
    parents: frozenset[str]
    persons: frozenset[str]
    sources: frozenset[str]
    anaphors: frozenset[str]
    aspectual: frozenset[str]
    adding: frozenset[str]
    calendar: frozenset[str]
    currencies: currency.Shared
    homes: Mapping[str, str]
    quantity: QuantityLexicon
    period: PeriodLexicon


_built: dict[str, Lexicon] = {}


def lexicon(rules: Rulebook) -> Lexicon:
    """The look-ups of `rules`, built at the first call and kept by the digest of the rules."""
    if rules.digest not in _built:
        _built[rules.digest] = _build(rules)
    return _built[rules.digest]


def _build(rules: Rulebook) -> Lexicon:
    words = {name: entry.words for name, entry in rules.words.items()}
    roots = Roots({name: entry.words for name, entry in rules.synonyms.items()})
    marks = Marks(quantity.lexicon(rules).marks)
    times = period.lexicon(rules)
    _mark(marks, times.marks.items())
    for name, bit in _CLASSES.items():
        _mark(marks, ((word, bit) for word in words.get(name, ())))
    cues = _cues(words)
    _mark(marks, ((word, CUE) for word in cues))
    measures = _phrases(_measure_phrases(rules.measures))
    places = _phrases((name, key) for key, place in rules.places.items() for name in (*place.names, *place.demonyms))
    verbs = _phrases((verb, key) for key, measure in rules.measures.items() for verb in measure.verbs)
    _mark(marks, ((word[:-1], BASE) for word in words.get("verb", ()) if word.endswith("s") and len(word) > 3))
    hints = _phrases((verb, key) for key, measure in rules.measures.items() for verb in measure.hints)
    acts = _phrases((verb, key) for key, measure in rules.measures.items() for verb in measure.acts)
    _mark(marks, ((sign, EDGE) for sign in ",;:—–()"))
    _mark(marks, ((word, PHRASE) for word in measures))
    _mark(marks, ((word, EVENT) for word in verbs))
    _mark(marks, ((word, HINT) for word in hints))
    _mark(marks, ((word, ACT) for word in acts))
    _mark(marks, ((word, PLACE) for word in places))
    _mark(marks, [(word, SIGN) for word in marks if not word[0].isalnum()])
    _mark(marks, [(word, PAST) for word in marks if tensed(word)])
    leads = _leads(marks, (measures, verbs, hints, acts), cues)
    _mark(marks, ((word, LEAD) for word in leads))
    same: dict[int, int] = {}
    marks.update({word: same.setdefault(mark, mark) for word, mark in marks.items()})  # few objects stay in the cache
    common, titles = _commonness(words, roots), frozenset(words.get("title", ()))
    return Lexicon(
        marks=marks,
        measures=measures,
        verbs=verbs,
        hints=hints,
        acts=acts,
        objects={key: frozenset(measure.objects) for key, measure in rules.measures.items() if measure.objects},
        phrases={key: measure.phrases for key, measure in rules.measures.items() if measure.hints},
        hinted={key: _any_of(measure.phrases) for key, measure in rules.measures.items() if measure.hints},
        counts={key: measure.counts for key, measure in rules.measures.items() if measure.counts},
        lasting=frozenset(key for key, measure in rules.measures.items() if measure.lasting),
        places=places,
        cues=cues,
        leads=leads,
        place_names={key: place.names[0] for key, place in rules.places.items()},
        kinds={key: frozenset(measure.kinds) for key, measure in rules.measures.items()},
        dimensions={key: frozenset(measure.dimensions) for key, measure in rules.measures.items()},
        contrary=_symmetric((key, measure.contrary) for key, measure in rules.measures.items()),
        kin=_symmetric((key, measure.kin) for key, measure in rules.measures.items()),
        moving=frozenset(key for key, measure in rules.measures.items() if measure.moves),
        slow=frozenset(
            key
            for key, measure in rules.measures.items()
            if measure.moves and measure.of == "bearer" and not (measure.swift or measure.fluctuates)
        ),
        fluctuating=frozenset(key for key, measure in rules.measures.items() if measure.fluctuates),
        of_bearer=frozenset(key for key, measure in rules.measures.items() if measure.of == "bearer"),
        variants=frozenset(key for key, measure in rules.measures.items() if measure.variants),
        logarithmic=frozenset(key for key, measure in rules.measures.items() if measure.logarithmic),
        scopes={
            " ".join(_cut(word)): word if name == "scope" else name for name in SCOPES for word in words.get(name, ())
        },
        common=common,
        singular=dict(pair.split("=", 1) for pair in words.get("plurals", ()) if "=" in pair),
        roots=roots,
        telling=Telling(roots),
        naming=Naming(roots, common, titles | frozenset(words.get("organisation", ()))),
        abbreviations=frozenset(words.get("abbreviations", ())),
        titles=titles,
        sources=frozenset(words.get("source", ())),
        anaphors=frozenset(words.get("anaphor", ())),
        aspectual=frozenset(map(roots.__getitem__, words.get("aspectual", ()))),
        adding=frozenset(words.get("saying", ())) & frozenset(words.get("up", ())),
        parents=frozenset(words.get("parent", ())),
        persons=frozenset(map(roots.__getitem__, (*words.get("person", ()), *words.get("role", ())))),
        calendar=frozenset(word for kind in ("MONTH", "WEEKDAY") for word in times.values.get(kind, ())),
        currencies=currency.shared(rules),
        homes=currency.homes(rules),
        quantity=quantity.lexicon(rules),
        period=times,
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def _mark(marks: dict[str, int], pairs: Iterable[tuple[str, int]]) -> None:
    for word, bits in pairs:
        marks[word] = marks.get(word, 0) | bits


def _phrases(pairs: Iterable[tuple[str, str]]) -> dict[str, Phrases]:
    """Phrases by their first token; tokens as `factcheck.tokens` cuts them."""
    table: dict[str, dict[tuple[str, ...], set[str]]] = {}
    for text, name in pairs:
        first, *rest = _cut(text.lower())
        table.setdefault(first, {}).setdefault(tuple(rest), set()).add(name)
    return {first: _ordered(found) for first, found in table.items()}


def _ordered(found: dict[tuple[str, ...], set[str]]) -> Phrases:
    longer: dict[str, tuple[Rest, ...]] = {}
    for rest in sorted(filter(None, found), key=lambda one: (-len(one), one)):
        longer[rest[0]] = (*longer.get(rest[0], ()), (rest, tuple(sorted(found[rest]))))
    return Phrases(tuple(sorted(found.get((), ()))), longer)


def _cues(words: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, tuple[Cue, ...]]]:
    """Entries of several words of the classes, by their first and second word, longest first."""
    table: dict[str, dict[tuple[str, ...], int]] = {}
    for name, bit in _CLASSES.items():
        for entry in words.get(name, ()):
            first, *rest = _cut(entry)
            if rest:
                marked = table.setdefault(first, {})
                marked[tuple(rest)] = marked.get(tuple(rest), 0) | bit
    return {first: _by_second(found) for first, found in table.items()}


def _by_second(found: dict[tuple[str, ...], int]) -> dict[str, tuple[Cue, ...]]:
    table: dict[str, tuple[Cue, ...]] = {}
    for rest in sorted(found, key=lambda one: (-len(one), one)):
        table[rest[0]] = (*table.get(rest[0], ()), (rest, found[rest]))
    return table


def _leads(
    marks: Mapping[str, int], tables: Sequence[Table], cues: Mapping[str, Mapping[str, object]]
) -> dict[str, frozenset[str]]:
    """The words that matter only as the first of longer phrases, with the words that go on."""
    following: dict[str, set[str]] = {word: set(seconds) for word, seconds in cues.items()}
    for table in tables:
        for word, phrases in table.items():
            following.setdefault(word, set()).update(phrases.longer)
    return {
        word: frozenset(seconds)
        for word, seconds in following.items()
        if not marks[word] & NOTABLE & ~_OPENING and not any(word in table and table[word].alone for table in tables)
    }


def _cut(text: str) -> list[str]:
    return TOKEN.findall(text.replace("’", "'"))


def _measure_phrases(measures: Mapping[str, Measure]) -> Iterable[tuple[str, str]]:
    for key, measure in measures.items():
        for phrase in (*measure.phrases, *measure.short_forms):
            yield phrase, key
            yield plural(phrase), key


def plural(phrase: str) -> str:
    """The regular English plural of a noun phrase, of its head before "of" if it has one."""
    head, of, rest = phrase.partition(" of")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "z", "ch", "sh")):
        head = head if head.endswith("s") and not head.endswith("ss") else head + "es"
    else:
        head += "s"
    return head + of + rest


def _symmetric(relations: Iterable[tuple[str, Iterable[str]]]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for key, others in relations:
        for other in others:
            table.setdefault(key, set()).add(other)
            table.setdefault(other, set()).add(key)
    return {key: frozenset(found) for key, found in table.items()}


WEIGHT_OF_BAND = (("common_1", 0.15), ("common_2", 0.45), ("common_3", 0.7))
"""How much a stem that two texts share tells, by the frequency band of the rules; a word in no band weighs 1."""


def _commonness(words: Mapping[str, tuple[str, ...]], roots: Roots) -> dict[str, float]:
    table: dict[str, float] = {}
    for band, weight in reversed(WEIGHT_OF_BAND):
        table.update((roots[word], weight) for word in words.get(band, ()))
    table.update((roots[word], 0.0) for word in words.get("function", ()))
    return table
