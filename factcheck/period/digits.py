"""Which classes a run of digits belongs to, by its shape: a day of a month, a minute, a year, a packed date."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHAPED = ("N8", "HHMM", "CLOCK4", "DOTDATE", "DOTTIME", "DAYYEAR", "DECIMAL", "BIG")
"""Classes of digit runs that stand in no table since there are too many of them."""

_DATE = re.compile(r"(?:1[5-9]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z")
_DOTTED = re.compile(r"(?:[0-3]?\d\.[01]?\d\.(?:\d\d|\d{4})|\d{4}\.\d\d?\.\d\d?)\Z")
_TIME = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d\Z")
_DAY_YEAR = re.compile(r"[0-3]?\d,(?:1[5-9]|20)\d\d\Z")


def shapes(text: str) -> frozenset[str]:
    """The classes of a digit run that is not one of `table`; raised digits mark footnotes and are none."""
    if not text[0].isdecimal():
        return frozenset()
    if text.isascii() and text.isdigit():
        return frozenset({"N8"} if _DATE.match(text) else {"BIG"})
    if text.count(".") > 1 and not _DOTTED.match(text):
        return frozenset()  # the number of a version
    found = {"DECIMAL"} if len(text) < 12 else {"BIG"}
    if _TIME.match(text):
        found.add("DOTTIME")
    if _DOTTED.match(text):
        found = {"DOTDATE"}
    if _DAY_YEAR.match(text):
        found.add("DAYYEAR")
    return frozenset(found)


def table() -> Iterable[tuple[str, frozenset[str]]]:
    """All runs of up to four digits with their classes."""
    for value in range(100):
        yield from _small(value)
    for value in range(100, 1000):
        clock = {"HHMM"} if value % 100 < 60 else set()
        yield str(value), frozenset({"N999"} | clock)
    for value in range(10000):
        clock = {"HHMM", "CLOCK4"} if value < 2500 and value % 100 < 60 else set()
        year = {"Y4"} if 1000 <= value < 2200 else set()
        if clock or year:
            yield f"{value:04d}", frozenset(clock | year)


def _small(value: int) -> Iterable[tuple[str, frozenset[str]]]:
    bounds = {"D12": 12, "D31": 31, "N99": 99, "N999": 99}
    classes = {name for name, last in bounds.items() if 1 <= value <= last} | ({"H24"} if value <= 24 else set())
    minute = {"MM", "TWO"} if value < 60 else {"TWO"}
    if value < 10:
        yield str(value), frozenset(classes or {"H24"})
    yield f"{value:02d}", frozenset(classes | minute)


def read(text: str, kind: str) -> int | float | str:
    """What a digit run means in a class: packed and dotted forms as written, numbers as numbers."""
    if kind in ("N8", "HHMM", "CLOCK4", "DOTDATE", "DOTTIME", "DAYYEAR"):
        return text
    plain = text.replace(",", "")
    return int(plain) if plain.isdigit() else float(plain)
