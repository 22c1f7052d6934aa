"""What is counted from the publication or from the time last spoken of."""

from __future__ import annotations

from factcheck.period import civil
from factcheck.period.civil import DAY
from factcheck.period.extent import RANK, Extent, day_of, fiscal_year, holding, shift, year_of
from factcheck.period.node import Distance, Length, Relative, Same, Shifted
from factcheck.period.resolve.points import timed
from factcheck.period.resolve.scene import Scene, places, resolve


def _base(base: str, scene: Scene) -> Extent | None:
    return scene.then or scene.now if base == "then" else scene.now


@places(Relative)
def _relative(node: Relative, scene: Scene) -> Extent | None:
    base = _base(node.base, scene)
    if base is None:
        return None
    if node.like in ("quarter", "month") and scene.then is None:
        base = shift(holding(base.start, node.like), node.like, -1)
    if node.like and base.grain in RANK and RANK["month"] <= RANK[base.grain] < RANK["year"]:
        return shift(base, node.unit, node.count)
    if node.fiscal:
        return _relative_fiscal(node, base, scene)
    if node.unit == "quarter" and node.base == "then" and node.count == 0 and base.grain == "quarter":
        return base
    if node.unit == "day" and base.grain != "day" and node.base == "then" and node.count:
        base = day_of(base.stop // DAY - 1 if node.count > 0 and base.stop > base.start else base.day)
    count = node.count - _weekend_behind(node, base, scene)
    whole = shift(holding(base.start, node.unit), node.unit, count)
    return timed(whole, node.part, node.clock) if node.part or node.clock else whole


def _weekend_behind(node: Relative, base: Extent, scene: Scene) -> bool:
    """Whether "the weekend" is the last one: told as past before its Saturday."""
    plain = node.unit == "weekend" and node.base == "then" and node.count == 0
    return plain and scene.tense < 0 and civil.weekday(base.day) < 6


def _relative_fiscal(node: Relative, base: Extent, scene: Scene) -> Extent:
    if node.unit != "year":
        return shift(holding(base.start, node.unit), node.unit, node.count)
    year, month, _ = civil.civil(base.day)
    ahead = scene.fiscal_start > 1 and month >= scene.fiscal_start
    return fiscal_year(year + ahead + int(node.count), scene.fiscal_start)


@places(Same)
def _same(node: Same, scene: Scene) -> Extent | None:
    base = scene.then or scene.now
    if base is None:
        return None
    if RANK.get(base.grain, 0) >= RANK["year"]:
        return year_of(node.year)
    return shift(base, "year", node.year - civil.civil(base.day)[0])


@places(Distance)
def _distance(node: Distance, scene: Scene) -> Extent | None:
    if node.doubtful and scene.tense <= 0:
        return None
    base = _base(node.base, scene)
    if base is None:
        return None
    unit, count = node.length.parts[0]
    if is_moment(base) and RANK.get(unit, 0) >= RANK["day"]:
        base = day_of(base.day)
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
        return holding(shift(day_of(base.day), unit, count).start, "month" if unit == "year" else "year")
    grain = {"century": "decade"}.get(unit, unit)
    return holding(shift(day_of(base.day), unit, count).start, grain)


def _edge_day(base: Extent, sign: int) -> Extent:
    return day_of(base.stop // DAY - 1 if sign > 0 and base.stop > base.start else base.day)


def _moved(base: Extent, length: Length, sign: int) -> Extent:
    for unit, count in length.parts:
        if RANK.get(unit, 9) < RANK["day"] and base.grain == "day" and base.start % DAY == 0 and not is_moment(base):
            continue
        base = shift(base, unit, sign * (count or 0))
    return base


def is_moment(extent: Extent) -> bool:
    return extent.start == extent.stop


@places(Shifted)
def _shifted(node: Shifted, scene: Scene) -> Extent | None:
    base = resolve(node.of, scene)
    return _moved(base, node.length, node.sign) if base is not None else None
