"""What a mention measures: by the grammar of its clause, a measure of the rules or else the noun phrase itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from factcheck.extraction.frame import Frame, Named
from factcheck.extraction.lexicon import FUNCTION, LIGHT, PERSON, PREPOSITION, VERB, Lexicon
from factcheck.model import Mention
from factcheck.tokens import DIGITS, Tokens

COUNTED = 4.0
"""From here on a measure named beside counted people ("five people were killed") is what they are counted as."""

NOUN_KINDS = frozenset({"count", "rank", "number"})
GROWTH = frozenset({"percent", "ratio"})

HEAD, OF, SUBJECT, NEAR, ELSEWHERE, DISTANCE = 10.0, 8.0, 7.0, 3.0, 4.0, 0.25
"""How well a place in the clause binds a measure to a number: the noun itself, "of"/"in" behind it, before it in the
clause, behind it, in another clause; and what each token of distance takes away.
"""


class Measured(NamedTuple):
    """The measure of a mention: its id or phrase, the stem of its head noun, its modifiers, and other measures named
    near.
    """

    measure: str | None
    head: str | None
    modifiers: tuple[str, ...]
    concepts: tuple[str, ...]
    events: tuple[str, ...]


def of(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention, discourse: Mapping[str, int]) -> Measured:
    """What `mention` measures. `discourse` counts the measures that the text names, for phrases that name several."""
    ranked = sorted(
        (
            (_binding(tokens, frame, mention, named), named)
            for named in frame.named
            if _fits(tokens, words, frame, mention, named)
        ),
        key=lambda pair: (-pair[0], -discourse.get(pair[1].measure, 0), pair[1]),
    )
    best = ranked[0] if ranked and ranked[0][0] > 0 else None
    head, modifiers, phrase = _noun(tokens, words, frame, mention)
    measure = best[1].measure if best else phrase
    if best and mention.noun and phrase and best[0] < (COUNTED if _person(tokens, mention) else HEAD - 1):
        measure = phrase
    concepts = tuple(dict.fromkeys(named.measure for binding, named in ranked[:3] if binding > 0))
    events = tuple(dict.fromkeys(named.measure for _, named in ranked[:4] if named.verb))
    return Measured(measure, head, modifiers, concepts, events)


def _fits(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention, named: Named) -> bool:
    """Whether a measure takes this kind of mention; an event ("killed") makes a measure of counted people only, or
    of a number or sum that stands right beside it."""
    kinds = words.kinds[named.measure]
    if named.verb:
        if mention.noun is not None and named.first >= frame.clause(mention.first)[1]:
            return False
        beside = -1 <= named.first - mention.last <= 3 or 0 <= mention.first - named.last <= 3
        counted = mention.kind in NOUN_KINDS and ((mention.noun is None and beside) or _person(tokens, mention))
        return mention.kind in kinds and (counted or (mention.kind == "money" and beside))
    return mention.kind in kinds or not kinds or (mention.kind in GROWTH and mention.change is not None)


def _binding(tokens: Tokens, frame: Frame, mention: Mention, named: Named) -> float:
    """How strongly the grammar ties `named` to `mention`; nothing below 0 counts."""
    overlap = tokens.starts[named.first] < mention.end and named.last > mention.first
    if overlap and mention.kind == "money":
        return -1.0
    noun_last = mention.noun[1] if mention.noun else mention.last
    if not named.verb and (overlap or (named.first < noun_last and named.last > mention.first)):
        return HEAD
    low, high = frame.clause(mention.first)
    if named.first >= mention.last:
        gap = named.first - max(noun_last, mention.last)
        if gap == 0 or (gap <= 2 and named.verb and named.first < high):
            return HEAD - gap * DISTANCE
        between = tokens.words[mention.last]
        if gap <= 4 and between in _LINKS:
            return OF - gap * DISTANCE
        base = NEAR + (2.0 if named.verb else 0.0) if named.first < high else NEAR - 2.0
        return base - gap * DISTANCE - _crossed(frame, mention, mention.last, named.first)
    gap = mention.first - named.last
    if named.verb and gap <= 3:
        return HEAD - 1 - gap * DISTANCE
    base = SUBJECT if named.first >= low else ELSEWHERE
    return base - gap * DISTANCE / 2 - _crossed(frame, mention, named.last, mention.first)


_LINKS = frozenset({"of", "in", "for", "as", "from"})


def _crossed(frame: Frame, mention: Mention, first: int, last: int) -> float:
    """A penalty for other mentions of the same kind between a measure and its number."""
    rivals = sum(1 for m in frame.mentions if first <= m.first < last and m.kind == mention.kind and m.change is None)
    return 1.5 * rivals


def _person(tokens: Tokens, mention: Mention) -> bool:
    return mention.noun is not None and bool(tokens.marks[mention.noun[1] - 1] & PERSON)


def _noun(
    tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention
) -> tuple[str | None, tuple[str, ...], str | None]:
    """Head stem, modifier stems and readable phrase of the noun that the mention counts, qualifies or is said of."""
    span = (
        mention.noun
        or _shared(tokens, frame, mention)
        or (mention.kind in NOUN_KINDS and _governing(tokens, mention))
        or _behind(tokens, words, frame, mention)
        or _governing(tokens, mention)
        or _subject(tokens, words, frame, mention)
    )
    if span is None:
        return None, (), None
    content = [at for at in range(*span) if _wordlike(tokens, at)]
    if not content:
        return None, (), None
    phrase = [tokens.words[at] for at in content[:-1]] + [singular(words, tokens.words[content[-1]])]
    return (
        words.roots[tokens.words[content[-1]]],
        tuple(words.roots[tokens.words[at]] for at in content[:-1]),
        " ".join(phrase),
    )


def _wordlike(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return len(word) > 1 and word[0].isalpha() and not tokens.marks[at] & FUNCTION


def _shared(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun that a bare number has from another count: "more than 230 people, 170 of them …", "7.6 and 7.4 …"."""
    if mention.kind not in NOUN_KINDS:
        return None
    counts = [other for other in frame.mentions if other.noun is not None and other is not mention]
    if tokens.words[mention.last : mention.last + 2] in PARTITIVES:
        return next((other.noun for other in reversed(counts) if other.first < mention.first), None)
    return next((other.noun for other in counts if other.group == mention.group >= 0), None)


