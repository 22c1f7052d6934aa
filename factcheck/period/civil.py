"""Days, counted: the proleptic Gregorian calendar as plain integers, for any year.

A day is a number (0 is 1970-01-01), a moment a number of seconds from the start of that day. Years are astronomical:
year 0 is 1 BC, -43 is 44 BC. The conversion is the usual one with eras of 400 years that start in March.
"""

from __future__ import annotations

from functools import lru_cache

DAY = 86400
"""Seconds of a day."""

MOST_KEPT = 1 << 14
"""Results of calculations with days that are kept: texts speak of few days, and of each often."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def number(year: int, month: int, day: int) -> int:
    """The number of a day; a month outside 1..12 or a day outside the month is not checked."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@lru_cache(maxsize=MOST_KEPT)
def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a numbered day."""
    era, of_era = divmod(day + 719468, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return years + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def weekday(day: int) -> int:
    """ISO weekday: 1 is Monday."""
    return (day + 3) % 7 + 1


def monday(day: int) -> int:
    """The Monday of the ISO week of `day`."""
    return day - (day + 3) % 7


def iso_week(day: int) -> tuple[int, int]:
    """ISO year and number of the week that holds `day`."""
    year = civil(monday(day) + 3)[0]
    return year, (monday(day) - week_start(year, 1)) // 7 + 1


def week_start(year: int, week: int) -> int:
    """The Monday of an ISO week."""
    return monday(number(year, 1, 4)) + 7 * (week - 1)


@lru_cache(maxsize=MOST_KEPT)
def add_months(day: int, months: int) -> int:
    """The same day some months on, or the last of the month where that has no such day."""
    year, month, of_month = civil(day)
    years, index = divmod(month - 1 + months, 12)
    year, month = year + years, index + 1
    return number(year, month, min(of_month, month_length(year, month)))


def easter(year: int) -> int:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * shift + 114, 31)
    return number(year, month, day + 1)


def orthodox_easter(year: int) -> int:
    """Easter Sunday of the Eastern churches (the Julian algorithm of Meeus), for 1900 to 2099."""
    moon = (19 * (year % 19) + 15) % 30
    offset = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + offset + 114, 31)
    return number(year, month, day + 1) + 13


@lru_cache(maxsize=MOST_KEPT)
def iso_day(day: int) -> str:
    """A day in ISO 8601; years outside 0..9999 carry a sign, as the standard wants."""
    year, month, of_month = civil(day)
    return f"{iso_year(year)}-{month:02d}-{of_month:02d}"


def iso_year(year: int) -> str:
    """A year in ISO 8601: four digits, signed where it does not fit."""
    return f"{year:04d}" if 0 <= year <= 9999 else f"{year:+05d}"


def iso_moment(second: int, seconds: bool = False) -> str:
    """A moment as date and time to the minute, or to the second."""
    day, rest = divmod(second, DAY)
    clock = f"{rest // 3600:02d}:{rest // 60 % 60:02d}"
    return f"{iso_day(day)}T{clock}:{rest % 60:02d}" if seconds else f"{iso_day(day)}T{clock}"


def parse_day(text: str) -> int:
    """The number of an ISO day; a year or a month alone gives its first day.

    Raises ValueError for anything else.
    """
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    parts = [int(part) for part in body.split("T")[0].split("-")]
    year, month, day = parts + [1] * (3 - len(parts))
    if not 1 <= month <= 12 or not 1 <= day <= month_length(sign * year, month):
        raise ValueError(f"{text!r} is no day")
    return number(sign * year, month, day)


def parse_moment(text: str) -> int:
    """Seconds from 1970 of an ISO day, or day and time."""
    day, _, clock = text.partition("T")
    parts = [int(part) for part in clock.split(":")] if clock else []
    hour, minute, second = parts + [0] * (3 - len(parts))
    return parse_day(day) * DAY + hour * 3600 + minute * 60 + second
