"""The rules of quantities as dictionaries: what the scanner looks up, built once per rulebook.

Words are lower case with a straight apostrophe, as `factcheck.tokens` gives them; a surface of several tokens is kept
under its first word (what stands behind a number) or its last (what stands before one), longest first.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

import msgspec

from factcheck.model import Mod
from factcheck.quantity import number as grammar
from factcheck.quantity.clashes import clashes
from factcheck.quantity.forms import (
    Form,
    UnitOf,
    by_word_before,
    forms_before,
    forms_behind,
    grouped,
    grouped_last,
    minor_units,
    words_of,
)
from factcheck.quantity.nouns import plural, singular
from factcheck.rulebook import Rulebook, expressions, fault
from factcheck.tokens import DIGITS, Marks, Tokens

__all__ = ["Form", "HedgeForm", "QuantityLexicon", "UnitOf", "lexicon"]

NUMERAL, ARTICLE, ZERO, MULTIPLE, UNIT, HEDGE, CURRENCY, CLOSED, CHANGE, IDENTIFIER = (1 << bit for bit in range(1, 11))
"""Bits of the marks that this package owns (1 to 10, 12 to 15)."""
NUMBER = DIGITS | NUMERAL
"""Marks of tokens with which a number starts."""

_ROLES = {
    "small": grammar.SMALL,
    "tens": grammar.TENS,
    "hundred": grammar.HUNDRED,
    "scale": grammar.SCALE,
    "dozen": grammar.DOZEN,
    "ordinal": grammar.ORDINAL_WORD,
    "denominator": grammar.DENOMINATOR,
    "vulgar": grammar.VULGAR,
    "abbreviation": grammar.ABBREVIATION,
    "suffix": grammar.SUFFIX,
    "several": grammar.SEVERAL,
    "plural": grammar.PLURAL,
    "sign": grammar.SIGN,
}


_BEHIND = frozenset((grammar.SIGN, grammar.SUFFIX, grammar.ABBREVIATION))
"""Roles of words with which no number starts."""


class HedgeForm(msgspec.Struct, frozen=True, gc=False):
    """A way to hedge: the words before (or after) the one it is kept under, and those behind which it is none."""

    rest: tuple[str, ...]
    rule: str
    mod: Mod
    share: float
    unless: frozenset[str] = frozenset()


class ChangeForm(msgspec.Struct, frozen=True, gc=False):
    """What a word of change says; `factor` if the word by itself multiplies."""

    rule: str
    direction: str
    factor: float | None = None
    by: bool = False


def _value(written: int | str) -> tuple[grammar.Exact, int]:
    if isinstance(written, int):
        return written, written
    if "/" in written:
        return Fraction(written), 1
    least, most = written.split("-")
    return int(least), int(most)


class QuantityLexicon:
    """All look-up tables of this package. Attributes are plain dictionaries and sets, never changed after building."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        nouns = rulebook.nouns
        self.singulars: dict[str, str] = dict(nouns["irregular"].singulars)
        self.classes = {name: frozenset(entry.words) for name, entry in nouns.items()}
        self.mass = frozenset(nouns["mass"].words)
        self.closed = frozenset(nouns["closed"].words)
        self.singular_s = frozenset(nouns["singular_s"].words)
        self.ordinal_idioms = frozenset(nouns["ordinal_idioms"].words)
        self.skipped = frozenset(nouns["skipped"].words)
        self.zero_nouns = frozenset(nouns["people"].words)
        self.nobody = frozenset(nouns["none"].words)
        self.unhurt = frozenset(nouns["unhurt"].words)
        self.per_nouns = frozenset(nouns["per_nouns"].words)
        self.numerals = _numerals(rulebook)
        self.folds = _folds(rulebook)
        self.units = grouped(form for _, forms in forms_behind(rulebook) for form in forms)
        self.prefixes = by_word_before(grouped_last(form for _, forms in forms_before(rulebook) for form in forms))
        self.minor = minor_units(rulebook)
        before, self.hedges_after = _hedges(rulebook)
        self.hedges_before = by_word_before(before)
        self.verbs, self.change_nouns, self.change_after = _changes(rulebook)
        self.multiples = {word: form for word, form in self.verbs.items() if form.factor is not None}
        self.named, self.named_after = _named(rulebook)
        self.patterns = _patterns(rulebook)
        forms = (form for forms in self.units.values() for form in forms)
        self.named_units = {form.unit.name: form.unit for form in forms if form.unit.scale == 1}
        self.declared = self._declared_rates()
        self.rates = dict(self.declared)  # grows with the rates that texts make

    @cached_property
    def marks(self) -> Marks:
        """The bits of every word that this package reacts to."""
        marks = Marks()
        _mark(
            marks,
            (w for w, (role, _, _) in self.numerals.items() if role not in _BEHIND),
            NUMERAL,
        )
        _mark(marks, (word + "s" for word, entry in self.numerals.items() if entry[0] == grammar.ORDINAL_WORD), 0)
        _mark(marks, ("a", "an"), ARTICLE)
        _mark(marks, (*self.nobody, *self.unhurt, "no"), ZERO)
        _mark(marks, (*self.multiples, *self.folds, "twice", "twofold"), MULTIPLE)
        _mark(marks, self.units, UNIT)
        _mark(marks, self.hedges_before, HEDGE)
        _mark(marks, self.prefixes, CURRENCY)
        _mark(marks, self.closed, CLOSED)
        _mark(marks, (*self.verbs, *self.change_nouns, *self.change_after), CHANGE)
        _mark(marks, self.named, IDENTIFIER)
        return marks

    def counted(self, tokens: Tokens, index: int, stop: int) -> bool:
        """Whether a unit or a noun in the plural stands at `index` (see `number.Numerals`)."""
        if index >= stop or tokens.touches(index):
            return False
        word = tokens.words[index]
        if word in self.closed or word in self.classes["races"]:
            return False
        return self.noun(word) is not None or any(not form.rest for form in self.units.get(word, ()))

    def noun(self, word: str) -> str | None:
        """The singular of a noun in the plural; None if the word does not look like one."""
        return self.singulars.get(word) or (None if word in self.singular_s else singular(word))

    def _declared_rates(self) -> dict[tuple[str, str], UnitOf]:
        """The units that the rules name as one per another ("kilogram per hive"), by the names of both: "20 kg/hive"
        and "20 kg a hive" are in that unit too.
        """
        rates: dict[tuple[str, str], UnitOf] = {}
        for entry in self._rulebook.units.values():
            for word in entry.words:
                above, per, below = word.partition(" per ")
                whole, upper, lower = self._spelled(word), self._spelled(above), self._spelled(below)
                if per and whole and upper and (lower or below.isalpha()):
                    rates[upper.name, lower.name if lower else below] = whole
        return rates

    def _spelled(self, name: str) -> UnitOf | None:
        """The unit that a name stands for, whatever stands around it."""
        first, *rest = words_of(name) or ("",)
        forms = (form for form in self.units.get(first, ()) if form.rest == tuple(rest) and form.cues is None)
        return next((form.unit for form in forms if form.unit.scale == 1), None)


