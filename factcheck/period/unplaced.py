"""TIMEX3 values of times that could not be placed: what was said, with X for what was not."""

from __future__ import annotations

from factcheck.period import civil
from factcheck.period.duration import length_timex
from factcheck.period.node import Clock, Distance, Edge, Node, Nth, Point, Range, Relative, Shifted, Stretch
from factcheck.period.resolve import Scene, full_year


def symbol_of(node: Node, scene: Scene) -> str:
    """The value of a time without a place in the calendar."""
    if isinstance(node, Point):
        return _point(node, scene) + _daytime(node.part, node.clock)
    if isinstance(node, Clock):
        return _clock(node)
    if isinstance(node, Range):
        return f"{symbol_of(node.first, scene)}/{symbol_of(node.last, scene)}"
    if isinstance(node, (Edge, Nth)) and node.of is not None:
        return symbol_of(node.of, scene)
    if isinstance(node, Relative):
        return _UNITS.get(node.unit, "XXXX") + _daytime(node.part, node.clock)
    if isinstance(node, (Distance, Stretch, Shifted)):
        return length_timex(node.length)
    return "XXXX"


_UNITS = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
}


def _point(point: Point, scene: Scene) -> str:
    if point.within is not None or point.year is None:
        year = "XXXX"
    else:
        year = civil.iso_year(full_year(point.year, scene) if point.short else point.year)
    if point.fiscal:
        return f"FY{year}"
    if point.season is not None:
        return f"{year}-{point.season}"
    if point.unit is not None and point.count is not None:
        return f"{year}-W{point.count:02d}" if point.unit == "week" else f"{year}-{point.unit[0].upper()}{point.count}"
    if point.holiday is not None and point.holiday[0].isdigit() and ":" not in point.holiday:
        return f"{year}-{point.holiday}"
    if point.month is not None:
        return f"{year}-{point.month:02d}" + (f"-{point.day:02d}" if point.day is not None else "")
    if point.day is not None:
        return f"{year}-XX-{point.day:02d}"
    if point.weekday is not None:
        return f"{year}-WXX-{point.weekday}"
    return "XXX" if point.decade is not None else year


def _daytime(part: str | None, clock: Clock | None) -> str:
    return _clock(clock) if clock is not None else f"T{part}" if part is not None else ""


def _clock(clock: Clock) -> str:
    text = f"T{clock.hour:02d}"
    if clock.minute is not None:
        text += f":{clock.minute:02d}"
    return text + (f":{clock.second:02d}" if clock.second is not None else "") + zone_of(clock)


def zone_of(clock: Clock | None) -> str:
    """The offset from UTC as ISO 8601 writes it; nothing where none was said."""
    if clock is None or clock.zone is None:
        return ""
    sign, minutes = ("-", -clock.zone) if clock.zone < 0 else ("+", clock.zone)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}" if minutes else "Z"
