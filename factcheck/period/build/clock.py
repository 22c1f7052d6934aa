"""Times of day."""

from __future__ import annotations

from msgspec.structs import replace

from factcheck.period.build.registry import builder
from factcheck.period.node import Clock, Node, Point, Range, Relative, Symbol


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
def clock_at(packed: str) -> Clock | None:
    """Four digits after "at" that are no round number."""
    return packed_clock(packed) if len(packed) == 4 and not packed.endswith("00") else None


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


def in_half(hour: int, part: str) -> int:
    return hour + 12 if hour < 12 and part in ("AF", "EV", "NI") and not (part == "NI" and hour < 5) else hour


@builder
def clock_part(clock: Clock, part: str) -> Clock:
    return clock if clock.half else replace(clock, hour=in_half(clock.hour, part), half="pm")


@builder
def hour_part(hour: int, part: str) -> Clock | None:
    return Clock(hour=in_half(hour, part), half="pm") if 1 <= hour <= 12 else None


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
        clock = replace(clock, hour=in_half(clock.hour, day.part), half="pm")
    return replace(day, clock=clock, part=None)


@builder
def with_hour(day: Node, hour: int, minute: int | None = None, zone: int | None = None) -> Node | None:
    if hour > 24 or (minute or 0) > 59:
        return None
    return with_clock(day, Clock(hour=hour, minute=minute, zone=zone))


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
    if (
        start.half is None
        and stop.half == "pm"
        and start.hour < 12
        and (start.hour + 12, start.minute or 0) <= (stop.hour, stop.minute or 0)
    ):
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
