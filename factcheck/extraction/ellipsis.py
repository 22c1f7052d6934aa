"""Numbers whose noun stands elsewhere: "two of them", "the other three", "12 died and 30 were hurt", "7.6 and 7.4"."""

from __future__ import annotations

from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import BREAK, EDGE, EVENT, LEVEL, MODAL, SAYING, VERB
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


def _larger(frame: Frame, mention: Mention, size: float) -> Span | None:
    """The noun of the last count before a mention that is at least `size`: of this sentence, else of those before."""
    here = [one for one in frame.counts if one.first < mention.first]
    for one in (*reversed(here), *reversed(frame.earlier)):
        stated = one.value.high if one.value is not None else None
        if stated is None or stated >= size:
            return one.noun
    return None


def bare(tokens: Tokens, frame: Frame, mention: Mention) -> bool:
    """Whether a number stands where a noun phrase would: as subject or object of a verb, or behind "the other"."""
    behind = mention.last
    while behind < frame.last and tokens.words[behind] in _OTHERS:
        behind += 1
    if behind > mention.last:
        return True
    ends = behind >= frame.last or tokens.marks[behind] & (EDGE | BREAK) or tokens.words[behind] in (".", "!", "?")
    verb = not ends and tokens.marks[behind] & (VERB | LEVEL | EVENT | MODAL)
    if not (ends or verb):
        return False
    before = mention.first - 1
    if before < frame.first:
        return bool(verb)
    if tokens.words[before] in _BEFORE:
        return True
    if tokens.marks[before] & (BREAK | EDGE):
        return bool(verb)
    return bool(tokens.marks[before] & EVENT) and not tokens.marks[before] & SAYING
