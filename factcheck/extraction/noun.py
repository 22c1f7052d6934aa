"""The noun that a mention counts, qualifies or is said of, by the grammar of its clause.

A careful reader looks, in this order, at the counted noun ("nine miners"), at what an elliptical number stands for
("two of them", "7.6 and 7.4"), at what is changed ("cut its capital by 5%"), at the noun behind ("a $5m fine"), at the
noun that governs the number ("a fine of $5m"), and at the object and the subject of the verb before it.
"""

from __future__ import annotations

import msgspec

from factcheck.extraction import ellipsis
from factcheck.extraction.argument import argument
from factcheck.extraction.frame import Frame, hyphenated
from factcheck.extraction.lexicon import (
    EVENT,
    FUNCTION,
    LEVEL,
    LIGHT,
    PHRASE,
    PREPOSITION,
    SAYING,
    TIME,
    Lexicon,
)
from factcheck.extraction.nominal import (
    DETERMINERS,
    Span,
    capital,
    hyphen,
    nominal,
    nominals_before,
    singular,
    verbal,
)
from factcheck.model import Mention
from factcheck.tokens import PAST, Tokens

NOUN_KINDS = frozenset({"count", "rank", "number"})
_SAID_OF = frozenset({"money", "measure", "percent", "number", "ratio"})
"""Kinds whose measure a noun phrase tells without being counted: "the fine was $5 million"."""
_PARTED = frozenset({"money", "measure", "ratio"})
"""Kinds whose measure stands behind "of" or "in": "8 tons of wheat", "$5m in sales"."""
_SIZED = frozenset({"money", "percent"})
"""Kinds whose measure stands right behind: "$5 million fine"; a "13-inch screen" has that size, but is none."""
_SHARES = frozenset({"percent", "ratio"})
_TIMES = frozenset({"date", "time", "set"})

_SAYING_LEVEL = LEVEL | FUNCTION
_NO_HEAD = TIME | SAYING | EVENT | LEVEL
"""Marks of words that are hardly the head of a noun phrase."""

_TIES = frozenset({"of", "for", "worth", "at", "between", "to"})
"""Words by which a noun governs a number behind it."""

CHILD = "child"
"""What "a mother of six" counts."""


class Noun(msgspec.Struct, frozen=True, gc=False):
    """Head and modifiers of a noun phrase as roots, and the phrase as a reader sees it.

    The phrase is None where the noun is found by its place alone: it may tell what is alike, but names no measure.
    `span` are its tokens, `own` the same if it is tied to the mention more closely than a measure named elsewhere in
    the clause; `counts` is what a bare number counts, in the singular.
    """

    head: str | None
    modifiers: tuple[str, ...]
    phrase: str | None
    own: Span | None
    span: Span | None = None
    counts: str | None = None


NONE = Noun(None, (), None, None)


