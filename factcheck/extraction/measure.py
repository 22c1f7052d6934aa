"""What a mention measures: by the grammar of its clause, a measure of the rules or else the noun phrase itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from factcheck.extraction.frame import Frame, Named
from factcheck.extraction.lexicon import (
    BARE,
    EVENT,
    FUNCTION,
    LEVEL,
    LIGHT,
    PERSON,
    PREPOSITION,
    SAYING,
    TIME,
    VERB,
    Lexicon,
)
from factcheck.model import Mention
from factcheck.tokens import Tokens

COUNTED = 4.0
"""From here on a measure named beside counted people ("five people were killed") is what they are counted as."""

NOUN_KINDS = frozenset({"count", "rank", "number"})
GROWTH = frozenset({"percent", "ratio"})

HEAD, OF, SUBJECT, NEAR, ELSEWHERE, DISTANCE, MODIFIER = 10.0, 8.0, 7.0, 3.0, 4.0, 0.25, 2.0
"""How well a place in the clause binds a measure to a number: the noun itself, "of"/"in" behind it, before it in the
clause, behind it, in another clause; what each token of distance takes away, and being a mere modifier.
"""

BESIDE = 3
"""Tokens within which a verb takes a number that counts no people: "burned 12,000 acres", "born in 1904"."""

_LINKS = frozenset({"of", "in", "for", "as", "from"})


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
    ranked = _ranked(tokens, words, frame, mention, discourse) if frame.named else []
    head, modifiers, phrase, own = _noun(tokens, words, frame, mention)
    if not phrase and mention.kind == "age":
        phrase = "age"
    if not ranked:
        return Measured(phrase, head, modifiers, (), ())
    binding, _, best = ranked[0]
    measure: str | None = best.measure if -binding > 0 else phrase
    if own and phrase and -binding < (COUNTED if _person(tokens, mention) else HEAD - 1):
        inside = (named for _, _, named in ranked if own[0] <= named.first < own[1] and not mention.noun)
        measure = next((named.measure for named in inside), phrase)
    concepts = tuple(dict.fromkeys([named.measure for negative, _, named in ranked[:3] if negative < 0]))
    events = tuple(dict.fromkeys([named.measure for _, _, named in ranked[:4] if named.verb]))
    return Measured(measure, head, modifiers, concepts, events)


def _ranked(
    tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention, discourse: Mapping[str, int]
) -> list[tuple[float, int, Named]]:
    """The measures that may be that of a mention, the best bound first; the binding is negative for sorting."""
    clause = frame.clause(mention.first)
    return sorted(
        [
            (-_binding(tokens, frame, clause, mention, named), -discourse.get(named.measure, 0), named)
            for named in frame.named
            if _takes(words, mention, named) and _fits(tokens, words, clause, mention, named)
        ]
    )


def _takes(words: Lexicon, mention: Mention, named: Named) -> bool:
    """Whether a measure takes claims of the kind and dimension of a mention."""
    kinds = words.kinds[named.measure]
    if mention.kind not in kinds:
        if mention.rule == "year-like" and "date" in kinds:
            return True
        return mention.kind in GROWTH and mention.change is not None and not named.verb
    dimensions = words.dimensions[named.measure]
    if mention.kind != "measure" or not dimensions:
        return True
    return mention.dimension in dimensions or mention.dimension.partition("/")[0] in dimensions


def _fits(tokens: Tokens, words: Lexicon, clause: tuple[int, int], mention: Mention, named: Named) -> bool:
    """Whether the grammar allows a measure: an event ("killed") for counted people in its clause, for anything else
    that stands right beside it; what follows "percent of" is the base and not the measure.
    """
    if named.verb:
        if named.first >= clause[1] or (mention.timex or "").endswith("_REF"):
            return False
        return _is_argument(tokens, mention, named)
    return not (mention.kind == "percent" and mention.change is None and _is_base(tokens, words, mention, named))


def _is_argument(tokens: Tokens, mention: Mention, named: Named) -> bool:
    """Whether a mention is subject or object of a verb, or for a time its adverb."""
    end = max(mention.noun[1], mention.last) if mention.noun else mention.last
    before = mention.first - named.last
    if before >= 0:
        between = tokens.marks[named.last : mention.first]
        if mention.kind in ("date", "time") or mention.rule == "year-like":
            return before <= BESIDE and all(mark & (FUNCTION | TIME) for mark in between)
        stops = PREPOSITION if mention.kind in NOUN_KINDS else 0
        return before <= BESIDE + 1 and not any(mark & stops for mark in between)
    if mention.kind in ("date", "time"):
        return False
    return named.first - end <= (2 * BESIDE if _person(tokens, mention) else BESIDE)


def _is_base(tokens: Tokens, words: Lexicon, mention: Mention, named: Named) -> bool:
    """Whether a measure that has a size of its own follows "percent of": it is that of which a share is told."""
    if named.first <= mention.last or tokens.words[mention.last] != "of" or words.kinds[named.measure] <= GROWTH:
        return False
    between = tokens.marks[mention.last + 1 : named.first]
    return len(between) <= 3 and all(mark & FUNCTION for mark in between)


def _binding(tokens: Tokens, frame: Frame, clause: tuple[int, int], mention: Mention, named: Named) -> float:
    """How strongly the grammar ties `named` to `mention`; nothing below 0 counts."""
    end = max(mention.noun[1], mention.last) if mention.noun else mention.last
    if not named.verb and named.first < end and named.last > mention.first:
        return HEAD
    low, high = clause
    if named.first >= mention.last:
        gap = named.first - end
        if gap == 0 or (gap <= 2 and named.verb and named.first < high):
            return HEAD - gap * DISTANCE
        if gap <= 4 and tokens.words[mention.last] in _LINKS:
            return OF - gap * DISTANCE
        base = NEAR + (2.0 if named.verb else 0.0) if named.first < high else NEAR - 2.0
        return base - gap * DISTANCE - _crossed(frame, mention, mention.last, named.first)
    gap = mention.first - named.last
    if named.verb and gap <= 3:
        return HEAD - 1 - gap * DISTANCE
    base = (SUBJECT if named.first >= low else ELSEWHERE) - MODIFIER * _modifies(tokens, named)
    return base - gap * DISTANCE / 2 - _crossed(frame, mention, named.last, mention.first)


def _modifies(tokens: Tokens, named: Named) -> bool:
    """Whether a measure only tells which other thing is meant: "the profit warning", "a price commission"."""
    if named.verb or tokens.marks[named.last] & (BARE | LEVEL | LIGHT | SAYING | EVENT | TIME):
        return False
    word = tokens.words[named.last]
    return not _tensed(word) and tokens.text[tokens.starts[named.last]].islower()


def _crossed(frame: Frame, mention: Mention, first: int, last: int) -> float:
    """A penalty for other mentions of the same kind between a measure and its number."""
    rivals = [m for m in frame.mentions if first <= m.first < last and m.kind == mention.kind and m.change is None]
    return 1.5 * len(rivals)


def _person(tokens: Tokens, mention: Mention) -> bool:
    return mention.noun is not None and bool(tokens.marks[mention.noun[1] - 1] & PERSON)


# Open vocabulary


def _noun(
    tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention
) -> tuple[str | None, tuple[str, ...], str | None, tuple[int, int] | None]:
    """Head stem, modifier stems and readable phrase of the noun that the mention counts, qualifies or is said of, and
    the tokens of that noun if it is tied to it more closely than a measure named elsewhere in the clause.

    The phrase is None where the noun is found by its place alone: it may tell what is alike, but names no measure.
    """
    span, named, close = _found(tokens, frame, mention)
    if span is None:
        return None, (), None, None
    content = _content(tokens, frame, mention, span)
    if not content:
        return None, (), None, None
    roots = [words.roots[tokens.words[at]] for at in content]
    return (
        roots[-1],
        tuple(roots[:-1]),
        _phrase(tokens, words, content, mention.noun is not None) if named else None,
        span if close else None,
    )


def _found(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[tuple[int, int] | None, bool, bool]:
    """The noun of a mention, whether it names what is measured, and whether it is the mention's own."""
    if mention.noun is not None:
        return mention.noun, True, True
    if mention.kind in NOUN_KINDS:
        span = _shared(tokens, frame, mention) or _governing(tokens, frame, mention)
        if span is not None:
            return span, True, False
    if mention.change is not None:
        span = _object(tokens, frame, mention)
        if span is not None:
            return span, True, True
    span = _behind(tokens, frame, mention)
    if span is not None:
        linked = span[0] > mention.last
        said = mention.kind in (_PARTED if linked else _SIZED) and not _capital(tokens, span)
        return span, said and (linked or not tokens.words[span[1] - 1].endswith("s")), said and not linked
    span = _subject(tokens, frame, mention)
    return span, span is not None and mention.kind in _SAID_OF and _is_level(tokens, mention, span), False


