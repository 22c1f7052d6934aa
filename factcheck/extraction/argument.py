"""The object and the subject of the verb before a number: "values the business at $5m", "sales in May rose to …"."""

from __future__ import annotations

from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import (
    LIGHT,
    MODAL,
    PREDICATE,
    PREPOSITION,
    PRONOUN,
)
from factcheck.extraction.nominal import DETERMINERS, RELATIVE, Span, is_named, is_verb, nominal, nominals_before
from factcheck.model import Mention
from factcheck.tokens import Tokens

_JOINING = frozenset({"and", "but", "or", "then"})


def argument(tokens: Tokens, frame: Frame, mention: Mention) -> Span | None:
    """The object or the subject of the verb before a mention; the first noun phrase of a clause that has no verb."""
    low, _ = frame.clause(mention.first)
    verb = mention.first - 1
    while verb >= low and not is_verb(tokens, frame, verb):
        verb -= 1
    if verb < low:
        return _first(tokens, frame, low, mention.first)
    return _object(tokens, frame, verb, mention) or _subject(tokens, frame, verb)


def _object(tokens: Tokens, frame: Frame, verb: int, mention: Mention) -> Span | None:
    """The object of a verb, if a preposition ties the number to it: "values the business at $5m"."""
    at = verb + 1
    while at < mention.first and tokens.words[at] in DETERMINERS:
        at += 1
    end = at
    while end < mention.first and nominal(tokens, frame, end):
        end += 1
    tied = end < mention.first and tokens.marks[end] & PREPOSITION
    return (max(at, end - 4), end) if end > at and tied and not is_named(frame, end - 1) else None


HOPS = 4
"""Phrases and clauses that are looked through for a subject."""


def _subject(tokens: Tokens, frame: Frame, verb: int) -> Span | None:
    """The subject of a verb: the noun phrase before it, past phrases that hang on it; for a participle or a relative
    clause the noun before that clause, for a second verb the subject of the first.
    """
    stop, found = verb, None
    for _ in range(HOPS):
        low = frame.clause(stop)[0]
        stop = _before_verb(tokens, frame, stop, low)
        if stop <= low or tokens.words[stop - 1] in RELATIVE or tokens.words[stop - 1] in _JOINING:
            stop = _clause_before(tokens, frame, min(stop, low + 1))
            if stop < 0:
                return found
            continue
        if tokens.marks[stop - 1] & PRONOUN:
            return found
        span = nominals_before(tokens, frame, stop)
        if span is None:
            return found
        hung = _hung(tokens, frame, span[0])
        counted = tokens.marks[span[1] - 1] & LIGHT and tokens.words[span[1]] == "of"  # "the number of births"
        if not (counted and found):
            found = span
        if hung < 0 or hung == frame.clause(hung)[0]:
            return found
        stop = hung
    return found


_VERBAL = PREDICATE | MODAL


def _before_verb(tokens: Tokens, frame: Frame, stop: int, low: int) -> int:
    """The token before which the group of verbs, adverbs and times that ends before `stop` begins."""
    while stop > low and (
        tokens.marks[stop - 1] & _VERBAL
        or stop - 1 in frame.inside
        or tokens.words[stop - 1].endswith("ly")
        or tokens.words[stop - 1] in ("also", "already", "still", "now", "then", "up", "down")
    ):
        if tokens.marks[stop - 1] & PRONOUN:
            break
        stop -= 1
    return stop


def _clause_before(tokens: Tokens, frame: Frame, at: int) -> int:
    """Where the clause before the one that opens at `at` ends, its comma left out; -1 if there is none."""
    while at > frame.first and not tokens.words[at - 1][0].isalpha():
        at -= 1
    return at if at > frame.first else -1


def _hung(tokens: Tokens, frame: Frame, first: int) -> int:
    """The token of the preposition on which the noun phrase that begins at `first` hangs, -1 if on none."""
    at = first - 1
    while at >= frame.first and (tokens.words[at] in DETERMINERS or at in frame.inside):
        at -= 1
    return at if at > frame.first and tokens.marks[at] & PREPOSITION else -1


def _first(tokens: Tokens, frame: Frame, low: int, stop: int) -> Span | None:
    """The noun phrase that opens a clause."""
    at = low
    while at < stop and not nominal(tokens, frame, at):
        at += 1
    end = at
    while end < stop and end - at < 4 and nominal(tokens, frame, end) and not tokens.marks[end] & LIGHT:
        end += 1
    return (at, end) if end > at else None
