"""What a mention measures: by the grammar of its clause, a measure of the rules or else the noun phrase itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from factcheck.extraction import ellipsis, noun
from factcheck.extraction.frame import Frame, Named, hyphenated
from factcheck.extraction.lexicon import (
    BARE,
    BOUNDARY,
    EDGE,
    EVENT,
    FUNCTION,
    LEVEL,
    LIGHT,
    PERSON,
    PLAIN,
    PREPOSITION,
    SAYING,
    TIME,
    Lexicon,
)
from factcheck.extraction.nominal import RELATIVE, singular, verbal
from factcheck.model import Mention
from factcheck.tokens import Tokens

COUNTED = 4.0
"""From here on a measure named beside counted people ("five people were killed") is what they are counted as."""

GROWTH = frozenset({"percent", "ratio"})
_LEVELS = (None, "to", "from")
"""Changes whose percentage is a level and so of a measure that has percentages: "climbed to 11 percent"."""

HEAD, OF, SUBJECT, NEAR, ELSEWHERE, APART, DISTANCE, MODIFIER, HUNG = 10.0, 8.0, 7.0, 3.0, 4.0, 0.25, 0.25, 2.0, 1.5
"""How well a place in the clause binds a measure to a number: the noun itself, "of"/"in" behind it, before it in the
clause, behind it, in another clause; what each further clause, each token of distance, being a mere modifier and
hanging on another noun take away.
"""

HINTED = 3.0
"""What is taken from the binding of a verb that only hints at its measure."""

BESIDE = 3
"""Tokens within which a verb takes a number that counts no people: "burned 12,000 acres", "born in 1904"."""

_ADJECTIVAL = frozenset({"duration", "measure"})
"""Kinds that, written with a hyphen, tell of the noun behind them alone: "a four-day visit during the strike"."""

_TIED = PREPOSITION | EDGE
_NO_NOUN = BARE | LEVEL | LIGHT | SAYING | EVENT | TIME
"""Marks of words that no measure modifies."""
_TURNS = PREPOSITION | LEVEL | BOUNDARY
"""Marks of words that tell what a noun hangs on."""

_LINKS = frozenset({"of", "in", "for", "as", "from"})


class Discourse:
    """The measures that a text names: how often beside its numbers, and whether at all."""

    __slots__ = ("lowered", "named", "spoken", "text")

    def __init__(self, text: str, named: Mapping[str, int]) -> None:
        self.text, self.named, self.spoken, self.lowered = text, named, dict[str, bool](), ""

    def speaks_of(self, words: Lexicon, measure: str) -> bool:
        """Whether a phrase of `measure` stands anywhere in the text."""
        if measure not in self.spoken:
            self.lowered = self.lowered or self.text.lower()
            phrases = [phrase for phrase in words.phrases[measure] if phrase in self.lowered]
            self.spoken[measure] = bool(phrases) and words.hinted[measure].search(self.lowered) is not None
        return self.spoken[measure]


class Measured(msgspec.Struct, frozen=True, gc=False):
    """The measure of a mention: its id or phrase, the stem of its head noun, its modifiers, and other measures named
    near; `counts` is what a bare number counts.
    """

    measure: str | None
    head: str | None
    modifiers: tuple[str, ...]
    concepts: tuple[str, ...]
    events: tuple[str, ...]
    counts: str | None = None


def of(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention, discourse: Discourse) -> Measured:
    """What `mention` measures. `discourse` tells what else the text names, for phrases that name several measures."""
    ranked = _ranked(tokens, words, frame, mention, discourse) if frame.named else []
    said = noun.of(tokens, words, frame, mention)
    head, phrase, own, span, counts = said.head, said.phrase, said.own, said.span, said.counts
    if span is not None and mention.kind in _ADJECTIVAL and hyphenated(tokens, mention):
        ranked = [one for one in ranked if one[2].first < span[1] and one[2].last > mention.first]
    if not phrase and mention.kind == "age":
        phrase = "age"
    if counts == noun.CHILD:
        return Measured(phrase, head, said.modifiers, (), (), counts)
    whole = ellipsis.whole(tokens, frame, mention)
    if whole is not None and (not ranked or -ranked[0][0] < SUBJECT):
        phrase, ranked = of(tokens, words, frame, whole, discourse).measure, []
    if not ranked:
        return Measured(phrase, head, said.modifiers, (), (), counts)
    binding, _, best = ranked[0]
    measure: str | None = best.measure if -binding > 0 else phrase
    if own and phrase and -binding < (COUNTED if best.act or _person(tokens, mention) else HEAD - 1):
        inside = (named for _, _, named in ranked if own[0] <= named.first < own[1] and not mention.noun)
        measure = next((named.measure for named in inside), phrase)
    concepts = tuple(dict.fromkeys([named.measure for negative, _, named in ranked[:3] if negative < 0]))
    events = tuple(dict.fromkeys([named.measure for _, _, named in ranked[:4] if named.verb]))
    if counts is None and measure == best.measure and noun.is_whole(mention):
        counts = words.counts.get(measure)
        head = words.roots[counts] if counts and head is None else head
    return Measured(measure, head, said.modifiers, concepts, events, counts)


def _ranked(
    tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention, discourse: Discourse
) -> list[tuple[float, int, Named]]:
    """The measures that may be that of a mention, the best bound first; the binding is negative for sorting."""
    clause = frame.clause(mention.first)
    return sorted(
        [
            (
                HINTED * named.hint - _binding(tokens, frame, clause, mention, named),
                -discourse.named.get(named.measure, 0),
                named,
            )
            for named in frame.named
            if _takes(tokens, words, mention, named)
            and _fits(tokens, words, clause, mention, named)
            and (not named.hint or discourse.speaks_of(words, named.measure))
            and (not named.act or _counted(tokens, words, mention) in words.objects[named.measure])
        ]
    )


def _takes(tokens: Tokens, words: Lexicon, mention: Mention, named: Named) -> bool:
    """Whether a measure takes claims of the kind and dimension of a mention."""
    if named.first >= mention.last and tokens.words[named.last - 1] == "of" and not named.verb:
        alone = words.measures[tokens.words[named.first]].alone
        if named.measure not in alone:
            return False  # "a town of 12,000", but no "5,000 from the island of Reva"
    kinds = words.kinds[named.measure]
    if mention.kind not in kinds:
        if mention.rule == "year-like" and "date" in kinds:
            return True
        if not ("count" in kinds and noun.is_whole(mention) and _counts(tokens, mention, named)):
            return mention.kind in GROWTH and mention.change not in _LEVELS and not named.verb
    if (
        mention.noun
        and named.measure in words.lasting
        and named.measure in words.counts
        and not _person(tokens, mention)
    ):
        return False  # "home to eight plants" tells no population
    dimensions = words.dimensions[named.measure]
    if mention.kind != "measure" or not dimensions:
        return True
    return mention.dimension in dimensions or mention.dimension.partition("/")[0] in dimensions


def _counts(tokens: Tokens, mention: Mention, named: Named) -> bool:
    """Whether a bare number is the size of what a noun names: "births fell to 1,140", "there were 12 RBIs"."""
    if named.verb or named.first == mention.last:
        return not named.verb
    return named.last <= mention.first and bool(tokens.marks[mention.first - 1] & LEVEL or mention.change == "to")


def _fits(tokens: Tokens, words: Lexicon, clause: tuple[int, int], mention: Mention, named: Named) -> bool:
    """Whether the grammar allows a measure: an event ("killed") for counted people in its clause, for anything else
    that stands right beside it; what follows "percent of" is the base and not the measure.
    """
    if named.verb:
        if (mention.timex or "").endswith("_REF"):
            return False
        if named.first >= clause[1] and not _relative(tokens, clause, mention, named):
            return False
        if mention.noun and mention.last <= named.first < mention.noun[1]:
            return False  # "1,300 state employed miners"
        return _is_argument(tokens, mention, named)
    return not (mention.kind == "percent" and mention.change is None and _is_base(tokens, words, mention, named))


def _end(mention: Mention) -> int:
    """The token behind a mention and the noun that it counts."""
    return max(mention.noun[1], mention.last) if mention.noun else mention.last


def _relative(tokens: Tokens, clause: tuple[int, int], mention: Mention, named: Named) -> bool:
    """Whether a verb is that of a relative clause about what a mention counts: "the 61 who have died"."""
    end = _end(mention)
    return end == clause[1] and tokens.words[end] in RELATIVE and named.first - end <= 2 * BESIDE


def _is_argument(tokens: Tokens, mention: Mention, named: Named) -> bool:
    """Whether a mention is subject or object of a verb, or for a time its adverb."""
    end = _end(mention)
    before = mention.first - named.last
    if before >= 0:
        between = tokens.marks[named.last : mention.first]
        if mention.kind in ("date", "time") or mention.rule == "year-like":
            return before <= BESIDE and all(mark & PLAIN for mark in between)
        stops = _TIED if mention.kind in noun.NOUN_KINDS else EDGE
        if before <= BESIDE + 1 and not any(mark & stops for mark in between):
            return True
        return mention.change == "to" and _tallied(tokens, named, mention)
    if mention.kind in ("date", "time"):
        return False
    return named.first - end <= (2 * BESIDE if named.act or _person(tokens, mention) else BESIDE)


TALLIES = frozenset({"number", "tally", "count", "total"})


def _tallied(tokens: Tokens, named: Named, mention: Mention) -> bool:
    """Whether a verb belongs to the number of those whom a level tells: "the number of people killed rose to 58"."""
    words, far = tokens.words, max(0, named.first - 3 * BESIDE)
    near = mention.first - named.last <= 4 * BESIDE
    return near and any(words[at] in TALLIES and words[at + 1] == "of" for at in range(far, named.first - 1))


def _is_base(tokens: Tokens, words: Lexicon, mention: Mention, named: Named) -> bool:
    """Whether a measure that has a size of its own follows "percent of": it is that of which a share is told."""
    if named.first <= mention.last or tokens.words[mention.last] != "of" or words.kinds[named.measure] <= GROWTH:
        return False
    between = tokens.marks[mention.last + 1 : named.first]
    return len(between) <= 3 and all(mark & FUNCTION for mark in between)


def _binding(tokens: Tokens, frame: Frame, clause: tuple[int, int], mention: Mention, named: Named) -> float:
    """How strongly the grammar ties `named` to `mention`; nothing below 0 counts."""
    end = _end(mention) if mention.noun else noun.past_bracket(tokens, frame, mention.last)
    if not named.verb and named.first < end and named.last > mention.first:
        return HEAD
    low, high = clause
    if named.first >= mention.last:
        gap, inside = named.first - end, named.first < high
        if named.verb:  # "are now known to have died"
            gap = sum(not mark & FUNCTION for mark in tokens.marks[end : named.first])
            inside = inside or _relative(tokens, clause, mention, named)
        if gap == 0 or (gap <= 2 and named.verb and inside):
            return HEAD - gap * DISTANCE
        if gap <= 4 and tokens.words[end] in _LINKS and not _parted(tokens, end, named.first):
            return OF - gap * DISTANCE
        base = NEAR + (2.0 if named.verb else 0.0) if inside else NEAR - 2.0
        return base - gap * DISTANCE - _crossed(frame, mention, end, named.first)
    gap = mention.first - named.last
    if named.verb and gap <= 3:
        return HEAD - 1 - gap * DISTANCE
    if gap <= 1 and not named.verb and tokens.words[mention.first - 1] == "of":
        return HEAD + DISTANCE
    base = SUBJECT - MODIFIER * _modifies(tokens, named) - HUNG * _hangs(tokens, named)
    if named.first < low:
        apart = bisect_right(frame.edges, low) - bisect_right(frame.edges, named.first)
        base += ELSEWHERE - SUBJECT - APART * (apart - 1)
    return base - gap * DISTANCE / 2 - _crossed(frame, mention, named.last, mention.first)


def _parted(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a clause ends within a stretch."""
    return any(mark & BOUNDARY for mark in tokens.marks[first:last])


