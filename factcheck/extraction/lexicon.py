"""The words that give a mention its meaning, compiled once from the rules for look-up by token.

Everything is a dictionary: `marks` tells by one look-up whether a word matters, `phrases` finds multi-word measures
and places by their first word. Marks of this stage are bits 32 and up; those of quantity and period are merged in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import Stemmer

from factcheck import period, quantity
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Measure
from factcheck.tokens import DIGITS, MOST_WORDS, SIGN, TOKEN, Marks

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

STATUS_MARKS = FORECAST | TARGET | ESTIMATE | HYPOTHETICAL | DENIAL
TIME = 0x3FFF0000
"""The bits in which `factcheck.period` keeps the class of a word: set for words that times are told with."""
NOTABLE = (
    STATUS_MARKS | SAYING | SCOPE | PHRASE | EVENT | HINT | ACT | BREAK | PAIR | EARLIER | ROLE | EDGE | CUE | CLOSED
)
BARE = FUNCTION | DIGITS | SIGN
"""Marks of tokens without content."""

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
SCOPES = ("total", "each", "average", "only", "part", "scope", "earlier")


Rest = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a phrase after the first, and all that it names."""


class Phrases(NamedTuple):
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


class Lexicon(NamedTuple):
    """All look-ups of this stage; `kinds` are those a measure takes, `contrary` and `kin` are symmetric; `hinted` are
    the phrases that a text must have for a hint to name their measure, `objects` what must be counted for an act to;
    `adding` tell a change where a number follows and speech elsewhere ("added").
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
    place_names: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    dimensions: Mapping[str, frozenset[str]]
    contrary: Mapping[str, frozenset[str]]
    kin: Mapping[str, frozenset[str]]
    moving: frozenset[str]
    fluctuating: frozenset[str]
    of_bearer: frozenset[str]
    variants: frozenset[str]
    logarithmic: frozenset[str]
    scopes: Mapping[str, str]
    common: Mapping[str, float]
    singular: Mapping[str, str]
    roots: Roots
    telling: Telling
    abbreviations: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    parents: frozenset[str]
    persons: frozenset[str]
    sources: frozenset[str]
    adding: frozenset[str]
    calendar: frozenset[str]
    quantity: quantity.QuantityLexicon
    period: period.PeriodLexicon


_stem = Stemmer.Stemmer("english").stemWord


class Roots(dict[str, str]):
    """The root of every lower-case word: its stem (Porter's second algorithm), or the group of synonyms that the word
    is in, as written or else by its stem ("resident" and "residence" have one stem and two groups).

    Filled as words are met; a word is stemmed once.
    """

    def __init__(self, synonyms: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.written = {word: group for group, words in synonyms.items() for word in words}
        self.groups = {_stem(word): group for word, group in self.written.items()}

    def __missing__(self, word: str) -> str:
        bare = word.removesuffix("'s").removesuffix("'")
        root = self.written.get(bare) or self.written.get(bare.removesuffix("s")) or self._of_stem(bare)
        if len(self) < MOST_WORDS:
            self[word] = root
        return root

    def _of_stem(self, word: str) -> str:
        stem: str = _stem(word)
        return self.groups.get(stem, stem)


class Telling(dict[str, str]):
    """The root of every word that can tell of what a text speaks; "" for signs, digits and words of two letters."""

    def __init__(self, roots: Roots) -> None:
        super().__init__()
        self.roots = roots

    def __missing__(self, word: str) -> str:
        root = self.roots[word] if len(word) > 2 and word[0].isalpha() else ""
        if len(self) < MOST_WORDS:
            self[word] = root
        return root


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
        place_names={key: place.names[0] for key, place in rules.places.items()},
        kinds={key: frozenset(measure.kinds) for key, measure in rules.measures.items()},
        dimensions={key: frozenset(measure.dimensions) for key, measure in rules.measures.items()},
        contrary=_symmetric((key, measure.contrary) for key, measure in rules.measures.items()),
        kin=_symmetric((key, measure.kin) for key, measure in rules.measures.items()),
        moving=frozenset(key for key, measure in rules.measures.items() if measure.moves),
        fluctuating=frozenset(key for key, measure in rules.measures.items() if measure.fluctuates),
        of_bearer=frozenset(key for key, measure in rules.measures.items() if measure.of == "bearer"),
        variants=frozenset(key for key, measure in rules.measures.items() if measure.variants),
        logarithmic=frozenset(key for key, measure in rules.measures.items() if measure.logarithmic),
        scopes={" ".join(_cut(word)): name for name in SCOPES for word in words.get(name, ())},
        common=_commonness(words, roots),
        singular=dict(pair.split("=", 1) for pair in words.get("plurals", ()) if "=" in pair),
        roots=roots,
        telling=Telling(roots),
        abbreviations=frozenset(words.get("abbreviations", ())),
        titles=frozenset(words.get("title", ())),
        organisations=frozenset(words.get("organisation", ())),
        sources=frozenset(words.get("source", ())),
        adding=frozenset(words.get("saying", ())) & frozenset(words.get("up", ())),
        parents=frozenset(words.get("parent", ())),
        persons=frozenset(map(roots.__getitem__, words.get("person", ()))),
        calendar=frozenset(word for kind in ("MONTH", "WEEKDAY") for word in times.values.get(kind, ())),
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
