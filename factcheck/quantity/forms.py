"""The ways to write a unit or a currency, made from the rules: symbols, names, prefixes, powers, minor units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

import msgspec

from factcheck.model import Kind
from factcheck.quantity.nouns import plural
from factcheck.quantity.number import Exact
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Currency, Unit
from factcheck.tokens import TOKEN


class UnitOf(msgspec.Struct, frozen=True, gc=False):
    """What a number is stated in: canonical name, kind of claim, and how it converts to the base of its dimension.

    `scale` is what the number is multiplied with on reading (cents to dollars).
    """

    name: str
    kind: Kind
    dimension: str
    factor: float = 1.0
    offset: float = 0.0
    scale: Exact = 1


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


def words_of(surface: str) -> tuple[str, ...]:
    """The words of a phrase as the tokeniser gives them."""
    return tuple(match.group().lower().replace("’", "'") for match in TOKEN.finditer(surface))


# Units


def grouped(forms: Iterable[tuple[tuple[str, ...], Form]]) -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for words, form in forms:
        table.setdefault(words[0], []).append(form)
    return {word: tuple(sorted(found, key=_longest_then_strict)) for word, found in table.items()}


def grouped_last(forms: Iterable[tuple[tuple[str, ...], Form]]) -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for words, form in forms:
        table.setdefault(words[-1], []).append(form)
    return {word: tuple(sorted(found, key=_longest_then_strict)) for word, found in table.items()}


class Rested(Protocol):
    """A form of several words, kept under its first or its last one."""

    @property
    def rest(self) -> tuple[str, ...]:
        """Its other words."""


R = TypeVar("R", bound=Rested)


class Choice(msgspec.Struct, Generic[R], frozen=True, gc=False):
    """The forms that are kept under one word: those of this word `alone`, and by the word beside it those that go on
    with that one, followed by those of the word alone."""

    alone: tuple[R, ...]
    longer: dict[str, tuple[R, ...]]


def by_word_before(table: Mapping[str, tuple[R, ...]]) -> dict[str, Choice[R]]:
    """Forms that are kept under their last word, by the word before it; their order is kept."""
    choices = {}
    for word, forms in table.items():
        alone = tuple(form for form in forms if not form.rest)
        befores = {form.rest[-1] for form in forms if form.rest}
        longer = {one: tuple(form for form in forms if form.rest[-1:] == (one,)) + alone for one in befores}
        choices[word] = Choice(alone, longer)
    return choices


def _longest_then_strict(form: Form) -> tuple[int, bool, bool]:
    return -len(form.rest), form.cues is None, form.exact is None


Forms = Iterable[tuple[tuple[str, ...], Form]]
"""Ways to write, each with its words."""


def forms_behind(rulebook: Rulebook) -> Iterator[tuple[str, Forms]]:
    """The ways to write each unit and currency behind a number, under the names of their entries."""
    irregular = {one: many for many, one in rulebook.nouns["irregular"].singulars.items()}
    for name, entry in rulebook.units.items():
        yield f"units/{name}", _of_unit(name, entry, rulebook, irregular)
    yield "percent", _percent_forms()
    for code, currency in rulebook.currencies.items():
        yield f"currencies/{code}", _of_currency(code, currency)


def forms_before(rulebook: Rulebook) -> Iterator[tuple[str, Forms]]:
    """The ways to write each currency and unit before a number, under the names of their entries."""
    for code, currency in rulebook.currencies.items():
        yield f"currencies/{code}", _before_amount(code, currency)
    for name, entry in rulebook.units.items():
        unit = _unit_of(name, entry.dimension, entry.factor, entry.offset)
        yield f"units/{name}", [_prefix(surface, unit, None) for surface in entry.before]


def _of_unit(name: str, entry: Unit, rulebook: Rulebook, irregular: Mapping[str, str]) -> Forms:
    plurals = tuple(plural(word, irregular) for word in entry.words)
    entry = msgspec.structs.replace(entry, plurals=(*entry.plurals, *plurals))
    yield from _forms_of(_unit_of(name, entry.dimension, entry.factor, entry.offset), entry, "", "")
    for prefix in entry.prefixes:
        found = rulebook.prefixes[prefix]
        unit = _unit_of(prefix + name, entry.dimension, entry.factor * found.factor, 0.0)
        yield from _forms_of(unit, entry, prefix, found.symbol)


def _unit_of(name: str, dimension: str, factor: float, offset: float) -> UnitOf:
    return UnitOf(name, "duration" if dimension == "duration" else "measure", dimension, factor, offset)


def _forms_of(unit: UnitOf, entry: Unit, prefix: str, symbol: str) -> Forms:
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
    for written in (*entry.words, *entry.plurals):
        yield from _spelled(prefix + written, unit)
    if unit.dimension == "length":
        yield from _square_and_cubic(unit, entry, prefix, symbol)


def _spelled(name: str, unit: UnitOf) -> Forms:
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


def _square_and_cubic(unit: UnitOf, entry: Unit, prefix: str, symbol: str) -> Forms:
    area = UnitOf(f"{unit.name} ** 2", "measure", "area", unit.factor**2)
    volume = UnitOf(f"{unit.name} ** 3", "measure", "volume", unit.factor**3)
    names = [prefix + word for word in (*entry.words, *entry.plurals)]
    letters = [symbol + s for s in entry.symbols if s.isalpha() and s != "in"] + (["in"] if unit.name == "inch" else [])
    for name in names:
        yield from (form for square in ("square", "sq", "sq.") for form in _spelled(f"{square} {name}", area))
        yield from (form for cubic in ("cubic", "cu", "cu.") for form in _spelled(f"{cubic} {name}", volume))
    for letter in letters:
        yield from (_form(w.format(letter), area) for w in ("sq {}", "sq. {}", "{}²", "{}^2", "sq{}"))
        yield from (_form(w.format(letter), volume) for w in ("cu {}", "{}³", "{}^3"))
        for power, raised in ((2, area), (3, volume)):
            yield (letter.lower(), str(power)), Form((str(power),), raised, f"{letter}{power}", symbol=True)


def _percent_forms() -> Forms:
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


LARGE_CODES = {"k": 1000, "T": 1000, "M": 1000000, "m": 1000000, "bn": 1000000000}
"""What stands before the code of a currency in reports of northern Europe: "30 MUSD", "MSEK 450"."""


def _money(code: str, scale: Exact = 1) -> UnitOf:
    return UnitOf(code, "money", f"money:{code}", scale=scale)


def _of_currency(code: str, entry: Currency) -> Forms:
    unit = _money(code)
    yield _form(code, unit, exact=code)
    for prefix, scale in LARGE_CODES.items():
        yield _form(prefix + code, _money(code, scale), exact=prefix + code)
    if entry.lower:
        yield _form(code, unit)
    for name in entry.names:
        words, form = _form(name, unit)
        yield words, msgspec.structs.replace(form, large=name in entry.large)
        yield _form(plural(name), unit)
    for name in (*entry.plurals, *(s for s in entry.after if not s.isupper())):
        yield _form(name, unit)
    yield from (_form(name, unit, exact=name) for name in entry.after if name.isupper())
    for symbol, share in entry.minor_symbols.items():
        yield _form(symbol, _money(code, Decimal(str(share))), exact=symbol, touching=True)
    for name, share in entry.minor.items():
        minor = _money(code, Decimal(str(share)))
        yield _form(name, minor)
        yield _form(plural(name), minor)


def minor_units(rulebook: Rulebook) -> dict[str, dict[str, Decimal]]:
    """For each currency the words of its hundredths: what may follow "3 dollars 50"."""
    table: dict[str, dict[str, Decimal]] = {}
    for code, entry in rulebook.currencies.items():
        words = {name: Decimal(str(share)) for name, share in entry.minor.items()}
        words |= {plural(name): share for name, share in words.items()}
        words |= {word: Decimal("0.01") for word in ("cent", "cents", "c", "¢")}
        table[code] = words
    return table


def _before_amount(code: str, entry: Currency) -> Forms:
    unit = _money(code)
    surfaces = dict.fromkeys((*entry.before, code))
    for surface in surfaces:
        yield _prefix(surface, unit, surface)
    for prefix, scale in LARGE_CODES.items():
        yield _prefix(prefix + code, _money(code, scale), prefix + code)
    if entry.lower:
        yield _prefix(code.lower(), unit, None)
    for name in (n for n in entry.names if " " in n):
        yield _prefix(name, unit, None)
        yield _prefix(plural(name), unit, None)


def _prefix(surface: str, unit: UnitOf, exact: str | None) -> tuple[tuple[str, ...], Form]:
    words = words_of(surface)
    return words, Form(words[:-1], unit, exact, symbol=not surface.isalpha())
