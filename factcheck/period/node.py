"""What a phrase says of time before it is placed: the meanings that the grammar builds and `resolve` reads.

A phrase is understood first and placed later, since "Friday" may turn out to be a part of "Friday, 3 May", and since
the place depends on the publication date, the tense of the sentence and the time last spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

Base = Literal["now", "then"]
"""What a relative phrase counts from: the publication date, or the time last spoken of."""


class Node(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """Base of all meanings. `mod` is the bound or hedge that the wording puts on the time."""

    mod: str = "="


class Clock(Node, frozen=True):
    """A time of day. `half` is am or pm where it was said; `zone` the offset from UTC in minutes."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str | None = None
    zone: int | None = None


class Point(Node, frozen=True):
    """A calendar expression, as far as it was stated.

    `unit` with `count` numbers a part of the year (quarter 3, half 1, week 12, season "SU" as `season`); `weekday`
    is ISO; `part` a part of the day; `which` is -1, 0, 1 for "last", "this", "next" before a name, None for none;
    `within` the larger time in which it lies ("March of last year"). `other` is the second reading of 03/04/2020,
    `month_first` tells which one this is.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: int | None = None
    season: str | None = None
    holiday: str | None = None
    part: str | None = None
    clock: Clock | None = None
    which: int | None = None
    fiscal: bool = False
    decade: int | None = None
    century: int | None = None
    short: bool = False
    within: Node | None = None
    other: Point | None = None
    month_first: bool = True
    fault: str = ""


class Relative(Node, frozen=True):
    """A whole unit of the calendar counted from the one that holds a base: "last week", "tomorrow", "the next day".

    `like` keeps the grain of the time last spoken of ("the year-ago quarter"), and names the unit to take the last
    complete one of where no such time was spoken of.
    """

    unit: str
    count: float
    base: Base = "now"
    part: str | None = None
    clock: Clock | None = None
    fiscal: bool = False
    like: str = ""


class Length(Node, frozen=True):
    """A duration: units with their counts; a count of None is vague ("several years")."""

    parts: tuple[tuple[str, float | None], ...]
    bare: bool = False


class Distance(Node, frozen=True):
    """A duration before (sign -1) or after a base: "two years ago", "two days later".

    A `doubtful` one ("in two weeks") points ahead only where the sentence speaks of the future.
    """

    length: Length
    sign: int
    base: Base = "now"
    exact: bool = False
    doubtful: bool = False


class Stretch(Node, frozen=True):
    """So many units up to or from now, or at the start or the end of something: "the past six years", "the first nine
    months of 2017". `side` is past, next, within, first, last or upto (ending with `of`); without `of` it is counted
    from now.
    """

    length: Length
    side: str
    of: Node | None = None


class Same(Node, frozen=True):
    """The stretch last spoken of, in another year."""

    year: int


class Shifted(Node, frozen=True):
    """A duration before (sign -1) or after a time."""

    length: Length
    sign: int
    of: Node


class Range(Node, frozen=True):
    """From one time to another, both included."""

    first: Node
    last: Node


class Edge(Node, frozen=True):
    """A part of a stretch: start, early, mid, late, end; `rest` ("later this week"), `past` ("earlier this year")."""

    side: str
    of: Node


class Nth(Node, frozen=True):
    """The nth unit or weekday of a stretch; negative counts run from the end."""

    count: int
    unit: str | None = None
    weekday: int | None = None
    of: Node | None = None


class Whole(Node, frozen=True):
    """The week, weekend or month that holds a time."""

    unit: str
    of: Node


class Repeat(Node, frozen=True):
    """A set of times, by its TIMEX3 value."""

    value: str


class Symbol(Node, frozen=True):
    """A time that is only named: PAST_REF, PRESENT_REF, FUTURE_REF, or a part of any day (TMO)."""

    value: str


def parts(node: Node | None) -> Iterator[Node]:
    """A meaning and those that it is made of."""
    if isinstance(node, Range):
        yield from parts(node.first)
        yield from parts(node.last)
    elif isinstance(node, (Shifted, Stretch, Edge, Nth, Whole)):
        yield from parts(node.of)
    elif isinstance(node, Point):
        yield from parts(node.within)
    if node is not None:
        yield node


def names_year(node: Node) -> bool:
    """Whether a year stands in a meaning; without one in its text or a known publication nothing is placed."""
    return any(isinstance(one, Point) and _has_year(one) for one in parts(node))


def names_day(node: Node) -> bool:
    """Whether a day of a month may stand in a meaning, or what may be counted to one."""
    return any(
        isinstance(one, Repeat)
        or (isinstance(one, Point) and (one.day is not None or one.holiday is not None or _has_year(one)))
        for one in parts(node)
    )


def _has_year(point: Point) -> bool:
    return point.year is not None or point.decade is not None or point.century is not None
