"""A sentence prepared for attaching meaning: its clauses, the measures and events in it, its names and mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.lexicon import (
    ACT,
    BARE,
    BOUNDARY,
    BREAK,
    CLOSED,
    CUE,
    EARLIER,
    EDGE,
    EVENT,
    FUNCTION,
    HINT,
    LEAD,
    LEVEL,
    MODAL,
    NOTABLE,
    PAIR,
    PHRASE,
    ROLE,
    SAYING,
    SCOPE,
    STATUS_MARKS,
    VERB,
    Lexicon,
    Table,
    longest,
)
from factcheck.model import Mention
from factcheck.quantity.lexicon import NUMERAL
from factcheck.tokens import DIGITS, PAST, SIGN, Tokens

MOST, LONGEST = 32, 200
"""Mentions that are read as one sentence, and tokens on either side of them: beyond lies a list and no sentence."""
ARTICLES = frozenset({"the", "a", "an"})
FLAGS = STATUS_MARKS | SCOPE | EARLIER | ROLE
_NAMING = PHRASE | EVENT | HINT | ACT
_TELLING = FLAGS | SAYING | CUE | PAIR
_CLOSING = FUNCTION | SIGN
_NUMBER = DIGITS | NUMERAL
_MAIN = VERB | LEVEL


class Named(msgspec.Struct, frozen=True, order=True, gc=False):
    """A measure named at tokens `first`..`last`; `verb` when by its event ("killed") and not by its noun, `hint`
    when by a verb that names it only where the text speaks of it elsewhere, `act` when only for what it has as objects.
    """

    first: int
    last: int
    measure: str
    verb: bool
    hint: bool = False
    act: bool = False


class Flag(msgspec.Struct, frozen=True, gc=False):
    """A word or phrase at token `at` that belongs to classes of the rules, by their marks."""

    at: int
    marks: int
    phrase: str


class Outline(msgspec.Struct, frozen=True, gc=False):
    """A document prepared for its frames: the tokens that matter, and the tokens with content."""

    notable: list[int]
    content: list[int]


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What one sentence holds.

    `edges` are the first tokens of its clauses, closed by its end; `closed` those of them that open a subordinate
    clause. `inside` are the tokens of its mentions, `counts` those of them with a counted noun, `earlier` those of the
    sentences before. `content` are the tokens with content, `roots` their roots. `keyed` are the mentions that state
    one value, with its key, `qualifying` those of them that tell which thing is meant. `verbs` are the tokens that
    tell what is done, filled once the frame stands, `times` the mentions that may be the time of a quantity, `clauses`
    the clauses of the tokens that were asked for.
    """

    index: int
    first: int
    last: int
    edges: list[int]
    closed: list[int]
    named: list[Named]
    says: list[int]
    flags: list[Flag]
    pairs: bool
    names: list[Name]
    mentions: list[Mention]
    inside: set[int]
    counts: list[Mention]
    earlier: list[Mention]
    content: list[int]
    roots: list[str]
    words: tuple[str, ...]
    places: tuple[str, ...]
    keyed: list[tuple[Mention, str]]
    qualifying: list[tuple[Mention, str]]
    verbs: list[int]
    times: list[Mention]
    clauses: dict[int, tuple[int, int]]

    def clause(self, token: int) -> tuple[int, int]:
        """First and last token (half open) of the clause that holds `token`."""
        found = self.clauses.get(token)
        if found is None:
            at = bisect_right(self.edges, token)
            found = self.clauses[token] = self.edges[at - 1], self.edges[at]
        return found


def outline(tokens: Tokens) -> Outline:
    """What the frames of a document are cut from."""
    return Outline(list(tokens.having(NOTABLE)), list(tokens.having(BARE, wanted=False)))


