"""Why two claims are taken for one fact, as an ordered list of comparison levels with their weights in bits."""

from __future__ import annotations

from math import log

from factcheck.alignment import aspects
from factcheck.alignment.links import Link
from factcheck.extraction.lexicon import Lexicon
from factcheck.model import Level
from factcheck.rulebook.schema import Weights

BITS = 1 / log(2)


def waterfall(link: Link, words: Lexicon, weights: Weights) -> tuple[Level, ...]:
    """The levels of all aspects that weigh for or against `link`, strongest first; they add up to its log odds."""
    spread = weights.final.get("context", 1.0)
    shown = [
        *_levels(aspects.ASPECTS, aspects.CONTEXT, link.features, weights.context, spread),
        *_levels(
            {name: parts for name, parts in aspects.SECOND.items() if name != "context"},
            aspects.FINAL,
            link.second,
            weights.final,
            1.0,
        ),
    ]
    return tuple(sorted(shown, key=lambda level: (-abs(level.weight), level.aspect)))


def _levels(
    grouping: dict[str, tuple[str, ...]],
    order: tuple[str, ...],
    features: list[float],
    weights: dict[str, float],
    spread: float,
) -> list[Level]:
    values = dict(zip(order, features, strict=True))
    found = []
    for aspect, names in grouping.items():
        present = [name for name in names if values[name]]
        weight = sum(values[name] * weights.get(name, 0.0) for name in present) * spread * BITS
        if present and abs(weight) >= 0.05:
            found.append(Level(aspect=aspect, level=", ".join(present).replace("_", " "), weight=round(weight, 2)))
    return found
