"""Plural and singular of English nouns by their endings; the irregular ones are data (rules/nouns)."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def singular(word: str) -> str | None:
    """The singular of a regular plural ("homes", "bodies", "boxes"); None if the word does not end like a plural."""
    if len(word) < 3 or word[-1] != "s" or word[-2] in "su'" or word.endswith("is") or not word[-2].isalpha():
        return None
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """The regular plural of a noun."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
