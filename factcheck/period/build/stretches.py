"""Durations, stretches, and parts of stretches."""

from __future__ import annotations

from msgspec.structs import replace

from factcheck.period.build.registry import builder
from factcheck.period.build.relative import vague
from factcheck.period.node import Edge, Length, Node, Nth, Point, Relative, Shifted, Stretch, Whole


@builder
def length(
    count: float,
    unit: str,
    extra: float = 0,
    more: float | None = None,
    moreunit: str | None = None,
    bare: bool = False,
) -> Length | None:
    if bare and unit == "second":
        return None
    if isinstance(count, int) and 1900 <= count < 2100:
        return None
    first = (unit, count + extra)
    if more is None or moreunit is None:
        return Length(parts=(first,), bare=bare)
    return Length(parts=(first, (moreunit, more))) if moreunit != unit else None


@builder
def vague_length(unit: str) -> Length:
    return Length(parts=((unit, None),))


@builder
def whole_unit(unit: str) -> Length:
    return Length(parts=((unit, 1.0),), bare=False)


@builder
def stretch(side: str | int, length: Length | None = None, unit: str | None = None) -> Node | None:
    length = length or (Length(parts=((unit, None),)) if unit else None)
    if length is None or len(length.parts) != 1 or (isinstance(side, int) and side != 1):
        return None
    return Stretch(length=length, side="first" if side == 1 else str(side))


@builder
def counted_stretch(side: str, count: float, unit: str) -> Node | None:
    return stretch(side, Length(parts=((unit, count),)))


@builder
def fraction_length(top: int, bottom: int, unit: str) -> Length | None:
    return Length(parts=((unit, top / bottom),)) if top < bottom else None


@builder
def holder(unit: str, of: Node) -> Node:
    """ "The week of April 10th", "the month of May"."""
    return Whole(unit=unit, of=of)


@builder
def weekdays_off(count: int, weekday: int, sign: int) -> Shifted:
    """So many weekdays back or ahead, the nearest counted as the first."""
    weeks = Length(parts=(("week", float(count - 1)),))
    return Shifted(length=weeks, sign=sign, of=Point(weekday=weekday, which=3 * sign))


@builder
def past_unit(unit: str) -> Node:
    if unit == "weekend":
        return Relative(unit=unit, count=-1)
    return Stretch(length=Length(parts=((unit, 1.0),)), side="past")


@builder
def stretch_of(length: Length, side: str | int | None = None, of: Node | None = None) -> Stretch | None:
    if len(length.parts) != 1 or vague(length) or length.bare or (isinstance(side, int) and side != 1):
        return None
    if side is None and length.parts[0][0] not in ("month", "quarter"):
        return None
    whole = of or Relative(unit="year", count=0)
    return Stretch(length=length, side="last" if side in ("past", "last") else "first", of=whole)


@builder
def length_to(length: Length, of: Node) -> Stretch | None:
    return None if vague(length) or length.bare else Stretch(length=length, side="upto", of=of)


@builder
def unit_to(unit: str, of: Node) -> Stretch:
    return Stretch(length=Length(parts=((unit, 1.0),)), side="upto", of=of)


@builder
def nth_unit(count: int, unit: str) -> Length:
    """ "Its fifth day": five days so far, the last one counted."""
    return Length(parts=((unit, float(count)),))


@builder
def edge(side: str, of: Node) -> Edge:
    return Edge(side=side, of=of)


@builder
def edge_of_unit(side: str, unit: str, of: Node | None = None) -> Edge:
    return Edge(side=side, of=of or Relative(unit=unit, count=0))


@builder
def remainder(unit: str | None = None, of: Node | None = None) -> Edge:
    return Edge(side="rest", of=of or Relative(unit=unit or "year", count=0))


@builder
def year_to_date() -> Edge:
    return Edge(side="past", of=Relative(unit="year", count=0))


@builder
def nth(of: Node, count: int = 1, which: int | None = None, unit: str | None = None, weekday: int | None = None) -> Nth:
    return Nth(count=-1 if which is not None else count, unit=unit, weekday=weekday, of=of)


@builder
def nth_day(count: int, day: Point, of: Node) -> Nth | None:
    plain = isinstance(day, Point) and day.weekday is not None and day.day is None and day.which is None
    return Nth(count=count, weekday=day.weekday, of=of) if plain else None


@builder
def last_day(day: Point, of: Node) -> Node | None:
    if not isinstance(day, Point):
        return None
    if day.weekday is not None and day.which == -1:
        return Nth(count=-1, weekday=day.weekday, of=of)
    return put_within(day, of)


@builder
def unit_of(unit: Node, of: Node, count: int = 1) -> Node | None:
    if isinstance(unit, Relative) and unit.count == -1:
        return Nth(count=-count, unit=unit.unit, of=of)
    if isinstance(unit, Point) and unit.unit == "half" and isinstance(of, Point) and of.month is not None:
        return Edge(side="start" if unit.count == 1 else "end", of=of)
    return put_within(unit, of) if count == 1 else None


@builder
def put_within(point: Node, of: Node) -> Node | None:
    """A part of the year, said to lie in a year or a larger part of it."""
    if not isinstance(point, Point) or point.year is not None or point.within is not None or point.decade is not None:
        return None
    if isinstance(of, Point) and (of.month is not None or of.unit is not None or of.century is not None):
        return None
    if isinstance(of, Relative) and of.unit not in ("year", "decade", "century"):
        return None
    return replace(point, within=of)