def _mark(marks: dict[str, int], words: Iterable[str], bit: int) -> None:
    for word in words:
        marks[word] = marks.get(word, 0) | bit | (1 if word[0].isdigit() else 0)


def _numerals(rulebook: Rulebook) -> dict[str, tuple[int, grammar.Exact, int]]:
    table: dict[str, tuple[int, grammar.Exact, int]] = {}
    for entry in rulebook.numbers.values():
        for word, written in entry.words.items():
            value, most = _value(written)
            table[word] = (_ROLES[entry.role], value, most)
    return table


def _folds(rulebook: Rulebook) -> dict[str, int]:
    """ "threefold" and its like, with what they multiply by."""
    folds: dict[str, int] = {}
    for role in ("small", "tens", "hundred"):
        folds |= {f"{word}fold": int(v) for word, v in rulebook.numbers[role].words.items() if int(v) > 1}
    return folds


# Words around numbers


def _hedges(rulebook: Rulebook) -> tuple[dict[str, tuple[HedgeForm, ...]], dict[str, tuple[HedgeForm, ...]]]:
    before: dict[str, list[HedgeForm]] = {}
    after: dict[str, list[HedgeForm]] = {}
    for rule, entry in rulebook.hedges.items():
        for words in map(words_of, entry.before):
            form = HedgeForm(words[:-1], rule, entry.mod, entry.share, frozenset(entry.unless))
            before.setdefault(words[-1], []).append(form)
        for words in map(words_of, entry.after):
            after.setdefault(words[0], []).append(HedgeForm(words[1:], rule, entry.mod, entry.share))
    return _longest(before), _longest(after)


