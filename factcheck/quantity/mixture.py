"""Numbers of several words: fractions of a scale ("half a million"), what "and" adds ("two and a half"), vague ones."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from factcheck.quantity.cardinal import (
    DECIMALS,
    DENOMINATOR,
    DIGIT_FORM,
    DOZEN,
    FRACTION,
    HUNDRED,
    PLURAL,
    SCALE,
    SCALED,
    VAGUE,
    WORD_FORM,
    Number,
    Numerals,
    below_hundred,
    blocks_join,
    denominator,
)
from factcheck.quantity.digits import HALF, Exact
from factcheck.tokens import Tokens


def with_scale_of(tokens: Tokens, part: Exact, after: int, stop: int, lexicon: Numerals) -> Number:
    """A fraction, times the scale after it: "half a million", "a quarter of a million", "half million"."""
    begin = after
    begin += begin < stop and tokens.words[begin] in ("-", "of")
    begin += begin < stop and tokens.words[begin] in ("a", "an")
    numeral = lexicon.numerals.get(tokens.words[begin]) if begin < stop else None
    if numeral is None or numeral[0] not in (SCALE, HUNDRED, DOZEN):
        return Number(part, None, after, WORD_FORM | FRACTION)
    point = part * int(numeral[1])
    whole = int(point) if point == int(point) else point
    return Number(whole, None, begin + 1, WORD_FORM | SCALED)


def continued(tokens: Tokens, number: Number, stop: int, lexicon: Numerals, joined: bool) -> Number:
    """What goes on with a number: "7 billion 806 million", "two and a half million", "3 hundred and 21"."""
    number = _with_lower(tokens, number, stop, lexicon)
    after = number.last
    hyphened = after + 1 < stop and tokens.words[after] == "-" and tokens.touches(after)  # "two-and-a-half"
    after += hyphened
    if not joined or after + 1 >= stop or tokens.words[after] != "and":
        return number
    part = _fraction_at(tokens, after + 1 + (hyphened and tokens.words[after + 1] == "-"), stop, lexicon)
    if part is not None:
        return _with_fraction(tokens, number, part, stop, lexicon)
    if hyphened:
        return number
    scale = number.form & SCALED
    if scale and number.form & DIGIT_FORM and not number.form & DECIMALS:
        return _with_rest(tokens, number, stop, lexicon)
    return number


def _with_lower(tokens: Tokens, number: Number, stop: int, lexicon: Numerals) -> Number:
    """ "7 billion 806 million": whole digits with a scale, and right behind them some of a lower one."""
    at = number.last
    if not (number.form & SCALED and number.form & DIGIT_FORM) or number.form & DECIMALS or at + 1 >= stop:
        return number
    word, numeral = tokens.words[at], lexicon.numerals.get(tokens.words[at + 1])
    if numeral is None or numeral[0] != SCALE or not (word.isdecimal() and len(word) <= 3):
        return number
    scale = int(numeral[1])
    if scale >= number.scale:
        return number
    point = number.point + int(word) * scale
    return _with_lower(tokens, Number(point, HALF * scale, at + 2, number.form, scale=scale), stop, lexicon)


def _fraction_at(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> tuple[Fraction, int] | None:
    """ "a half", "three quarters", "half": a fraction that can stand after "and"."""
    if index >= stop:
        return None
    if tokens.words[index] in ("a", "an", "one"):
        under = denominator(tokens, index + 1, stop, lexicon, 1)
        return None if under is None else (Fraction(1, under[0]), under[1])
    numeral = lexicon.numerals.get(tokens.words[index])
    if numeral is not None and numeral[0] == DENOMINATOR:
        return Fraction(1, int(numeral[1])), index + 1
    over = below_hundred(tokens, index, stop, lexicon)
    under = None if over is None else denominator(tokens, over[1], stop, lexicon, over[0])
    return None if over is None or under is None else (Fraction(over[0], under[0]), under[1])


def _with_fraction(tokens: Tokens, number: Number, part: tuple[Fraction, int], stop: int, lexicon: Numerals) -> Number:
    fraction, after = part
    numeral = lexicon.numerals.get(tokens.words[after]) if after < stop else None
    scale = int(numeral[1]) if numeral is not None and numeral[0] in (SCALE, HUNDRED, DOZEN) else 1
    if isinstance(number.point, Decimal):
        return number
    if number.form & SCALED and scale == 1:
        if number.form & DIGIT_FORM or number.scale == 1:
            return number
        point = number.point + fraction * number.scale  # "a million and a half"
        return Number(int(point) if point == int(point) else point, None, after, number.form, scale=number.scale)
    point = number.point + fraction * scale if number.form & SCALED else (number.point + fraction) * scale
    form = WORD_FORM | FRACTION | (SCALED if scale > 1 else 0)
    return Number(int(point) if point == int(point) else point, None, after + (scale > 1), form)


def _with_rest(tokens: Tokens, number: Number, stop: int, lexicon: Numerals) -> Number:
    """ "3 hundred and 21": the rest is smaller than the last scale, and no new number begins with it."""
    rest = below_hundred(tokens, number.last + 1, stop, lexicon)
    last = lexicon.numerals.get(tokens.words[number.last - 1])
    if rest is None or last is None or last[0] != HUNDRED or blocks_join(tokens, rest[1], stop, lexicon):
        return number
    return Number(number.point + rest[0], HALF, rest[1], number.form)


# Vague numbers


def several(tokens: Tokens, index: int, stop: int, lexicon: Numerals, least: int, most: int) -> Number | None:
    """ "several hundred", "a few dozen"; a "couple" alone is about two."""
    following = index + 1
    if following + 1 < stop and tokens.words[following] == "of" and tokens.words[index] == "couple":
        following += 1
    numeral = lexicon.numerals.get(tokens.words[following]) if following < stop else None
    if numeral is not None and numeral[0] in (SCALE, HUNDRED, DOZEN):
        scale, after = int(numeral[1]), following + 1
        more = lexicon.numerals.get(tokens.words[after]) if after < stop else None
        if more is not None and more[0] == SCALE and numeral[0] == HUNDRED:
            scale, after = scale * int(more[1]), after + 1
        form = WORD_FORM | VAGUE | SCALED
        return Number(least * scale, None, after, form, least * scale, (most + 1) * scale - 1)
    if tokens.words[index] == "couple":
        return Number(least, None, index + 1, WORD_FORM | VAGUE, least, most)
    return None


def plural_scale(tokens: Tokens, index: int, stop: int, lexicon: Numerals, least: int, most: int) -> Number:
    """ "dozens", "tens of thousands"."""
    after = index + 1
    if after + 1 < stop and tokens.words[after] == "of":
        numeral = lexicon.numerals.get(tokens.words[after + 1])
        if numeral is not None and numeral[0] == PLURAL and numeral[1] >= 1000:
            scale = int(numeral[1])
            least, most, after = least * scale, (most + 1) * scale - 1, after + 2
    return Number(least, None, after, WORD_FORM | VAGUE, least, most)
