"""Placing a meaning in the calendar: from "last Friday" and a publication date to 2017-11-24.

Every function returns None where the wording, the publication date and the times spoken of before do not decide;
nothing is ever supplied from the clock of the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from factcheck.period import civil
from factcheck.period.build import length_timex
from factcheck.period.civil import DAY
from factcheck.period.extent import (
    RANK,
    Extent,
    day_of,
    days,
    fiscal_year,
    holding,
    moment,
    months,
    part_of,
    season_of,
    shift,
    week_of,
    year_of,
)
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
    Same,
    Shifted,
    Stretch,
)


class Scene(msgspec.Struct):
    """What a text gives to place its times by, at the point that the scanner has reached.

    `now` is the publication day (or moment), `then` the time last spoken of, `tense` -1 past, 1 future, 0 not told,
    2 not a sentence at all (a bare phrase looks ahead), `hint` a year named in the same sentence.
    """

    now: Extent | None = None
    then: Extent | None = None
    tense: int = 0
    hint: int | None = None
    month_first: bool | None = None
    fiscal_start: int = 1


def resolve(node: Node, scene: Scene) -> Extent | None:
    """The stretch of time that a meaning names, or None where nothing decides."""
    place = _PLACES.get(type(node))
    return place(node, scene) if place else None


# Calendar expressions


def _point(point: Point, scene: Scene) -> Extent | None:
    if point.other is not None:
        point = ordered(point, scene)
    if point.fault:
        return None
    base = _calendar(point, scene)
    if base is None or (point.clock is None and point.part is None):
        return base
    return _timed(base, point.part, point.clock)


def ordered(point: Point, scene: Scene) -> Point:
    """Of two readings of a numeric date the one that the document or a setting decides for."""
    if scene.month_first is None or point.other is None or scene.month_first == point.month_first:
        return point
    return point.other


def _timed(base: Extent, part: str | None, clock: Clock | None) -> Extent:
    if clock is not None:
        return moment(base.day, clock.hour, clock.minute, clock.second)
    return part_of(base.day, part) if part is not None and base.grain == "day" else base


def _calendar(point: Point, scene: Scene) -> Extent | None:
    if point.century is not None:
        return months((point.century - 1) * 100, 1, 1200, "century")
    if point.decade is not None:
        return _decade(point, scene)
    if point.within is not None:
        return _within(point, scene)
    year = point.year
    if point.short and year is not None:
        year = full_year(year, scene)
    if year is not None:
        return _in_year(point, year, scene)
    if point.day is not None and point.month is None:
        return _day_of_month(point, scene)
    if point.month is None and point.weekday is not None:
        return _weekday(point, scene)
    return _nearest(point, scene)


def full_year(short: int, scene: Scene) -> int:
    """The year that two digits name: within 20 years ahead of the publication, or of the turn of the century."""
    latest = (civil.civil(scene.now.day)[0] if scene.now else 2030) + 20
    return latest - (latest - short) % 100


def _decade(point: Point, scene: Scene) -> Extent | None:
    year = point.decade
    if year is None:
        return None
    if point.short and year < 100:
        if scene.now is None and year < 30:
            return None
        latest = civil.civil(scene.now.day)[0] if scene.now else 2000
        year = latest - (latest - year) % 100
    return months(year, 1, 120, "decade")


def _in_year(point: Point, year: int, scene: Scene) -> Extent | None:
    if point.fiscal:
        return fiscal_year(year, scene.fiscal_start)
    if point.holiday is not None:
        return day_of(holiday_of(point.holiday, year))
    if point.season is not None:
        return season_of(year, point.season)
    if point.unit is not None and point.count is not None:
        return _unit_of_year(point, year)
    if point.month is None:
        return year_of(year)
    if point.day is None:
        return months(year, point.month, 1, "month")
    if point.day > civil.month_length(year, point.month):
        return None
    return day_of(civil.number(year, point.month, point.day))


def _unit_of_year(point: Point, year: int) -> Extent | None:
    count = point.count or 1
    if point.unit == "week":
        if point.weekday is not None:
            return day_of(civil.week_start(year, count) + point.weekday - 1)
        return week_of(year, count)
    length = 6 if point.unit == "half" else 3
    return months(year, length * (count - 1) + 1, length, point.unit or "quarter")


def _within(point: Point, scene: Scene) -> Extent | None:
    outer = resolve(point.within, scene) if point.within is not None else None
    if outer is None:
        return None
    if point.weekday is not None and point.month is None:
        return day_of(civil.monday(outer.day) + point.weekday - 1)
    year, month, _ = civil.civil(outer.day)
    if point.day is not None and point.month is None:
        point = replace(point, month=month)
    return _in_year(point, year, scene)


def _day_of_month(point: Point, scene: Scene) -> Extent | None:
    """ "The 15th", "Tuesday 19th": of the nearest month that has it, on the side that the tense tells."""
    day = point.day or 1
    if scene.now is None:
        return None
    year, month, _ = civil.civil(scene.now.day)
    found = []
    for offset in range(-14, 15):
        years, index = divmod(month - 1 + offset, 12)
        if day > civil.month_length(year + years, index + 1):
            continue
        number = civil.number(year + years, index + 1, day)
        if point.weekday is None or civil.weekday(number) == point.weekday:
            found.append(day_of(number))
    return _choose(found, scene, None)


def _weekday(point: Point, scene: Scene) -> Extent | None:
    if scene.now is None or point.weekday is None:
        return None
    today = scene.now.day
    behind = (civil.weekday(today) - point.weekday) % 7
    before = day_of(today - (behind or 7))
    after = day_of(today + (7 - behind))
    if point.which in (3, 2):
        return after
    if point.which == -3:
        return before
    if point.which == 0:
        return day_of(civil.monday(today) + point.weekday - 1)
    if point.which == 1:
        return after if 7 - behind >= 3 and behind else day_of(after.day + (7 if behind and 7 - behind < 3 else 0))
    if point.which == -1:
        return before if behind >= 2 or behind == 0 else day_of(before.day - 7)
    if behind == 0 and scene.tense != 2:
        return day_of(today)
    return after if scene.tense > 0 else before


def _nearest(point: Point, scene: Scene) -> Extent | None:
    """A part of the year whose year is not told."""
    if scene.now is None:
        return None
    year = civil.civil(scene.now.day)[0]
    if scene.hint is not None and point.which is None and point.weekday is None:
        return _in_year(point, scene.hint, scene)
    reach = 4 if (point.month, point.day) == (2, 29) else 1
    if point.weekday is not None:
        reach = 6
    found = [extent for offset in range(-reach, reach + 1) if (extent := _in_year(point, year + offset, scene))]
    if point.weekday is not None and point.day is not None:
        fitting = [extent for extent in found if civil.weekday(extent.day) == point.weekday]
        found = fitting or [extent for extent in found if abs(extent.day - scene.now.day) < 370]
    if point.which == 0:
        return _in_year(point, year, scene)
    return _choose(found, scene, point.which)


def _choose(found: list[Extent], scene: Scene, which: int | None) -> Extent | None:
    """Of candidates in order the one on the side of the publication date that wording and tense tell."""
    now = scene.now
    if not found or now is None:
        return None
    back = [extent for extent in found if extent.start < now.stop]
    ahead = [extent for extent in found if extent.stop > now.start]
    if which is not None and which < 0:
        back = [extent for extent in found if extent.stop <= now.start]
        return back[-1] if back else None
    if which is not None and which > 0:
        ahead = [extent for extent in found if extent.start >= now.stop]
        return ahead[0] if ahead else None
    if scene.tense > 0 and ahead:
        near = back[-1] if back else None
        close = (
            near is not None
            and scene.tense == 1
            and now.start - near.stop < 20 * DAY < ahead[0].start - now.stop - 250 * DAY
        )
        return near if close else ahead[0]
    if scene.tense < 0 and back:
        far = now.start - back[-1].stop > 300 * DAY and back[-1].grain == "day"
        return ahead[0] if far and ahead and ahead[0].start - now.stop < 45 * DAY else back[-1]
    return min(found, key=lambda extent: _gap(extent, now))


def _gap(extent: Extent, now: Extent) -> tuple[int, int]:
    if extent.start < now.stop and now.start < extent.stop:
        return 0, 0
    return max(extent.start - now.stop, now.start - extent.stop), extent.start > now.start


def holiday_of(name: str, year: int) -> int:
    """The day of a holiday by its rule: "12-25", "easter-2", "9:1:1" (month, weekday, nth; +days behind)."""
    if name.startswith("easter"):
        return civil.easter(year) + int(name[6:])
    if ":" not in name:
        month, day = name.split("-")
        return civil.number(year, int(month), int(day))
    rule, _, extra = name.partition("+")
    month_number, weekday, count = (int(part) for part in rule.split(":"))
    whole = months(year, month_number, 1, "month")
    return _nth_weekday(whole, weekday, count) + int(extra or 0)


def _nth_weekday(whole: Extent, weekday: int, count: int) -> int:
    if count > 0:
        first = whole.day + (weekday - civil.weekday(whole.day)) % 7
        return first + 7 * (count - 1)
    last = whole.stop // DAY - 1
    return last - (civil.weekday(last) - weekday) % 7 + 7 * (count + 1)


# Relative expressions


def _base(base: str, scene: Scene) -> Extent | None:
    return scene.then or scene.now if base == "then" else scene.now


def _relative(node: Relative, scene: Scene) -> Extent | None:
    base = _base(node.base, scene)
    if base is None:
        return None
    if node.like and base.grain in RANK and RANK["month"] <= RANK[base.grain] < RANK["year"]:
        return shift(base, node.unit, node.count)
    if node.fiscal:
        return _relative_fiscal(node, base, scene)
    if node.unit == "quarter" and node.base == "then" and node.count == 0 and base.grain == "quarter":
        return base
    if node.unit == "day" and base.grain != "day" and node.base == "then" and node.count:
        base = day_of(base.stop // DAY - 1 if node.count > 0 and base.stop > base.start else base.day)
    whole = shift(holding(base.start, node.unit), node.unit, node.count)
    return _timed(whole, node.part, node.clock) if node.part or node.clock else whole


def _relative_fiscal(node: Relative, base: Extent, scene: Scene) -> Extent:
    if node.unit != "year":
        return shift(holding(base.start, node.unit), node.unit, node.count)
    year, month, _ = civil.civil(base.day)
    ahead = scene.fiscal_start > 1 and month >= scene.fiscal_start
    return fiscal_year(year + ahead + int(node.count), scene.fiscal_start)


def _same(node: Same, scene: Scene) -> Extent | None:
    base = scene.then or scene.now
    if base is None:
        return None
    if RANK.get(base.grain, 0) >= RANK["year"]:
        return year_of(node.year)
    return shift(base, "year", node.year - civil.civil(base.day)[0])


def _distance(node: Distance, scene: Scene) -> Extent | None:
    if node.doubtful and scene.tense <= 0:
        return None
    base = _base(node.base, scene)
    if base is None:
        return None
    unit, count = node.length.parts[0]
    if len(node.length.parts) > 1 or node.exact:
        return _moved(
            base if base.grain in ("day", "minute", "second") else _edge_day(base, node.sign), node.length, node.sign
        )
    if unit == "decade" and node.base == "now":
        return holding(shift(year_of(civil.civil(base.day)[0]), "year", 10 * node.sign * (count or 0)).start, "decade")
    if unit in ("year", "month", "quarter", "half", "century") or (
        unit == "week" and scene.tense != 2 and node.base == "now"
    ):
        return _distant_unit(unit, node.sign * (count or 0), base)
    return _moved(
        base if RANK.get(base.grain, 0) <= RANK["day"] else _edge_day(base, node.sign), node.length, node.sign
    )


def _distant_unit(unit: str, count: float, base: Extent) -> Extent:
    """ "Two years ago" is a year; said of a quarter, "a year earlier" is a quarter."""
    if base.grain in ("quarter", "half", "month", "season") and unit == "year":
        return shift(base, unit, count)
    if count != int(count):
        return holding(shift(day_of(base.day), unit, count).start, "month")
    grain = {"century": "decade"}.get(unit, unit)
    return holding(shift(day_of(base.day), unit, count).start, grain)


def _edge_day(base: Extent, sign: int) -> Extent:
    return day_of(base.stop // DAY - 1 if sign > 0 and base.stop > base.start else base.day)


def _moved(base: Extent, length: Length, sign: int) -> Extent:
    for unit, count in length.parts:
        if RANK.get(unit, 9) < RANK["day"] and base.grain == "day" and base.start % DAY == 0 and not _is_moment(base):
            continue
        base = shift(base, unit, sign * (count or 0))
    return base


def _is_moment(extent: Extent) -> bool:
    return extent.start == extent.stop


def _shifted(node: Shifted, scene: Scene) -> Extent | None:
    base = resolve(node.of, scene)
    return _moved(base, node.length, node.sign) if base is not None else None


# Parts of stretches


def _stretch(node: Stretch, scene: Scene) -> Extent | None:
    unit, count = node.length.parts[0]
    if node.side in ("first", "last", "upto"):
        return _stretch_of(node, unit, count, scene)
    if scene.now is None or count is None:
        return None
    now = scene.now
    sign = -1 if node.side == "past" else 1
    if unit == "quarter":
        base = holding(now.start, unit)
        whole = shift(base, unit, sign * count)
        return Extent(min(whole.start, base.stop), max(base.start, whole.stop), unit, length_timex(node.length))
    stop = now.start if _is_moment(now) else now.start if sign < 0 else now.stop
    moved = shift(Extent(stop, stop, "day"), unit, sign * count).start
    start, stop = (moved, now.stop if RANK[unit] >= RANK["month"] else now.start) if sign < 0 else (stop, moved)
    return Extent(start, stop, unit, length_timex(node.length))


def _stretch_of(node: Stretch, unit: str, count: float | None, scene: Scene) -> Extent | None:
    whole = resolve(node.of, scene) if node.of is not None else _current_year(scene)
    if whole is None or not count:
        return None
    if node.side == "first":
        stop = shift(day_of(whole.day), unit, count).start
        return Extent(whole.start, stop, unit) if stop <= whole.stop else None
    start = shift(day_of(whole.stop // DAY), unit, -count).start
    return Extent(start, whole.stop, unit) if node.side == "upto" or start >= whole.start else None


def _current_year(scene: Scene) -> Extent | None:
    """The year of "the first nine months": the one last spoken of if it was a year, else that of the publication."""
    if scene.hint is not None:
        return year_of(scene.hint)
    return holding(scene.now.start, "year") if scene.now is not None else None


def _edge(node: Edge, scene: Scene) -> Extent | None:
    whole = resolve(node.of, scene)
    if whole is None:
        return None
    timex = whole.value()
    if node.side in ("rest", "past"):
        start, stop = whole.start, whole.stop
        now = scene.now
        if now is not None and start < now.stop <= stop:
            start, stop = (now.start, stop) if node.side == "rest" else (start, now.stop)
        return Extent(start, stop, "day" if RANK.get(whole.grain, 0) > RANK["day"] else whole.grain, timex)
    return _third(whole, node.side, timex)


def _third(whole: Extent, side: str, timex: str) -> Extent:
    """The first, middle or last third, in whole days, months or years."""
    index = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}[side]
    if RANK.get(whole.grain, 0) <= RANK["day"]:
        return whole._replace(timex=timex)
    grain = {"week": "day", "weekend": "day", "month": "day"}.get(
        whole.grain, "month" if RANK[whole.grain] <= RANK["year"] else "year"
    )
    if whole.grain == "month":
        first = whole.day + (0, 10, 20)[index]
        last = whole.stop // DAY - 1 if index == 2 else first + 9
        return days(first, last, "day", timex)
    if grain == "day":
        length = (whole.stop - whole.start) // DAY
        first = whole.day + (0, length // 2 - 1, length - 3)[index] if length > 3 else whole.day
        return days(first, min(first + 2, whole.stop // DAY - 1), "day", timex)
    total = _units(whole, grain)
    cuts = (
        [0, (total + 2) // 3, total - (total + 2) // 3, total]
        if grain == "year"
        else [0, total // 3, 2 * total // 3, total]
    )
    ends = [shift(day_of(whole.day), grain, cut).start for cut in (cuts[index], cuts[index + 1])]
    return Extent(ends[0], ends[1], grain, timex)


def _units(whole: Extent, grain: str) -> int:
    first, last = civil.civil(whole.day), civil.civil(whole.stop // DAY)
    total = (last[0] - first[0]) * 12 + last[1] - first[1]
    return total if grain == "month" else total // 12


def _nth(node: Nth, scene: Scene) -> Extent | None:
    whole = resolve(node.of, scene) if node.of is not None else None
    if whole is None or node.count == 0:
        return None
    if node.weekday is not None:
        return day_of(_nth_weekday(whole, node.weekday, node.count))
    unit = node.unit or "day"
    if unit not in RANK or RANK[unit] < RANK["day"] or RANK[unit] >= RANK.get(whole.grain, 99):
        return None
    if unit in ("week", "weekend"):
        return _nth_week(whole, unit, node.count)
    anchor = holding(whole.start, unit) if node.count > 0 else holding(whole.stop - DAY, unit)
    return shift(anchor, unit, node.count - 1 if node.count > 0 else node.count + 1)


def _nth_week(whole: Extent, unit: str, count: int) -> Extent:
    """Weeks belong where their Thursday lies, as in ISO 8601."""
    middle = 3 if unit == "week" else 5
    if count > 0:
        first = civil.monday(whole.day)
        first += 7 if first + middle < whole.day else 0
        monday = first + 7 * (count - 1)
    else:
        last = civil.monday(whole.stop // DAY - 1)
        last -= 7 if last + middle >= whole.stop // DAY else 0
        monday = last + 7 * (count + 1)
    return days(monday, monday + 6, "week") if unit == "week" else days(monday + 5, monday + 6, "weekend")


# Ranges and times of day


def _range(node: Range, scene: Scene) -> Extent | None:
    if isinstance(node.first, Clock):
        return None
    first = resolve(node.first, scene)
    last = resolve(node.last, _after(first, node, scene)) if first is not None else None
    if first is None or last is None:
        return None
    if last.stop < first.start and _floats(node.last) and not _floats(node.first):
        return None
    coarse = first if RANK.get(first.grain, 0) >= RANK.get(last.grain, 0) else last
    return Extent(
        first.start,
        last.stop,
        coarse.grain if first.grain == last.grain else min(first.grain, last.grain, key=_rank),
        "",
    )


def _rank(grain: str) -> int:
    return RANK.get(grain, 0)


def _floats(node: Node) -> bool:
    return isinstance(node, Point) and node.year is None and node.within is None


def _after(first: Extent | None, node: Range, scene: Scene) -> Scene:
    """The scene in which the end of a range is read: on or after its start, by the next year or week if need be."""
    if first is None or not isinstance(node.last, Point) or not _floats(node.last):
        return scene
    later = msgspec.structs.replace(scene, now=Extent(first.start, first.start + 1, "day"), tense=1, hint=None)
    return later


def _clock(node: Clock, scene: Scene) -> Extent | None:
    base = scene.then
    if base is None or base.grain not in ("day", "part", "minute", "hour", "second"):
        return None
    return moment(base.day, node.hour, node.minute, node.second)


_PLACES: dict[type, Callable[[Any, Scene], Extent | None]] = {
    Point: _point,
    Relative: _relative,
    Same: _same,
    Distance: _distance,
    Shifted: _shifted,
    Stretch: _stretch,
    Edge: _edge,
    Nth: _nth,
    Range: _range,
    Clock: _clock,
}
