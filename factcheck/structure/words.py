"""The word classes of `rules/documentation`, prepared for looking up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from factcheck.extraction.lexicon import lexicon
from factcheck.rulebook import Rulebook

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROOTED = {"variants": "variant", "plain": "plain", "chapters": "chapter", "adornments": "adorning"}

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Words(NamedTuple):
    """What the checks ask of words; patterns match whole words in any case."""

    function: frozenset[str]
    adorning: frozenset[str]
    beginning: frozenset[str]
    deictic: frozenset[str]
    whole: re.Pattern[str]
    history: re.Pattern[str]
    sample: re.Pattern[str]
    naming: re.Pattern[str]
    roots: Mapping[str, str]
    variants: frozenset[str]
    plain: frozenset[str]
    chapters: frozenset[str]
    adornments: frozenset[str]
    linking: frozenset[str]
    bounding: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    choosing: frozenset[str]
    having: frozenset[str]
    units: dict[str, tuple[str, float]]

    def content(self, text: str) -> list[str]:
        """The words of a text that are not function words, in lower case."""
        return [word for word in (found.lower() for found in WORD.findall(text)) if word not in self.function]

    def roots_of(self, text: str) -> frozenset[str]:
        """The roots of the words of a text that are not function words; compounds are taken apart."""
        parts = (part for word in WORD.findall(text) for part in re.split(r"[-_'’]", _CAMEL.sub("-", word).lower()))
        return frozenset(self.roots[part] for part in parts if part and part not in self.function)


def words(rules: Rulebook) -> Words:
    """The prepared words of the rules."""
    return _words(rules.digest, _Held(rules))


class _Held:
    """Hands the rules to the cache, whose key is their digest alone."""

    def __init__(self, rules: Rulebook) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@lru_cache(maxsize=4)
def _words(digest: str, held: _Held) -> Words:
    rules = held.rules
    said = {name: one.words for name, one in rules.documentation.items()}
    roots = lexicon(rules).roots
    return Words(
        function=frozenset(rules.words["function"].words),
        adorning=frozenset(said["adorning"]),
        beginning=frozenset(said["beginning"]),
        deictic=frozenset(said["deictic"]),
        whole=re.compile(rf"\b(?:{_either(said['whole'])})[\s*_`]+$", re.IGNORECASE),
        history=_whole_words(said["history"]),
        sample=_whole_words(said["sample"]),
        naming=_whole_words(said["naming"]),
        roots=roots,
        **{name: frozenset(roots[word] for word in said[key]) for name, key in _ROOTED.items()},
        **{
            name: frozenset(said[name])
            for name in ("linking", "bounding", "determiners", "prepositions", "choosing", "having")
        },
        units=_units(rules),
    )


def _whole_words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Finds one of some phrases; without any, nothing."""
    return re.compile(rf"(?<![^\W_])(?:{_either(phrases)})(?![^\W_])" if phrases else r"(?!)", re.IGNORECASE)


def _either(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(phrases, key=len, reverse=True))


def _units(rules: Rulebook) -> dict[str, tuple[str, float]]:
    """Dimension and factor of the units of time and of information, by symbol and by name."""
    found: dict[str, tuple[str, float]] = {}
    for unit in rules.units.values():
        if unit.dimension not in ("duration", "information") or unit.offset:
            continue
        names = {*unit.words, *(f"{one}s" for one in unit.words), *unit.plurals}
        found |= dict.fromkeys((*unit.symbols, *names), (unit.dimension, unit.factor))
        for prefix in unit.prefixes:
            scaled = (unit.dimension, unit.factor * rules.prefixes[prefix].factor)
            found |= {rules.prefixes[prefix].symbol + symbol: scaled for symbol in unit.symbols}
            found |= {prefix + name: scaled for name in names}
    return found
