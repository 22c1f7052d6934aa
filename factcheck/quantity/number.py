"""The grammar of numbers as written: digits, words, fractions, and their mixtures.

A recursive descent over tokens, one token of look-ahead, linear in what it reads. It knows neither units nor hedges;
`factcheck.period` reads its numbers with it too. The word lists are data (rules/numbers).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

import msgspec

from factcheck.tokens import DIGITS, Tokens

Exact = int | Decimal | Fraction
"""A value without rounding; an int multiplies and adds with each of the others."""

DIGIT_FORM, WORD_FORM, ORDINAL, VAGUE, FRACTION, SCALED, YEAR, DECIMALS = (1 << bit for bit in range(8))
"""Flags of `Number.form`. SCALED: a scale word or suffix was used (million, bn); YEAR: four bare digits, 1000 to 2099."""

SMALL, TENS, HUNDRED, SCALE, DOZEN, ORDINAL_WORD, DENOMINATOR, VULGAR, SUFFIX, SEVERAL, PLURAL, SIGN = range(1, 13)
"""Roles of number words."""

LONGEST_DIGITS = 40
"""A longer run of digits is an identifier, not a quantity."""

HALF = Decimal("0.5")

Read = tuple[Exact, int]
"""A value and the index of the token after it."""


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number as written.

    `point` is exact. `precision` is half a unit of the last written digit, times the scale: 50000 for "441.4
    million"; None where words state it exactly ("five", "a third"). `last` is the index of the token after it.
    `form` holds the flags above. `low` and `high` bound a vague number ("dozens", "several hundred"). `scale` is the
    scale word or suffix that was read, which the first number of "12 to 13 billion" borrows.
    """

    point: Exact
    precision: Exact | None
    last: int
    form: int
    low: int | None = None
    high: int | None = None
    scale: int = 1


class Numerals(Protocol):
    """What the grammar needs of a lexicon: the role and value of number words, and which words are nouns in the plural
    or units, after which a lone "m" is a million."""

    @property
    def numerals(self) -> Mapping[str, tuple[int, Exact, int]]:
        """Word to role, value (the least for vague words) and the most."""

    def counted(self, tokens: Tokens, index: int, stop: int) -> bool:
        """Whether the token at `index` can be what is counted: a unit or a plural."""


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
        point, after = _spaced_groups(tokens, index, stop, point)
        half = _half_of(point)
        if after == index + 1:
            mixed = _slashed(tokens, after, stop)
            if mixed is not None and mixed[0] < 1:
                return _scaled(tokens, point + mixed[0], None, mixed[1], stop, lexicon, form | FRACTION, money)
    elif tokens.words[after] == "/":
        shared = _slashed(tokens, index, stop)
        if shared is not None:
            return Number(shared[0], None, shared[1], form | FRACTION)
    elif tokens.touches(after):
        numeral = lexicon.numerals.get(tokens.words[after])
        if numeral is not None and numeral[0] == VULGAR:
            return _scaled(tokens, point + numeral[1], None, after + 1, stop, lexicon, form | FRACTION, money)
        if tokens.words[after] in _ENDINGS and _is_ordinal(word, tokens.words[after]):
            return Number(point, None, after + 1, form | ORDINAL)
    if after < stop:
        power = _power(tokens, after, stop)
        if power is not None:
            exponent, after = power
            scale = Decimal(10) ** exponent
            return Number(Decimal(str(point)) * scale, half * scale, after, form | SCALED)
        if tokens.words[after] in _POINT and half is HALF:
            return _spoken_decimals(tokens, point, after, stop, lexicon, form, money)
    number = _scaled(tokens, point, half, after, stop, lexicon, form, money)
    if number.last == index + 1 and len(word) == 4 and _with_year(word, point, form) & YEAR:
        return Number(point, half, after, form | YEAR)
    return _continued(tokens, number, stop, lexicon, joined)


def _half_of(point: Exact) -> Decimal:
    """Half a unit of the last digit of a value that was read from digits."""
    exponent = point.as_tuple().exponent if isinstance(point, Decimal) else 0
    return HALF.scaleb(exponent) if isinstance(exponent, int) and exponent else HALF


_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_POINT = frozenset(("point",))


