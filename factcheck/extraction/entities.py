"""Names in a text: people, organisations and places, and the short forms that stand for them.

A name is a run of capitalised words. Inside a document the surname stands for the full name, an acronym in brackets
for what it follows; demonyms and capitals of the rules stand for the country. No name is looked up in any list of
people.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import compress
from operator import not_

import msgspec

from factcheck.extraction.lexicon import EARLIER, FUNCTION, PHRASE, PLACE, ROLE, Lexicon, longest
from factcheck.tokens import DIGITS, Tokens

LONGEST = 8
"""From so many tokens on a run of capitalised words is a headline and no name."""

_JOINING = frozenset(["of", "de", "van", "von", "al", "bin", "da", "del", "la", "le", "for"])
_INSIDE = frozenset(["and", "the"])
"""Words inside a name that has one of "of" or "for" before: "Ministry of Health and Welfare"."""

_SHORT = re.compile("[A-Z]{1,3}")
_WORKS = ("motors", "electric", "mills", "foods", "motor")
"""Words behind which "General" is no rank."""

Run = tuple[int, int]


class Name(msgspec.Struct, frozen=True, order=True, gc=False):
    """A name at tokens `first`..`last`; `key` is the same for all forms of one bearer, `shown` how a reader sees it,
    `place` true for a place.
    """

    first: int
    last: int
    key: str
    place: bool
    shown: str


class Names(msgspec.Struct, frozen=True, gc=False):
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
    upper = list(map(str.isupper, map(tokens.text.__getitem__, tokens.starts)))
    capitals = list(compress(range(len(upper)), upper))
    spans = list(_places(tokens, words, capitals))
    taken = {index for name in spans for index in range(name.first, name.last)}
    openers = {tokens.words[first] for first in tokens.sentences[:-1]}
    lower = openers.intersection(compress(tokens.words, map(not_, upper)))
    forms = list(_forms(tokens, words, _runs(tokens, words, capitals), taken, lower))
    bearers = _bearers(tokens, forms)
    shown = {key: _shown(key) for key in bearers.values()}
    spans += [Name(first, last, bearers[key], False, shown[bearers[key]]) for first, last, key in forms]
    spans.sort()
    counted = Counter([name.key for name in spans if name.place])
    return Names(spans, [name.first for name in spans], tuple(key for key, _ in counted.most_common(4)))


def _shown(key: str) -> str:
    return " ".join([part[:1].upper() + part[1:] for part in key.split(" ")])


def _places(tokens: Tokens, words: Lexicon, capitals: list[int]) -> Iterator[Name]:
    until = 0
    for index in capitals:
        word = tokens.words[index]
        if word.endswith("'s") and word[:-2] in words.places and words.places[word[:-2]].alone:
            name = words.places[word[:-2]].alone[0]
            yield Name(index, index + 1, name, True, words.place_names[name])
        elif tokens.marks[index] & PLACE and index >= until and tokens.words[index + 1 : index + 2] != ["$"]:
            hit = longest(tokens.words, index, len(tokens), words.places)
            if hit is not None:
                until = hit[0]
                yield Name(index, until, hit[1][0], True, words.place_names[hit[1][0]])


def _runs(tokens: Tokens, words: Lexicon, capitals: list[int]) -> Iterator[Run]:
    """Runs of capitalised words, the small words and hyphens between them included."""
    first = last = -1
    wide = False
    for index in capitals:
        if first >= 0 and index - last <= 2 and _joins(tokens, words, last, index, wide):
            wide = wide or tokens.words[last] in ("of", "for")
        else:
            if first >= 0:
                yield first, last
            first, wide = index, False
        last = index + 1
    if first >= 0:
        yield first, last


def _joins(tokens: Tokens, words: Lexicon, last: int, index: int, wide: bool) -> bool:
    """Whether the capitalised word `index` goes on with the name that ends at most two tokens before, at `last`."""
    gap = index - last
    if not gap:
        return tokens.text[tokens.ends[last - 1] : tokens.starts[index]] in (" ", "\u00a0")
    if tokens.starts[index] - tokens.ends[last - 1] > 9:
        return False
    between = tokens.words[last]
    if gap == 2:
        article = tokens.words[last + 1] == "the"
        return between in _JOINING and article and _one_line(tokens, last, index)
    if between == "-":
        return bool(tokens.starts[index] == tokens.ends[last - 1] + 1)
    if between == ".":
        before = tokens.words[last - 1]
        return (len(before) == 1 or before in words.abbreviations) and tokens.touches(last)
    return (between in _JOINING or between == "&" or (wide and between in _INSIDE)) and _one_line(tokens, last, index)


def _one_line(tokens: Tokens, last: int, index: int) -> bool:
    return "\n" not in tokens.text[tokens.ends[last - 1] : tokens.starts[index]]


def _forms(
    tokens: Tokens, words: Lexicon, runs: Iterator[Run], taken: set[int], lower: set[str]
) -> Iterator[tuple[int, int, str]]:
    """The runs without what is no name at their start, cut where a place stands in them."""
    openers = set(tokens.sentences)
    found = list(runs)
    inner: set[str] = set()
    for first, last in found:
        inner.update(tokens.words[first + 1 if first in openers else first : last])
    for first, last in found:
        while first < last and _no_name(tokens, words, first, openers, lower, inner, first + 1 == last):
            first += 1
        for part_first, part_last in _around(first, last, taken):
            key = " ".join([w for w in tokens.words[part_first:part_last] if w.isalnum() or "'" in w]).removesuffix(
                "'s"
            )
            if len(key) > 1 and part_last - part_first < LONGEST and not _coded(tokens, part_first, part_last):
                yield part_first, part_last, key


def _coded(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a short word in capitals is part of a code with a number: "AK-47", "USB 3"."""
    if last - first > 1 or last >= len(tokens) or not _SHORT.fullmatch(tokens.surface(first, last)):
        return False
    behind = last + 1 if tokens.words[last] == "-" and tokens.touches(last) else last
    return behind < len(tokens) and len(tokens.words[behind]) < 4 and bool(tokens.marks[behind] & DIGITS)


