"""What multiplies a number from behind: "1.5 million", "4 hundred million", "2.33 k", "one point five million"."""

from __future__ import annotations

from decimal import Decimal

from factcheck.quantity.cardinal import (
    ABBREVIATION,
    DECIMALS,
    DIGIT_FORM,
    DOZEN,
    HUNDRED,
    SCALE,
    SCALED,
    SUFFIX,
    Number,
    Numerals,
    below_hundred,
)
from factcheck.quantity.digits import HALF, Exact
from factcheck.tokens import Tokens


def scaled(
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
    after += 1
    more = lexicon.numerals.get(tokens.words[after]) if after < stop else None
    if more is not None and more[0] == SCALE and (scale == 100 or scale == 1000 == more[1] // 1000):
        scale *= int(more[1])  # "4 hundred million", "2 thousand million"
        after += 1
    precision = None if half is None else half * scale
    return Number(point * scale, precision, after, form | SCALED, scale=scale)


def _scale_at(
    tokens: Tokens, numeral: tuple[int, Exact, int], index: int, stop: int, lexicon: Numerals, money: bool
) -> int | None:
    role, value, _ = numeral
    if role in (SCALE, HUNDRED, DOZEN):
        return int(value)
    if role == ABBREVIATION and _near(tokens, index):
        return int(value)
    if role == SUFFIX and _is_suffix(tokens, index, stop, lexicon, money):
        return int(value)
    return None


def _near(tokens: Tokens, index: int) -> bool:
    """Whether no more than one blank stands before token `index`."""
    return tokens.starts[index] - tokens.ends[index - 1] <= 1


def _is_suffix(tokens: Tokens, index: int, stop: int, lexicon: Numerals, money: bool) -> bool:
    """Whether the letters after digits are a scale: "5m" of money, "5M" or before what is counted."""
    word, touching = tokens.words[index], tokens.touches(index)
    if not _near(tokens, index):
        return False
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


def spoken_decimals(
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
    return scaled(tokens, point, half, after, stop, lexicon, form | DECIMALS, money)
