"""Numbers that share a unit: ranges, from-to pairs, lists, shares ("one in five"), scores and ratios ("3:1")."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import msgspec

from factcheck.quantity.amount import Amount
from factcheck.quantity.lexicon import (
    NUMBER,
    QuantityLexicon,
)
from factcheck.quantity.number import DECIMALS, DIGIT_FORM, FRACTION, ORDINAL, SCALED, VAGUE, YEAR, Number
from factcheck.quantity.surface import HYPHENS
from factcheck.tokens import Tokens

_JOINTS = frozenset(("or", "and", ",", "x", "×", "by", "&", "/"))
DASHES = frozenset(("-", "–", "—", "‑", "−", "~"))
MOST = 12
"""The longest list that is looked through for a shared unit."""

Reader = Callable[[int, int, bool], Amount | None]
"""Reads the amount at a token: index, the token before which it may not reach back, whether "and" joins."""


class Series(msgspec.Struct, gc=False):
    """Amounts that belong together. `kind` is range, from (a range that "from" opens), pair (from-to), nested (a level
    and a range, "24 to 33-35 billion"), list, score, years, code or single; `last` is the token behind them."""

    kind: str
    members: list[Amount]
    last: int


def starts_number(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a number or a sign of money may start at token `index`."""
    return index < stop and bool(tokens.marks[index] & NUMBER or tokens.words[index] in ("a", "an"))


def first_digit(tokens: Tokens, index: int, stop: int) -> int:
    """The token of the number that starts at `index`, past a currency, a hedge or a sign; `stop` if none does."""
    for at in range(index, min(index + 4, stop)):
        if starts_number(tokens, at, stop):
            return at
        word = tokens.words[at]
        if word == "of":
            return stop
        if word[0].isalpha() and word not in _PASSED and at + 1 < stop and not tokens.marks[at] & 128:
            return stop
        if word in (",", ".", ";", ")", "("):
            return stop
    return stop


_PASSED = frozenset(("about", "around", "nearly", "almost", "roughly", "the", "us", "approximately", "even", "some"))


def series_of(tokens: Tokens, amount: Amount, floor: int, stop: int, read: Reader, lexicon: QuantityLexicon) -> Series:
    """The amount with the amounts that are joined to it."""
    after = amount.last
    if after >= stop:
        return Series("single", [amount], after)
    word = tokens.words[after]
    if word == "to" and amount.unit is None and amount.noun is None:
        found = _odds(tokens, amount, stop, read, lexicon)
        if found is not None:
            return found
    if (
        word in ("to", "through", "till")
        or word in DASHES
        or (word == "and" and _is_between(tokens, amount.first, floor))
    ):
        found = _range(tokens, amount, floor, stop, read, word)
        if found is not None:
            return found
    tolerance = tolerance_end(tokens, after, stop)
    if after < tolerance < stop:
        found = _tolerance(amount, read(tolerance, tolerance, False))
        if found is not None:
            return found
    if word == "-" and tokens.words[after + 1 : after + 3] == ["to", "-"] and after + 3 < stop:
        found = _range(tokens, msgspec.structs.replace(amount, last=after + 1), floor, stop, read, "to")
        if found is not None:
            return found
    if word == "of":
        found = _part_of(tokens, amount, stop, read)
        if found is not None:
            return found
    if word == "from" and amount.unit is None and amount.noun is None and tokens.words[amount.first - 1] == "to":
        found = _after_from(tokens, amount, stop, read)
        if found is not None:
            return found
    if word == "per":
        found = _per_thousand(tokens, amount, stop, read)
        if found is not None:
            return found
    if word == ":" or word in ("in", "out", "over"):
        found = _share(tokens, amount, stop, read)
        if found is not None:
            return found
    listed = word in _JOINTS or _is_adjective(tokens, after, stop)
    if amount.unit is None and amount.noun is None and (listed or amount.open):
        return _list(tokens, amount, stop, read, lexicon)
    return Series("single", [amount], amount.last)


def tolerance_end(tokens: Tokens, index: int, stop: int) -> int:
    """The token behind "±", "+/-" or "plus or minus"; `index` itself if none of them stands there."""
    words = tokens.words
    if words[index] in ("±", "∓"):
        return index + 1
    three = words[index : index + 3]
    spelled = three == ["plus", "or", "minus"] or (
        three in (["+", "/", "-"], ["+", "/", "−"]) and tokens.touches(index + 2)
    )
    return index + 3 if spelled and index + 3 < stop else index


