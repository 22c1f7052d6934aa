"""Numbers whose noun stands elsewhere: "two of them", "the other three", "12 died and 30 were hurt", "7.6 and 7.4"."""

from __future__ import annotations

from factcheck.extraction import currency
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import (
    BOUNDARY,
    EVENT,
    LEVEL,
    MODAL,
    SAYING,
    VERB,
)
from factcheck.model import Mention
from factcheck.tokens import Tokens

Span = tuple[int, int]

PARTITIVES = frozenset({("of", "them"), ("of", "whom"), ("of", "which"), ("of", "these"), ("of", "those")})
_OTHERS = frozenset({"other", "others", "more"})
_BEFORE = frozenset({"other", "another", "remaining", "all", "the", "additional", "further", "these", "those", "only"})
"""Words before a number that stands for a thing named before."""


def antecedent(tokens: Tokens, frame: Frame, mention: Mention) -> Span | None:
    """The counted noun that a bare number stands for; None if it is not elliptical or nothing fits."""
    if mention.group >= 0:
        shared = next((one.noun for one in frame.counts if one.group == mention.group and one is not mention), None)
        if shared is not None:
            return shared
    if mention.kind != "number" or mention.value is None or mention.value.point is None:
        return None
    size = mention.value.point
    if size != int(size):
        return None
    if tuple(tokens.words[mention.last : mention.last + 2]) in PARTITIVES:
        return _larger(frame, mention, size)
    return _larger(frame, mention, 0) if bare(tokens, frame, mention) else None


_COMPARED = frozenset({"after", "from", "to", "instead", "than", "against", "with", "versus", "a", "an", "the", "and"})
_INSTEAD = ("instead", "of")


def in_currency(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, bare numbers in the currency that they share: "5.93 billion francs after 8.51
    billion".
    """
    sums = [one for one in mentions if one.kind == "money"]
    if not sums or len(sums) == len(mentions):
        return mentions
    return [currency.paid(one, sum_of(sums, one)) if _compares(tokens, one) else one for one in mentions]


def sum_of(sums: list[Mention], mention: Mention) -> Mention:
    """The sum of money before `mention`, else the first behind it."""
    return next((one for one in reversed(sums) if one.first < mention.first), sums[0])


def _compares(tokens: Tokens, mention: Mention) -> bool:
    """Whether a bare number in millions or more is held against another amount."""
    if mention.kind != "number" or mention.first < 2 or tokens.words[mention.last - 1] not in currency.SCALES:
        return False
    before = tuple(tokens.words[mention.first - 2 : mention.first])
    return before == _INSTEAD or before[-1] in _COMPARED


def whole(tokens: Tokens, frame: Frame, mention: Mention) -> Mention | None:
    """The count of the same sentence of which a number is said to be a part: "300 people, 170 of them …"."""
    if tuple(tokens.words[mention.last : mention.last + 2]) not in PARTITIVES:
        return None
    return next((one for one in reversed(frame.counts) if one.first < mention.first), None)


def _larger(frame: Frame, mention: Mention, size: float) -> Span | None:
    """The noun of the last count before a mention that is at least `size`: of this sentence, else of those before."""
    here = [one for one in frame.counts if one.first < mention.first]
    for one in (*reversed(here), *reversed(frame.earlier)):
        stated = one.value.high if one.value is not None else None
        if stated is None or stated >= size:
            return one.noun
    return None


_VERBAL = VERB | LEVEL | EVENT | MODAL


def bare(tokens: Tokens, frame: Frame, mention: Mention) -> bool:
    """Whether a number stands where a noun phrase would: as subject or object of a verb, or behind "the other"."""
    behind = mention.last
    while behind < frame.last and tokens.words[behind] in _OTHERS:
        behind += 1
    if behind > mention.last:
        return True
    ends = behind >= frame.last or tokens.marks[behind] & BOUNDARY or tokens.words[behind] in (".", "!", "?")
    verb = not ends and tokens.marks[behind] & _VERBAL
    if not (ends or verb):
        return False
    before = mention.first - 1
    if before < frame.first:
        return bool(verb)
    if tokens.words[before] in _BEFORE:
        return True
    if tokens.marks[before] & BOUNDARY:
        return bool(verb)
    return bool(tokens.marks[before] & EVENT) and not tokens.marks[before] & SAYING
