"""Labelled topics of the project's own: invented news in which every mention of a fact is marked as
`{{fact|class|text}}`, below `tests/topics`.

The class of a mention is its value: "441.4e6", "~60" about, "5+" at least, ">5" more than, "5-" up to, "<5" less than;
any other text is a name ("tue-12-mar"). Two mentions of one fact agree if their classes are equal and contradict each
other if no value satisfies both; `topic.yaml` beside the texts says where a careful reader judges otherwise, which
pairs are doubtful (`low`), which facts change from report to report (`subtype: update`), and when each text appeared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "topics"
MARK = re.compile(r"\{\{([^|{}]+)\|([^|{}]+)\|([^{}]+)\}\}")
NUMBER = re.compile(r"([~<>]?)(-?\d+(?:\.\d+)?(?:e\d+)?)([+-]?)")
HEDGE = 0.1
"""Share by which "about" may miss."""


@dataclass(frozen=True)
class Place:
    """A mention of a fact: where its value stands in the plain text, in code points, and its class."""

    fact: str
    value: str
    path: str
    start: int
    end: int


@dataclass(frozen=True)
class Pair:
    """Two classes of one fact as a careful reader judges them: agree, conflict or compatible."""

    fact: str
    values: tuple[str, str]
    label: str
    update: bool = False
    low: bool = False


@dataclass
class Topic:
    """The plain texts of a topic with the days on which they appeared, all marked places, and the judged pairs."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    pairs: dict[tuple[str, frozenset[str]], Pair] = field(default_factory=dict)


def topics(folder: Path = FOLDER) -> list[Topic]:
    """All topics below `folder`."""
    return [_topic(path.parent) for path in sorted(folder.glob("*/topic.yaml"))]


def _topic(folder: Path) -> Topic:
    told = yaml.safe_load((folder / "topic.yaml").read_text(encoding="utf-8"))
    topic = Topic(folder.name, published=told["published"])
    for path in sorted(folder.glob("*.txt")):
        text, places = plain(path.read_text(encoding="utf-8"), path.name)
        topic.texts[path.name] = text
        topic.places += places
    for fact, judged in told["facts"].items():
        values = sorted({place.value for place in topic.places if place.fact == fact})
        for one, two in combinations(values, 2):
            topic.pairs[fact, frozenset((one, two))] = _pair(fact, one, two, judged)
    return topic


def plain(marked: str, path: str) -> tuple[str, list[Place]]:
    """A text without its marks, and the marked places in it."""
    parts: list[str] = []
    places = []
    at = length = 0
    for mark in MARK.finditer(marked):
        fact, value, text = mark.groups()
        parts += [marked[at : mark.start()], text]
        length += mark.start() - at
        places.append(Place(fact, value, path, length, length + len(text)))
        length, at = length + len(text), mark.end()
    return "".join([*parts, marked[at:]]), places


def _pair(fact: str, one: str, two: str, judged: dict[str, Any]) -> Pair:
    both = {one, two}
    given = next((entry[2] for entry in judged.get("pairs", ()) if set(entry[:2]) == both), None)
    low = any(set(entry) == both for entry in judged.get("low", ()))
    label = (given or ("compatible" if _meet(one, two) else "conflict")).partition("-")[0]
    return Pair(fact, (one, two), label, judged.get("subtype") == "update", low)


def _meet(one: str, two: str) -> bool:
    """Whether some value satisfies two classes."""
    a, b = _interval(one), _interval(two)
    if a is None or b is None:
        return False
    return max(a[0], b[0]) <= min(a[1], b[1])


def _interval(value: str) -> tuple[float, float] | None:
    read = NUMBER.fullmatch(value)
    if read is None:
        return None
    number = float(read[2])
    if read[1] == "~":
        return number * (1 - HEDGE), number * (1 + HEDGE)
    low = -inf if read[3] == "-" or read[1] == "<" else number
    return low, inf if read[3] == "+" or read[1] == ">" else number


def rows(topic: Topic) -> Iterator[dict[str, Any]]:
    """The pairs of places in the gold format that `factcheck.alignment.fit` reads."""
    for a, b in combinations(topic.places, 2):
        if a.fact != b.fact or a.path == b.path:
            continue
        pair = topic.pairs.get((a.fact, frozenset((a.value, b.value))))
        yield {
            "fact": f"{topic.name}/{a.fact}",
            "topic": topic.name,
            "label": pair.label if pair else "agree",
            **{
                side: {"doc": one.path, "vstart": one.start, "vend": one.end, "cls": one.value}
                for side, one in (("a", a), ("b", b))
            },
        }
