"""The grammar of numbers as written: digits, words, fractions, and their mixtures.

A recursive descent over tokens, one token of look-ahead, linear in what it reads. It knows neither units nor hedges;
`factcheck.period` reads its numbers with it too. The word lists are data (rules/numbers).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from factcheck.quantity.cardinal import (
    ABBREVIATION,
    DECIMALS,
    DENOMINATOR,
    DIGIT_FORM,
    DOZEN,
    FRACTION,
    HUNDRED,
    ORDINAL,
    ORDINAL_WORD,
    PLURAL,
    SCALE,
    SCALED,
    SEVERAL,
    SIGN,
    SMALL,
    SUFFIX,
    TENS,
    VAGUE,
    VULGAR,
    WORD_FORM,
    YEAR,
    Number,
    Numerals,
    cardinal,
    denominator,
    ordinal_end,
)
from factcheck.quantity.digits import (
    ENDINGS,
    HALF,
    LONGEST_DIGITS,
    Exact,
    half_of,
    is_ordinal,
    plus,
    power_after,
    rated,
    read_digits,
    slashed,
    spaced_groups,
    times,
)
from factcheck.quantity.mixture import continued, plural_scale, several, with_scale_of
from factcheck.quantity.scales import scaled, spoken_decimals
from factcheck.tokens import DIGITS, Tokens

__all__ = [
    "ABBREVIATION",
    "DECIMALS",
    "DENOMINATOR",
    "DIGIT_FORM",
    "DOZEN",
    "FRACTION",
    "HALF",
    "HUNDRED",
    "LONGEST_DIGITS",
    "ORDINAL",
    "ORDINAL_WORD",
    "PLURAL",
    "SCALE",
    "SCALED",
    "SEVERAL",
    "SIGN",
    "SMALL",
    "SUFFIX",
    "TENS",
    "VAGUE",
    "VULGAR",
    "WORD_FORM",
    "YEAR",
    "Exact",
    "Number",
    "Numerals",
    "number_at",
    "plus",
    "read_digits",
    "times",
]


def number_at(
    tokens: Tokens,
    index: int,
    stop: int,
    lexicon: Numerals,
    *,
    joined: bool = True,
    money: bool = False,
    comma: bool = False,
) -> Number | None:
    """The number that starts at token `index` and ends before token `stop`, the longest that the grammar allows.

    `joined` lets "and" join its parts ("one hundred and five"); between "between" and its second end it must not.
    `money` reads "m", "b" and "t" as scales. `comma` tells that the document writes the decimal comma.
    """
    if index >= stop:
        return None
    if tokens.marks[index] & DIGITS:
        return _from_digits(tokens, index, stop, lexicon, joined, money, comma)
    word = tokens.words[index]
    numeral = lexicon.numerals.get(word)
    if numeral is not None:
        if numeral[0] == SIGN:
            return _negative(number_at(tokens, index + 1, stop, lexicon, joined=joined, money=money, comma=comma))
        return _from_words(tokens, index, stop, lexicon, numeral, joined)
    if word in ("a", "an"):
        return _after_article(tokens, index, stop, lexicon, joined)
    if word in ("-", "−", "–") and index + 1 < stop and tokens.touches(index + 1):
        return _negative(number_at(tokens, index + 1, stop, lexicon, joined=joined, money=money, comma=comma))
    if word == "." and index + 1 < stop and tokens.touches(index + 1) and tokens.marks[index + 1] & DIGITS:
        return _leading_point(tokens, index, stop, lexicon, money)
    return None


def _negative(number: Number | None) -> Number | None:
    return None if number is None else msgspec.structs.replace(number, point=-number.point)


# Digits


def _from_digits(
    tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool, money: bool, comma: bool
) -> Number | None:
    word = tokens.words[index]
    read = read_digits(word, comma)
    if read is None:
        return None
    point, half = read
    form = DIGIT_FORM if half is HALF else DIGIT_FORM | DECIMALS
    after = index + 1
    if after >= stop or _is_plain(tokens, after, lexicon):
        return Number(point, half, after, _with_year(word, point, form))
    if tokens.marks[after] & DIGITS and len(word) <= 3:
        point, after = spaced_groups(tokens, index, stop, point)
        half = half_of(point)
        form = form if half is HALF else DIGIT_FORM | DECIMALS
        if after == index + 1:
            mixed = slashed(tokens, after, stop)
            if mixed is not None and mixed[0] < 1:
                return scaled(tokens, plus(point, mixed[0]), None, mixed[1], stop, lexicon, form | FRACTION, money)
    elif (mark := rated(tokens, index, stop)) is not None:
        return Number(mark[0], mark[1], mark[2], form | FRACTION)
    elif tokens.words[after] == "/":
        shared = slashed(tokens, index, stop)
        if shared is not None:
            return Number(shared[0], None, shared[1], form | FRACTION)
    elif tokens.touches(after):
        numeral = lexicon.numerals.get(tokens.words[after])
        if numeral is not None and numeral[0] == VULGAR:
            return scaled(tokens, plus(point, numeral[1]), None, after + 1, stop, lexicon, form | FRACTION, money)
        if tokens.words[after] in ENDINGS and is_ordinal(word, tokens.words[after]):
            return Number(point, None, after + 1, form | ORDINAL)
    if after < stop:
        power = power_after(tokens, after, stop)
        if power is not None:
            exponent, after = power
            scale = Decimal(10) ** int(exponent)
            return Number(Decimal(str(point)) * scale, half * scale, after, form | SCALED)
        if tokens.words[after] in _POINT and half is HALF:
            return spoken_decimals(tokens, point, after, stop, lexicon, form, money)
    number = scaled(tokens, point, half, after, stop, lexicon, form, money)
    if number.last == index + 1 and len(word) == 4 and _with_year(word, point, form) & YEAR:
        return Number(point, half, after, form | YEAR)
    return continued(tokens, number, stop, lexicon, joined)


_GOES_ON = frozenset(("and", "e", "out", "point", "x"))


def _is_plain(tokens: Tokens, after: int, lexicon: Numerals) -> bool:
    """Whether a word stands behind digits that goes on with no number: the most common case, told early."""
    word = tokens.words[after]
    return word.isalpha() and word not in lexicon.numerals and word not in _GOES_ON and not tokens.touches(after)


_POINT = frozenset(("point",))


def _with_year(word: str, point: Exact, form: int) -> int:
    return form | YEAR if len(word) == 4 and word.isdecimal() and 1000 <= point < 2100 else form


def _leading_point(tokens: Tokens, index: int, stop: int, lexicon: Numerals, money: bool) -> Number | None:
    digits = tokens.words[index + 1]
    if not digits.isdecimal() or len(digits) > LONGEST_DIGITS:
        return None
    half = HALF.scaleb(-len(digits))
    return scaled(tokens, Decimal("0." + digits), half, index + 2, stop, lexicon, DIGIT_FORM | DECIMALS, money)


# Words


def _from_words(
    tokens: Tokens, index: int, stop: int, lexicon: Numerals, numeral: tuple[int, Exact, int], joined: bool
) -> Number | None:
    role, value, most = numeral
    if role <= HUNDRED or role == SCALE:
        return _cardinal_number(tokens, index, stop, lexicon, joined)
    if role == ORDINAL_WORD:
        return Number(value, None, index + 1, WORD_FORM | ORDINAL)
    if role == DENOMINATOR:
        return with_scale_of(tokens, Fraction(1, int(value)), index + 1, stop, lexicon)
    if role == VULGAR:
        return with_scale_of(tokens, value, index + 1, stop, lexicon)
    if role == SEVERAL:
        return several(tokens, index, stop, lexicon, int(value), most)
    if role == DOZEN and tokens.words[index] == "dozen":
        return Number(value, None, index + 1, WORD_FORM)
    if role == PLURAL:
        return plural_scale(tokens, index, stop, lexicon, int(value), most)
    return None


def _after_article(tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool) -> Number | None:
    """ "a hundred", "a dozen", "a third", "a couple": None where the article counts nothing by itself."""
    numeral = lexicon.numerals.get(tokens.words[index + 1]) if index + 1 < stop else None
    if numeral is None:
        return None
    role, value, most = numeral
    if role in (HUNDRED, SCALE):
        return _cardinal_number(tokens, index + 1, stop, lexicon, joined)
    if role == DOZEN:
        return Number(value, None, index + 2, WORD_FORM)
    if role == DENOMINATOR:
        return with_scale_of(tokens, Fraction(1, int(value)), index + 2, stop, lexicon)
    if role == ORDINAL_WORD and value >= 3:
        return Number(Fraction(1, int(value)), None, index + 2, WORD_FORM | FRACTION)
    if role == SEVERAL:
        return several(tokens, index + 1, stop, lexicon, int(value), most)
    return None


def _cardinal_number(tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool) -> Number | None:
    read = cardinal(tokens, index, stop, lexicon, joined)
    if read is None:
        return None
    point, after, scale = read
    if after < stop and tokens.words[after] == "point":
        return spoken_decimals(tokens, point, after, stop, lexicon, WORD_FORM, False)
    fraction = denominator(tokens, after, stop, lexicon, point)
    if fraction is not None:
        return with_scale_of(tokens, Fraction(int(point), fraction[0]), fraction[1], stop, lexicon)
    ordinal = ordinal_end(tokens, point, after, stop, lexicon)
    if ordinal is not None:
        return ordinal
    half = scale // 2 if scale >= 1000000 else None
    form = WORD_FORM | (SCALED if scale > 100 else 0)
    number = Number(point, half, after, form, scale=scale if scale > 100 else 1)
    if after < stop:
        numeral = lexicon.numerals.get(tokens.words[after])
        if numeral is not None and numeral[0] == DOZEN:
            return Number(point * numeral[1], None, after + 1, WORD_FORM)
    return continued(tokens, number, stop, lexicon, joined)
