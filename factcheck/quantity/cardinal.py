"""Whole numbers in words, and what they are divided by: "two hundred and five thousand", "thirds".

Also what the grammar of numbers makes (`Number`) and what it needs of a lexicon (`Numerals`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from factcheck.quantity.digits import Exact
from factcheck.tokens import DIGITS, Tokens

DIGIT_FORM, WORD_FORM, ORDINAL, VAGUE, FRACTION, SCALED, YEAR, DECIMALS = (1 << bit for bit in range(8))
"""Flags of `Number.form`. SCALED: a scale word or suffix was used (million, bn); YEAR: four bare digits from
1000 to 2099."""

SMALL, TENS, HUNDRED, SCALE, DOZEN, ORDINAL_WORD, DENOMINATOR, VULGAR, SUFFIX, SEVERAL, PLURAL, SIGN, ABBREVIATION = (
    range(1, 14)
)
"""Roles of number words. ABBREVIATION is a scale behind digits ("5bn"), SUFFIX one that is a scale only beside money,
a capital or a counted noun ("5m")."""


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


def cardinal(tokens: Tokens, index: int, stop: int, lexicon: Numerals, joined: bool) -> tuple[int, int, int] | None:
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
        joins = begin > after and denominator(tokens, following, stop, lexicon, value) is not None
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
    below = (1, index) if role == HUNDRED else below_hundred(tokens, index, stop, lexicon)
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
    rest = below_hundred(tokens, begin, stop, lexicon)
    if rest is None or (begin > after and blocks_join(tokens, rest[1], stop, lexicon)):
        return value, after
    return value + rest[0], rest[1]


def blocks_join(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> bool:
    """In "one hundred and two hundred" and "one hundred and a half" the "and" joins no single number."""
    numeral = lexicon.numerals.get(tokens.words[index]) if index < stop else None
    return numeral is not None and numeral[0] == HUNDRED


def below_hundred(tokens: Tokens, index: int, stop: int, lexicon: Numerals) -> tuple[int, int] | None:
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


def ordinal_end(tokens: Tokens, point: int, after: int, stop: int, lexicon: Numerals) -> Number | None:
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


def denominator(tokens: Tokens, index: int, stop: int, lexicon: Numerals, over: Exact) -> tuple[int, int] | None:
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
