"""A sentence prepared for attaching meaning: its clauses, the measures and events named in it, its names and mentions."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.lexicon import (
    BREAK,
    EARLIER,
    EDGE,
    EVENT,
    FUNCTION,
    NOTABLE,
    PAIR,
    PHRASE,
    ROLE,
    SAYING,
    SCOPE,
    STATUS_MARKS,
    Lexicon,
    Phrases,
)
from factcheck.model import Mention
from factcheck.tokens import DIGITS, Tokens


class Named(NamedTuple):
    """A measure named at tokens `first`..`last`; `verb` when by its event ("killed") and not by its noun."""

    first: int
    last: int
    measure: str
    verb: bool


class Frame(NamedTuple):
    """What one sentence holds. `edges` are the first tokens of its clauses, closed by its end."""

    index: int
    first: int
    last: int
    edges: list[int]
    named: list[Named]
    says: list[int]
    flags: list[int]
    pairs: bool
    names: list[Name]
    mentions: list[Mention]
    stems: dict[int, str]

    def clause(self, token: int) -> tuple[int, int]:
        """First and last token (half open) of the clause that holds `token`."""
        at = bisect_right(self.edges, token)
        return self.edges[at - 1], self.edges[at]


def build(tokens: Tokens, words: Lexicon, names: Names, index: int, mentions: list[Mention]) -> Frame:
    """The frame of sentence `index` with the `mentions` that stand in it."""
    first, last = tokens.sentences[index], tokens.sentences[index + 1]
    marks = tokens.marks
    inside = {at for mention in mentions for at in range(mention.first, mention.last)}
    named, says, flags, edges, pairs = [], [], [], [first], False
    until = first
    for at in [at for at in range(first, last) if marks[at] & NOTABLE]:
        mark = marks[at]
        if mark & PHRASE and at >= until:
            hits = _named(tokens, words.measures, at, last, False)
            named += hits
            until = hits[0].last if hits else until
        if mark & EVENT:
            named += _named(tokens, words.verbs, at, last, True)
        if mark & (BREAK | EDGE) and at not in inside:
            edges.append(at + 1 if mark & EDGE else at)
        if mark & SAYING:
            says.append(at)
        if mark & (STATUS_MARKS | SCOPE | EARLIER | ROLE):
            flags.append(at)
        pairs = pairs or bool(mark & PAIR)
    edges = [*sorted({edge for edge in edges if edge < last}), last]
    return Frame(
        index,
        first,
        last,
        edges,
        named,
        says,
        flags,
        pairs,
        names.within(first, last),
        mentions,
        _stems(tokens, words, first, last),
    )


def _named(tokens: Tokens, table: Phrases, at: int, last: int, verb: bool) -> list[Named]:
    """The measures named by phrases that start at token `at`: those of the longest phrase, which may name several;
    of events all, since "died in" hides no "died".
    """
    found = [
        Named(at, at + 1 + len(rest), name, verb)
        for rest, name in table[tokens.words[at]]
        if not rest or (at + len(rest) < last and tuple(tokens.words[at + 1 : at + 1 + len(rest)]) == rest)
    ]
    if verb or not found:
        return found
    if found[0].last == at + 1 and at and tokens.words[at - 1] in INFINITIVE:
        return []
    return [one for one in found if one.last == found[0].last]


INFINITIVE = frozenset("to will would can could may might must shall should did does do not".split())
"""Words behind which a word that could be a noun is a verb: "will pay", "to cost"."""


def _stems(tokens: Tokens, lexicon: Lexicon, first: int, last: int) -> dict[int, str]:
    """The roots of the content words of a sentence by token."""
    marks, words, roots = tokens.marks, tokens.words, lexicon.roots
    return {
        at: roots[words[at]]
        for at in range(first, last)
        if not marks[at] & (FUNCTION | DIGITS) and words[at][0].isalpha()
    }
