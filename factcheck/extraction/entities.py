"""Names in a text: people, organisations and places, and the short forms that stand for them.

A name is a run of capitalised words. Inside a document the surname stands for the full name, an acronym in brackets
for what it follows; demonyms and capitals of the rules stand for the country. No name is looked up in any list of
people.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from factcheck.extraction.lexicon import FUNCTION, PLACE, Lexicon, Phrases
from factcheck.tokens import Tokens

_NAME = re.compile(
    r"\b[^\W\da-z_][\w'’]*(?:-\w+)*\.?"
    r"(?:[ \u00a0](?:(?:of|de|van|von|al|bin|da|del|la|le|and|for)[ \u00a0])?[^\W\da-z_][\w'’&]*(?:-\w+)*)*"
)
_ACRONYM = re.compile(
    r"\b((?:[A-Z][\w'’&-]{0,40}[ \u00a0](?:(?:of|the|for|and)[ \u00a0]){0,2}){1,7}[A-Z][\w'’&-]{0,40})"
    r"[ \u00a0]\(([A-Z][A-Za-z&]{1,7})\)"
)


class Name(NamedTuple):
    """A name at tokens `first`..`last`; `key` is the same for all forms of one bearer, `place` true for a place."""

    first: int
    last: int
    key: str
    place: bool


class Names(NamedTuple):
    """All names of a document in order, and the places that it speaks of most."""

    spans: list[Name]
    firsts: list[int]
    places: tuple[str, ...]

    def within(self, first: int, last: int) -> list[Name]:
        """The names that start at a token of `first`..`last`."""
        return self.spans[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]

    def before(self, token: int, reach: int = 30) -> list[Name]:
        """The names that start at most `reach` tokens before `token`."""
        return self.within(token - reach, token)


def find(tokens: Tokens, words: Lexicon) -> Names:
    """The names of the text of `tokens`."""
    spans = [*_places(tokens, words)]
    taken = {index for name in spans for index in range(name.first, name.last)}
    forms = list(_capitalised(tokens, words, taken))
    bearers = _bearers(tokens, forms)
    spans += [Name(first, last, bearers[key], False) for first, last, key in forms]
    spans.sort()
    counted = Counter(name.key for name in spans if name.place)
    return Names(spans, [name.first for name in spans], tuple(key for key, _ in counted.most_common(4)))


def _places(tokens: Tokens, words: Lexicon) -> list[Name]:
    found: list[Name] = []
    until = 0
    for index, mark in enumerate(tokens.marks):
        if mark & PLACE and index >= until and tokens.text[tokens.starts[index]].isupper():
            hit = longest(tokens.words, index, words.places)
            if hit is not None:
                until = hit[0]
                found.append(Name(index, until, hit[1], True))
    return found


def longest(tokens: list[str], index: int, table: Phrases) -> tuple[int, str] | None:
    """End token and name of the longest phrase of `table` that starts at token `index`."""
    for rest, name in table.get(tokens[index], ()):
        if not rest:
            return index + 1, name
        end = index + 1 + len(rest)
        if tokens[index + 1 : index + 2] == [rest[0]] and tuple(tokens[index + 1 : end]) == rest:
            return end, name
    return None


def _capitalised(tokens: Tokens, words: Lexicon, taken: set[int]) -> list[tuple[int, int, str]]:
    """Runs of capitalised words that are no places and not merely the start of a sentence."""
    openers = set(tokens.sentences)
    lower = {tokens.words[i] for i in range(len(tokens)) if tokens.text[tokens.starts[i]].islower()}
    found = []
    for match in _NAME.finditer(tokens.text):
        first = bisect_left(tokens.starts, match.start())
        last = bisect_left(tokens.starts, match.end())
        while first < last and _no_name(tokens, words, first, openers, lower):
            first += 1
        for part_first, part_last in _around(first, last, taken):
            key = " ".join(w for w in tokens.words[part_first:part_last] if w.isalnum() or "'" in w).removesuffix("'s")
            if len(key) > 1 and part_last - part_first < 8:
                found.append((part_first, part_last, key))
    return found


def _no_name(tokens: Tokens, words: Lexicon, index: int, openers: set[int], lower: set[str]) -> bool:
    word = tokens.words[index]
    if tokens.marks[index] & FUNCTION or word in words.titles or tokens.marks[index] & 0x3FFF0000:
        return True
    return index in openers and word in lower


def _around(first: int, last: int, taken: set[int]) -> list[tuple[int, int]]:
    """The parts of `first`..`last` that no place has taken."""
    parts, start = [], None
    for index in range(first, last + 1):
        free = index < last and index not in taken
        if free and start is None:
            start = index
        elif not free and start is not None:
            parts.append((start, index))
            start = None
    return parts


def _bearers(tokens: Tokens, forms: list[tuple[int, int, str]]) -> dict[str, str]:
    """Every form of a name to the longest one that it stands for."""
    keys = {key for _, _, key in forms}
    bearers = {key: key for key in keys}
    by_last: dict[str, str] = {}
    for key in sorted(keys, key=lambda one: (one.count(" "), one)):
        parts = key.split(" ")
        if 1 < len(parts) < 5:
            by_last.setdefault(parts[-1], key)
    for key in keys:
        if " " not in key and key in by_last:
            bearers[key] = by_last[key]
    for match in _ACRONYM.finditer(tokens.text):
        short, long = match[2].lower(), match[1].lower().replace("-", " ")
        if short in bearers and long in bearers:
            bearers[short] = long
    return bearers