def _longest(table: dict[str, list[HedgeForm]]) -> dict[str, tuple[HedgeForm, ...]]:
    return {word: tuple(sorted(forms, key=lambda form: -len(form.rest))) for word, forms in table.items()}


def _changes(rulebook: Rulebook) -> tuple[dict[str, ChangeForm], dict[str, ChangeForm], dict[str, ChangeForm]]:
    verbs: dict[str, ChangeForm] = {}
    nouns: dict[str, ChangeForm] = {}
    after: dict[str, ChangeForm] = {}
    for rule, entry in rulebook.changes.items():
        form = ChangeForm(rule, entry.direction, entry.factor, entry.by)
        verbs |= dict.fromkeys((verb.partition(" ")[0] for verb in entry.verbs if " " not in verb), form)
        nouns |= dict.fromkeys(entry.nouns, form)
        after |= dict.fromkeys(entry.after, form)
    return verbs, nouns, after


# Identifiers


class NameForm(msgspec.Struct, frozen=True, gc=False):
    """A phrase that makes the number beside it a name; `dotted` if it is written with a full stop, `always` if also
    before a counted noun, `several` if it is in the plural."""

    rest: tuple[str, ...]
    rule: str
    capital: bool
    dotted: bool
    always: bool
    several: bool


def _named(rulebook: Rulebook) -> tuple[dict[str, tuple[NameForm, ...]], dict[str, tuple[NameForm, ...]]]:
    before: dict[str, list[NameForm]] = {}
    after: dict[str, list[NameForm]] = {}
    for rule, entry in rulebook.identifiers.items():
        for phrase in entry.before:
            for written in (phrase, plural(phrase)) if phrase.isalpha() else (phrase,):
                words = words_of(written.removesuffix("."))
                several = written != phrase or phrase in ("pp.", "nos.")
                form = NameForm(words[:-1], rule, entry.capital, phrase.endswith("."), entry.always, several)
                before.setdefault(words[-1], []).append(form)
        for words in map(words_of, entry.after):
            form = NameForm(words[1:], rule, entry.capital, False, entry.always, False)
            after.setdefault(words[0], []).append(form)
    return {w: tuple(f) for w, f in before.items()}, {w: tuple(f) for w, f in after.items()}


def _patterns(rulebook: Rulebook) -> expressions.Expression:
    """All patterns of identifiers as one, each in a group with the name of its rule."""
    parts = []
    for rule, entry in rulebook.identifiers.items():
        if entry.pattern:
            parts.append(f"(?P<{rule}>{entry.pattern})")
    return expressions.compiled("|".join(parts) or "(?!)", rulebook.extended, "identifiers: a pattern")


_CACHE: dict[str, QuantityLexicon] = {}


def lexicon(rulebook: Rulebook) -> QuantityLexicon:
    """The look-up tables of a rulebook, built on first use and kept for the process.

    Raises RuleError where a unit or currency of a user is written as another one is.
    """
    found = _CACHE.get(rulebook.digest)
    if found is None:
        for clash in clashes(rulebook):
            if not clash.same:
                raise fault(rulebook, clash.fault)
        found = _CACHE[rulebook.digest] = QuantityLexicon(rulebook)
    return found
