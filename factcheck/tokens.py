"""Text as tokens: words, digit runs and single signs, with their places.

The one pass over a text that all later stages share. A token is a run of letters (inner apostrophes included), a
digit run with its inner points and commas ("1,204.5"), or one other character that is no white space. "F-16" is
three tokens and "60km" two: whether tokens touch is seen from `starts` and `ends`.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate, compress
from operator import add

TOKEN = re.compile(r"[a-z]++(?![^\s.,-])|(?:[a-z]++|[^\W\d_]++)++(?:['’][^\W\d_]++)*|\d++(?:[.,]\d++)*|[^\s]")
"""Linear on any input: what is matched is never given back. Plain words before a blank or a stop, most of a text, come
first, and letters from a to z have a class of their own, since the engine tests it faster than that of all letters.
A group that opens with a sign is not possessive: Python 3.11.0 to 3.11.4 would keep the sign ("5." of "5. Then")."""
_PIECE = re.compile(rf"(?:{TOKEN.pattern})\s*+")
"""A token with the white space behind it: together they are the text, so that their lengths give the places."""


DIGITS = 1
"""The mark of every token that starts with a digit; tables of marks use the higher bits."""
PAST = 1 << 11
"""The mark of every word with the ending of a past, known to the table or not."""
SIGN = 1 << 59
"""The mark of every token that is neither a word nor a number, where the table does not know it."""


class Marks(dict[str, int]):
    """A table of marks in which every word has one: PAST or 0, DIGITS or SIGN for one that it does not know.

    Words that were met are kept, up to a bound, so that each is looked at once.
    """

    def __missing__(self, word: str) -> int:
        mark = PAST * tensed(word) if word[0].isalpha() else DIGITS if word[0].isdigit() else SIGN
        if len(self) < MOST_WORDS:
            self[word] = mark
        return mark


MOST_WORDS = 500_000
"""Where a table of marks stops to grow."""


class Tokens:
    """The tokens of a text as parallel lists.

    `words` are lower case with a straight apostrophe, `starts` and `ends` code points, `marks` the value that the
    caller's table gives each word (0 for a word it does not know), `sentences` the index of the first token of each
    sentence, closed by the number of tokens.
    """

    __slots__ = ("_lanes", "ends", "marks", "sentences", "starts", "text", "words")

    def __init__(self, text: str, marks: Mapping[str, int], breaks: Iterable[int] = ()) -> None:
        """`breaks` are offsets at which a new sentence starts (see `factcheck.extraction.sentences`)."""
        self.text = text
        straight = text.replace("’", "'")
        lowered = straight.lower()
        aligned = len(lowered) == len(text)
        pieces = _PIECE.findall(lowered if aligned else straight)
        found = list(map(str.rstrip, pieces))
        blank = len(text) - len(text.lstrip())
        self.starts = list(accumulate(map(len, pieces), initial=blank))[:-1]
        self.ends: list[int] = list(map(add, self.starts, map(len, found)))
        self.words = found if aligned else list(map(str.lower, found))
        look_up = marks if isinstance(marks, Marks) else Marks(marks)
        self.marks = list(map(look_up.__getitem__, self.words))
        self._lanes = array("Q", self.marks).tobytes()
        count = len(found)
        firsts = {0, count} | {bisect_left(self.starts, offset) for offset in breaks}
        self.sentences = sorted(first for first in firsts if first <= count)

    def __len__(self) -> int:
        return len(self.starts)

    def having(self, mask: int, wanted: bool = True) -> Iterator[int]:
        """The tokens whose mark has one of the bits of `mask`, in order; those that have none if not `wanted`.

        The marks lie side by side in bytes, so that this looks at a long text without a step of Python for each token.
        """
        bits = mask.to_bytes(8, sys.byteorder)
        found = 0
        for lane, byte in enumerate(bits):
            if byte:
                found |= int.from_bytes(self._lanes[lane::8].translate(_meeting(byte)), "little")
        if not wanted:
            found ^= int.from_bytes(b"\1" * len(self.marks), "little")
        return compress(range(len(self.marks)), found.to_bytes(len(self.marks), "little"))

    def sixteen(self, shift: int) -> array[int]:
        """For each token the 16 bits of its mark from bit `shift` on, a multiple of 16."""
        lane = shift // 16
        return array("H", self._lanes)[lane if sys.byteorder == "little" else 3 - lane :: 4]

    def surface(self, first: int, last: int) -> str:
        """The text from token `first` up to and without token `last`, as written."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def opens(self, index: int) -> bool:
        """Whether a sentence starts with token `index`."""
        return self.sentences[bisect_left(self.sentences, index)] == index

    def touches(self, index: int) -> bool:
        """Whether token `index` follows its predecessor without white space."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def tensed(word: str) -> bool:
    """Whether a word has the ending of a past."""
    return len(word) > 4 and word.endswith("ed")


@cache
def _meeting(bits: int) -> bytes:
    """The table that turns every byte that has one of the bits into 1, every other into 0."""
    return bytes(bool(byte & bits) for byte in range(256))
