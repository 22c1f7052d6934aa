"""Roots of words and of names, each found once: tables that fill as words are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import Stemmer

from factcheck.tokens import MOST_WORDS

_stem = Stemmer.Stemmer("english").stemWord


class Roots(dict[str, str]):
    """The root of every lower-case word: its stem (Porter's second algorithm), or the group of synonyms that the word
    is in, as written or else by its stem ("resident" and "residence" have one stem and two groups).

    Filled as words are met; a word is stemmed once.
    """

    def __init__(self, synonyms: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.written = {word: group for group, words in synonyms.items() for word in words}
        self.groups = {_stem(word): group for word, group in self.written.items()}

    def __missing__(self, word: str) -> str:
        bare = word.removesuffix("'s").removesuffix("'")
        root = self.written.get(bare) or self.written.get(bare.removesuffix("s")) or self._of_stem(bare)
        if len(self) < MOST_WORDS:
            self[word] = root
        return root

    def _of_stem(self, word: str) -> str:
        stem: str = _stem(word)
        return self.groups.get(stem, stem)


class Telling(dict[str, str]):
    """The root of every word that can tell of what a text speaks; "" for signs, digits and words of two letters."""

    def __init__(self, roots: Roots) -> None:
        super().__init__()
        self.roots = roots

    def __missing__(self, word: str) -> str:
        root = self.roots[word] if len(word) > 2 and word[0].isalpha() else ""
        if len(self) < MOST_WORDS:
            self[word] = root
        return root


class Naming(dict[str, str]):
    """The root of the word by which the bearer of a name is known, the last that is no common one: of "ann lee" and of
    "lee street" the same. "" if all are common, as in "white house", or in a headline.
    """

    def __init__(self, roots: Roots, common: Mapping[str, float], passed: frozenset[str]) -> None:
        """Words that are `passed` over are in the names of many."""
        super().__init__()
        self.roots, self.common, self.passed = roots, common, passed

    def __missing__(self, key: str) -> str:
        parts = [part for part in key.split() if part not in self.passed]
        rare = [part for part in parts if self.common.get(self.roots[part], 1.0) == 1.0]
        root = self.roots[rare[-1]] if rare and len(rare[-1]) > 2 and rare[-1][0].isalpha() else ""
        if len(self) < MOST_WORDS:
            self[key] = root
        return root