def _shared(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun that a bare number has from another count: "more than 230 people, 170 of them …", "7.6 and 7.4 …"."""
    counts = [other for other in frame.mentions if other.noun is not None and other is not mention]
    if tuple(tokens.words[mention.last : mention.last + 2]) in PARTITIVES:
        return next((other.noun for other in reversed(counts) if other.first < mention.first), None)
    return next((other.noun for other in counts if other.group == mention.group >= 0), None)


PARTITIVES = frozenset({("of", "them"), ("of", "whom"), ("of", "which"), ("of", "these"), ("of", "those")})


def _governing(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun before "of" that a number belongs to: "a mother of 12", "a toll of 30"."""
    at = mention.first - 2
    if at < frame.first or tokens.words[at + 1] != "of" or not _nominal(tokens, at) or tokens.marks[at] & LIGHT:
        return None
    return at, at + 1


_SAID_OF = frozenset({"money", "measure", "percent", "number", "ratio"})
"""Kinds whose measure a noun phrase tells without being counted: "the fine was $5 million"."""
_PARTED = frozenset({"money", "measure", "ratio"})
"""Kinds whose measure stands behind "of" or "in": "8 tons of wheat", "$5m in sales"."""
_SIZED = frozenset({"money", "percent"})
"""Kinds whose measure stands right behind: "$5 million fine"; a "13-inch screen" has that size, but is none."""


def _content(tokens: Tokens, frame: Frame, mention: Mention, span: tuple[int, int]) -> list[int]:
    """The words with content of a noun phrase, without those of other mentions, and with the head alone behind "and":
    "12 Dutch and 11 Danish sailors" are Dutch sailors.
    """
    others = {at for one in frame.mentions if one is not mention for at in range(one.first, one.last)}
    others.discard(span[1] - 1)
    first, last = span
    joint = next((at for at in range(first, last) if tokens.words[at] in ("and", "or") or at in others), None)
    kept = range(first, last) if joint is None or joint == first else [*range(first, joint), last - 1]
    return [at for at in kept if tokens.words[at][0].isalpha() and not tokens.marks[at] & FUNCTION and at not in others]


def _capital(tokens: Tokens, span: tuple[int, int]) -> bool:
    return any(tokens.text[tokens.starts[at]].isupper() for at in range(*span) if at not in tokens.sentences)


def _object(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """What is changed: the noun phrase before "by", "to" or "from" ("cut its share capital by 50 percent")."""
    stop = mention.first - 1
    if stop <= frame.first or tokens.words[stop] not in ("by", "to", "from"):
        return None
    first = stop
    while first > frame.first and stop - first < 3 and _nominal(tokens, first - 1):
        first -= 1
    span = (first, stop)
    opened = first > frame.first and tokens.words[first - 1] in _DETERMINERS and tokens.words[first - 2] != "of"
    return span if first < stop and opened and not _capital(tokens, span) else None


_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "a", "an", "this", "these"})