class _Found(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase, whether it names what is measured, whether it is the mention's own, and whether a bare number
    counts it."""

    span: Span
    named: bool
    own: bool
    counted: bool = False


def of(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> Noun:
    """The noun of `mention`."""
    found = _find(tokens, frame, mention)
    content = _content(tokens, frame, mention, found.span) if found is not None else []
    if found is None or not content:
        return NONE
    roots = [words.roots[tokens.words[at]] for at in content]
    shared = mention.kind in _SHARES and found.span[0] > mention.last and tokens.words[mention.last] == "of"
    if mention.kind == "number" and tokens.words[content[-1]] in words.parents and found.span[1] == mention.first - 1:
        return Noun(words.roots[CHILD], (roots[-1],), CHILD, found.span, found.span, CHILD)
    return Noun(
        roots[-1],
        tuple(roots[:-1]),
        _share(tokens, words, content) if shared else _shown(tokens, words, mention, found, content),
        found.span if found.own else None,
        found.span,
        singular(words, tokens.words[content[-1]]) if found.counted else None,
    )


def _find(tokens: Tokens, frame: Frame, mention: Mention) -> _Found | None:
    if mention.noun is not None:
        return _Found(mention.noun, True, True)
    if mention.kind in NOUN_KINDS:
        span = ellipsis.antecedent(tokens, frame, mention)
        if span is not None:
            return _Found(span, True, False, True)
        span = _governing(tokens, frame, mention, _OF)
        if span is not None:
            return _Found(span, True, False)
    if mention.change is not None:
        span = _changed(tokens, frame, mention)
        if span is not None:
            return _Found(span, True, True)
    return _beside(tokens, frame, mention)


_OF = frozenset({"of"})


def _beside(tokens: Tokens, frame: Frame, mention: Mention) -> _Found | None:
    """The noun behind a mention, before it, or in its clause."""
    span = _behind(tokens, frame, mention)
    if span is not None:
        if span[0] == mention.last and _counts(tokens, mention, span):
            return _Found(span, True, True, True)
        linked = span[0] > mention.last
        said = mention.kind in (_PARTED if linked else _SIZED) and not capital(tokens, span)
        plural = tokens.words[span[1] - 1].endswith("s")
        return _Found(span, said and (linked or not plural), said and not linked)
    span = _governing(tokens, frame, mention, _TIES) if mention.kind not in _TIMES else None
    if span is not None:
        return _Found(span, False, False)
    span = argument(tokens, frame, mention)
    if span is None:
        return None
    return _Found(span, mention.kind in _SAID_OF and _is_level(tokens, mention, span), False)


def is_whole(mention: Mention) -> bool:
    """Whether a number without a unit may count things: it has no fraction."""
    value = mention.value
    return mention.kind == "number" and value is not None and (value.point is None or value.point == int(value.point))


def _counts(tokens: Tokens, mention: Mention, span: Span) -> bool:
    """Whether a whole number counts the plural behind it ("12 Somalis") and does not rate it ("7 magnitude quakes")."""
    if not is_whole(mention) or any(mark & PHRASE for mark in tokens.marks[span[0] : span[1] - 1]):
        return False
    word = tokens.words[span[1] - 1]
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "su'i"


def _governing(tokens: Tokens, frame: Frame, mention: Mention, ties: frozenset[str]) -> Span | None:
    """The noun that a number belongs to by a preposition: "a mother of 12", "a fine of $5m", "a claim for $280bn"."""
    at = mention.first - 2
    if at < frame.first or tokens.words[at + 1] not in ties or tokens.marks[at] & LIGHT:
        return None
    return nominals_before(tokens, frame, at + 1)


def _changed(tokens: Tokens, frame: Frame, mention: Mention) -> Span | None:
    """What is changed: the noun phrase before "by", "to" or "from" ("cut its share capital by 50 percent")."""
    stop = mention.first - 1
    if stop <= frame.first or tokens.words[stop] not in ("by", "to", "from"):
        return None
    span = nominals_before(tokens, frame, stop)
    if span is None or span[0] <= frame.first:
        return None
    opened = tokens.words[span[0] - 1] in DETERMINERS and tokens.words[span[0] - 2] != "of"
    return span if opened and not capital(tokens, span) else None


def _behind(tokens: Tokens, frame: Frame, mention: Mention) -> Span | None:
    """The noun phrase right behind a mention ("$13.9 billion acquisition"), or behind "of" or "in" ("$5m in sales"); a
    restatement in brackets may stand between.
    """
    at = past_bracket(tokens, frame, mention.last)
    if at < frame.last and tokens.words[at] in ("in", "of"):
        at += 1
        while at < frame.last and tokens.marks[at] & FUNCTION and not tokens.marks[at] & PREPOSITION:
            at += 1
    end = at
    while end < frame.last and end - at < 5 and (nominal(tokens, frame, end) or (end > at and hyphen(tokens, end))):
        end += 1
    while end > at and (tokens.marks[end - 1] & PAST or tokens.words[end - 1] == "-"):
        end -= 1
    if end == at or tokens.words[end : end + 1] == ["than"]:
        return None
    return at, end


def past_bracket(tokens: Tokens, frame: Frame, at: int) -> int:
    """The token behind the bracket that opens at `at` for one value ("$280bn (£155bn) claim"), else `at`."""
    if at + 2 >= frame.last or tokens.words[at] != "(":
        return at
    inner = next((one for one in frame.mentions if one.first in (at + 1, at + 2)), None)
    if inner is None or tokens.words[inner.last : inner.last + 1] != [")"]:
        return at
    return inner.last + 1


_REACH = 5
"""Tokens between a subject and the number that a verb of level says of it."""


def _is_level(tokens: Tokens, mention: Mention, span: Span) -> bool:
    """Whether a verb of level alone stands between a subject and a mention, and the subject is no name."""
    between = tokens.marks[span[1] : mention.first]
    if not between or len(between) > _REACH or not between[0] & LEVEL:
        return False
    return not capital(tokens, span) and all(mark & _SAYING_LEVEL for mark in between)


def _content(tokens: Tokens, frame: Frame, mention: Mention, span: Span) -> list[int]:
    """The words with content of a noun phrase, without those of other mentions, and with the head alone behind "and":
    "12 Dutch and 11 Danish sailors" are Dutch sailors.
    """
    first, last = span
    others = frame.inside.intersection(range(first, last - 1)).difference(range(mention.first, mention.last))
    joint = next((at for at in range(first, last) if tokens.words[at] in ("and", "or") or at in others), None)
    kept = range(first, last) if joint is None or joint == first else [*range(first, joint), last - 1]
    return [at for at in kept if tokens.words[at][0].isalpha() and not tokens.marks[at] & FUNCTION and at not in others]


def _share(tokens: Tokens, words: Lexicon, content: list[int]) -> str | None:
    """What a percentage or fraction of something measures: "60 percent of its revenue" is its share of revenue."""
    whole = _phrase(tokens, words, content, False)
    return f"share of {whole}" if whole else None


def _shown(tokens: Tokens, words: Lexicon, mention: Mention, found: _Found, content: list[int]) -> str | None:
    """The phrase of a noun that names what is measured; a four-day visit has a length."""
    if mention.kind == "duration" and found.span[0] == mention.last and hyphenated(tokens, mention):
        lasting = _phrase(tokens, words, content, True)
        return f"length of {lasting}" if lasting else None
    counted = mention.noun is not None or found.counted
    return _phrase(tokens, words, content, counted) if found.named else None


def _phrase(tokens: Tokens, words: Lexicon, content: list[int], counted: bool) -> str | None:
    """The noun phrase as a measure; None if a head without meaning is at its end, or, unless it is `counted` and so
    surely a noun, a verb or a time.
    """
    last = content[-1]
    if not counted and (tokens.marks[last] & _NO_HEAD or verbal(tokens.words[last])):
        return None
    if tokens.marks[last] & LIGHT and len(content) == 1:
        return None
    return " ".join([*(tokens.words[at] for at in content[:-1]), singular(words, tokens.words[last])])