def _is_ordinal(word: str, ending: str) -> bool:
    """Whether the ending fits the digits: 1st, 2nd, 3rd, 11th. Text is forgiven a wrong one ("2th")."""
    return word[-1] not in "1234567890" or ending in ("th", {"1": "st", "2": "nd", "3": "rd"}.get(word[-1], "th"))


def _with_year(word: str, point: Exact, form: int) -> int:
    return form | YEAR if len(word) == 4 and word.isdecimal() and 1000 <= point < 2100 else form


@lru_cache(maxsize=8192)
def read_digits(word: str, comma: bool = False) -> tuple[Exact, Decimal] | None:
    """Value and half a unit of the last digit of a token of digits, points and commas; None if it is no number.

    "1,204", "12,34,567.89", "1.204,5", "1,3": groups of three (or, from the second on, two) are thousands. A single
    point is a decimal one, unless `comma` tells that the document writes decimal commas.
    """
    if len(word) > LONGEST_DIGITS:
        return None
    if word.isdecimal():
        return int(word), HALF
    point = _decimal_sign(word, comma)
    if point is None:
        return None
    whole, _, decimals = word.rpartition(point) if point else (word, "", "")
    groups = whole.replace(",", ".").split(".")
    if len(groups) > 1 and not _are_groups(groups):
        return None
    if not decimals:
        return int("".join(groups)), HALF
    return Decimal("".join(groups) + "." + decimals), HALF.scaleb(-len(decimals))


def _decimal_sign(word: str, comma: bool) -> str | None:
    """The sign before the decimals, "" if there are none, None if the token is no number ("1.2.3")."""
    points, commas = word.count("."), word.count(",")
    if points and commas:
        sign = max(".,", key=word.rfind)
        return sign if word.count(sign) == 1 else None
    if points:
        return _lone_point(word, points, comma)
    thousands = len(word.rpartition(",")[2]) == 3 and not word.startswith("0,")
    if commas == 1:
        return "" if thousands and not (comma and len(word.partition(",")[0]) > 3) else ","
    return "" if thousands else None


def _lone_point(word: str, points: int, comma: bool) -> str | None:
    if points == 1:
        return "" if comma and len(word.rpartition(".")[2]) == 3 else "."
    return "" if all(len(group) == 3 for group in word.split(".")[1:]) else None


def _are_groups(groups: list[str]) -> bool:
    sizes = {len(group) for group in groups[1:-1]}
    return 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and (sizes <= {3} or sizes == {2})


def _spaced_groups(tokens: Tokens, index: int, stop: int, point: Exact) -> tuple[Exact, int]:
    """Thousands set off by spaces, "1 204 500": each further group has three digits after exactly one space; the last may have decimals."""
    after = index + 1
    if tokens.words[index][0] == "0" or not isinstance(point, int):
        return point, after
    while after < stop and after <= index + 5:
        group, _, decimals = tokens.words[after].partition(".")
        spaced = tokens.starts[after] == tokens.ends[after - 1] + 1 and tokens.text[tokens.ends[after - 1]] != "\n"
        if not spaced or len(group) != 3 or not group.isdecimal() or (decimals and not decimals.isdecimal()):
            break
        point = int(point) * 1000 + int(group)
        after += 1
        if decimals:
            return Decimal(f"{point}.{decimals[:LONGEST_DIGITS]}"), after
    return point, after


def _slashed(tokens: Tokens, index: int, stop: int) -> tuple[Fraction, int] | None:
    """ "3/4" without spaces, and not part of a date or a path."""
    if index + 2 >= stop or tokens.words[index + 1] not in ("/", "⁄") or not tokens.marks[index + 2] & DIGITS:
        return None
    over, under = tokens.words[index], tokens.words[index + 2]
    if not (tokens.touches(index + 1) and tokens.touches(index + 2) and over.isdecimal() and under.isdecimal()):
        return None
    if len(over) > 4 or len(under) > 4 or not int(under) or (index > 0 and tokens.words[index - 1] == "/"):
        return None
    if index + 3 < len(tokens.words) and tokens.words[index + 3] == "/" and tokens.touches(index + 3):
        return None
    return Fraction(int(over), int(under)), index + 3


