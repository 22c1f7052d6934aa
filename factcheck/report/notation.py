"""Numbers, intervals, units and periods in the notation of the reports.

An interval is written `[441.35, 441.45) million USD`: a square bracket includes the bound, a round one does not, and
∞ stands for no bound. All values of one finding share one scale, so that they can be compared at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from factcheck.model import FactValue, Period, Term

Bound = float | str | None


class Scale(NamedTuple):
    """A power of ten that has a word."""

    factor: float
    word: str


PLAIN = Scale(1.0, "")
SCALES = (Scale(1e12, "trillion"), Scale(1e9, "billion"), Scale(1e6, "million"))
SYMBOLS = {"percent": "%", "percentage_point": "percentage points", "number": "", "ratio": "times"}
IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "inch": "inches"}
POWERS = {"2": "square", "3": "cubic"}
UNCHANGED = frozenset(
    "hertz siemens lux celsius fahrenheit kelvin aircraft series species personnel staff police injured wounded dead "
    "missing homeless unemployed equipment".split()
)
MONTHS = "January February March April May June July August September October November December".split()


def scale_of(bounds: Iterable[Bound]) -> Scale:
    """The scale for numbers that stand together: the largest in which none of them falls below one."""
    sizes = [abs(bound) for bound in bounds if isinstance(bound, int | float) and bound]
    smallest = min(sizes, default=0.0)
    return next((scale for scale in SCALES if smallest >= scale.factor), PLAIN)


def number(amount: float, scale: Scale = PLAIN) -> str:
    """`amount` in units of the scale, with commas at the thousands and without the noise of binary fractions."""
    shown = amount / scale.factor
    return f"{shown:,.12g}" if abs(shown) < 1e12 else f"{shown:.6g}"


def interval(low: Bound, high: Bound, low_open: bool = False, high_open: bool = False, scale: Scale = PLAIN) -> str:
    """The interval alone, without its unit; dates stand as ISO days."""
    if isinstance(low, str) or isinstance(high, str):
        return _days(low, high)
    if low is not None and low == high:
        return number(low, scale)
    left = "(−∞" if low is None else f"{'(' if low_open else '['}{_signed(low, scale)}"
    right = "∞)" if high is None else f"{_signed(high, scale)}{')' if high_open else ']'}"
    return f"{left}, {right}"


def _signed(amount: float, scale: Scale) -> str:
    return number(amount, scale).replace("-", "−")


def _days(low: Bound, high: Bound) -> str:
    if low is None:
        return f"until {high}"
    if high is None:
        return f"from {low}"
    return str(low) if low == high else f"{low} to {high}"


def measured(shown: str, unit: str | None, scale: Scale = PLAIN) -> str:
    """A number or interval with the word of its scale and its unit."""
    name = unit_name(unit, one=shown == "1" and not scale.word)
    return " ".join(part for part in (shown, scale.word, name) if part)


def reading(value: FactValue | Term, scale: Scale = PLAIN) -> str:
    """How a stated value was read: its interval with scale and unit."""
    opens = (value.low_open, value.high_open) if isinstance(value, FactValue) else (False, False)
    low, high = value.low, value.high
    if isinstance(low, str) or isinstance(high, str):
        return interval(low, high)
    if low is None and high is None:
        return "no number"
    if isinstance(value, Term) and not value.stated:
        low, high = rounded(low), rounded(high)
    return measured(interval(low, high, *opens, scale), value.unit, scale)


def rounded(bound: Bound) -> Bound:
    """A computed bound to five digits: more would promise what the stated numbers do not hold."""
    return float(f"{bound:.5g}") if isinstance(bound, int | float) else bound


def unit_name(unit: str | None, one: bool = False) -> str:
    """A unit as readers write it: a sign, a currency code, or its name in the plural."""
    if unit is None:
        return ""
    if unit in SYMBOLS:
        return SYMBOLS[unit].removesuffix("s") if one else SYMBOLS[unit]
    base, _, power = unit.partition(" ** ")
    if power in POWERS:
        return f"{POWERS[power]} {unit_name(base, one)}"
    words = unit.replace("_", " ").split()
    if one or unit.isupper() or not words:
        return " ".join(words)
    place = 0 if len(words) > 1 and words[1] in ("/", "per", "Celsius", "Fahrenheit") else len(words) - 1
    return " ".join(plural(word) if index == place else word for index, word in enumerate(words))


def plural(word: str) -> str:
    """The plural of an English noun, by the regular endings and a few exceptions."""
    lower = word.lower()
    symbol = word.isupper() or not word.replace(" ", "").isalpha() or not re.search("[aeiouy]", lower)  # USD, km, kWh
    if symbol or lower in UNCHANGED or lower.endswith(("people", "men")):
        return word
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if re.search(r"[^aiosu]s$", lower):
        return word  # "seconds", "news"
    if re.search(r"[^aeiou]y$", lower):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:s|x|z|ch|sh)$", lower) else f"{word}s"


def counted(amount: int, noun: str) -> str:
    """`amount` with its noun: 1 claim, 12 claims."""
    return f"{amount:,} {noun if amount == 1 else plural(noun)}"


def period(stretch: Period | None) -> str:
    """A period in words: 2017, January–September 2017, 29–30 November 2017, since June 2004."""
    if stretch is None:
        return ""
    if stretch.start is None or stretch.end is None:
        return _half_open(stretch)
    first, last = _day(stretch.start), _day(stretch.end)
    if first is None or last is None:
        return _days(stretch.start, stretch.end)
    if "T" in stretch.start or "T" in stretch.end:
        return _joined(_moment(stretch.start, first), _moment(stretch.end, last), " – ")
    return _closed(first, last)


def _moment(text: str, day: date) -> str:
    """A day with its time of day, if it has one."""
    clock = text.partition("T")[2]
    return _date(day, "day") + (f", {clock}" if clock else "")


def _half_open(stretch: Period) -> str:
    start, end = stretch.start, stretch.end
    if start is None and end is None:
        return "at an unknown time"
    day = _day(start or end or "")
    words = _date(day, stretch.grain) if day else str(start or end)
    return f"since {words}" if start is not None else f"until {words}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _date(day: date, grain: str) -> str:
    if grain in ("year", "decade", "century"):
        return str(day.year)
    if grain in ("month", "quarter", "half"):
        return f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _closed(first: date, last: date) -> str:
    whole_months = first.day == 1 and _ends_month(last)
    if whole_months and first.month == 1 and last.month == 12:
        return _joined(str(first.year), str(last.year), "–")
    if whole_months:
        start, end = _date(first, "month"), _date(last, "month")
        same_year = first.year == last.year and first.month != last.month
        return f"{MONTHS[first.month - 1]}–{end}" if same_year else _joined(start, end, " – ")
    if (first.year, first.month) == (last.year, last.month) and first != last:
        return f"{first.day}–{_date(last, 'day')}"
    return _joined(_date(first, "day"), _date(last, "day"), " – ")


def _joined(start: str, end: str, dash: str) -> str:
    return start if start == end else f"{start}{dash}{end}"


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


class Days(NamedTuple):
    """The first and the last day of a time."""

    first: date
    last: date

    def is_one(self, unit: str) -> bool:
        """Whether it is one whole day, month or year."""
        if unit == "day":
            return self.first == self.last
        same = self.first.year == self.last.year and (unit == "year" or self.first.month == self.last.month)
        whole = self.first.day == 1 and _ends_month(self.last)
        return same and whole and (unit == "month" or (self.first.month, self.last.month) == (1, 12))

    def until(self, later: Days, unit: str) -> int:
        """How many days, months or years from its start to that of a later one."""
        if unit == "day":
            return (later.first - self.first).days
        years = later.first.year - self.first.year
        return years if unit == "year" else 12 * years + later.first.month - self.first.month


def days(low: Bound, high: Bound) -> Days | None:
    """The days of a time that is known to the day at both ends and tells no hours; else None."""
    if not isinstance(low, str) or not isinstance(high, str) or "T" in low or "T" in high:
        return None
    first, last = _day(low), _day(high)
    return Days(first, last) if first and last else None


def share(part: float) -> str:
    """A confidence between 0 and 1 as a percentage that never rounds to certainty, of yes or of no."""
    percent = int(max(0.0, min(1.0, part)) * 100 + 0.5)
    if percent == 0 and part > 0:
        return "under 1 %"
    return f"{99 if percent == 100 and part < 1 else percent} %"
