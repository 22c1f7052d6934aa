"""Days with a name, by the rule that places them in a year of the Gregorian calendar.

A rule is "12-25" (month and day), "9:1:1" (month, weekday, nth; +n days behind), "easter-2", "orthodox+0",
"islamic:9:1" (month and day of the tabular calendar, which sighting of the moon may move by a day), "rosh+9",
"passover+50" or "hanukkah" (of the Hebrew calendar), "lunar" (the Chinese new year), "diwali"; "*8" behind it makes it
last so many days.
"""

from __future__ import annotations

import re
from math import floor, radians, sin

from factcheck.period import civil
from factcheck.period.extent import Extent, days, months

_RD = 719163
"""Days from 31 December of 1 BC, from which the other calendars count, to 1970-01-01."""


def holiday_of(rule: str, year: int) -> Extent | None:
    """The days of a holiday in a year; None where the year has none."""
    body, _, length = rule.partition("*")
    first = _first(body, year)
    return None if first is None else days(first, first + int(length or 1) - 1, "day")


def _first(rule: str, year: int) -> int | None:
    moving = re.fullmatch(r"(easter|orthodox|rosh|passover|hanukkah|lunar|diwali)([+-]\d+)?", rule)
    if moving:
        return _MOVING[moving[1]](year) + int(moving[2] or 0)
    if rule.startswith("islamic:"):
        _, month, day = rule.split(":")
        return _islamic(year, int(month), int(day))
    if ":" in rule:
        return _weekday_of_month(rule, year)
    month, day = rule.split("-")
    return civil.number(year, int(month), int(day))


def _weekday_of_month(rule: str, year: int) -> int:
    body, _, extra = rule.partition("+")
    month, weekday, count = (int(part) for part in body.split(":"))
    return nth_weekday(months(year, month, 1, "month"), weekday, count) + int(extra or 0)


def nth_weekday(whole: Extent, weekday: int, count: int) -> int:
    """The nth such weekday of a stretch; a negative count runs from its end."""
    if count > 0:
        return whole.day + (weekday - civil.weekday(whole.day)) % 7 + 7 * (count - 1)
    last = whole.stop // civil.DAY - 1
    return last - (civil.weekday(last) - weekday) % 7 + 7 * (count + 1)


def _islamic(year: int, month: int, day: int) -> int | None:
    """The first such day of the tabular Islamic calendar, of the astronomers' epoch, in a Gregorian year."""
    near = (year - 622) * 33 // 32
    for islamic in (near - 1, near, near + 1, near + 2):
        months_before = 29 * (month - 1) + month // 2
        number = day + months_before + (islamic - 1) * 354 + (14 + 11 * islamic) // 30 + 227013 - _RD
        if civil.civil(number)[0] == year:
            return number
    return None


def _elapsed(year: int) -> int:
    """Days from the epoch of the Hebrew calendar to the mean new moon of a year, put off by the weekday rules."""
    count = (235 * year - 234) // 19
    day = 29 * count + (12084 + 13753 * count) // 25920
    return day + (3 * (day + 1) % 7 < 3)


def _rosh_hashanah(year: int) -> int:
    """1 Tishri of the Hebrew year that starts in a Gregorian year."""
    hebrew = year + 3761
    before, now, after = (_elapsed(hebrew + step) for step in (-1, 0, 1))
    delay = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return now + delay - 1373427 - _RD


def _passover(year: int) -> int:
    """15 Nisan, which lies 163 days before the next new year."""
    return _rosh_hashanah(year) - 163


def _hanukkah(year: int) -> int:
    """25 Kislev: Heshvan before it has 30 days in a year of 355 or 385."""
    start = _rosh_hashanah(year)
    return start + 83 + ((_rosh_hashanah(year + 1) - start) % 10 == 5)


def _new_moon(count: int) -> float:
    """The instant (days from 1970, UTC) of a new moon, counted from that of 6 January 2000; the main terms of Meeus,
    good to a quarter of an hour in the 20th and 21st century."""
    sun, moon, node = (
        radians(start + step * count)
        for start, step in ((2.5534, 29.1053567), (201.5643, 385.81693528), (160.7108, 390.67050284))
    )
    terms = (
        (-0.4072, moon), (0.17241, sun), (0.01608, 2 * moon), (0.01039, 2 * node), (0.00739, moon - sun),
        (-0.00514, moon + sun), (0.00208, 2 * sun),
    )  # fmt: skip
    return 2451550.09766 - 2440587.5 + 29.530588861 * count + sum(size * sin(angle) for size, angle in terms)


def _new_moon_day(year: int, month: int, day: int, hours: float) -> int:
    """The day, by a clock so many hours ahead of UTC, of the first new moon on or after a date."""
    earliest = civil.number(year, month, day)
    count = int((earliest - 10962) / 29.530588861) - 2
    while (found := floor(_new_moon(count) + hours / 24)) < earliest:
        count += 1
    return found


def _lunar_new_year(year: int) -> int:
    """The Chinese new year: the day in Beijing of the second new moon after the winter solstice."""
    return _new_moon_day(year, 1, 21, 8)


def _diwali(year: int) -> int:
    """The Indian day at whose sunset the moon of Kartik is still to become new."""
    return _new_moon_day(year, 10, 17, -12.25)


_MOVING = {
    "lunar": _lunar_new_year,
    "diwali": _diwali,
    "easter": civil.easter,
    "orthodox": civil.orthodox_easter,
    "rosh": _rosh_hashanah,
    "passover": _passover,
    "hanukkah": _hanukkah,
}
