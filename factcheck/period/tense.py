"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from factcheck.tokens import MOST_WORDS, Tokens, tensed

_REACH = 14


class Tenses(dict[str, int]):
    """Which tense a word tells: 1 future, -1 past, 0 none. The words of the rules, and others by their endings."""

    def __missing__(self, word: str) -> int:
        tense = 1 if word.endswith("'ll") else -1 if tensed(word) else 0
        if len(self) < MOST_WORDS:
            self[word] = tense
        return tense


def tense_at(tokens: Tokens, first: int, last: int, tenses: Mapping[str, int]) -> int:
    """-1 past, 1 future, 0 not told, 2 where nothing but the time stands there (a bare phrase)."""
    bounds, words = tokens.sentences, tokens.words
    index = bisect_right(bounds, first)
    start = bounds[index - 1]
    stop = bounds[index] if index < len(bounds) else len(tokens)
    before = words[max(start, first - _REACH) : first]
    before.reverse()
    for apart, tense in enumerate(map(tenses.__getitem__, before), 1):
        if tense:
            return 1 if _to_come(words, first - apart, first) else tense
    for tense in map(tenses.__getitem__, words[last : min(stop, last + _REACH)]):
        if tense:
            return tense
    return 2 if stop - start <= last - first + 2 else 0


def _to_come(words: Sequence[str], at: int, first: int) -> bool:
    """Whether a participle and "to" tell what is planned ("expected to end") and no level ("dropped to $48")."""
    if not words[at].endswith("ed") or words[at + 1] != "to" or at + 2 >= first:
        return False
    return words[at + 2][0].isalpha() and words[at + 2] not in ("a", "an", "the", "about", "its", "less")
