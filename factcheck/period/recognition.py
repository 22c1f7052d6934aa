"""Recognising the phrases of time in a text: runs of words that time is told with, read by the cascade."""

from __future__ import annotations

import codecs
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from factcheck.period.cascade import Item
from factcheck.period.vocabulary import SHIFT, PeriodLexicon
from factcheck.tokens import DIGITS, Tokens

_decode = codecs.utf_16_le_decode if sys.byteorder == "little" else codecs.utf_16_be_decode
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
    chars, _ = _decode(codes)
    reader = _Reader(tokens, lexicon)
    for island in lexicon.islands.finditer(chars):
        for first, last in _pieces(tokens.sentences, *island.span()):
            text = chars[first:last]
            if text not in lexicon.dead:
                yield from reader.read(text, first)


def _shape(tokens: Tokens, lexicon: PeriodLexicon, codes: array[int]) -> None:
    """Gives the digit runs that stand in no table their class."""
    marks, words, index = tokens.marks, tokens.words, -1
    try:
        while True:
            index = marks.index(DIGITS, index + 1)
            codes[index] = lexicon.shaped(words[index])
    except ValueError:
        return


_LONGEST = 400
"""Longest run of known words that is read as one; no wording of a time comes near."""


def _pieces(sentences: Sequence[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run of tokens cut where sentences start, and where it is too long."""
    index = bisect_right(sentences, first)
    while first < last:
        stop = min(sentences[index], last)
        for start in range(first, stop, _LONGEST):
            yield start, min(start + _LONGEST, stop)
        first, index = stop, index + 1


class _Reader:
    """Reads runs of known words of one text; `forms` are the patterns that took part, by the first token."""

    __slots__ = ("forms", "lexicon", "tokens", "tried")

    def __init__(self, tokens: Tokens, lexicon: PeriodLexicon) -> None:
        self.tokens, self.lexicon, self.tried = tokens, lexicon, False
        self.forms: dict[int, str] = {}

    def read(self, text: str, first: int) -> Iterator[Found]:
        """What the cascade builds of the run whose classes are `text`, from token `first` on."""
        words = [Item(index, index + 1, None) for index in range(first, first + len(text))]
        lexicon, self.tried = self.lexicon, False
        text, items = lexicon.cascade.run(text, words, self._meaning, self._accept)
        if not self.tried:
            lexicon.forget(text)
            return
        for char, item in zip(text, items, strict=True):
            if item.meaning is not None:
                yield Found(lexicon.results[char], item, self.forms.get(item.first, ""))

    def _meaning(self, item: Item, kind: str) -> Any:
        return item.meaning if item.meaning is not None else self.lexicon.meaning(self.tokens.words[item.first], kind)

    def _accept(self, form: str, start: Item, end: Item) -> bool:
        self.tried = True
        flag = self.lexicon.flags.get(form)
        if flag is not None:
            tokens = self.tokens
            if flag.tight and not _tight(tokens, start.first, end.last):
                return False
            if flag.capital and not _named(tokens, start.first, end.last):
                return False
            if flag.lower and _capital(tokens, start.first) and not _opens(tokens, start.first):
                return False
        self.forms[start.first] = form
        return True


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