def _tolerance(one: Amount, two: Amount | None) -> Series | None:
    """ "20 ± 2 °C", "5.2 cm +/- 0.3 cm": the value and how far it may be off, the unit behind both or behind each."""
    if two is None or (one.number.form | two.number.form) & (ORDINAL | VAGUE):
        return None
    if two.noun is not None and two.noun.unit != "point":
        return None
    shares = one.unit is not None and one.unit.kind == "percent"  # "47% plus or minus 3 points"
    if one.unit is None:
        one.unit = two.unit
    elif (
        two.unit is not None
        and two.unit.dimension != one.unit.dimension
        and not (shares and two.unit.kind == "percent")
    ):
        return None
    scale = 1.0 if two.unit is None or one.unit is None else two.unit.factor / one.unit.factor
    one.tolerance = abs(float(two.number.point)) * scale
    one.last, one.rule = two.last, "tolerance"
    return Series("single", [one], one.last)


_DETERMINERS = frozenset(("the", "these", "those", "its", "his", "her", "their", "our", "all"))


def _part_of(tokens: Tokens, one: Amount, stop: int, read: Reader) -> Series | None:
    """ "280 million of the 1.5 billion shekels", "two of the three men", "7 of 10 cases": the part has the unit of the
    whole."""
    begin = one.last + 1
    begin += begin < stop and tokens.words[begin] in _DETERMINERS
    plain = one.unit is None and one.noun is None and not one.number.form & (ORDINAL | FRACTION | VAGUE)
    if not plain or begin >= stop or not tokens.marks[begin] & NUMBER:
        return None
    two = read(begin, begin, True)
    if two is None or two.number.form & ORDINAL or (two.unit is None and two.noun is None):
        return None
    one.unit, one.noun = two.unit, two.noun
    return Series("list", [one, two], two.last)


# Ranges


def _is_between(tokens: Tokens, first: int, floor: int) -> bool:
    """Whether "between" (or "from", as in "from 30 and 40") opens the range."""
    for at in range(first - 1, max(floor - 1, first - 4), -1):
        if tokens.words[at] == "between":
            return True
        if tokens.words[at] not in _PASSED:
            return tokens.words[at] == "from" and at == first - 1
    return False


def _range(tokens: Tokens, one: Amount, floor: int, stop: int, read: Reader, word: str) -> Series | None:
    begin = first_digit(
        tokens, one.last + 1 + (tokens.words[one.last + 1 : one.last + 2] == ["-"] and word == "to"), stop
    )
    if begin >= stop or one.number.form & VAGUE:
        return None
    two = read(begin, one.last + 1, True)
    if two is None or two.number.form & VAGUE or bool(one.number.form & ORDINAL) != bool(two.number.form & ORDINAL):
        return None
    dash = word in DASHES
    if not dash and two.last < stop and tokens.words[two.last] in DASHES and tokens.touches(two.last):
        inner = _range(tokens, two, floor, stop, read, tokens.words[two.last])
        if inner is not None and inner.kind == "range" and _share_units(one, inner.members[1]):
            return Series("nested", [one, *inner.members], inner.last)
    if dash and not _dashes_fit(tokens, one, two):
        return None
    if not _share_units(one, two):
        return None
    return _joined(tokens, one, two, floor, dash, word)


def _dashes_fit(tokens: Tokens, one: Amount, two: Amount) -> bool:
    """A dash joins a range with blanks on both sides or on none; "5 -3" is no range."""
    left, right = tokens.touches(one.last), tokens.touches(one.last + 1)
    return left == right or (left and two.unit is not None)


def _share_units(one: Amount, two: Amount) -> bool:
    """Gives both ends the unit (and the scale) that only one of them carries; False if they differ in kind."""
    if one.unit is None and two.unit is not None:
        if one.noun is not None:
            return False
        if two.prefixed:
            return False
        one.unit = two.unit
    elif two.unit is None and one.unit is not None:
        if not one.prefixed or two.noun is not None or one.unit.kind != "money":
            return False
        two.unit = one.unit
    if one.unit is not None and two.unit is not None and one.unit.name != two.unit.name:
        if one.unit.dimension.partition("/")[0] != two.unit.dimension.partition("/")[0]:
            return False
        if "/" in one.unit.name and "/" not in two.unit.name:
            two.unit = msgspec.structs.replace(one.unit, scale=two.unit.scale)  # "from $75 a barrel to $45"
        elif "/" in two.unit.name and "/" not in one.unit.name:
            one.unit = msgspec.structs.replace(two.unit, scale=one.unit.scale)  # "80 cents to $50 a share"
    borrow_scale(one, two)
    return True


