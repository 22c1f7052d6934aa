"""Calendar expressions: dates, weekdays, holidays, quarters, and the choice of a year that was not said."""

from __future__ import annotations

from msgspec.structs import replace

from factcheck.period import civil
from factcheck.period.civil import DAY
from factcheck.period.extent import (
    Extent,
    day_of,
    fiscal_year,
    moment,
    months,
    part_of,
    season_of,
    week_of,
    year_of,
)
from factcheck.period.holidays import holiday_of
from factcheck.period.node import Clock, Point
from factcheck.period.resolve.scene import Scene, places, resolve


@places(Point)
def _point(point: Point, scene: Scene) -> Extent | None:
    if point.other is not None:
        point = ordered(point, scene)
    if point.fault:
        return None
    base = _calendar(point, scene)
    if base is None or (point.clock is None and point.part is None):
        return base
    return timed(base, point.part, point.clock)


def ordered(point: Point, scene: Scene) -> Point:
    """Of two readings of a numeric date the one that the document or a setting decides for."""
    if scene.month_first is None or point.other is None or scene.month_first == point.month_first:
        return point
    return point.other


def timed(base: Extent, part: str | None, clock: Clock | None) -> Extent:
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
        return holiday_of(point.holiday, year)
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
    if scene.hint is not None and point.which is None and point.weekday is None:
        return _in_year(point, scene.hint, scene)
    if scene.now is None:
        return None
    year = civil.civil(scene.now.day)[0]
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
