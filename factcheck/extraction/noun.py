"""The noun that a mention counts, qualifies or is said of, by the grammar of its clause.

A careful reader looks, in this order, at the counted noun ("nine miners"), at what an elliptical number stands for
("two of them", "7.6 and 7.4"), at what is changed ("cut its capital by 5%"), at the noun behind ("a $5m fine"), at the
noun that governs the number ("a fine of $5m"), and at the object and the subject of the verb before it.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.extraction import ellipsis
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import (
    AWAY,
    BARE,
    EVENT,
    FUNCTION,
    LEVEL,
    LIGHT,
    MODAL,
    PHRASE,
    PREPOSITION,
    PRONOUN,
    SAYING,
    TIME,
    VERB,
    Lexicon,
)
from factcheck.model import Mention
from factcheck.tokens import Tokens

NOUN_KINDS = frozenset({"count", "rank", "number"})
_SAID_OF = frozenset({"money", "measure", "percent", "number", "ratio"})
"""Kinds whose measure a noun phrase tells without being counted: "the fine was $5 million"."""
_PARTED = frozenset({"money", "measure", "ratio"})
"""Kinds whose measure stands behind "of" or "in": "8 tons of wheat", "$5m in sales"."""
_SIZED = frozenset({"money", "percent"})
"""Kinds whose measure stands right behind: "$5 million fine"; a "13-inch screen" has that size, but is none."""
_TIMES = frozenset({"date", "time", "set"})

_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "a", "an", "this", "these"})
_RELATIVE = frozenset({"who", "which", "that"})
_JOINING = frozenset({"and", "but", "or", "then"})
_TIES = frozenset({"of", "for", "worth", "at", "between", "to"})
"""Words by which a noun governs a number behind it."""

Span = tuple[int, int]


class Noun(NamedTuple):
    """Head and modifiers of a noun phrase as roots, and the phrase as a reader sees it.

    The phrase is None where the noun is found by its place alone: it may tell what is alike, but names no measure.
    `own` are its tokens if it is tied to the mention more closely than a measure named elsewhere in the clause;
    `counts` is what a bare number counts, in the singular.
    """

    head: str | None
    modifiers: tuple[str, ...]
    phrase: str | None
    own: Span | None
    counts: str | None = None


NONE = Noun(None, (), None, None)


class _Found(NamedTuple):
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
    if mention.kind == "number" and tokens.words[content[-1]] in words.parents and found.span[1] == mention.first - 1:
        return Noun(words.roots["child"], (roots[-1],), "child", found.span, "child")
    return Noun(
        roots[-1],
        tuple(roots[:-1]),
        _phrase(tokens, words, content, mention.noun is not None or found.counted) if found.named else None,
        found.span if found.own else None,
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
        said = mention.kind in (_PARTED if linked else _SIZED) and not _capital(tokens, span)
        plural = tokens.words[span[1] - 1].endswith("s")
        return _Found(span, said and (linked or not plural), said and not linked)
    span = _governing(tokens, frame, mention, _TIES) if mention.kind not in _TIMES else None
    if span is not None:
        return _Found(span, False, False)
    span = _argument(tokens, frame, mention)
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
    return _nominals_before(tokens, frame, at + 1)


def _changed(tokens: Tokens, frame: Frame, mention: Mention) -> Span | None:
    """What is changed: the noun phrase before "by", "to" or "from" ("cut its share capital by 50 percent")."""
    stop = mention.first - 1
    if stop <= frame.first or tokens.words[stop] not in ("by", "to", "from"):
        return None
    span = _nominals_before(tokens, frame, stop)
    if span is None or span[0] <= frame.first:
        return None
    opened = tokens.words[span[0] - 1] in _DETERMINERS and tokens.words[span[0] - 2] != "of"
    return span if opened and not _capital(tokens, span) else None


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
    while end < frame.last and end - at < 5 and (_nominal(tokens, frame, end) or (end > at and _hyphen(tokens, end))):
        end += 1
    while end > at and (_tensed(tokens.words[end - 1]) or tokens.words[end - 1] == "-"):
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


# The object and the subject of the verb before a number


def _argument(tokens: Tokens, frame: Frame, mention: Mention) -> Span | None:
    """The object or the subject of the verb before a mention; the first noun phrase of a clause that has no verb."""
    low, _ = frame.clause(mention.first)
    verb = mention.first - 1
    while verb >= low and not _is_verb(tokens, frame, verb):
        verb -= 1
    if verb < low:
        return _first(tokens, frame, low, mention.first)
    return _object(tokens, frame, verb, mention) or _subject(tokens, frame, verb)


def _is_verb(tokens: Tokens, frame: Frame, at: int) -> bool:
    mark = tokens.marks[at]
    if mark & (VERB | LEVEL | SAYING):
        return at not in frame.inside
    return _tensed(tokens.words[at]) and not mark & TIME


def _object(tokens: Tokens, frame: Frame, verb: int, mention: Mention) -> Span | None:
    """The object of a verb, if a preposition ties the number to it: "values the business at $5m"."""
    at = verb + 1
    while at < mention.first and tokens.words[at] in _DETERMINERS:
        at += 1
    end = at
    while end < mention.first and _nominal(tokens, frame, end):
        end += 1
    tied = end < mention.first and tokens.marks[end] & PREPOSITION
    return (max(at, end - 4), end) if end > at and tied and not _named(frame, end - 1) else None


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
        if stop <= low or tokens.words[stop - 1] in _RELATIVE or tokens.words[stop - 1] in _JOINING:
            stop = _clause_before(tokens, frame, min(stop, low + 1))
            if stop < 0:
                return found
            continue
        if tokens.marks[stop - 1] & PRONOUN:
            return found
        span = _nominals_before(tokens, frame, stop)
        if span is None:
            return found
        hung = _hung(tokens, frame, span[0])
        light = bool(tokens.marks[span[1] - 1] & LIGHT)
        if not (light and found):
            found = span
        if hung < 0 or hung == frame.clause(hung)[0]:
            return found
        stop = hung
    return found


def _before_verb(tokens: Tokens, frame: Frame, stop: int, low: int) -> int:
    """The token before which the group of verbs, adverbs and times that ends before `stop` begins."""
    while stop > low and (
        tokens.marks[stop - 1] & (VERB | LEVEL | SAYING | MODAL)
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
    while at >= frame.first and (tokens.words[at] in _DETERMINERS or at in frame.inside):
        at -= 1
    return at if at > frame.first and tokens.marks[at] & PREPOSITION else -1


def _first(tokens: Tokens, frame: Frame, low: int, stop: int) -> Span | None:
    """The noun phrase that opens a clause."""
    at = low
    while at < stop and not _nominal(tokens, frame, at):
        at += 1
    end = at
    while end < stop and end - at < 4 and _nominal(tokens, frame, end) and not tokens.marks[end] & LIGHT:
        end += 1
    return (at, end) if end > at else None


_REACH = 5
"""Tokens between a subject and the number that a verb of level says of it."""


def _is_level(tokens: Tokens, mention: Mention, span: Span) -> bool:
    """Whether a verb of level alone stands between a subject and a mention, and the subject is no name."""
    between = tokens.marks[span[1] : mention.first]
    if not between or len(between) > _REACH or not between[0] & LEVEL:
        return False
    return not _capital(tokens, span) and all(mark & (LEVEL | FUNCTION) for mark in between)


# Words and phrases


def _nominal(tokens: Tokens, frame: Frame, at: int) -> bool:
    """Whether a word may be noun or adjective."""
    if tokens.marks[at] & (BARE | LEVEL | VERB | SAYING | AWAY) or at in frame.inside:
        return False
    return not tokens.words[at].endswith("ly")


def _nominals_before(tokens: Tokens, frame: Frame, stop: int) -> Span | None:
    """Up to three words right before token `stop` that may be nouns or adjectives; None if the last is no noun."""
    first = stop
    while first > frame.first and stop - first < 3 and _nominal(tokens, frame, first - 1):
        first -= 1
    return (first, stop) if first < stop and not _tensed(tokens.words[stop - 1]) else None


def _named(frame: Frame, at: int) -> bool:
    return any(name.first <= at < name.last for name in frame.names)


def _hyphen(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] == "-" and tokens.touches(at)


def _tensed(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed")


def verbal(word: str) -> bool:
    """Whether a word has the ending of a participle."""
    return len(word) > 4 and word.endswith(("ed", "ing"))


def _capital(tokens: Tokens, span: Span) -> bool:
    return any(tokens.text[tokens.starts[at]].isupper() for at in range(*span) if at not in tokens.sentences)


def _content(tokens: Tokens, frame: Frame, mention: Mention, span: Span) -> list[int]:
    """The words with content of a noun phrase, without those of other mentions, and with the head alone behind "and":
    "12 Dutch and 11 Danish sailors" are Dutch sailors.
    """
    others = {at for one in frame.mentions if one is not mention for at in range(one.first, one.last)}
    others.discard(span[1] - 1)
    first, last = span
    joint = next((at for at in range(first, last) if tokens.words[at] in ("and", "or") or at in others), None)
    kept = range(first, last) if joint is None or joint == first else [*range(first, joint), last - 1]
    return [at for at in kept if tokens.words[at][0].isalpha() and not tokens.marks[at] & FUNCTION and at not in others]


def _phrase(tokens: Tokens, words: Lexicon, content: list[int], counted: bool) -> str | None:
    """The noun phrase as a measure; None if a head without meaning is at its end, or, unless it is `counted` and so
    surely a noun, a verb or a time.
    """
    last = content[-1]
    if not counted and (tokens.marks[last] & (TIME | SAYING | EVENT | LEVEL) or verbal(tokens.words[last])):
        return None
    if tokens.marks[last] & LIGHT and len(content) == 1:
        return None
    return " ".join([*(tokens.words[at] for at in content[:-1]), singular(words, tokens.words[last])])


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
