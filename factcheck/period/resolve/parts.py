"""Stretches, and parts of stretches: the first nine months, early 2007, the last Friday of May."""

from __future__ import annotations

from factcheck.period import civil
from factcheck.period.civil import DAY
from factcheck.period.duration import length_timex
from factcheck.period.extent import RANK, Extent, day_of, days, holding, shift, year_of
from factcheck.period.holidays import nth_weekday
from factcheck.period.node import Edge, Nth, Stretch, Whole
from factcheck.period.resolve.scene import Scene, places, resolve


@places(Stretch)
def _stretch(node: Stretch, scene: Scene) -> Extent | None:
    unit, count = node.length.parts[0]
    if node.side in ("first", "last", "upto"):
        return _stretch_of(node, unit, count, scene)
    if scene.now is None or count is None:
        return None
    start, stop = _around(node.side, unit, count, scene.now)
    return Extent(start, stop, unit, length_timex(node.length))


def _around(side: str, unit: str, count: float, now: Extent) -> tuple[int, int]:
    """From now on, or up to now: quarters are whole, the other units are counted from the day (or the moment)."""
    if unit == "quarter":
        quarter = holding(now.start, unit)
        moved = shift(quarter, unit, -count if side == "past" else count)
        return (moved.start, quarter.start) if side == "past" else (quarter.stop, moved.stop)
    if RANK[unit] >= RANK["day"]:
        now = day_of(now.day)
    start = now.start if side in ("past", "within") else now.stop
    moved_to = shift(Extent(start, start, "day"), unit, -count if side == "past" else count).start
    return (moved_to, start) if side == "past" else (start, moved_to)


def _stretch_of(node: Stretch, unit: str, count: float | None, scene: Scene) -> Extent | None:
    whole = resolve(node.of, scene) if node.of is not None else _current_year(scene)
    if whole is None or not count:
        return None
    if node.side == "first":
        stop = shift(day_of(whole.day), unit, count).start
        return Extent(whole.start, stop, unit) if stop <= whole.stop else None
    start = shift(day_of(whole.stop // DAY), unit, -count).start
    named = holding(start, unit)
    if (named.start, named.stop) == (start, whole.stop):
        return named
    return Extent(start, whole.stop, unit) if node.side == "upto" or start >= whole.start else None


def _current_year(scene: Scene) -> Extent | None:
    """The year of "the first nine months": the one last spoken of if it was a year, else that of the publication."""
    if scene.hint is not None:
        return year_of(scene.hint)
    return holding(scene.now.start, "year") if scene.now is not None else None


@places(Edge)
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


@places(Nth)
def _nth(node: Nth, scene: Scene) -> Extent | None:
    whole = resolve(node.of, scene) if node.of is not None else None
    if whole is None or node.count == 0:
        return None
    if node.weekday is not None:
        return day_of(nth_weekday(whole, node.weekday, node.count))
    unit = node.unit or "day"
    if unit not in RANK or RANK[unit] < RANK["day"] or RANK[unit] >= RANK.get(whole.grain, 99):
        return None
    if unit in ("week", "weekend"):
        return _nth_week(whole, unit, node.count)
    anchor = holding(whole.start, unit) if node.count > 0 else holding(whole.stop - DAY, unit)
    return shift(anchor, unit, node.count - 1 if node.count > 0 else node.count + 1)


@places(Whole)
def _whole(node: Whole, scene: Scene) -> Extent | None:
    inner = resolve(node.of, scene)
    if inner is None:
        return None
    monday = civil.monday(inner.day)
    if node.unit == "weekend" and civil.weekday(inner.day) == 1:
        monday -= 7
    return holding(monday * DAY, node.unit) if node.unit in ("week", "weekend") else holding(inner.start, node.unit)


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
