"""Why two claims are taken for one fact: how likely each condition is, by what, and what the evidence adds, in bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, expm1, log, log2

from factcheck.alignment import aspects, evidence
from factcheck.alignment.candidates import shares, table
from factcheck.alignment.links import Link
from factcheck.model import Level
from factcheck.rulebook.schema import Weights

BITS = 1 / log(2)

SHOWN = {"what": "same thing", "who": "same bearer or event", "when": "same time", "which": "same one of several"}
"""The conditions in words."""

LEAST = 0.05
"""Bits from which on a step is shown."""


def waterfall(link: Link, weights: Weights) -> tuple[Level, ...]:
    """The steps that add up to the log odds of `link`, strongest first.

    Each condition costs the bits by which it is uncertain; that all of them hold gains what is certain in the end;
    the evidence adds to that.
    """
    chances = shares(link.features, table(weights))
    together = sum(log(chance) for chance in chances)
    steps = [
        Level(
            aspect=SHOWN[name],
            level=f"{chance:.0%}" + _by(weights.conditions[name], aspects.COMPARISONS, link.features),
            weight=round(log2(chance), 2),
        )
        for name, chance in zip(aspects.CONDITIONS, chances, strict=True)
    ]
    steps.append(
        Level(
            aspect="all four",
            level=f"{exp(together):.0%} together",
            weight=round(-log(-expm1(min(together, -1e-9))) * BITS, 2),
        )
    )
    steps += _added(evidence.ASPECTS, evidence.EVIDENCE, link.second, weights.evidence)
    if not link.second[evidence.EQUAL]:
        steps += _added(aspects.ASPECTS, aspects.COMPARISONS, link.features, weights.against)
        steps += _added(evidence.ASPECTS, evidence.EVIDENCE, link.second, weights.against)
        steps.append(
            Level(
                aspect="calibration",
                level="such pairs are one fact more often than that",
                weight=round(weights.calibration * BITS, 2),
            )
        )
    steps.append(
        Level(
            aspect="any two claims",
            level="few are one fact",
            weight=round(weights.evidence_bias * BITS, 2),
        )
    )
    return tuple(sorted((step for step in steps if abs(step.weight) >= LEAST), key=_strongest))


def _strongest(step: Level) -> tuple[float, str]:
    return -abs(step.weight), step.aspect


def _by(worth: Mapping[str, float], names: Sequence[str], values: Sequence[float]) -> str:
    """The comparisons that weigh most in a condition, as words."""
    given = {name: value * worth[name] for name, value in zip(names, values, strict=True) if value and name in worth}
    telling = sorted((name for name in given if abs(given[name]) >= 0.5), key=lambda name: -abs(given[name]))
    return ": " + ", ".join(name.replace("_", " ") for name in telling[:4]) if telling else ""


def _added(
    grouping: Mapping[str, tuple[str, ...]], names: Sequence[str], values: Sequence[float], worth: Mapping[str, float]
) -> list[Level]:
    """What a model that is a plain sum adds, one step an aspect."""
    present = {name: value for name, value in zip(names, values, strict=True) if value and worth.get(name)}
    found = []
    for aspect, members in grouping.items():
        chosen = [name for name in members if name in present]
        if chosen:
            weight = sum(present[name] * worth[name] for name in chosen) * BITS
            found.append(Level(aspect=aspect, level=", ".join(chosen).replace("_", " "), weight=round(weight, 2)))
    return found
