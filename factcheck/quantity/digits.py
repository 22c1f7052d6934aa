"""Numbers in digits: grouping and decimals, fractions with a stroke, powers of ten, endings of ordinals.

What a token of digits is worth, and what touches it; scales and words come on top in `factcheck.quantity.number`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from factcheck.tokens import DIGITS, Tokens

Exact = int | Decimal | Fraction
"""A value without rounding; an int multiplies and adds with each of the others."""

LONGEST_DIGITS = 40
"""A longer run of digits is an identifier, not a quantity."""

HALF = Decimal("0.5")

ENDINGS = frozenset(("st", "nd", "rd", "th"))
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def plus(one: Exact, two: Exact) -> Exact:
    """The exact sum."""
    if type(one) is Decimal and type(two) is Fraction:
        return Fraction(one) + two
    if type(one) is Fraction and type(two) is Decimal:
        return one + Fraction(two)
    return one + two  # type: ignore[operator]  # each other pair adds


def times(one: Exact, two: Exact) -> Exact:
    """The exact product."""
    if type(one) is Decimal and type(two) is Fraction:
        return Fraction(one) * two
    if type(one) is Fraction and type(two) is Decimal:
        return one * Fraction(two)
    return one * two  # type: ignore[operator]  # each other pair multiplies


@lru_cache(maxsize=8192)
def read_digits(word: str, comma: bool = False) -> tuple[Exact, Decimal] | None:
    """Value and half a unit of the last digit of a token of digits, points and commas; None if it is no number.

    "1,204", "12,34,567.89", "1.204,5", "1,3": groups of three (or, from the second on, two) are thousands. A single
    point is a decimal one, unless `comma` tells that the document writes decimal commas.
    """
    if len(word) > LONGEST_DIGITS or not word[0].isdecimal():  # "²See", a footnote
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


def half_of(point: Exact) -> Decimal:
    """Half a unit of the last digit of a value that was read from digits."""
    exponent = point.as_tuple().exponent if isinstance(point, Decimal) else 0
    return HALF.scaleb(exponent) if isinstance(exponent, int) and exponent else HALF


def is_ordinal(word: str, ending: str) -> bool:
    """Whether the ending fits the digits: 1st, 2nd, 3rd, 11th. Text is forgiven a wrong one ("2th")."""
    return word[-1] not in "1234567890" or ending in ("th", {"1": "st", "2": "nd", "3": "rd"}.get(word[-1], "th"))


def spaced_groups(tokens: Tokens, index: int, stop: int, point: Exact) -> tuple[Exact, int]:
    """Thousands set off by single spaces, "1 204 500.5": each further group has three digits."""
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


def slashed(tokens: Tokens, index: int, stop: int) -> tuple[Fraction, int] | None:
    """ "3/4" without spaces, and not part of a date or a path."""
    if index + 2 >= stop or tokens.words[index + 1] not in ("/", "⁄") or not tokens.marks[index + 2] & DIGITS:
        return None
    over, under = tokens.words[index], tokens.words[index + 2]
    if not (tokens.touches(index + 1) and tokens.touches(index + 2) and over.isdecimal() and under.isdecimal()):
        return None
    if len(over) > 4 or len(under) > 4 or not int(under) or (index > 0 and tokens.words[index - 1] == "/"):
        return None
    if int(over) >= int(under) >= 10:
        return None  # "a 60/40 split", "a pressure of 120/80"
    if index + 3 < len(tokens.words) and tokens.words[index + 3] == "/" and tokens.touches(index + 3):
        return None
    return Fraction(int(over), int(under)), index + 3


RATED = frozenset({"4", "5", "6", "10", "20", "100"})
"""The scales on which marks with decimals are given."""


def rated(tokens: Tokens, index: int, stop: int) -> tuple[Fraction, Fraction, int] | None:
    """ "6.1/10", "4.1 out of 10": the share of the scale, half the unit of its last digit, and where it ends."""
    whole, point, decimals = tokens.words[index].partition(".")
    if not point or not (whole.isdecimal() and decimals.isdecimal()) or len(whole) > 3 or len(decimals) > 3:
        return None
    under = _scale(tokens, index + 1, stop)
    if under is None or tokens.words[under] not in RATED:
        return None
    scale = int(tokens.words[under])
    share = Fraction(f"{whole}.{decimals}") / scale
    return (share, Fraction(1, 2 * scale * 10 ** len(decimals)), under + 1) if share <= 1 else None


def _scale(tokens: Tokens, index: int, stop: int) -> int | None:
    """Where the number stands that "/" or "out of" before it makes the scale."""
    words = tokens.words
    if index + 1 < stop and words[index] == "/":
        return index + 1 if tokens.touches(index) and tokens.touches(index + 1) else None
    return index + 2 if index + 2 < stop and words[index] == "out" and words[index + 1] == "of" else None


def power_after(tokens: Tokens, index: int, stop: int) -> tuple[int, int] | None:
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


def _exponent(tokens: Tokens, index: int, stop: int) -> tuple[int, int] | None:
    sign = 1
    if index < stop and tokens.words[index] in ("-", "+", "−"):
        sign = -1 if tokens.words[index] != "+" else 1
        index += 1
    if index >= stop or not tokens.touches(index):
        return None
    digits = tokens.words[index]
    return (sign * int(digits), index + 1) if digits.isdecimal() and len(digits) <= 2 else None
