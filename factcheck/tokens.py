"""Text as tokens: words, digit runs and single signs, with their places.

The one pass over a text that all later stages share. A token is a run of letters (inner apostrophes included), a
digit run with its inner points and commas ("1,204.5"), or one other character that is no white space. "F-16" is
three tokens and "60km" two: whether tokens touch is seen from `starts` and `ends`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\s]")
"""Linear on any input: each alternative starts with another class of character and never backs up over a token."""


class Tokens:
    """The tokens of a text as parallel lists.

    `words` are lower case with a straight apostrophe, `starts` and `ends` code points, `marks` the value that the
    caller's table gives each word (0 for a word it does not know), `sentences` the index of the first token of each
    sentence, closed by the number of tokens.
    """

    __slots__ = ("ends", "marks", "sentences", "starts", "text", "words")

    def __init__(self, text: str, marks: Mapping[str, int], breaks: Iterable[int] = ()) -> None:
        """`breaks` are offsets at which a new sentence starts (see `factcheck.extraction.sentences`)."""
        self.text = text
        spans = [match.span() for match in TOKEN.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.words = [text[start:end].lower().replace("’", "'") for start, end in spans]
        get = marks.get
        self.marks = [get(word, 0) or (DIGITS if word[0].isdigit() else 0) for word in self.words]
        count = len(spans)
        firsts = {0, count} | {bisect_left(self.starts, offset) for offset in breaks}
        self.sentences = sorted(first for first in firsts if first <= count)

    def __len__(self) -> int:
        return len(self.starts)

    def surface(self, first: int, last: int) -> str:
        """The text from token `first` up to and without token `last`, as written."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def touches(self, index: int) -> bool:
        """Whether token `index` follows its predecessor without white space."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


DIGITS = 1
"""The mark of every token that starts with a digit; tables of marks use the higher bits."""