def _phrase(tokens: Tokens, words: Lexicon, content: list[int], counted: bool) -> str | None:
    """The noun phrase as a measure; None if a head without meaning is at its end, or, unless it is `counted` and so
    surely a noun, a verb or a time.
    """
    last = content[-1]
    if not counted and (tokens.marks[last] & (TIME | SAYING | EVENT | LEVEL) or _tensed(tokens.words[last])):
        return None
    if tokens.marks[last] & LIGHT and len(content) == 1:
        return None
    return " ".join([*(tokens.words[at] for at in content[:-1]), singular(words, tokens.words[last])])


def _tensed(word: str) -> bool:
    return len(word) > 4 and word.endswith(("ed", "ing"))


def _behind(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun phrase right behind a mention ("$13.9 billion acquisition"), or behind "of" or "in" ("$5m in sales")."""
    at = mention.last
    if at < frame.last and tokens.words[at] in ("in", "of"):
        at += 1
        while at < frame.last and tokens.marks[at] & FUNCTION and not tokens.marks[at] & PREPOSITION:
            at += 1
    return _nominals(tokens, at, frame.last)


def _nominals(tokens: Tokens, at: int, stop: int) -> tuple[int, int] | None:
    """Up to four words from token `at` that may be nouns or adjectives."""
    end = at
    while end < stop and end - at < 5 and (_nominal(tokens, end) or (end > at and _hyphen(tokens, end))):
        end += 1
    return (at, end) if end > at else None


def _hyphen(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] == "-" and tokens.touches(at)


def _nominal(tokens: Tokens, at: int) -> bool:
    return not tokens.marks[at] & (BARE | LEVEL | VERB) and not tokens.words[at].endswith("ly")


def _subject(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int] | None:
    """The noun phrase that opens the clause of a mention: the subject of "amounted to", "reached", "fell"."""
    at, _ = frame.clause(mention.first)
    while at < mention.first and not _nominal(tokens, at):
        at += 1
    end = at
    while end < mention.first and end - at < 4 and _nominal(tokens, end) and not tokens.marks[end] & LIGHT:
        end += 1
    return (at, end) if end > at else None


_REACH = 5
"""Tokens between a subject and the number that a verb of level says of it."""


def _is_level(tokens: Tokens, mention: Mention, span: tuple[int, int]) -> bool:
    """Whether a verb of level alone stands between a subject and a mention, and the subject is no name."""
    between = tokens.marks[span[1] : mention.first]
    if not between or len(between) > _REACH or not between[0] & LEVEL:
        return False
    return not _capital(tokens, span) and all(mark & (LEVEL | FUNCTION) for mark in between)


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
