"""Words that may be nouns and words that are verbs, told apart by their class, their ending and the word before."""

from __future__ import annotations

from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import (
    AWAY,
    BARE,
    BASE,
    FUNCTION,
    MODAL,
    PREDICATE,
    TIME,
    Lexicon,
)
from factcheck.tokens import PAST, Tokens

Span = tuple[int, int]

DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "a", "an", "this", "these"})
RELATIVE = frozenset({"who", "which", "that"})


_NEVER = BARE | PREDICATE | AWAY
"""Marks of words that are no nouns."""


def nominal(tokens: Tokens, frame: Frame, at: int) -> bool:
    """Whether a word may be noun or adjective."""
    if tokens.marks[at] & _NEVER or at in frame.inside:
        return False
    return not tokens.words[at].endswith("ly") and not acts(tokens, at)


def nominals_before(tokens: Tokens, frame: Frame, stop: int) -> Span | None:
    """Up to three words right before token `stop` that may be nouns or adjectives; None if the last is no noun."""
    first = stop
    while first > frame.first and stop - first < 3 and nominal(tokens, frame, first - 1):
        first -= 1
    return (first, stop) if first < stop and not tokens.marks[stop - 1] & PAST else None


def is_named(frame: Frame, at: int) -> bool:
    """Whether a word belongs to a name."""
    return any(name.first <= at < name.last for name in frame.names)


def hyphen(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen joins the word before it."""
    return tokens.words[at] == "-" and tokens.touches(at)


def verbal(word: str) -> bool:
    """Whether a word has the ending of a participle."""
    return len(word) > 4 and word.endswith(("ed", "ing"))


def capital(tokens: Tokens, span: Span) -> bool:
    """Whether a phrase has a capital that is not that of a sentence."""
    return any(tokens.text[tokens.starts[at]].isupper() and not tokens.opens(at) for at in range(*span))


def is_verb(tokens: Tokens, frame: Frame, at: int) -> bool:
    """Whether a word is a verb here."""
    mark = tokens.marks[at]
    if mark & PREDICATE:
        return at not in frame.inside
    return bool(mark & PAST and not mark & TIME) or acts(tokens, at)


def acts(tokens: Tokens, at: int) -> bool:
    """Whether a word that may be noun or verb is the verb: behind "will" or "which", or its base form behind a plural
    ("models start at").
    """
    if not at or tokens.marks[at] & FUNCTION:
        return False
    before = tokens.words[at - 1]
    if (tokens.marks[at - 1] & MODAL and before not in ("to", "not")) or before in RELATIVE:
        return True
    return bool(tokens.marks[at] & BASE) and len(before) > 3 and before[-1] == "s" and before[-2] not in "s'"


def singular(words: Lexicon, noun: str) -> str:
    """The singular of an English noun: irregular ones from the rules, the rest by ending."""
    if noun in words.singular:
        return words.singular[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
