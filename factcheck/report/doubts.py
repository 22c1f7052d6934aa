"""In plain words, what speaks against two claims being one fact: for readers who do not know how that is weighed."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.model import Level

WORDS: dict[str, str] = {
    "same thing": "they may measure different things",
    "same bearer or event": "they may be of different companies, places, people or events",
    "same time": "they may be of different times",
    "same one of several": "they may be of different ones of several, such as models, parts or groups",
    "rank": "one of them may go with another number of the other text",
    "equal rival": "one of them stands in the other text too, where it may mean the same",
    "own document": "one of the texts states both values",
    "closeness of values": "the values are far from each other",
    "noun": "the nouns that are counted differ",
    "measure": "the words for what is measured differ",
    "event": "the verbs differ",
    "words close by": "the words beside the numbers differ",
    "words around": "the words around the numbers differ",
    "sentence": "the sentences have few words in common",
    "names": "the names beside the numbers differ",
    "said of": "the sentences have different subjects",
    "bearer": "whose value it is, is not clear in both texts",
    "whose age": "whose age it is, is not clear in both texts",
    "place": "the places differ",
    "which one": "one text may name a variant, the other another",
    "period": "the periods differ",
    "moving value": "such a value changes often",
    "status": "one is a fact, the other a forecast, a plan or a wish",
    "scope": "one may be a part of the other",
    "change": "one may be a change, the other a level",
    "unit": "the units differ",
    "neighbouring values": "the other numbers beside them differ",
    "form": "they are written in different forms",
    "kind": "numbers of this kind often differ without speaking of one fact",
    "rivals": "the texts have several numbers that could be meant",
    "documents": "the texts have little in common",
    "any two claims": "",
    "all four": "",
    "calibration": "",
}
"""By the aspect under which an explanation weighs it; empty for what says nothing of these two."""

LEAST = 0.5
"""Bits from which on a doubt is worth a word: a seventh less likely."""

MOST = 2


def doubts(explanation: Sequence[Level]) -> list[str]:
    """The strongest doubts, the worst first."""
    against = sorted((level for level in explanation if level.weight <= -LEAST), key=lambda level: level.weight)
    told = (WORDS.get(level.aspect, "") for level in against)
    return list(dict.fromkeys(words for words in told if words))[:MOST]
