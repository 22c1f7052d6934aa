"""Plural and singular of English nouns by their endings; the irregular ones are data (rules/nouns)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType


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


_LINK = re.compile(r" (?:per|of|in|to|at|by|for|from|an?) ")
"""What links the head of a name to the rest of it: "kilogram per hive", "part per million", "millimeter of mercury"."""


def plural(name: str, irregular: Mapping[str, str] = MappingProxyType({})) -> str:
    """The plural of a noun, or of a name of several words, whose head has it ("kilograms per hive").

    `irregular` holds the plurals that are not made by ending, by their singular ("feet").
    """
    link = _LINK.search(name)
    head, rest = (name[: link.start()], name[link.start() :]) if link else (name, "")
    before, blank, word = head.rpartition(" ")
    return before + blank + (irregular.get(word) or _plural(word)) + rest


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
