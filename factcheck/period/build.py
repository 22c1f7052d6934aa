"""The meanings that the patterns of rules/times.yaml give: one small function for each `gives`.

A function returns None to refuse what its pattern matched (hour 31, month 13). Named parts of the pattern arrive as
numbers, as the values of rules/timewords.yaml, or as the meanings that earlier stages built.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from factcheck.period.civil import month_length
from factcheck.period.node import (
    Clock,
    Distance,
    Edge,
    Length,
    Node,
    Nth,
    Point,
    Range,
    Relative,
    Repeat,
    Same,
    Shifted,
    Stretch,
    Symbol,
)

Built = Any
BUILDERS: dict[str, Callable[..., Built]] = {}
"""All builders by name."""

UNIT_SIGNS = {
    "year": ("P", "Y"), "month": ("P", "M"), "week": ("P", "W"), "day": ("P", "D"), "hour": ("PT", "H"),
    "minute": ("PT", "M"), "second": ("PT", "S"), "quarter": ("P", "Q"), "decade": ("P", "DE"), "century": ("P", "CE"),
    "millennium": ("P", "ML"), "weekend": ("P", "WE"), "season": ("P", "S"),
}  # fmt: skip
"""Prefix and sign of the units in TIMEX3 durations."""

WHOLE = {"fortnight": ("week", 2.0), "half": ("month", 6.0)}
"""Units without a sign of their own."""


def builder(function: Callable[..., Built]) -> Callable[..., Built]:
    """Registers a function under its name."""
    BUILDERS[function.__name__] = function
    return function


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


@builder
def constant(value: str) -> str:
    return value


@builder
def numeral(hundreds: int = 0, tens: int = 0, ones: int = 0) -> int:
    return hundreds * 100 + tens + ones


@builder
def spoken_year(hundreds: int = 0, thousands: int = 0, tens: int = 0, ones: int = 0) -> int | None:
    year = thousands * 1000 + hundreds * 100 + tens + ones
    return year if 1000 <= year <= 2100 else None


# Dates


@builder
def point(**fields: Any) -> Point | None:
    """A calendar expression by its parts; `short` is a year of two digits."""
    if "short" in fields:
        fields["year"], fields["short"] = fields["short"], True
    day, month, count = fields.get("day"), fields.get("month"), fields.get("count")
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    if count is not None and not 1 <= count <= {"quarter": 4, "half": 2}.get(fields["unit"], 53):
        return None
    return _checked(Point(**fields))


def _checked(date: Point) -> Point:
    """The date, marked if the calendar has no such day."""
    if date.day is None or date.month is None:
        return date
    known = date.year is not None and not date.short
    longest = month_length(date.year if known and date.year is not None else 2000, date.month)
    return replace(date, fault="impossible-date") if date.day > longest else date


@builder
def weekday_date(weekday: int, of: Point) -> Point | None:
    return replace(of, weekday=weekday) if of.day is not None and of.weekday is None else None


@builder
def packed_date(packed: str) -> Point | None:
    return point(year=int(packed[:4]), month=int(packed[4:6]), day=int(packed[6:]))


@builder
def joined_day_year(month: int, both: str) -> Point | None:
    day, year = both.split(",")
    return point(month=month, day=int(day), year=int(year))


@builder
def numeric_date(a: int, b: int, c: int, order: str = "mdy") -> Point | None:
    """Day and month in the order of `order`, unless only the other order gives a date; `other` keeps that reading."""
    year = {"year": c} if c >= 100 else {"short": c}
    month_first = point(month=a, day=b, **year) if a <= 12 else None
    day_first = point(month=b, day=a, **year) if b <= 12 else None
    first, second = (month_first, day_first) if order == "mdy" else (day_first, month_first)
    if first is None or first.fault:
        first, second = (second, None) if second is not None else (first, None)
    if first is None or second is None or a == b or second.fault:
        return first
    return replace(first, other=second, month_first=order == "mdy")


@builder
def dotted_date(dotted: str) -> Point | None:
    first, second, third = dotted.replace(",", ".").split(".")
    if len(first) == 4:
        return point(year=int(first), month=int(second), day=int(third))
    return numeric_date(int(first), int(second), int(third), "dmy")


@builder
def slash_day(a: int, b: int) -> Point | None:
    if a <= 12:
        first = point(month=a, day=b)
        return replace(first, other=point(month=b, day=a)) if first is not None and b <= 12 and a != b else first
    return point(month=b, day=a) if b <= 12 else None


@builder
def double_year(year: int, short: int) -> Range | None:
    """A year and the last two digits of a later one: "2015/16", "1998-99"."""
    last = year // 100 * 100 + short
    last += 100 if last <= year else 0
    if not 0 < last - year <= (1 if short <= 12 else 60) or not 1500 <= year <= 2100:
        return None
    return Range(first=Point(year=year), last=Point(year=last))


@builder
def era_year(year: int, era: int) -> Point:
    return Point(year=year if era > 0 else 1 - year)


@builder
def decade(decade: int, hundreds: int | None = None, short: bool = False) -> Point | None:
    if hundreds is not None:
        decade, short = hundreds * 100 + decade, False
    return None if decade % 10 else Point(decade=decade, short=short)


@builder
def century(count: int) -> Point | None:
    return Point(century=count) if 1 <= count <= 30 else None


@builder
def fiscal(year: int | None = None, short: int | None = None) -> Point | None:
    return point(fiscal=True, **({"year": year} if short is None else {"short": short}))


@builder
def bare_fiscal() -> Symbol:
    return Symbol(value="FYXXXX")


@builder
def which_day(which: int, weekday: int | None = None, month: int | None = None) -> Point:
    return Point(which=which, weekday=weekday, month=month)


@builder
def weekday_of_week(weekday: int, which: int) -> Point:
    step = (which > 0) - (which < 0)
    return Point(weekday=weekday, within=Relative(unit="week", count=step))


@builder
def after_next(weekday: int) -> Shifted:
    return Shifted(length=Length(parts=(("week", 1.0),)), sign=1, of=Point(weekday=weekday, which=3))


@builder
def season(count: int, season: str) -> Point:
    return Point(season=season, which=count)


@builder
def holiday(holiday: str, year: int | None = None, which: int | None = None) -> Point:
    return Point(holiday=holiday, year=year, which=which)


@builder
def day_of(day: int, of: Node) -> Point | None:
    monthly = (isinstance(of, Relative) and of.unit == "month") or (isinstance(of, Point) and of.month is not None)
    return Point(day=day, within=of) if monthly and 1 <= day <= 31 else None


# What is counted from now or from the time last spoken of


@builder
def relative(unit: str, count: int = 0, base: str = "now", part: str | None = None, fiscal: bool = False) -> Relative:
    return Relative(unit=unit, count=count, base="then" if base == "then" else "now", part=part, fiscal=fiscal)


@builder
def next_day(unit: str, count: int = 1) -> Relative:
    return Relative(unit=unit, count=count, base="then")


@builder
def year_ago(unit: str) -> Relative:
    return Relative(unit="year", count=-1, base="then", like=True)


BUILDERS["same_last_year"] = year_ago
BUILDERS["unit_ago"] = year_ago


@builder
def same_in_year(unit: str, year: int) -> Same:
    return Same(year=year)


@builder
def symbol(value: str) -> Symbol:
    return Symbol(value=value)


@builder
def ago(length: Length) -> Node:
    if any(count is None for _, count in length.parts):
        return Symbol(value="PAST_REF")
    return Distance(length=length, sign=-1)


@builder
def earlier(length: Length, sign: int) -> Node:
    if any(count is None for _, count in length.parts):
        return Symbol(value="PAST_REF" if sign < 0 else "FUTURE_REF")
    return Distance(length=length, sign=sign, base="then")


@builder
def ahead(length: Length) -> Distance | None:
    return None if _vague(length) else Distance(length=length, sign=1, exact=True)


@builder
def within(length: Length) -> Distance | None:
    return None if _vague(length) else Distance(length=length, sign=1, exact=True, doubtful=True)


@builder
def units_ago(unit: str) -> Symbol:
    return Symbol(value="PAST_REF")


@builder
def shifted(length: Length, of: Node, sign: int = 1) -> Shifted | None:
    return None if _vague(length) else Shifted(length=length, sign=sign, of=of)


def _vague(length: Length) -> bool:
    return any(count is None for _, count in length.parts)


# Durations and stretches


@builder
def length(
    count: float,
    unit: str,
    extra: float = 0,
    more: float | None = None,
    moreunit: str | None = None,
    bare: bool = False,
) -> Length | None:
    if 1900 <= count < 2100 and unit in ("year", "quarter", "month", "season"):
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
def past_unit(unit: str) -> Stretch:
    return Stretch(length=Length(parts=((unit, 1.0),)), side="past")


@builder
def stretch_of(length: Length, side: str | int | None = None, of: Node | None = None) -> Stretch | None:
    if len(length.parts) != 1 or _vague(length) or length.bare or (isinstance(side, int) and side != 1):
        return None
    if side is None and length.parts[0][0] not in ("month", "quarter"):
        return None
    whole = of or Relative(unit="year", count=0)
    return Stretch(length=length, side="last" if side in ("past", "last") else "first", of=whole)


@builder
def length_to(length: Length, of: Node) -> Stretch | None:
    return None if _vague(length) or length.bare else Stretch(length=length, side="upto", of=of)


@builder
def edge(side: str, of: Node) -> Edge:
    return Edge(side=side, of=of)


@builder
def edge_of_unit(side: str, unit: str, year: int | None = None) -> Edge:
    return Edge(side=side, of=Relative(unit=unit, count=0) if year is None else Point(year=year))


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


# Times of day


@builder
def clock(hour: int, minute: int | None = None, second: int | None = None, meridiem: str | None = None) -> Clock | None:
    if minute is not None and minute > 59:
        return None
    if meridiem is not None:
        if not 1 <= hour <= 12:
            return Clock(hour=hour, minute=minute, second=second) if 13 <= hour <= 23 else None
        return Clock(hour=hour % 12 + (12 if meridiem == "pm" else 0), minute=minute, second=second, half=meridiem)
    return Clock(hour=hour, minute=minute, second=second) if hour <= 24 else None


@builder
def dotted_clock(dotted: str, meridiem: str) -> Clock | None:
    hour, minute = dotted.split(".")
    return clock(int(hour), int(minute), None, meridiem)


@builder
def packed_clock(packed: str) -> Clock | None:
    return clock(int(packed[:-2]), int(packed[-2:]))


@builder
def noon(hour: int) -> Clock:
    return Clock(hour=hour, minute=0, half="pm" if hour else "am")


@builder
def past_hour(hour: int, minutes: int, meridiem: str | None = None, back: bool = False) -> Clock | None:
    base = clock(hour, 0, None, meridiem)
    if base is None or minutes > 59:
        return None
    at = base.hour * 60 + (-minutes if back else minutes)
    return replace(base, hour=at // 60 % 24, minute=at % 60)


@builder
def in_zone(clock: Clock, zone: int) -> Clock:
    return replace(clock, zone=zone)


def _in_half(hour: int, part: str) -> int:
    return hour + 12 if hour < 12 and part in ("AF", "EV", "NI") and not (part == "NI" and hour < 5) else hour


@builder
def clock_part(clock: Clock, part: str) -> Clock:
    return clock if clock.half else replace(clock, hour=_in_half(clock.hour, part), half="pm")


@builder
def hour_part(hour: int, part: str) -> Clock | None:
    return Clock(hour=_in_half(hour, part), half="pm") if 1 <= hour <= 12 else None


@builder
def part_alone(part: str) -> Symbol:
    return Symbol(value=f"T{part}")


@builder
def with_part(day: Node, part: str, side: str | None = None) -> Node | None:
    if isinstance(day, (Point, Relative)) and day.part is None:
        return replace(day, part=part)
    return None


@builder
def with_clock(day: Node, clock: Clock) -> Node | None:
    """A day at a time; a part of the day that was named tells am from pm."""
    if not isinstance(day, (Point, Relative)) or day.clock is not None:
        return None
    if day.part is not None and clock.half is None:
        clock = replace(clock, hour=_in_half(clock.hour, day.part), half="pm")
    return replace(day, clock=clock, part=None)


@builder
def with_hour(day: Node, hour: int) -> Node | None:
    return with_clock(day, Clock(hour=hour)) if hour <= 24 else None


@builder
def clock_range(
    first: Clock | int,
    last: Clock | int,
    minute: int | None = None,
    lastminute: int | None = None,
    zone: int | None = None,
) -> Range | None:
    """Two times of one day; where only one names its half of the day, the other follows it."""
    start = Clock(hour=first, minute=minute) if isinstance(first, int) else first
    stop = Clock(hour=last, minute=lastminute) if isinstance(last, int) else last
    if start.half is None and stop.half == "pm" and start.hour < 12 and start.hour + 12 <= stop.hour:
        start = replace(start, hour=start.hour + 12, half="pm")
    if stop.half is None and start.half == "pm" and stop.hour < 12:
        stop = replace(stop, hour=stop.hour + 12, half="pm")
    if stop.half is None and start.half == "am" and stop.hour <= start.hour:
        stop = replace(stop, hour=stop.hour + 12, half="pm")
    if (start.minute is None) != (stop.minute is None):
        start, stop = replace(start, minute=start.minute or 0), replace(stop, minute=stop.minute or 0)
    return Range(first=start, last=stop) if start.hour <= 24 and stop.hour <= 24 else None


@builder
def day_hours(day: Node, hours: Range) -> Range | None:
    first, last = with_clock(day, hours.first), with_clock(day, hours.last)  # type: ignore[arg-type]
    return Range(first=first, last=last) if first is not None and last is not None else None


# Ranges


@builder
def time_range(first: Node, last: Node, year: int | None = None) -> Range | None:
    """From one time to another; what only one of the two states (month, year) holds for both."""
    if isinstance(first, Range) or isinstance(last, Range) or isinstance(first, Symbol):
        return None
    if isinstance(last, Symbol):
        if last.value != "PRESENT_REF":
            return None
        last = Relative(unit="day", count=0)
    if isinstance(first, Point) and isinstance(last, Point):
        first, last = _completed(first, replace(last, year=year) if year is not None else last)
    return Range(first=first, last=last)


def _completed(first: Point, last: Point) -> tuple[Point, Point]:
    if first.year is None and first.within is None and first.decade is None and first.century is None:
        if last.year is not None:
            earlier = first.month is not None and last.month is not None and first.month > last.month
            first = replace(first, year=last.year - earlier, short=last.short)
        elif last.within is not None:
            first = replace(first, within=last.within)
    elif first.within is not None and last.year is None and last.within is None:
        last = replace(last, within=first.within)
    return first, last


@builder
def days_after(first: Point, day: int, year: int | None = None) -> Range | None:
    """ "Nov. 29-30": the second day has the month of the first."""
    if (
        not isinstance(first, Point)
        or first.month is None
        or first.day is None
        or first.clock is not None
        or not 1 <= day <= 31
    ):
        return None
    month = first.month if day > first.day else first.month % 12 + 1
    start = first if year is None else _checked(replace(first, year=year))
    end_year = start.year if month >= first.month or start.year is None else start.year + 1
    return Range(
        first=start, last=_checked(replace(start, day=day, month=month, weekday=None, year=end_year, fault=""))
    )


@builder
def days_before(day: int, last: Point) -> Range | None:
    """ "30-31 May": the first day has the month of the second."""
    if (
        not isinstance(last, Point)
        or last.month is None
        or last.day is None
        or last.clock is not None
        or not 1 <= day < last.day
    ):
        return None
    return Range(first=replace(last, day=day, weekday=None, fault=""), last=last)


@builder
def same(day: Node) -> Node:
    return day


@builder
def bounded(of: Node, mod: str) -> Node:
    return replace(of, mod=mod)


# Sets


@builder
def weekdays(weekday: int) -> Repeat:
    return Repeat(value=f"XXXX-WXX-{weekday}")


@builder
def every(length: Length | None = None, unit: str | None = None, count: int = 1) -> Repeat | None:
    if length is not None:
        return Repeat(value=length_timex(length))
    return Repeat(value=duration_timex(count, unit)) if unit else None


@builder
def every_day(day: Node) -> Repeat | None:
    weekday = day.weekday if isinstance(day, Point) and day.day is None else None
    return Repeat(value=f"XXXX-WXX-{weekday}") if weekday else None


@builder
def every_part(part: str) -> Repeat:
    return Repeat(value=f"T{part}")


@builder
def repeat(value: str) -> Repeat:
    return Repeat(value=value)
