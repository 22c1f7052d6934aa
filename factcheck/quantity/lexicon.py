"""The rules of quantities as dictionaries: what the scanner looks up, built once per rulebook.

Words are lower case with a straight apostrophe, as `factcheck.tokens` gives them; a surface of several tokens is kept
under its first word (what stands behind a number) or its last (what stands before one), longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import msgspec

from factcheck.model import Kind, Mod
from factcheck.quantity import number as grammar
from factcheck.quantity.nouns import plural, singular
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Unit
from factcheck.tokens import TOKEN, Tokens

NUMERAL, ARTICLE, ZERO, MULTIPLE, UNIT, HEDGE, CURRENCY, CLOSED, CHANGE, IDENTIFIER = (1 << bit for bit in range(1, 11))
"""Bits of the marks that this package owns (1 to 15)."""

_ROLES = {
    "small": grammar.SMALL,
    "tens": grammar.TENS,
    "hundred": grammar.HUNDRED,
    "scale": grammar.SCALE,
    "dozen": grammar.DOZEN,
    "ordinal": grammar.ORDINAL_WORD,
    "denominator": grammar.DENOMINATOR,
    "vulgar": grammar.VULGAR,
    "suffix": grammar.SUFFIX,
    "several": grammar.SEVERAL,
    "plural": grammar.PLURAL,
    "sign": grammar.SIGN,
}


class UnitOf(msgspec.Struct, frozen=True, gc=False):
    """What a number is stated in: canonical name, kind of claim, and how it converts to the base of its dimension.

    `scale` is what the number is multiplied with on reading (cents to dollars).
    """

    name: str
    kind: Kind
    dimension: str
    factor: float = 1.0
    offset: float = 0.0
    scale: grammar.Exact = 1


class Form(msgspec.Struct, frozen=True, gc=False):
    """A way to write a unit: the words after (or before) the first one; `exact` if the case of letters counts,
    `large` if it is read only behind a hundred or more ("won")."""

    rest: tuple[str, ...]
    unit: UnitOf
    exact: str | None = None
    touching: bool = False
    cues: frozenset[str] | None = None
    symbol: bool = False
    large: bool = False


class HedgeForm(msgspec.Struct, frozen=True, gc=False):
    """A way to hedge: the words before (or after) the one it is kept under."""

    rest: tuple[str, ...]
    rule: str
    mod: Mod
    share: float


class ChangeForm(msgspec.Struct, frozen=True, gc=False):
    """What a word of change says; `factor` if the word by itself multiplies."""

    rule: str
    direction: str
    factor: float | None = None
    by: bool = False


def words_of(surface: str) -> tuple[str, ...]:
    """The words of a phrase as the tokeniser gives them."""
    return tuple(match.group().lower().replace("’", "'") for match in TOKEN.finditer(surface))


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
        self.units = _grouped(_unit_forms(rulebook))
        self.prefixes = _grouped_last(_currency_prefixes(rulebook))
        self.minor = _minor_units(rulebook)
        self.hedges_before, self.hedges_after = _hedges(rulebook)
        self.verbs, self.change_nouns, self.change_after = _changes(rulebook)
        self.multiples = {word: form for word, form in self.verbs.items() if form.factor is not None}
        self.named, self.named_after = _named(rulebook)
        self.patterns = _patterns(rulebook)
        self.rates: dict[tuple[str, str], UnitOf] = {}

    @cached_property
    def marks(self) -> dict[str, int]:
        """The bits of every word that this package reacts to."""
        marks: dict[str, int] = {}
        _mark(
            marks,
            (w for w, (role, _, _) in self.numerals.items() if role not in (grammar.SIGN, grammar.SUFFIX)),
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
        return word not in self.closed and (word in self.units or self.noun(word) is not None)

    def noun(self, word: str) -> str | None:
        """The singular of a noun in the plural; None if the word does not look like one."""
        return self.singulars.get(word) or (None if word in self.singular_s else singular(word))

    @cached_property
    def named_units(self) -> dict[str, UnitOf]:
        """Every unit of the rules by its canonical name."""
        return {form.unit.name: form.unit for forms in self.units.values() for form in forms if form.unit.scale == 1}


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


# Units


def _grouped(forms: Iterable[tuple[tuple[str, ...], Form]]) -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for words, form in forms:
        table.setdefault(words[0], []).append(form)
    return {word: tuple(sorted(found, key=_longest_then_strict)) for word, found in table.items()}


def _grouped_last(forms: Iterable[tuple[tuple[str, ...], Form]]) -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for words, form in forms:
        table.setdefault(words[-1], []).append(form)
    return {word: tuple(sorted(found, key=_longest_then_strict)) for word, found in table.items()}


def _longest_then_strict(form: Form) -> tuple[int, bool, bool]:
    return -len(form.rest), form.cues is None, form.exact is None


def _unit_forms(rulebook: Rulebook) -> Iterable[tuple[tuple[str, ...], Form]]:
    for name, entry in rulebook.units.items():
        yield from _forms_of(_unit_of(name, entry.dimension, entry.factor, entry.offset), entry, "", "")
        for prefix in entry.prefixes:
            found = rulebook.prefixes[prefix]
            unit = _unit_of(prefix + name, entry.dimension, entry.factor * found.factor, 0.0)
            yield from _forms_of(unit, entry, prefix, found.symbol)
    yield from _percent_forms()
    yield from _currency_forms(rulebook)


def _unit_of(name: str, dimension: str, factor: float, offset: float) -> UnitOf:
    return UnitOf(name, "duration" if dimension == "duration" else "measure", dimension, factor, offset)


def _forms_of(unit: UnitOf, entry: Unit, prefix: str, symbol: str) -> Iterable[tuple[tuple[str, ...], Form]]:
    cues = frozenset(entry.cues)
    for written in entry.symbols:
        plain = written if not prefix else symbol + written
        guard = cues if not prefix and written in entry.guarded else None
        yield _form(plain, unit, exact=plain, touching=not prefix and written in entry.touching, cues=guard)
        if written in entry.touching and not prefix:
            continue
        if _is_clear(plain, prefix, unit):
            yield _as_symbol(_form(plain, unit, cues=guard))
        if prefix == "kilo" and len(plain) == 2 and plain.islower():
            yield _form(plain + "s", unit)
    if prefix and symbol == "µ":
        yield from (_form(other + w, unit, exact=other + w) for w in entry.symbols for other in ("μ", "u") if w != "l")
    for written in entry.words:
        first = prefix + written
        yield from _spelled(first, unit)
        yield from _spelled(plural(first), unit)
    for written in entry.plurals:
        yield from _spelled(prefix + written, unit)
    if unit.dimension == "length":
        yield from _square_and_cubic(unit, entry, prefix, symbol)


def _spelled(name: str, unit: UnitOf) -> Iterable[tuple[tuple[str, ...], Form]]:
    yield _form(name, unit)
    if " " in name:
        yield _form(name.replace(" ", "-"), unit)


def _is_clear(symbol: str, prefix: str, unit: UnitOf) -> bool:
    """Whether a symbol is understood in any case of its letters."""
    if prefix:
        return len(symbol) > 2 or prefix in ("milli", "kilo", "centi") or unit.dimension == "information"
    return len(symbol) > 2 or (symbol.islower() and len(symbol) == 2)


def _as_symbol(found: tuple[tuple[str, ...], Form]) -> tuple[tuple[str, ...], Form]:
    """The form marked as a symbol, whatever its case."""
    return found[0], msgspec.structs.replace(found[1], symbol=True)


def _form(
    surface: str,
    unit: UnitOf,
    exact: str | None = None,
    touching: bool = False,
    cues: frozenset[str] | None = None,
) -> tuple[tuple[str, ...], Form]:
    words = words_of(surface)
    return words, Form(words[1:], unit, exact, touching, cues, exact is not None)


def _square_and_cubic(unit: UnitOf, entry: Unit, prefix: str, symbol: str) -> Iterable[tuple[tuple[str, ...], Form]]:
    area = UnitOf(f"{unit.name} ** 2", "measure", "area", unit.factor**2)
    volume = UnitOf(f"{unit.name} ** 3", "measure", "volume", unit.factor**3)
    names = [prefix + w for w in entry.words]
    names += [plural(name) for name in names] + [prefix + w for w in entry.plurals]
    letters = [symbol + s for s in entry.symbols if s.isalpha() and s != "in"] + (["in"] if unit.name == "inch" else [])
    for name in names:
        yield from (form for square in ("square", "sq", "sq.") for form in _spelled(f"{square} {name}", area))
        yield from (form for cubic in ("cubic", "cu", "cu.") for form in _spelled(f"{cubic} {name}", volume))
    for letter in letters:
        yield from (_form(w.format(letter), area) for w in ("sq {}", "sq. {}", "{}²", "{}^2", "sq{}"))
        yield from (_form(w.format(letter), volume) for w in ("cu {}", "{}³", "{}^3"))
        for power, raised in ((2, area), (3, volume)):
            yield (letter.lower(), str(power)), Form((str(power),), raised, f"{letter}{power}", symbol=True)


def _percent_forms() -> Iterable[tuple[tuple[str, ...], Form]]:
    percent = UnitOf("percent", "percent", "percent")
    point = UnitOf("percentage_point", "percent", "percentage_point")
    for surface in ("%", "percent", "per cent", "pct", "procent", "percents", "p.c."):
        yield _form(surface, percent)
    yield _form("pc", percent, exact="pc", touching=True)
    yield _form("‰", UnitOf("percent", "percent", "percent", scale=Decimal("0.1")))
    yield _form("per mille", UnitOf("percent", "percent", "percent", scale=Decimal("0.1")))
    for word in ("percentage point", "percentage-point", "percent point", "per cent point", "% point", "pp"):
        yield _form(word, point)
        yield _form(word + "s", point)
    hundredth = UnitOf("percentage_point", "percent", "percentage_point", scale=Decimal("0.01"))
    for word in ("basis point", "basis points", "basis-point", "bps", "bp"):
        yield _form(word, hundredth)


# Currencies


def _money(code: str, scale: grammar.Exact = 1) -> UnitOf:
    return UnitOf(code, "money", f"money:{code}", scale=scale)


def _currency_forms(rulebook: Rulebook) -> Iterable[tuple[tuple[str, ...], Form]]:
    for code, entry in rulebook.currencies.items():
        unit = _money(code)
        yield _form(code, unit, exact=code)
        if entry.lower:
            yield _form(code, unit)
        for name in entry.names:
            words, form = _form(name, unit)
            yield words, msgspec.structs.replace(form, large=name in entry.large)
            yield _form(plural(name), unit)
        for name in (*entry.plurals, *(s for s in entry.after if not s.isupper())):
            yield _form(name, unit)
        yield from (_form(name, unit, exact=name) for name in entry.after if name.isupper())
        for name, share in entry.minor.items():
            minor = _money(code, Decimal(str(share)))
            yield _form(name, minor)
            yield _form(plural(name), minor)


def _minor_units(rulebook: Rulebook) -> dict[str, dict[str, Decimal]]:
    """For each currency the words of its hundredths: what may follow "3 dollars 50"."""
    table: dict[str, dict[str, Decimal]] = {}
    for code, entry in rulebook.currencies.items():
        words = {name: Decimal(str(share)) for name, share in entry.minor.items()}
        words |= {plural(name): share for name, share in words.items()}
        words |= {word: Decimal("0.01") for word in ("cent", "cents", "c", "¢")}
        table[code] = words
    return table


def _currency_prefixes(rulebook: Rulebook) -> Iterable[tuple[tuple[str, ...], Form]]:
    for code, entry in rulebook.currencies.items():
        unit = _money(code)
        surfaces = dict.fromkeys((*entry.before, code))
        for surface in surfaces:
            yield _prefix(surface, unit, surface)
        if entry.lower:
            yield _prefix(code.lower(), unit, None)
        for name in (n for n in entry.names if " " in n):
            yield _prefix(name, unit, None)
            yield _prefix(plural(name), unit, None)


def _prefix(surface: str, unit: UnitOf, exact: str | None) -> tuple[tuple[str, ...], Form]:
    words = words_of(surface)
    return words, Form(words[:-1], unit, exact, symbol=not surface.isalpha())


# Words around numbers


def _hedges(rulebook: Rulebook) -> tuple[dict[str, tuple[HedgeForm, ...]], dict[str, tuple[HedgeForm, ...]]]:
    before: dict[str, list[HedgeForm]] = {}
    after: dict[str, list[HedgeForm]] = {}
    for rule, entry in rulebook.hedges.items():
        for words in map(words_of, entry.before):
            before.setdefault(words[-1], []).append(HedgeForm(words[:-1], rule, entry.mod, entry.share))
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
    """A phrase that makes the number beside it a name."""

    rest: tuple[str, ...]
    rule: str
    capital: bool


def _named(rulebook: Rulebook) -> tuple[dict[str, tuple[NameForm, ...]], dict[str, tuple[NameForm, ...]]]:
    before: dict[str, list[NameForm]] = {}
    after: dict[str, list[NameForm]] = {}
    for rule, entry in rulebook.identifiers.items():
        for words in map(words_of, entry.before):
            before.setdefault(words[-1], []).append(NameForm(words[:-1], rule, entry.capital))
        for words in map(words_of, entry.after):
            after.setdefault(words[0], []).append(NameForm(words[1:], rule, entry.capital))
    return {w: tuple(f) for w, f in before.items()}, {w: tuple(f) for w, f in after.items()}


def _patterns(rulebook: Rulebook) -> re.Pattern[str]:
    """All patterns of identifiers as one, each in a group with the name of its rule."""
    parts = [f"(?P<{rule}>{entry.pattern})" for rule, entry in rulebook.identifiers.items() if entry.pattern]
    return re.compile("|".join(parts) or "(?!)")


_CACHE: dict[str, QuantityLexicon] = {}


def lexicon(rulebook: Rulebook) -> QuantityLexicon:
    """The look-up tables of a rulebook, built on first use and kept for the process."""
    found = _CACHE.get(rulebook.digest)
    if found is None:
        found = _CACHE[rulebook.digest] = QuantityLexicon(rulebook)
    return found
