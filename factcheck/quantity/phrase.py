"""The counted noun phrase: "five people", "190,000 square metres of floor", "three of the men", "a four-door car"."""

from __future__ import annotations

import msgspec

from factcheck.quantity.lexicon import CLOSED, NUMERAL, QuantityLexicon
from factcheck.quantity.number import FRACTION, VAGUE, Number
from factcheck.quantity.surface import HYPHENS
from factcheck.tokens import DIGITS, Tokens

REACH = 7
"""How many tokens behind a number the counted noun may stand."""


class Noun(msgspec.Struct, frozen=True, gc=False):
    """A counted noun phrase: `unit` its head in the singular, tokens `first` to `last`, the head at `head`.

    `joined` tells that it hangs on the number by a hyphen ("six-speed").
    """

    unit: str
    first: int
    last: int
    head: int
    joined: bool = False


_OF_WHOM = frozenset(("the", "these", "those", "its", "his", "her", "their", "our", "my", "your", "them"))
_ADJECTIVE = ("al", "ous", "ive", "ful", "ic", "less", "able", "ible", "ular", "ing", "ed", "est", "ish", "an")


def noun_after(tokens: Tokens, number: Number, index: int, stop: int, lexicon: QuantityLexicon) -> Noun | None:
    """The noun phrase counted by a number that ends before token `index`."""
    if index >= stop:
        return None
    word = tokens.words[index]
    if word in HYPHENS:
        return _joined(tokens, index, stop, lexicon)
    if word == "of":
        return _of(tokens, number, index + 1, stop, lexicon)
    if tokens.marks[index] & CLOSED or (tokens.touches(index) and not number.form & VAGUE):
        return None
    found = _phrase(tokens, index, min(stop, index + REACH), lexicon)
    if found is not None or number.point != 1 or number.form & FRACTION:
        return found
    return _single(tokens, index, stop, lexicon)


def _joined(tokens: Tokens, index: int, stop: int, lexicon: QuantityLexicon) -> Noun | None:
    if index + 1 >= stop or not tokens.touches(index) or not tokens.touches(index + 1):
        return None
    word = tokens.words[index + 1]
    if (
        not word[0].isalpha()
        or tokens.marks[index + 1] & CLOSED
        or word in ("year", "old", "time", "fold", "plus", "odd")
    ):
        return None
    return Noun(lexicon.noun(word) or word, index + 1, index + 2, index + 1, True)


def _of(tokens: Tokens, number: Number, index: int, stop: int, lexicon: QuantityLexicon) -> Noun | None:
    begin = index
    while begin < stop and tokens.words[begin] in _OF_WHOM:
        begin += 1
    if begin == index and not number.form & (VAGUE | FRACTION) and number.scale == 1 and number.point % 12:
        return None
    return _phrase(tokens, begin, min(stop, begin + REACH), lexicon)


def _phrase(tokens: Tokens, first: int, stop: int, lexicon: QuantityLexicon) -> Noun | None:
    """The first noun in the plural, or the last of several in a row, within `stop`."""
    head, unit = -1, ""
    for index in range(first, stop):
        word = tokens.words[index]
        mark = tokens.marks[index]
        if mark & CLOSED and tokens.words[index - 1] != "-":
            if word == "and" and head < 0 and _pairs(tokens, index, stop):
                continue
            break
        if mark & DIGITS:
            coded = index > first and (tokens.words[index - 1] == "-" or _is_capital(tokens, index - 1))
            if coded and index + 1 < stop and tokens.words[index + 1] == "s" and tokens.touches(index + 1):
                return Noun(_code(tokens, index), first, index + 2, index + 1)
            if head >= 0 or index + 1 >= stop or not (coded or tokens.touches(index + 1)):
                break
            continue
        if not word[0].isalpha():
            if word not in ("-", "/", "&") or not tokens.touches(index):
                break
            continue
        noun = lexicon.noun(word) or (word if word in lexicon.mass and not _is_capital(tokens, index) else None)
        if noun is not None:
            head, unit = index, noun
        elif head >= 0:
            break
    if head < 0:
        return None
    return Noun(unit, first, head + 1, head)


def _code(tokens: Tokens, index: int) -> str:
    """The name in the singular that "AK-47s" is the plural of."""
    begin = index - 2 if tokens.words[index - 1] == "-" else index - 1
    return tokens.surface(max(begin, 0), index + 1)


def _is_capital(tokens: Tokens, index: int) -> bool:
    return tokens.text[tokens.starts[index]].isupper()


def _pairs(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether "and" joins two names or two adjectives before the noun: "Kia and Hyundai cars"."""
    if index + 1 >= stop or not tokens.words[index + 1][0].isalpha() or tokens.marks[index + 1] & CLOSED:
        return False
    names = tokens.text[tokens.starts[index - 1]].isupper() and tokens.text[tokens.starts[index + 1]].isupper()
    return names or (tokens.words[index - 1].endswith(_ADJECTIVE) and tokens.words[index + 1].endswith(_ADJECTIVE))


def _single(tokens: Tokens, first: int, stop: int, lexicon: QuantityLexicon) -> Noun | None:
    """What "one" counts: the first word that is no adjective."""
    for index in range(first, min(stop, first + 4)):
        word = tokens.words[index]
        if tokens.marks[index] & (CLOSED | NUMERAL) or not word[0].isalpha() or len(word) < 3:
            return None
        if not word.endswith(_ADJECTIVE) and word not in lexicon.classes["adjectives"]:
            return Noun(word, first, index + 1, index)
    return None


def attributive(tokens: Tokens, number: Number, first: int, stop: int, lexicon: QuantityLexicon) -> Noun | None:
    """ "a 12 page document": a noun in the singular between the number and the noun that it describes."""
    index = number.last
    if index + 1 >= stop or first == 0 or tokens.words[first - 1] not in ("a", "an", "the", "this", "that"):
        return None
    one, two = tokens.words[index], tokens.words[index + 1]
    if not (one.isalpha() and two.isalpha()) or tokens.marks[index] & CLOSED or tokens.marks[index + 1] & CLOSED:
        return None
    return Noun(one, index, index + 1, index) if tokens.text[tokens.starts[index]].islower() else None
