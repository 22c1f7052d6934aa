"""Ranges, and times of day without a day."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from factcheck.period.extent import RANK, Extent, moment
from factcheck.period.node import Clock, Node, Point, Range
from factcheck.period.resolve.scene import Scene, places, resolve


@places(Range)
def _range(node: Range, scene: Scene) -> Extent | None:
    if isinstance(node.first, Clock):
        return None
    first = resolve(node.first, scene)
    last = resolve(node.last, scene if _one_day(node) else _after(first, node, scene)) if first is not None else None
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


def _one_day(node: Range) -> bool:
    first, last = node.first, node.last
    if isinstance(first, Point) and isinstance(last, Point):
        return last.clock is not None and replace(first, clock=None) == replace(last, clock=None)
    return False


def _rank(grain: str) -> int:
    return RANK.get(grain, 0)


def _floats(node: Node) -> bool:
    return isinstance(node, Point) and node.year is None and node.within is None


def _after(first: Extent | None, node: Range, scene: Scene) -> Scene:
    """The scene in which the end of a range is read: on or after its start, by the next year or week if need be."""
    if first is None or not isinstance(node.last, Point) or not _floats(node.last):
        return scene
    return msgspec.structs.replace(scene, now=Extent(first.start, first.start + 1, "day"), tense=1, hint=None)


@places(Clock)
def _clock(node: Clock, scene: Scene) -> Extent | None:
    base = scene.then
    if base is None or base.grain not in ("day", "part", "minute", "hour", "second"):
        return None
    return moment(base.day, node.hour, node.minute, node.second)