def _modifies(tokens: Tokens, named: Named) -> bool:
    """Whether a measure only tells which other thing is meant: "the profit warning", "a price commission"."""
    if named.verb or tokens.marks[named.last] & _NO_NOUN:
        return False
    word = tokens.words[named.last]
    return not verbal(word) and tokens.text[tokens.starts[named.last]].islower()


def _hangs(tokens: Tokens, named: Named) -> bool:
    """Whether a measure only tells of which other one is spoken: "the death toll from the accident"."""
    if named.verb:
        return False
    for at in range(named.first - 1, max(named.first - 4, 0), -1):
        if tokens.marks[at] & _TURNS:
            return tokens.words[at] in _OF_EVENT
    return False


_OF_EVENT = frozenset({"from", "in", "after", "during", "since"})


def _crossed(frame: Frame, mention: Mention, first: int, last: int) -> float:
    """A penalty for other mentions of the same kind between a measure and its number."""
    rivals = [m for m in frame.mentions if first <= m.first < last and m.kind == mention.kind and m.change is None]
    return 1.5 * len(rivals)


def _counted(tokens: Tokens, words: Lexicon, mention: Mention) -> str:
    """The noun that a mention counts, in the singular."""
    return singular(words, tokens.words[mention.noun[1] - 1]) if mention.noun else ""


def _person(tokens: Tokens, mention: Mention) -> bool:
    return mention.noun is not None and bool(tokens.marks[mention.noun[1] - 1] & PERSON)