def build(
    tokens: Tokens,
    words: Lexicon,
    names: Names,
    whole: Outline,
    index: int,
    mentions: list[Mention],
    earlier: list[Mention],
) -> Frame:
    """The frame of sentence `index` with the `mentions` that stand in it; `earlier` counts stand before it."""
    first = max(tokens.sentences[index], mentions[0].first - LONGEST)
    last = min(tokens.sentences[index + 1], mentions[-1].last + LONGEST)
    content = whole.content[bisect_left(whole.content, first) : bisect_left(whole.content, last)]
    roots = [words.roots[tokens.words[at]] for at in content]
    reading = _Reading(tokens, words, first, last, mentions)
    inside = reading.inside
    behind = {one.last for one in mentions if one.kind in ("count", "number")}
    names_here = [
        name
        for name in names.within(first, last)
        if name.place or not (name.first in inside or (name.first in behind and _counted(tokens, name)))
    ]
    reading.read(whole.notable[bisect_left(whole.notable, first) : bisect_left(whole.notable, last)])
    keyed = [(one, key(one)) for one in mentions if one.value is not None and one.value.point is not None]
    return Frame(
        index=index,
        first=first,
        last=last,
        edges=[*sorted({edge for edge in reading.edges if edge < last}), last],
        closed=reading.closed,
        named=reading.named,
        says=reading.says,
        flags=reading.flags,
        pairs=reading.pairs,
        names=names_here,
        mentions=mentions,
        inside=inside,
        counts=[one for one in mentions if one.noun is not None],
        earlier=earlier,
        content=content,
        roots=roots,
        words=tuple(dict.fromkeys(roots)),
        places=tuple(dict.fromkeys(name.key for name in names_here if name.place)),
        keyed=keyed,
        qualifying=[one for one in keyed if one[0].kind == "rank" or hyphenated(tokens, one[0])],
        verbs=[],
        times=[one for one in mentions if _is_time(one) and not _of_saying(reading.says, one)],
        clauses={},
    )


def _is_time(one: Mention) -> bool:
    return one.period is not None or (one.kind in ("date", "time") and not (one.timex or "_REF").endswith("_REF"))


def _of_saying(says: Sequence[int], time: Mention) -> bool:
    """Whether a date tells when something was said ("said on Monday") and not when it happened; nobody says a thing
    over a quarter ("reported second-quarter revenue of $5m")."""
    if time.period is not None and time.period.grain in ("quarter", "half"):
        return False
    return any(0 < time.first - at <= 3 for at in says)


def _counted(tokens: Tokens, name: Name) -> bool:
    """Whether a single capitalised word behind a number is what it counts ("43 RBIs"), not part of a name."""
    if name.last - name.first > 1:
        return False
    return name.last >= len(tokens) or bool(tokens.marks[name.last] & _CLOSING)


def key(mention: Mention) -> str:
    """A value by its dimension and its size in base units, or a time by its TIMEX3 value."""
    if mention.value is None or mention.value.point is None:
        return mention.timex or ""
    return f"{mention.dimension or mention.kind}:{mention.value.point * mention.factor:.6g}"


def hyphenated(tokens: Tokens, mention: Mention) -> bool:
    """Whether a number is joined to its unit by a hyphen ("13-inch"); that inside a unit ("kilowatt-hours") is none,
    nor is a dash ("$13 billion-a price that …").
    """
    first, words = mention.first + 1, tokens.words[mention.first : mention.last + 1]
    if "-" not in words:
        return False
    return any(
        word == "-" and tokens.marks[at - 1] & _NUMBER and ARTICLES.isdisjoint(tokens.words[at + 1 : at + 2])
        for at, word in enumerate(words[1:], first)
    )


