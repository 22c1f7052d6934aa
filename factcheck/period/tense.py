"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

from bisect import bisect_right

from factcheck.tokens import Tokens

_FUTURE = frozenset(
    "will shall 'll won't may might could would can due scheduled expected expects plans planned set upcoming must to "
    "going should forthcoming slated intends hopes until till deadline".split()
)
_PAST = frozenset(
    "was were had did said told been has have's reported announced began went came took made got gave saw found left "
    "won lost fell rose hit struck shot sold bought paid ran led met held spoke wrote broke became grew knew stood sent "
    "sank ate drank slept drove flew swam wore tore bore threw drew fought caught taught brought thought built burnt lent spent kept left lay hung won ran began sat rang sang woke chose froze hid bit dealt meant sought split spread shut quit beat bet"
    " put cut set-up since says according have".split()
)
_REACH = 14


def tense_at(tokens: Tokens, first: int, last: int) -> int:
    """-1 past, 1 future, 0 not told, 2 where nothing but the time stands there (a bare phrase)."""
    bounds = tokens.sentences
    index = bisect_right(bounds, first)
    start = bounds[index - 1]
    stop = bounds[index] if index < len(bounds) else len(tokens)
    for word in tokens.words[max(start, first - _REACH) : first][::-1]:
        if (tense := _tense(word)) != 0:
            return tense
    for word in tokens.words[last : min(stop, last + _REACH)]:
        if (tense := _tense(word)) != 0:
            return tense
    return 2 if stop - start <= last - first + 2 else 0


def _tense(word: str) -> int:
    if word in _PAST:
        return -1
    if word in _FUTURE or word.endswith("'ll"):
        return 1 if word != "to" else 0
    return -1 if len(word) > 4 and word.endswith("ed") else 0