def _no_name(
    tokens: Tokens, words: Lexicon, index: int, openers: set[int], lower: set[str], inner: set[str], alone: bool
) -> bool:
    """Whether a capitalised word belongs to no name: a function word, a title, or the common word that opens a
    sentence and has no capital elsewhere in the text; where a name follows, a role or a participle.
    """
    word = tokens.words[index]
    if not word[0].isalpha() or tokens.marks[index] & FUNCTION or word in words.calendar:
        return True
    if word in words.titles:
        return tokens.words[index + 1 : index + 2] not in ([one] for one in _WORKS)  # "General Motors"
    return index in openers and (word in lower or (word not in inner and _common(tokens, words, index, alone)))


def _common(tokens: Tokens, words: Lexicon, index: int, alone: bool) -> bool:
    """Whether a word is one of the language and hardly a name, or, unless it stands `alone`, hardly part of one."""
    word = tokens.words[index]
    if tokens.marks[index] & PHRASE and tokens.words[index + 1 : index + 2] == ["of"]:
        return True  # "Sales of Acme Motors"
    if tokens.marks[index] & (ROLE | EARLIER) or (len(word) > 5 and word.endswith(("ing", "ed"))):
        return True
    plural = word.endswith("s") and tokens.words[index + 1 : index + 2] in (["have"], ["are"], ["were"])
    return alone and (plural or words.roots[word] in words.common)


def _around(first: int, last: int, taken: set[int]) -> list[Run]:
    """The parts of `first`..`last` that no place has taken."""
    if taken.isdisjoint(range(first, last)):
        return [(first, last)] if first < last else []
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
    joined = {key for first, last, key in forms if "-" in tokens.words[first:last]}
    by_last: dict[str, str] = {}
    for key in sorted(keys, key=lambda one: (one.count(" "), one)):
        parts = key.split(" ")
        if 1 < len(parts) < 5 and not (key in joined and len(parts) == 2):
            by_last.setdefault(parts[-1], key)
    for key in keys:
        if " " not in key and key in by_last:
            bearers[key] = by_last[key]
    for _, last, key in forms:
        short = _bracketed(tokens, last)
        if " " in key and short in bearers:
            bearers[short] = key
    return bearers


def _bracketed(tokens: Tokens, last: int) -> str:
    """The one capitalised word in brackets right behind a name: its acronym."""
    if last + 2 >= len(tokens.words) or tokens.words[last] != "(" or tokens.words[last + 2] != ")":
        return ""
    return tokens.words[last + 1] if tokens.text[tokens.starts[last + 1]].isupper() else ""