class _Reading:
    """Collects what the notable words of one sentence tell."""

    __slots__ = (
        "aside",
        "closed",
        "edges",
        "flags",
        "inside",
        "last",
        "named",
        "pairs",
        "says",
        "tokens",
        "until",
        "words",
    )

    def __init__(self, tokens: Tokens, words: Lexicon, first: int, last: int, mentions: Sequence[Mention]) -> None:
        self.tokens, self.words, self.last, self.until = tokens, words, last, first
        self.inside = {at for mention in mentions for at in range(mention.first, mention.last)}
        self.edges, self.closed = [first], list[int]()
        self.named: list[Named] = []
        self.says: list[int] = []
        self.flags: list[Flag] = []
        self.pairs = False
        self.aside = -1

    def read(self, notable: Sequence[int]) -> None:
        """Reads the notable tokens of the sentence."""
        words, marks, leads, last = self.tokens.words, self.tokens.marks, self.words.leads, self.last
        for at in notable:
            mark = marks[at]
            if mark & LEAD and (at + 1 == last or words[at + 1] not in leads[words[at]]):
                continue
            if mark & _NAMING:
                self._name(at, mark)
            if mark & BOUNDARY and at not in self.inside:
                self._edge(at, mark)
            if mark & _TELLING:
                self._tell(at, mark)

    def _name(self, at: int, mark: int) -> None:
        """Notes the measures that a token names, or a phrase that it opens."""
        if mark & PHRASE and at >= self.until:
            self.until = self._add(at, self.words.measures, False) or self.until
        if mark & EVENT:
            self._add(at, self.words.verbs, True)
        if mark & HINT:
            self._add(at, self.words.hints, True, hint=True)
        if mark & ACT:
            self._add(at, self.words.acts, True, act=True)

    def _tell(self, at: int, mark: int) -> None:
        """Notes the classes of words that a token belongs to, or a phrase that it opens."""
        if mark & SAYING and not (at + 1 in self.inside and self.tokens.words[at] in self.words.adding):
            self.says.append(at)
        if mark & FLAGS:
            self.flags.append(Flag(at, mark, self.tokens.words[at]))
        if mark & CUE:
            self._cue(at)
        if mark & PAIR:
            self.pairs = True

    def _add(self, at: int, table: Table, verb: bool, hint: bool = False, act: bool = False) -> int:
        """Notes the measures whose longest phrase starts at token `at`: one phrase may name several, told by kind."""
        hit = longest(self.tokens.words, at, self.last, table)
        if hit is None or (not verb and hit[0] == at + 1 and _verbal(self.tokens, at)):
            return 0
        if verb and hit[0] > at + 1 and hit[0] - 1 in self.inside:  # "offered [at least …]" is not "offered at"
            return 0
        self.named += [Named(at, hit[0], name, verb, hint, act) for name in hit[1]]
        if verb and hit[0] > at + 1:  # "died in 1904" tells a date, "five died in the crash" no date
            alone = table[self.tokens.words[at]].alone
            self.named += [Named(at, at + 1, name, verb, hint, act) for name in alone if name not in hit[1]]
        return hit[0]

    def _edge(self, at: int, mark: int) -> None:
        if mark & CLOSED and not mark & EDGE and self.tokens.words[at - 1] in ARTICLES and at:
            return  # "the following day"
        edge = at + 1 if mark & EDGE else at
        self.edges.append(edge)
        if mark & CLOSED:
            self.closed.append(edge)
        elif self.aside >= 0 and self._verb(edge):
            self.closed.append(self.aside)
        self.aside = edge if mark & EDGE and self._participle(edge) else -1

    def _participle(self, at: int) -> bool:
        """Whether a clause opens with what may be a participle: "the fund, founded in 2003, holds …"."""
        return at < self.last and bool(self.tokens.marks[at] & PAST)

    def _verb(self, at: int) -> bool:
        """Whether the main clause goes on with its verb at token `at`."""
        return at < self.last and bool(self.tokens.marks[at] & _MAIN or self._participle(at))

    def _cue(self, at: int) -> None:
        words = self.tokens.words
        if at + 1 == self.last:
            return
        for rest, marks in self.words.cues[words[at]].get(words[at + 1], ()):
            end = at + 1 + len(rest)
            if end <= self.last and tuple(words[at + 1 : end]) == rest:
                self._cued(at, marks, " ".join((words[at], *rest)))
                return

    def _cued(self, at: int, marks: int, phrase: str) -> None:
        if marks & FLAGS:
            self.flags.append(Flag(at, marks, phrase))
        if marks & SAYING:
            self.says.append(at + phrase.count(" "))
        if marks & BREAK and at not in self.inside:
            self._edge(at, marks)


def _verbal(tokens: Tokens, at: int) -> bool:
    """Whether a word that is noun and verb ("pay", "demand") is the verb: behind "will", "to", "they"."""
    return at > 0 and bool(tokens.marks[at - 1] & MODAL) and not tokens.words[at].endswith("s")