PARTITIVES = (["of", "them"], ["of", "whom"], ["of", "which"], ["of", "these"], ["of", "those"])


def _governing(tokens: Tokens, mention: Mention) -> tuple[int, int] | None:
    """The noun before "of" that a number belongs to: "a mother of 12", "a toll of 30", "speeds of 40 km/h"."""
    at = mention.first - 2
    if at < 0 or tokens.words[at + 1] != "of" or not _wordlike(tokens, at) or tokens.marks[at] & LIGHT:
        return None
    return at, at + 1


def _behind(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun phrase right behind a mention ("$13.9 billion acquisition"), or behind "of" or "in" ("$5m in sales")."""
    at = mention.last
    if at < frame.last and tokens.words[at] in ("in", "of", "for"):
        at += 1
        while at < frame.last and tokens.marks[at] & FUNCTION and not tokens.marks[at] & PREPOSITION:
            at += 1
    end = at
    while end < frame.last and end - at < 4 and _nominal(tokens, frame, end):
        end += 1
    return (at, end) if end > at else None


def _nominal(tokens: Tokens, frame: Frame, at: int) -> bool:
    word = tokens.words[at]
    joins = word == "-" and tokens.touches(at)
    return joins or (
        word[0].isalpha() and not tokens.marks[at] & (FUNCTION | DIGITS | VERB) and not word.endswith("ly")
    )


def _subject(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun phrase that opens the clause of a mention: the subject of "amounted to", "reached", "fell"."""
    low, _ = frame.clause(mention.first)
    at = low
    while at < mention.first and not _nominal(tokens, frame, at):
        at += 1
    end = at
    while end < mention.first and end - at < 7 and _nominal(tokens, frame, end) and not tokens.marks[end] & LIGHT:
        end += 1
    return (at, end) if end > at else None


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
