"""Recognising the phrases of time in a text: runs of words that time is told with, read by the cascade."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import msgspec

from factcheck.period.cascade import Item
from factcheck.period.vocabulary import SHIFT, PeriodLexicon
from factcheck.tokens import DIGITS, Tokens

_CODEC = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
"""Turns an array of 16-bit classes into a string of them; all lie below the surrogates."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """What the cascade recognised: the class of the result, its tokens, its meaning, and the pattern."""

    result: str
    item: Item
    form: str


def recognised(tokens: Tokens, lexicon: PeriodLexicon) -> Iterator[Found]:
    """All phrases of time in a text, and what else the cascade built, in order; none crosses a sentence."""
    codes = tokens.sixteen(SHIFT)
    _shape(tokens, lexicon, codes)
    chars = codes.tobytes().decode(_CODEC)
    names = lexicon.results
    for island in lexicon.islands.finditer(chars):
        first, last = island.span()
        for start, stop in _sentences(tokens, first, last):
            yield from _read(tokens, lexicon, chars, start, stop, names)


def _shape(tokens: Tokens, lexicon: PeriodLexicon, codes: array[int]) -> None:
    """Gives the digit runs that stand in no table their class."""
    marks, words, index = tokens.marks, tokens.words, -1
    try:
        while True:
            index = marks.index(DIGITS, index + 1)
            codes[index] = lexicon.shaped(words[index])
    except ValueError:
        return


def _sentences(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run of tokens cut where sentences start."""
    bounds = tokens.sentences
    index = bisect_right(bounds, first)
    while index < len(bounds) and bounds[index] < last:
        yield first, bounds[index]
        first = bounds[index]
        index += 1
    yield first, last


_LONGEST = 400
"""Longest run of known words that is read as one; no wording of a time comes near."""


def _read(
    tokens: Tokens, lexicon: PeriodLexicon, chars: str, first: int, last: int, names: dict[str, str]
) -> Iterator[Found]:
    for start in range(first, last, _LONGEST):
        stop = min(start + _LONGEST, last)
        yield from _cascade(tokens, lexicon, chars[start:stop], start, names)


def _cascade(tokens: Tokens, lexicon: PeriodLexicon, text: str, first: int, names: dict[str, str]) -> Iterator[Found]:
    if text in lexicon.dead:
        return
    items = [Item(index, index + 1, None) for index in range(first, first + len(text))]
    words = tokens.words
    flags = lexicon.flags
    forms: dict[int, str] = {}
    tried = False

    def meaning(item: Item, kind: str) -> Any:
        return item.meaning if item.meaning is not None else lexicon.meaning(words[item.first], kind)

    def accept(form: str, start: Item, end: Item) -> bool:
        nonlocal tried
        tried = True
        flag = flags.get(form)
        if flag is not None:
            if flag.tight and not _tight(tokens, start.first, end.last):
                return False
            if flag.capital and not _named(tokens, start.first, end.last):
                return False
            if flag.lower and _capital(tokens, start.first) and not _opens(tokens, start.first):
                return False
        forms[start.first] = form
        return True

    for stage in lexicon.stages:
        text, items = stage.run(text, items, meaning, accept)
    if not tried:
        lexicon.forget(text)
        return
    for char, item in zip(text, items, strict=True):
        if item.meaning is not None:
            yield Found(names[char], item, forms.get(item.first, ""))


def _tight(tokens: Tokens, first: int, last: int) -> bool:
    return all(tokens.starts[index] == tokens.ends[index - 1] for index in range(first + 1, last))


def _capital(tokens: Tokens, index: int) -> bool:
    return tokens.text[tokens.starts[index]].isupper() or tokens.text[tokens.starts[index]].isdigit()


def _named(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the last word of letters is capitalised."""
    words = [index for index in range(first, last) if tokens.words[index][0].isalpha()]
    return not words or _capital(tokens, words[-1])


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether a sentence or a quotation starts with the token."""
    position = bisect_right(tokens.sentences, index) - 1
    return tokens.sentences[position] == index or tokens.words[index - 1] in ('"', "“", ":", "”")
