"""What times are placed by, and the table of what places which meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from factcheck.period.extent import Extent
from factcheck.period.node import Node


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


Place = Callable[[Any, Scene], Extent | None]
F = TypeVar("F", bound=Callable[..., Extent | None])
_PLACES: dict[type[Node], Place] = {}


def places(kind: type[Node]) -> Callable[[F], F]:
    """Registers a function as the one that places meanings of a kind."""

    def register(function: F) -> F:
        _PLACES[kind] = function
        return function

    return register


def resolve(node: Node, scene: Scene) -> Extent | None:
    """The stretch of time that a meaning names, or None where nothing decides."""
    place = _PLACES.get(type(node))
    return place(node, scene) if place else None
