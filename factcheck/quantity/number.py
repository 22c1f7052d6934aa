"""The grammar of numbers as written: digits, words, fractions, and their mixtures.

A recursive descent over tokens, one token of look-ahead, linear in what it reads. It knows neither units nor hedges;
`factcheck.period` reads its numbers with it too. The word lists are data (rules/numbers).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from factcheck.quantity.cardinal import (
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
    below_hundred,
    blocks_join,
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
from factcheck.tokens import DIGITS, Tokens

__all__ = [
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
    if after >= stop:
        return Number(point, half, after, _with_year(word, point, form))
    if tokens.marks[after] & DIGITS and len(word) <= 3:
        point, after = spaced_groups(tokens, index, stop, point)
        half = half_of(point)
        form = form if half is HALF else DIGIT_FORM | DECIMALS
        if after == index + 1:
            mixed = slashed(tokens, after, stop)
            if mixed is not None and mixed[0] < 1:
                return _scaled(tokens, plus(point, mixed[0]), None, mixed[1], stop, lexicon, form | FRACTION, money)
    elif (mark := rated(tokens, index, stop)) is not None:
        return Number(mark[0], mark[1], mark[2], form | FRACTION)
    elif tokens.words[after] == "/":
        shared = slashed(tokens, index, stop)
        if shared is not None:
            return Number(shared[0], None, shared[1], form | FRACTION)
    elif tokens.touches(after):
        numeral = lexicon.numerals.get(tokens.words[after])
        if numeral is not None and numeral[0] == VULGAR:
            return _scaled(tokens, plus(point, numeral[1]), None, after + 1, stop, lexicon, form | FRACTION, money)
        if tokens.words[after] in ENDINGS and is_ordinal(word, tokens.words[after]):
            return Number(point, None, after + 1, form | ORDINAL)
    if after < stop:
        power = power_after(tokens, after, stop)
        if power is not None:
            exponent, after = power
            scale = Decimal(10) ** int(exponent)
            return Number(Decimal(str(point)) * scale, half * scale, after, form | SCALED)
        if tokens.words[after] in _POINT and half is HALF:
            return _spoken_decimals(tokens, point, after, stop, lexicon, form, money)
    number = _scaled(tokens, point, half, after, stop, lexicon, form, money)
    if number.last == index + 1 and len(word) == 4 and _with_year(word, point, form) & YEAR:
        return Number(point, half, after, form | YEAR)
    return _continued(tokens, number, stop, lexicon, joined)


_POINT = frozenset(("point",))


def _with_year(word: str, point: Exact, form: int) -> int:
    return form | YEAR if len(word) == 4 and word.isdecimal() and 1000 <= point < 2100 else form


def _leading_point(tokens: Tokens, index: int, stop: int, lexicon: Numerals, money: bool) -> Number | None:
    digits = tokens.words[index + 1]
    if not digits.isdecimal() or len(digits) > LONGEST_DIGITS:
        return None
    half = HALF.scaleb(-len(digits))
    return _scaled(tokens, Decimal("0." + digits), half, index + 2, stop, lexicon, DIGIT_FORM | DECIMALS, money)


# Scales


def _scaled(
    tokens: Tokens,
    point: Exact,
    half: Exact | None,
    after: int,
    stop: int,
    lexicon: Numerals,
    form: int,
    money: bool,
) -> Number:
    """The number with the scale words or the suffix after it: "1.5 million", "4 hundred million", "2.33 k"."""
    if after >= stop:
        return Number(point, half, after, form)
    numeral = lexicon.numerals.get(tokens.words[after])
    if numeral is None and tokens.words[after] == "-" and after + 1 < stop:
        numeral = lexicon.numerals.get(tokens.words[after + 1])  # "a 25-million project"
        if numeral is None or numeral[0] != SCALE:
            return Number(point, half, after, form)
        after += 1
    if numeral is None:
        return Number(point, half, after, form)
    scale = _scale_at(tokens, numeral, after, stop, lexicon, money)
    if scale is None:
        return Number(point, half, after, form)
    return _multiplied(tokens, point, half, after + 1, stop, lexicon, form, scale)


def _multiplied(
    tokens: Tokens,
    point: Exact,
    half: Exact | None,
    after: int,
    stop: int,
    lexicon: Numerals,
    form: int,
    scale: int,
) -> Number:
    numeral = lexicon.numerals.get(tokens.words[after]) if after < stop else None
    if numeral is not None and numeral[0] == SCALE and (scale == 100 or scale == 1000 == numeral[1] // 1000):
        scale *= int(numeral[1])  # "4 hundred million", "2 thousand million"
        after += 1
    precision = None if half is None else half * scale
    return Number(point * scale, precision, after, form | SCALED, scale=scale)


def _scale_at(
    tokens: Tokens, numeral: tuple[int, Exact, int], index: int, stop: int, lexicon: Numerals, money: bool
) -> int | None:
    role, value, _ = numeral
    if role in (SCALE, HUNDRED) or role == DOZEN:
        return int(value)
    if role == SUFFIX and _is_suffix(tokens, index, stop, lexicon, money):
        return int(value)
    return None


_SURE = frozenset(("mn", "mln", "mil", "mio", "bn", "bln", "tn", "trn"))


def _is_suffix(tokens: Tokens, index: int, stop: int, lexicon: Numerals, money: bool) -> bool:
    """Whether the letters after digits are a scale: "5bn" always, "5m" of money, "5M" or before what is counted."""
    word, touching = tokens.words[index], tokens.touches(index)
    if not touching and tokens.starts[index] - tokens.ends[index - 1] > 1:
        return False
    if word in _SURE:
        return True
    if word == "k":
        return touching or money or tokens.text[tokens.starts[index]] == "k"
    if word == "g":
        return touching and tokens.text[tokens.starts[index]] == "G"
    if word == "b":
        return touching or money
    if money:
        return touching or tokens.text[tokens.starts[index]].isupper() or word in ("mm", "m")
    if word == "m":
        capital = tokens.text[tokens.starts[index]] == "M"
        converted = (
            tokens.words[index + 1 : index + 2] == ["("] and index + 2 < stop and not tokens.words[index + 2].isalnum()
        )
        return touching and (capital or converted or lexicon.counted(tokens, index + 1, stop))
    return False


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
        return _with_scale_of(tokens, Fraction(1, int(value)), index + 1, stop, lexicon)
    if role == VULGAR:
        return _with_scale_of(tokens, value, index + 1, stop, lexicon)
    if role == SEVERAL:
        return _several(tokens, index, stop, lexicon, int(value), most)
    if role == DOZEN and tokens.words[index] == "dozen":
        return Number(value, None, index + 1, WORD_FORM)
    if role == PLURAL:
        return _plural_scale(tokens, index, stop, lexicon, int(value), most)
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
        return _with_scale_of(tokens, Fraction(1, int(value)), index + 2, stop, lexicon)
    if role == ORDINAL_WORD and value >= 3:
        return Number(Fraction(1, int(value)), None, index + 2, WORD_FORM | FRACTION)
    if role == SEVERAL:
        return _several(tokens, index + 1, stop, lexicon, int(value), most)
    return None


def _cardinal_number(tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool) -> Number | None:
    read = cardinal(tokens, index, stop, lexicon, joined)
    if read is None:
        return None
    point, after, scale = read
    if after < stop and tokens.words[after] == "point":
        return _spoken_decimals(tokens, point, after, stop, lexicon, WORD_FORM, False)
    fraction = denominator(tokens, after, stop, lexicon, point)
    if fraction is not None:
        return _with_scale_of(tokens, Fraction(int(point), fraction[0]), fraction[1], stop, lexicon)
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
    return _continued(tokens, number, stop, lexicon, joined)


def _with_scale_of(tokens: Tokens, part: Exact, after: int, stop: int, lexicon: Numerals) -> Number:
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


def _continued(tokens: Tokens, number: Number, stop: int, lexicon: Numerals, joined: bool) -> Number:
    """What "and" adds: "two and a half million", "3 hundred and 21", "one billion and a half million"."""
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


def _spoken_decimals(
    tokens: Tokens, whole: Exact, index: int, stop: int, lexicon: Numerals, form: int, money: bool
) -> Number:
    """ "one point five million", "nine point nought four": digits are read one by one, or as a pair."""
    digits, after = "", index + 1
    while after < stop and len(digits) < 12:
        below = below_hundred(tokens, after, stop, lexicon)
        if below is None or (digits and below[0] > 9):
            break
        digits += str(below[0])
        after = below[1]
    if not digits:
        return Number(whole, HALF if form & DIGIT_FORM else None, index, form)
    half = HALF.scaleb(-len(digits))
    point = Decimal(f"{whole}.{digits}")
    return _scaled(tokens, point, half, after, stop, lexicon, form | DECIMALS, money)


def _several(tokens: Tokens, index: int, stop: int, lexicon: Numerals, least: int, most: int) -> Number | None:
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


def _plural_scale(tokens: Tokens, index: int, stop: int, lexicon: Numerals, least: int, most: int) -> Number:
    """ "dozens", "tens of thousands"."""
    after = index + 1
    if after + 1 < stop and tokens.words[after] == "of":
        numeral = lexicon.numerals.get(tokens.words[after + 1])
        if numeral is not None and numeral[0] == PLURAL and numeral[1] >= 1000:
            scale = int(numeral[1])
            least, most, after = least * scale, (most + 1) * scale - 1, after + 2
    return Number(least, None, after, WORD_FORM | VAGUE, least, most)
