"""Durations as TIMEX3 values: P25Y, PT2H30M, PXM for "several months"."""

from __future__ import annotations

from factcheck.period.node import Length

UNIT_SIGNS = {
    "year": ("P", "Y"), "month": ("P", "M"), "week": ("P", "W"), "day": ("P", "D"), "hour": ("PT", "H"),
    "minute": ("PT", "M"), "second": ("PT", "S"), "quarter": ("P", "Q"), "decade": ("P", "DE"), "century": ("P", "CE"),
    "millennium": ("P", "ML"), "weekend": ("P", "WE"), "season": ("P", "S"),
}  # fmt: skip
"""Prefix and sign of the units in TIMEX3 durations."""

WHOLE = {"fortnight": ("week", 2.0), "half": ("month", 6.0)}
"""Units without a sign of their own."""


def duration_timex(value: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration: 25 years is P25Y, a vague number (None) of years PXY.

    `unit` is a unit of time in the singular. Raises KeyError for another unit.
    """
    unit, factor = WHOLE.get(unit, (unit, 1.0))
    prefix, sign = UNIT_SIGNS[unit]
    return f"{prefix}{'X' if value is None else _plain(value * factor)}{sign}"


def length_timex(length: Length) -> str:
    """The TIMEX3 value of a duration of several units."""
    pieces = [duration_timex(count, unit) for unit, count in length.parts]
    days = "".join(piece[1:] for piece in pieces if not piece.startswith("PT"))
    clock = "".join(piece[2:] for piece in pieces if piece.startswith("PT"))
    return "P" + days + ("T" + clock if clock else "")


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0")