def _leading_point(tokens: Tokens, index: int, stop: int, lexicon: Numerals, money: bool) -> Number | None:
    digits = tokens.words[index + 1]
    if not digits.isdecimal() or len(digits) > LONGEST_DIGITS:
        return None
    half = HALF.scaleb(-len(digits))
    return _scaled(tokens, Decimal("0." + digits), half, index + 2, stop, lexicon, DIGIT_FORM | DECIMALS, money)


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _power(tokens: Tokens, index: int, stop: int) -> Read | None:
    """ "x10^6", "×10⁶" or "e10" after a number: the exponent."""
    words = tokens.words
    if words[index] == "e" and tokens.touches(index):
        return _exponent(tokens, index + 1, stop)
    if words[index] not in ("x", "×", "*", "·") or index + 2 >= stop or words[index + 1] != "10":
        return None
    if words[index + 2] == "^":
        return _exponent(tokens, index + 3, stop)
    if tokens.touches(index + 2) and words[index + 2][0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        raised = words[index + 2].translate(_SUPERSCRIPTS)
        return (int(raised), index + 3) if raised.isdecimal() and len(raised) <= 2 else None
    return None


def _exponent(tokens: Tokens, index: int, stop: int) -> Read | None:
    sign = 1
    if index < stop and tokens.words[index] in ("-", "+", "−"):
        sign = -1 if tokens.words[index] != "+" else 1
        index += 1
    if index >= stop or not tokens.touches(index):
        return None
    digits = tokens.words[index]
    return (sign * int(digits), index + 1) if digits.isdecimal() and len(digits) <= 2 else None


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
    if role in (SCALE, HUNDRED) or (role == DOZEN and tokens.words[index] not in ("score", "gross")):
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
        return touching and (capital or lexicon.counted(tokens, index + 1, stop))
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
        number = _cardinal_number(tokens, index + 1, stop, lexicon, joined)
        return number
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
    read = _cardinal(tokens, index, stop, lexicon, joined)
    if read is None:
        return None
    point, after, scale = read
    if after < stop and tokens.words[after] == "point":
        return _spoken_decimals(tokens, point, after, stop, lexicon, WORD_FORM, False)
    fraction = _denominator(tokens, after, stop, lexicon, point)
    if fraction is not None:
        return _with_scale_of(tokens, Fraction(int(point), fraction[0]), fraction[1], stop, lexicon)
    ordinal = _ordinal_end(tokens, point, after, stop, lexicon)
    if ordinal is not None:
        return ordinal
    half = scale // 2 if scale >= 1000000 else None
    form = WORD_FORM | (SCALED if scale > 100 else 0)
    number = Number(point, half, after, form, scale=scale if scale > 100 else 1)
    if after < stop:
        numeral = lexicon.numerals.get(tokens.words[after])
        if numeral is not None and numeral[0] == DOZEN and tokens.words[after] != "gross":
            return Number(point * numeral[1], None, after + 1, WORD_FORM)
    return _continued(tokens, number, stop, lexicon, joined)


def _cardinal(tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool) -> tuple[int, int, int] | None:
    """Value, next index and last scale of "two hundred and two thousand and five"; None if no number starts here."""
    total, limit, after = 0, 0, index
    while after < stop:
        begin = after
        if limit and tokens.words[begin] == "and":
            if not joined:
                break
            begin += 1
        if (
            begin == after
            and limit
            and tokens.marks[begin] & DIGITS
            and not _before_scale(tokens, begin, stop, lexicon)
        ):
            break
        group = _group(tokens, begin, stop, lexicon, joined)
        if group is None:
            break
        value, following = group
        numeral = lexicon.numerals.get(tokens.words[following]) if following < stop else None
        scale = int(numeral[1]) if numeral is not None and numeral[0] == SCALE else 1
        joins = begin > after and _denominator(tokens, following, stop, lexicon, value) is not None
        if (limit and value * scale >= limit) or joins:
            break
        total += value * scale
        after = following + (scale > 1)
        if scale == 1:
            return total, after, 100 if value % 100 == 0 and value else 1
        limit = scale
    return (total, after, limit) if after > index else None


def _before_scale(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> bool:
    numeral = lexicon.numerals.get(tokens.words[index + 1]) if index + 1 < stop else None
    return numeral is not None and numeral[0] in (SCALE, HUNDRED)


def _group(tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool) -> tuple[int, int] | None:
    """A number below a thousand ("two hundred and five", "1" before a scale), or the 1 that a bare scale implies."""
    if index >= stop:
        return None
    numeral = lexicon.numerals.get(tokens.words[index])
    if numeral is None:
        return (int(tokens.words[index]), index + 1) if _few_digits(tokens, index) else None
    role = numeral[0]
    if role == SCALE:
        return 1, index
    below = (1, index) if role == HUNDRED else _below_hundred(tokens, index, stop, lexicon)
    if below is None:
        return None
    value, after = below
    numeral = lexicon.numerals.get(tokens.words[after]) if after < stop else None
    if numeral is None or numeral[0] != HUNDRED:
        return below
    return _after_hundred(tokens, value * 100, after + 1, stop, lexicon, joined)


def _few_digits(tokens: Tokens, index: int) -> bool:
    return len(tokens.words[index]) <= 3 and tokens.words[index].isdecimal()


def _after_hundred(
    tokens: Tokens, value: int, after: int, stop: int, lexicon: Numerals, joined: bool
) -> tuple[int, int]:
    begin = after
    if begin < stop and tokens.words[begin] == "and":
        if not joined:
            return value, after
        begin += 1
    rest = _below_hundred(tokens, begin, stop, lexicon)
    if rest is None or (begin > after and _blocks_join(tokens, rest[1], stop, lexicon)):
        return value, after
    return value + rest[0], rest[1]


def _blocks_join(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> bool:
    """In "one hundred and two hundred" and "one hundred and a half" the "and" joins no single number."""
    numeral = lexicon.numerals.get(tokens.words[index]) if index < stop else None
    return numeral is not None and numeral[0] == HUNDRED


def _below_hundred(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> tuple[int, int] | None:
    if index >= stop:
        return None
    numeral = lexicon.numerals.get(tokens.words[index])
    if numeral is None:
        few = _few_digits(tokens, index) and len(tokens.words[index]) <= 2
        return (int(tokens.words[index]), index + 1) if few else None
    role, value, _ = numeral
    if role == SMALL:
        return int(value), index + 1
    if role != TENS:
        return None
    begin = index + 1 + (index + 1 < stop and tokens.words[index + 1] == "-")
    ones = lexicon.numerals.get(tokens.words[begin]) if begin < stop else None
    if ones is not None and ones[0] == SMALL and 0 < ones[1] < 10:
        return int(value) + int(ones[1]), begin + 1
    return int(value), index + 1


def _ordinal_end(tokens: Tokens, point: int, after: int, stop: int, lexicon: Numerals) -> Number | None:
    """ "twenty-first", "two hundredth": the cardinal goes on into an ordinal."""
    begin = after + (after < stop and tokens.words[after] == "-")
    numeral = lexicon.numerals.get(tokens.words[begin]) if begin < stop else None
    if numeral is None or numeral[0] != ORDINAL_WORD:
        return None
    value = int(numeral[1])
    if point % 10 == 0 and point % 100 != 10 and value < 10 and (begin > after or point > 19):
        return Number(point + value, None, begin + 1, WORD_FORM | ORDINAL)
    if value >= 100 and point < value:
        return Number(point * value, None, begin + 1, WORD_FORM | ORDINAL)
    return None


def _denominator(tokens: Tokens, index: int, stop: int, lexicon: Numerals, over: Exact) -> tuple[int, int] | None:
    """What `over` is divided by: "thirds", "quarters", "twenty-fifths"; the singular only after one ("one third")."""
    begin = index + (index < stop and tokens.words[index] == "-")
    if begin >= stop:
        return None
    base, word = 0, tokens.words[begin]
    numeral = lexicon.numerals.get(word)
    if numeral is not None and numeral[0] == TENS:
        base, begin = int(numeral[1]), begin + 1
        begin += begin < stop and tokens.words[begin] == "-"
        word = tokens.words[begin] if begin < stop else ""
    under = lexicon.numerals.get(word) or _plural_ordinal(word, lexicon)
    if (
        under is None
        or under[0] not in (DENOMINATOR, ORDINAL_WORD)
        or (under[1] < 3 and under[0] != DENOMINATOR and not base)
    ):
        return None
    several = word.endswith("s") or word == "halves"
    if not several and over != 1 and not (over == 3 and word == "quarter"):
        return None
    if base and (under[0] == DENOMINATOR or under[1] >= 10):
        return None
    return base + int(under[1]), begin + 1


def _plural_ordinal(word: str, lexicon: Numerals) -> tuple[int, Exact, int] | None:
    numeral = lexicon.numerals.get(word[:-1]) if word.endswith("s") else None
    return numeral if numeral is not None and numeral[0] == ORDINAL_WORD else None


def _with_scale_of(tokens: Tokens, part: Exact, after: int, stop: int, lexicon: Numerals) -> Number:
    """A fraction, times the scale after it: "half a million", "a quarter of a million", "half million"."""
    begin = after
    begin += begin < stop and tokens.words[begin] in ("-", "of")
    begin += begin < stop and tokens.words[begin] in ("a", "an")
    numeral = lexicon.numerals.get(tokens.words[begin]) if begin < stop else None
    if numeral is None or numeral[0] not in (SCALE, HUNDRED, DOZEN) or tokens.words[begin] == "score":
        return Number(part, None, after, WORD_FORM | FRACTION)
    point = part * int(numeral[1])
    whole = int(point) if point == int(point) else point
    return Number(whole, None, begin + 1, WORD_FORM | SCALED)


def _continued(tokens: Tokens, number: Number, stop: int, lexicon: Numerals, joined: bool) -> Number:
    """What "and" adds: "two and a half million", "3 hundred and 21", "one billion and a half million"."""
    after = number.last
    if not joined or after + 1 >= stop or tokens.words[after] != "and":
        return number
    part = _fraction_at(tokens, after + 1, stop, lexicon)
    if part is not None:
        return _with_fraction(tokens, number, part, stop, lexicon)
    scale = number.form & SCALED
    if scale and number.form & DIGIT_FORM and not number.form & DECIMALS:
        return _with_rest(tokens, number, stop, lexicon)
    return number


def _fraction_at(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> tuple[Fraction, int] | None:
    """ "a half", "three quarters", "half": a fraction that can stand after "and"."""
    if tokens.words[index] in ("a", "an", "one"):
        under = _denominator(tokens, index + 1, stop, lexicon, 1)
        return None if under is None else (Fraction(1, under[0]), under[1])
    numeral = lexicon.numerals.get(tokens.words[index])
    if numeral is not None and numeral[0] == DENOMINATOR:
        return Fraction(1, int(numeral[1])), index + 1
    over = _below_hundred(tokens, index, stop, lexicon)
    under = None if over is None else _denominator(tokens, over[1], stop, lexicon, over[0])
    return None if over is None or under is None else (Fraction(over[0], under[0]), under[1])


def _with_fraction(tokens: Tokens, number: Number, part: tuple[Fraction, int], stop: int, lexicon: Numerals) -> Number:
    fraction, after = part
    numeral = lexicon.numerals.get(tokens.words[after]) if after < stop else None
    scale = int(numeral[1]) if numeral is not None and numeral[0] in (SCALE, HUNDRED, DOZEN) else 1
    if isinstance(number.point, Decimal) or (number.form & SCALED and scale == 1):
        return number
    point = number.point + fraction * scale if number.form & SCALED else (number.point + fraction) * scale
    form = WORD_FORM | FRACTION | (SCALED if scale > 1 else 0)
    return Number(int(point) if point == int(point) else point, None, after + (scale > 1), form)


def _with_rest(tokens: Tokens, number: Number, stop: int, lexicon: Numerals) -> Number:
    """ "3 hundred and 21": the rest is smaller than the last scale, and no new number begins with it."""
    rest = _below_hundred(tokens, number.last + 1, stop, lexicon)
    last = lexicon.numerals.get(tokens.words[number.last - 1])
    if rest is None or last is None or last[0] != HUNDRED or _blocks_join(tokens, rest[1], stop, lexicon):
        return number
    return Number(number.point + rest[0], HALF, rest[1], number.form)


def _spoken_decimals(
    tokens: Tokens, whole: Exact, index: int, stop: int, lexicon: Numerals, form: int, money: bool
) -> Number:
    """ "one point five million", "nine point nought four": digits are read one by one, or as a pair."""
    digits, after = "", index + 1
    while after < stop and len(digits) < 12:
        below = _below_hundred(tokens, after, stop, lexicon)
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
