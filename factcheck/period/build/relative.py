"""What is counted from now or from the time last spoken of."""

from __future__ import annotations

from factcheck.period.build.registry import BUILDERS, builder
from factcheck.period.node import Distance, Length, Node, Relative, Same, Shifted, Symbol


@builder
def relative(unit: str, count: int = 0, base: str = "now", part: str | None = None, fiscal: bool = False) -> Relative:
    return Relative(unit=unit, count=count, base="then" if base == "then" else "now", part=part, fiscal=fiscal)


@builder
def next_day(unit: str, count: int = 1) -> Relative:
    return Relative(unit=unit, count=count, base="then")


@builder
def year_ago(unit: str) -> Relative:
    return Relative(unit="year", count=-1, base="then", like=unit)


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
    return None if vague(length) else Distance(length=length, sign=1, exact=True)


@builder
def within(length: Length) -> Distance | None:
    return None if vague(length) else Distance(length=length, sign=1, exact=True, doubtful=True)


@builder
def units_ago(unit: str) -> Symbol:
    return Symbol(value="PAST_REF")


@builder
def shifted(length: Length, of: Node, sign: int = 1) -> Shifted | None:
    return None if vague(length) else Shifted(length=length, sign=sign, of=of)


def vague(length: Length) -> bool:
    return any(count is None for _, count in length.parts)
