"""Numbers as text, at a stated precision, in the ways that the scanner reads: the inverse of `quantity.number`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

Style = Literal["plain", "grouped", "spaced", "scaled", "suffixed", "words"]

SCALES: Mapping[int, tuple[str, str]] = {
    12: ("trillion", "tn"),
    9: ("billion", "bn"),
    6: ("million", "mn"),
    3: ("thousand", "k"),
}
"""Powers of ten that have a word, with it and its suffix."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def format_value(value: float | Decimal, digits: int = 0, style: Style = "plain") -> str:
    """`value` rounded to `digits` decimals (of the scale, for scaled and suffixed), as text.

    grouped "1,204.5", spaced "1 204.5", scaled "1.2 million", suffixed "1.2mn", words "two hundred and five" (whole
    numbers below a quadrillion). A value below a thousand has no scale and is written plainly.
    """
    exact = Decimal(str(value))
    if style == "words":
        whole = int(exact.to_integral_value(ROUND_HALF_EVEN))
        return ("minus " if whole < 0 else "") + spelled(abs(whole))
    if style in ("scaled", "suffixed"):
        return _scaled(exact, digits, style)
    text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN):,f}"
    if style == "grouped":
        return text
    return text.replace(",", " " if style == "spaced" else "")


def _scaled(exact: Decimal, digits: int, style: Style) -> str:
    for power, (word, suffix) in SCALES.items():
        if abs(exact) >= Decimal(10) ** power:
            number = format_value(exact.scaleb(-power), digits)
            return f"{number} {word}" if style == "scaled" else number + suffix
    return format_value(exact, digits)


def spelled(number: int) -> str:
    """A whole number from zero to below a quadrillion in words: "two hundred and five thousand and one"."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {spelled(rest)}" if rest else "")
    power, (word, _) = next((p, names) for p, names in SCALES.items() if number >= 10**p)
    head, rest = divmod(number, 10**power)
    joint = " and " if rest < 100 else " "
    return f"{spelled(head)} {word}" + (joint + spelled(rest) if rest else "")