def borrow_scale(one: Amount, two: Amount) -> None:
    """In "12 to 13 billion" the first number means billions too."""
    scale = two.number.scale
    lacks = one.number.scale == 1 and scale > 1 and not one.number.form & (SCALED | FRACTION | VAGUE)
    if lacks and one.number.point * scale <= two.number.point * 10 and one.number.point < 1000:
        half = None if one.number.precision is None else one.number.precision * scale
        form = one.number.form | SCALED
        one.number = Number(one.number.point * scale, half, one.number.last, form, scale=scale)


def _joined(tokens: Tokens, one: Amount, two: Amount, floor: int, dash: bool, word: str) -> Series | None:
    if dash and one.unit is None and two.unit is None and _is_score(tokens, one, two):
        one.noun = two.noun = None
        two.last = two.number.last
        return Series("score", [one, two], two.last)
    years = two.number.form & YEAR or (tokens.touches(two.first) and two.number.point < 100)
    if dash and one.number.form & YEAR and years and two.unit is None and two.noun is None:
        return Series("years", [], two.last)
    comparable = one.unit is None or two.unit is None or one.unit.name == two.unit.name
    rises = not comparable or two.number.point > one.number.point
    opened = one.first > floor and tokens.words[one.first - 1] == "from"
    if one.noun is None and two.noun is not None and one.unit is None:
        one.noun = two.noun
    if dash and not rises and one.number.point >= 200 and one.unit is None and two.unit is None:
        return Series("code", [], two.last)
    if not rises:
        if opened and word == "to":
            return Series("pair", [one, two], two.last)
        return Series("score" if dash else "list", [one, two], two.last)
    return Series("from" if opened and word == "to" else "range", [one, two], two.last)


def _is_score(tokens: Tokens, one: Amount, two: Amount) -> bool:
    """ "2-1": small whole numbers, the dash unspaced, the second not greater than the first or both below 10."""
    if not tokens.touches(one.last) or (one.number.form | two.number.form) & (DECIMALS | SCALED | FRACTION):
        return False
    if not one.number.form & DIGIT_FORM or one.number.point >= 200:
        return False
    falls = one.number.point >= two.number.point
    return falls or (two.number.point < 10 and two.noun is None)


# Shares and ratios


def _share(tokens: Tokens, one: Amount, stop: int, read: Reader) -> Series | None:
    """ "one in five", "nine out of ten", "3:1"."""
    word = tokens.words[one.last]
    begin = one.last + 1
    if word == "out":
        if begin >= stop or tokens.words[begin] != "of":
            return None
        begin += 1
    if begin < stop and tokens.words[begin] == "every":
        begin += 1
    plain = one.unit is None and not one.number.form & (ORDINAL | VAGUE | DECIMALS | YEAR) and _is_whole(one)
    if not plain or not starts_number(tokens, begin, stop):
        return None
    two = read(begin, begin, True)
    if two is None or two.unit is not None or two.number.form & (ORDINAL | VAGUE | DECIMALS) or not _is_whole(two):
        return None
    if word == ":":
        return _ratio(tokens, one, two)
    if word == "over" and (two.noun is not None or one.noun is not None or not _ends(tokens, two.last, stop)):
        return None
    if two.number.point <= one.number.point or two.number.form & YEAR or (word == "in" and two.number.point < 2):
        return None
    one.number = Number(
        Fraction(int(one.number.point), int(two.number.point)), None, two.number.last, one.number.form | FRACTION
    )
    one.last, one.rule = two.number.last, "share"
    return Series("single", [one], one.last)


def _after_from(tokens: Tokens, one: Amount, stop: int, read: Reader) -> Series | None:
    """ "rose to 21 from 19 percent": the level after has the unit of the level before."""
    begin = one.last + 1
    if begin >= stop or not tokens.marks[begin] & NUMBER:
        return None
    two = read(begin, begin, True)
    if two is None or two.unit is None or two.number.form & (ORDINAL | VAGUE):
        return None
    one.unit = two.unit
    borrow_scale(one, two)
    return Series("list", [one, two], two.last)


