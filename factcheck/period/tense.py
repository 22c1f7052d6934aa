"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from factcheck.tokens import Tokens

_REACH = 14


def tense_at(tokens: Tokens, first: int, last: int, words: Mapping[str, int]) -> int:
    """-1 past, 1 future, 0 not told, 2 where nothing but the time stands there (a bare phrase).

    `words` are those that tell tense: 1 or -1.
    """
    bounds = tokens.sentences
    index = bisect_right(bounds, first)
    start = bounds[index - 1]
    stop = bounds[index] if index < len(bounds) else len(tokens)
    for at in range(first - 1, max(start, first - _REACH) - 1, -1):
        if (tense := _tense(tokens.words[at], words)) != 0:
            return 1 if _to_come(tokens, at, first) else tense
    for word in tokens.words[last : min(stop, last + _REACH)]:
        if (tense := _tense(word, words)) != 0:
            return tense
    return 2 if stop - start <= last - first + 2 else 0


def _to_come(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a participle and "to" tell what is planned ("expected to end") and no level ("dropped to $48")."""
    if not tokens.words[at].endswith("ed") or tokens.words[at + 1] != "to" or at + 2 >= first:
        return False
    return tokens.words[at + 2][0].isalpha() and tokens.words[at + 2] not in ("a", "an", "the", "about", "its", "less")


def _tense(word: str, words: Mapping[str, int]) -> int:
    tense = words.get(word)
    if tense is not None:
        return tense
    if word.endswith("'ll"):
        return 1
    return -1 if len(word) > 4 and word.endswith("ed") else 0
