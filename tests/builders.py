"""Claims made by hand, for tests of the stages behind extraction."""

from __future__ import annotations

from math import inf

from factcheck.model import Claim, Span, Value


def claim(
    point: float | None = None,
    *,
    width: float = 0.0,
    low: float | None = None,
    high: float | None = None,
    mod: str = "=",
    kind: str = "count",
    unit: str | None = None,
    factor: float = 1.0,
    **fields: object,
) -> Claim:
    """A claim of a value: `point` ± `width`, or a range, under a modifier."""
    if point is not None and low is None and high is None:
        low, high = point - width, point + width
        low, high = {">": (point, inf), ">=": (point, inf), "<": (point * 0.93, point), "<=": (-inf, point)}.get(
            mod, (low, high)
        )
    value = Value(
        low=None if low == -inf else low,
        high=None if high == inf else high,
        low_open=mod == ">",
        high_open=mod == "<",
        point=point,
    )
    filled: dict[str, object] = {
        "path": "a.txt",
        "start": 0,
        "end": 1,
        "line": 1,
        "column": 1,
        "text": f"{point}",
        "location": None,
        "kind": kind,
        "value": value,
        "unit": unit,
        "mod": mod,
        "change": None,
        "measure": None,
        "entities": (),
        "parties": (),
        "scope": (),
        "period": None,
        "timex": None,
        "status": "reported",
        "speaker": None,
        "sentence": Span(start=0, end=1),
        "dimension": unit or kind,
        "factor": factor,
    }
    return Claim(**(filled | fields))  # type: ignore[arg-type]