def _per_thousand(tokens: Tokens, one: Amount, stop: int, read: Reader) -> Series | None:
    """ "25 per 100,000 people", "8.5 per 1,000 live births": a share of so many."""
    begin = one.last + 1
    plain = one.unit is None and one.noun is None and not one.number.form & (ORDINAL | VAGUE | FRACTION)
    if not plain or begin >= stop or not tokens.marks[begin] & NUMBER:
        return None
    two = read(begin, begin, False)
    if (
        two is None
        or two.unit is not None
        or not _is_whole(two)
        or two.number.point not in (100, 1000, 10000, 100000, 1000000)
    ):
        return None
    share = Fraction(one.number.point) / int(two.number.point)
    one.number = Number(share, None, two.number.last, one.number.form | FRACTION)
    one.last, one.rule = two.number.last, "share"
    return Series("single", [one], one.last)


def _odds(tokens: Tokens, one: Amount, stop: int, read: Reader, lexicon: QuantityLexicon) -> Series | None:
    """ "a ratio of 3 to 1", "outnumbered 10 to one"."""
    begin = one.last + 1
    if begin >= stop or tokens.words[begin] not in ("1", "one"):
        return None
    two = read(begin, begin, False)
    cues = lexicon.classes["ratio_cues"]
    if two is None or two.unit is not None or cues.isdisjoint(tokens.words[max(0, one.first - 6) : one.first]):
        return None
    one.last, one.rule = two.last, "ratio"
    return Series("single", [one], one.last)


def _ends(tokens: Tokens, index: int, stop: int) -> bool:
    return index >= stop or tokens.words[index] in (".", ",", ";", ")")


def _is_whole(amount: Amount) -> bool:
    return isinstance(amount.number.point, int) and amount.number.point != 0


def _ratio(tokens: Tokens, one: Amount, two: Amount) -> Series | None:
    if not (tokens.touches(one.last) and tokens.touches(one.last + 1)) or len(tokens.words[two.first]) > 1:
        return None
    ratio = Fraction(int(one.number.point), int(two.number.point))
    one.number = Number(ratio, None, two.number.last, one.number.form | FRACTION)
    one.last, one.rule = two.number.last, "ratio"
    return Series("single", [one], one.last)


# Lists


def _list(tokens: Tokens, one: Amount, stop: int, read: Reader, lexicon: QuantityLexicon) -> Series:
    """Members up to the first that carries a unit; then all carry it ("7- or 8-inch", "two or three days")."""
    members, last_word = [one], ""
    while len(members) < MOST and members[-1].unit is None and members[-1].noun is None:
        begin = _next_member(tokens, members[-1], stop)
        if begin is None:
            break
        last_word = tokens.words[begin - 1]
        following = read(begin, begin, True)
        if following is None or following.prefixed or bool(following.number.form ^ one.number.form) & ORDINAL:
            break
        members.append(following)
    final = members[-1]
    if len(members) == 1:
        return Series("single", members, one.last)
    shares = last_word in ("or", "and", "x", "×", "by", "&", "-", "/") and not final.number.form & ORDINAL
    if shares and not any(member.number.form & YEAR for member in members[:-1]):
        _share_with(members, final)
    return Series("list", members, final.last)


def _share_with(members: list[Amount], final: Amount) -> None:
    for member in members[:-1]:
        own = member.last
        member.unit = final.unit
        if final.unit is None:
            keeps = final.noun is not None and final.noun.first > own + 2 and not member.open
            member.noun = msgspec.structs.replace(final.noun, first=own) if keeps and final.noun else final.noun
        borrow_scale(member, final)


def _is_adjective(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a capitalised word stands between a number and the "and" of a list."""
    if index + 1 >= stop or tokens.words[index + 1] not in ("and", "or"):
        return False
    return tokens.text[tokens.starts[index]].isupper()


def _next_member(tokens: Tokens, one: Amount, stop: int) -> int | None:
    """The token at which the next number of a list starts: behind "or", "and", a comma, "by" or a suspended hyphen."""
    index = one.last
    if one.open and index < stop and tokens.words[index] in HYPHENS:
        index += 1
    if index >= stop:
        return None
    if tokens.words[index] == "," and index + 1 < stop and tokens.words[index + 1] in ("or", "and"):
        index += 1
    if _is_adjective(tokens, index, stop):
        index += 1  # "12 Somali and 11 Yemeni sailors"
    if tokens.words[index] not in _JOINTS:
        return None
    index += 1
    return index if index < stop and tokens.marks[index] & NUMBER else None
