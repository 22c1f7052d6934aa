"""One number with its unit or counted noun, as it stands in the text."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from factcheck.quantity.lexicon import QuantityLexicon, UnitOf
from factcheck.quantity.number import (
    DIGIT_FORM,
    FRACTION,
    ORDINAL,
    SCALED,
    WORD_FORM,
    Exact,
    Number,
    number_at,
    plus,
    times,
)
from factcheck.quantity.phrase import Noun
from factcheck.quantity.surface import currency_before, currency_words_after, unit_after, unit_at, with_rate
from factcheck.tokens import DIGITS, Tokens


class Amount(msgspec.Struct, gc=False):
    """A number and what it is stated in: tokens `first` to `last` are the value with its unit.

    `prefixed` tells that the unit stands before the number, `open` that a hyphen behind it waits for a unit
    ("7- or 8-inch"), `tolerance` how far the value may be off, in its unit ("20 ± 2 °C").
    """

    first: int
    number: Number
    last: int
    unit: UnitOf | None = None
    noun: Noun | None = None
    prefixed: bool = False
    open: bool = False
    rule: str = ""
    tolerance: float = 0.0


_SIGNS = frozenset(("-", "−", "+", "±"))
_BEFORE_SIGN = frozenset(" \n\t(:,=/~\u00a0$€£")


def sign_before(tokens: Tokens, index: int, floor: int) -> int:
    """The token at which a number starts: at its sign or its leading point, if one touches the digits."""
    if index <= floor or tokens.starts[index] != tokens.ends[index - 1]:
        word = tokens.words[index - 1] if index > floor else ""
        either = word == "minus" and tokens.words[max(floor, index - 3) : index - 1] == ["plus", "or"]
        return index - 1 if word in ("minus", "negative") and not either else index
    word = tokens.words[index - 1]
    start = tokens.starts[index - 1]
    if word == "." and tokens.marks[index] & DIGITS and (start == 0 or not tokens.text[start - 1].isalnum()):
        index -= 1
        word, start = (tokens.words[index - 1], tokens.starts[index - 1]) if index > floor else ("", 0)
        if index <= floor or not tokens.touches(index):
            return index
    if index - 1 > floor and tokens.marks[index - 2] & DIGITS:
        return index
    if word in _SIGNS and (start == 0 or tokens.text[start - 1] in _BEFORE_SIGN):
        return index - 1
    return index


def read(
    tokens: Tokens, index: int, floor: int, stop: int, lexicon: QuantityLexicon, joined: bool, comma: bool
) -> Amount | None:
    """The amount whose number starts at token `index`, with a currency before it or a unit behind it."""
    start = sign_before(tokens, index, floor)
    before = currency_before(tokens, start, floor, lexicon)
    plus = tokens.words[start] in ("+", "±")
    number = number_at(tokens, start + plus, stop, lexicon, joined=joined, money=before is not None, comma=comma)
    if number is None:
        return _of_article(tokens, index, stop, lexicon)
    if before is not None and not number.form & ORDINAL:
        return _prefixed(tokens, before, number, stop, lexicon)
    amount = Amount(start, number, number.last)
    if number.form & ORDINAL:
        return amount
    found = unit_after(tokens, number, stop, lexicon)
    if found is None:
        amount.open = number.last < stop and tokens.words[number.last] == "-" and tokens.touches(number.last)
        return amount
    amount.unit, amount.last = with_rate(tokens, found[0], found[1], stop, lexicon)
    if found[0].kind == "money":
        _scale_behind(tokens, amount, stop, lexicon)
    return compound(tokens, amount, stop, lexicon)


def lone_minus(tokens: Tokens, amount: Amount) -> None:
    """A minus set off by a blank is a sign only where the text is this amount alone; else it is a dash or a bullet."""
    if amount.first == 1 and amount.last == len(tokens) and tokens.words[0] in ("-", "−"):
        amount.number = msgspec.structs.replace(amount.number, point=-amount.number.point)
        amount.first = 0


_NO_ARTICLE = frozenset(
    "degree turn yard stone bar cup second TEU bit magnitude acidity caliber gauge category".split()
)


def _of_article(tokens: Tokens, index: int, stop: int, lexicon: QuantityLexicon) -> Amount | None:
    """ "a kilogram", "an hour and 30 seconds": the article counts one unit; whether it is meant, the caller decides."""
    if tokens.words[index] not in ("a", "an"):
        return None
    number = Number(1, None, index + 1, WORD_FORM)
    word = tokens.words[index + 1] if index + 1 < stop else ""
    found = unit_at(tokens, index + 1, stop, lexicon, number)
    if found is None or found[0].kind == "percent" or found[0].name in _NO_ARTICLE or not word.isalpha():
        return None
    amount = compound(tokens, Amount(index, number, found[1], found[0]), stop, lexicon)
    if amount.last == found[1]:
        amount.rule = "article"
    return amount


def _prefixed(
    tokens: Tokens, before: tuple[UnitOf, int], number: Number, stop: int, lexicon: QuantityLexicon
) -> Amount:
    unit, after = currency_words_after(tokens, before[0], number.last, stop, lexicon)
    unit, after = with_rate(tokens, unit, after, stop, lexicon)
    return Amount(before[1], number, after, unit, prefixed=True)


def _scale_behind(tokens: Tokens, amount: Amount, stop: int, lexicon: QuantityLexicon) -> None:
    """ "75 USD million": the scale behind the currency."""
    if amount.number.form & SCALED or amount.last >= stop or amount.number.form & FRACTION:
        return
    scaled = number_at(tokens, amount.last, stop, lexicon)
    if scaled is None or scaled.scale == 1 or scaled.point != scaled.scale or scaled.last != amount.last + 1:
        return
    number = amount.number
    half = None if number.precision is None else times(number.precision, scaled.scale)
    amount.number = Number(number.point * scaled.scale, half, scaled.last, number.form | SCALED, scale=scaled.scale)
    amount.last = scaled.last


# Compounds: "2 years 3 months", "5 feet 2 inches", "3 dollars 50"

_SMALLER = {"hour": ("minute", 60), "foot": ("inch", 12), "minute": ("second", 60)}
_COMPOUND = frozenset(("duration", "measure", "money"))


def compound(tokens: Tokens, amount: Amount, stop: int, lexicon: QuantityLexicon) -> Amount:
    """The amount with the smaller units that go on: each of the same dimension, and less than one of the last."""
    unit = amount.unit
    if unit is None or unit.kind not in _COMPOUND or not isinstance(amount.number.point, int) or amount.last >= stop:
        return amount
    if amount.number.form & SCALED and unit.kind != "money":
        return amount
    for _ in range(5):
        if not _add_smaller(tokens, amount, stop, lexicon):
            break
    return amount


def _add_smaller(tokens: Tokens, amount: Amount, stop: int, lexicon: QuantityLexicon) -> bool:
    begin = amount.last
    if begin >= stop:
        return False
    word = tokens.words[begin]
    joined = word in (",", "and")
    if word == "-" and tokens.touches(begin) and tokens.words[begin - 2] == "-":
        begin += 1  # "6-foot-2-inch"
    if word == "," and begin + 1 < stop and tokens.words[begin + 1] == "and":
        begin += 1
    begin += joined
    if begin >= stop or not (tokens.marks[begin] & (DIGITS | 2) or tokens.words[begin] in ("a", "an")):
        return False
    number = number_at(tokens, begin, stop, lexicon, joined=False)
    unit = amount.unit
    if number is None or unit is None or number.form & (ORDINAL | SCALED):
        return False
    if number.form & FRACTION and joined:
        return _add_fraction(tokens, amount, number, unit, stop)
    return _add_unit(tokens, amount, number, unit, stop, lexicon)


def _add_fraction(tokens: Tokens, amount: Amount, number: Number, unit: UnitOf, stop: int) -> bool:
    """ "a year and a half", "one month and half"."""
    if number.last < stop and tokens.words[number.last] in ("of", "-", "the"):
        return False
    _put(amount, plus(amount.number.point, number.point), unit, number.last)
    return True


def _add_unit(
    tokens: Tokens, amount: Amount, number: Number, unit: UnitOf, stop: int, lexicon: QuantityLexicon
) -> bool:
    if unit.kind == "money":
        return _add_minor(tokens, amount, number, unit, stop, lexicon)
    found = unit_after(tokens, number, stop, lexicon)
    if found is None and unit.name == "foot" and tokens.words[number.last : number.last + 1] == ["in"]:
        inches = number.last + 1
        if _ends_clause(tokens, inches, stop):
            found = lexicon.named_units["inch"], inches  # "5 ft 10 in."
    if found is None:
        return _add_bare(tokens, amount, number, unit, stop, lexicon)
    smaller, after = found
    if smaller.dimension != unit.dimension or smaller.factor >= unit.factor or smaller.offset:
        return False
    ratio = _ratio(unit, smaller)
    if number.point >= ratio * 1.5 and unit.kind == "duration":
        return False
    if abs(ratio - round(ratio)) < 1e-9:
        _put(amount, plus(times(amount.number.point, round(ratio)), number.point), smaller, after)
    else:
        _put(amount, plus(times(amount.number.point, Decimal(str(ratio))), number.point), smaller, after)
    return True


def _ratio(unit: UnitOf, smaller: UnitOf) -> float:
    """How many of the smaller unit one unit holds; beside days a year has 365 of them and a month 30."""
    days = {"year": 365, "month": 30}.get(unit.name)
    if days is None or smaller.factor > 604800:
        return unit.factor / smaller.factor
    return days * 86400 / smaller.factor


def _add_bare(
    tokens: Tokens, amount: Amount, number: Number, unit: UnitOf, stop: int, lexicon: QuantityLexicon
) -> bool:
    """ "1 hour thirty", "5 feet 2": the unit is left out at the end of a clause."""
    smaller = _SMALLER.get(unit.name)
    hyphened = tokens.words[number.last - 2] == "-" and tokens.touches(number.last - 1)  # "a 5-foot-10 guard"
    if smaller is None or not 0 < number.point < smaller[1]:
        return False
    if not hyphened and not _ends_clause(tokens, number.last, stop):
        return False
    _put(
        amount, plus(times(amount.number.point, smaller[1]), number.point), lexicon.named_units[smaller[0]], number.last
    )
    return True


def _ends_clause(tokens: Tokens, index: int, stop: int) -> bool:
    return index >= stop or tokens.words[index] in (".", ",", ";", ")", "!", "?", ":")


def _add_minor(
    tokens: Tokens, amount: Amount, number: Number, unit: UnitOf, stop: int, lexicon: QuantityLexicon
) -> bool:
    """ "3 dollars 50 cents", "15 dollars 50": hundredths of the currency."""
    shares = lexicon.minor.get(unit.name)
    if shares is None or unit.scale != 1 or not isinstance(number.point, int) or not 0 < number.point < 100:
        return False
    after = number.last
    share = shares.get(tokens.words[after]) if after < stop else None
    if share is None:
        two_digits = number.form & DIGIT_FORM and number.point >= 10 and _ends_clause(tokens, after, stop)
        if not two_digits or tokens.words[amount.last] == ",":
            return False
        share, after = Decimal("0.01"), after - 1
    _put(amount, plus(amount.number.point, times(number.point, share)), unit, after + 1)
    return True


def _put(amount: Amount, point: Exact, unit: UnitOf, last: int) -> None:
    number = amount.number
    whole = int(point) if not isinstance(point, int) and point == int(point) else point
    half = None if unit.kind == "money" else Decimal("0.5") if isinstance(whole, int) else None
    amount.number = Number(whole, half, last, number.form, scale=number.scale)
    amount.unit, amount.last = unit, last
