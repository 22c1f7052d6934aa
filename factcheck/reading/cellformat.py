"""Number formats of spreadsheets: from a stored number to what the sheet shows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, DecimalException

BUILT_IN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": "$#,##0",
    "6": "$#,##0",
    "7": "$#,##0.00",
    "8": "$#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "37": "#,##0",
    "38": "#,##0",
    "39": "#,##0.00",
    "40": "#,##0.00",
    **dict.fromkeys(("14", "15"), "yyyy-mm-dd"),
    "17": "yyyy-mm",
    "18": "h:mm",
    "19": "h:mm",
    "20": "h:mm",
    "21": "h:mm",
    "22": "yyyy-mm-dd h:mm",
}
"""The formats that have a number and no text in the file, as far as they change what a number means."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]{0,60}+)[^\]]{0,60}+\]|\[[^\]]{0,60}+\]|[_*].')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?(?:[eE][+-]0+)?(,*)")
_DATE = re.compile(r"[yYdD]|[mM]{3,}|(?<![a-zA-Z])[hH]{1,2}:|\bmm?[-/ ]")
_LEAST = Decimal("1e-30")


def shown(stored: str, form: str, since_1904: bool = False) -> str:
    """The number `stored` in the format `form`; a date as ISO 8601. What cannot be understood stays as stored."""
    try:
        number = Decimal(stored)
    except DecimalException:
        return stored
    if not number.is_finite() or abs(number.adjusted()) > 60:
        return stored
    section = _section(form, number)
    bare = _LITERAL.sub("", section)
    if _DATE.search(bare):
        return _date(float(number), bare, since_1904) or _plain(number)
    if not re.search(r"[#0?]", bare) or "/" in bare:
        return _plain(number)
    return _number(number, section, number < 0 and section == form.split(";")[0])


def _section(form: str, number: Decimal) -> str:
    parts = form.split(";")
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if number == 0 and len(parts) > 2 and re.search(r"[#0?]", parts[2]) else parts[0]


def _plain(number: Decimal) -> str:
    """As the format General: what a binary number means, in at most 15 digits, without an exponent."""
    return f"{Decimal(f'{float(number):.15g}'):f}" if number else "0"


def _number(number: Decimal, section: str, minus: bool) -> str:
    text = _LITERAL.sub(_literal, section)
    match = _DIGITS.search(text)
    if match is None:
        return _plain(number)
    percent = "%" in text
    scaled = abs(number) * (100 if percent else 1) / Decimal(1000) ** len(match[2])
    places = len(match[1] or "")
    exact = scaled + (_LEAST if scaled else 0)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    least = (match[1] or "").count("0")
    written = f"{rounded:,.{places}f}" if "," in match[0].rstrip(",") else f"{rounded:.{places}f}"
    while "." in written and written.endswith("0") and len(written.partition(".")[2]) > least:
        written = written[:-1]
    return f"{'-' if minus else ''}{text[: match.start()]}{written.rstrip('.')}{text[match.end() :]}".strip()


def _literal(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3] or ""


def _date(serial: float, form: str, since_1904: bool) -> str | None:
    """The day, with the time where the format shows it; only the time, month or year where it shows no more."""
    if not 0 <= serial < 2_958_466:
        return None
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    moment = epoch + timedelta(seconds=round(serial * 86_400))
    letters = form.lower()
    if "y" not in letters and "d" not in letters and "h" in letters:
        return moment.strftime("%H:%M")
    if "d" not in letters and "y" in letters:
        return moment.strftime("%Y-%m" if "m" in letters else "%Y")
    return moment.strftime("%Y-%m-%d %H:%M" if "h" in letters else "%Y-%m-%d")
