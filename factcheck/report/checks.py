"""What each check looks for, for formats that describe their rules; a check without an entry is told by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Description(NamedTuple):
    """A check in a line, and what to do about its findings."""

    summary: str
    help: str


VALUE = Description(
    "Sources give different values for one fact.",
    "Each number is read as the interval that its writer committed to by the written precision, hedges and bounds. "
    "These do not meet, or are stated at one precision with different values. Compare the quotes, correct the source "
    "that is wrong, or accept the difference in the baseline with a reason.",
)
TIME = Description(
    "Sources give different times for one event.",
    "Each time is resolved to a period by the publication date of its source. One that lies within another is no "
    "disagreement; these lie apart. Compare the quotes and correct the source that is wrong.",
)
DERIVED = Description(
    "Figures do not follow from one another.",
    "The figures are connected by an equation (a sum of parts, a change between two levels, a share of a whole), and "
    "no choice within their intervals makes it hold. Check every term; one of them may be of another period or scope.",
)
KEYED = Description(
    "Places of a manual state different values under one key.",
    "Both places name the same thing in one scope: a setting, the row and column of a table, the label of a date, a "
    "total, the words of a sentence. Correct the place that is out of date; if they speak of different things, say so "
    "there (release, variant, example) or accept the difference in the baseline with a reason.",
)
STATED = ("value", "time")
"""Checks of stated values against each other."""

STRUCTURE = (
    "breakdown",
    "cell",
    "conversion",
    "default",
    "label",
    "proportion",
    "recurrence",
    "schedule",
    "threshold",
    "total",
    "week",
    "wording",
)
"""Checks of manuals, by what they take for a key."""

COUNTED = ("count-below", "sum-of-list")
"""Checks of a count against what stands below it."""

OTHERWISE = {"level": "value"}
"""Names under which a check was known, or is by other programs."""

KNOWN: dict[str, Description] = {
    "value": VALUE,
    "level": VALUE,
    "time": TIME,
    **dict.fromkeys(STRUCTURE, KEYED),
}


def names(relations: Iterable[str]) -> list[str]:
    """The names of all checks, with those of the `relations` of the rules."""
    return [*STATED, *sorted({*STRUCTURE, *COUNTED, *relations})]


def described(check: str, derived: bool = False) -> Description:
    """The description of a check: its own, or that of its kind."""
    return KNOWN.get(check, DERIVED if derived else VALUE)


def title(check: str) -> str:
    """The name of a check in words, in the form that SARIF wants for names: PartSum for part-sum."""
    return "".join(part[:1].upper() + part[1:] for part in check.replace("_", "-").split("-"))
