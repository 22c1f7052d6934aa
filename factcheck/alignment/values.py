"""How close two values are: ratio, slips of the pen, whether they exclude each other; times by their periods."""

from __future__ import annotations

from math import inf, log, log1p, log10

from factcheck.alignment.profile import Profile, middle
from factcheck.model import Period
from factcheck.period.civil import parse_day

CLOSENESS = (
    "equal",
    "within_3",
    "within_12",
    "within_42",
    "beyond_10",
    "large_close",
    "slip",
    "distinctive",
    "distance",
)
"""The comparisons of `closeness`: the same value, within 3, 12 and 42 per cent, more than tenfold; close though
large; alike but for a slip; equal with three digits or more; the distance as logarithm of the ratio, 1 from e⁶ on.
"""

LARGE = 1000.0
"""From here on, closeness in value is hardly by chance."""

FARTHEST = 6.0


def closeness(a: Profile, b: Profile, ratio: float) -> list[float]:
    """How close two values of a `ratio` are, as the comparisons of `CLOSENESS`."""
    if a.family == "time":
        return _times(a, b)
    large = min(abs(middle(a)), abs(middle(b))) >= LARGE
    return [
        float(ratio == 1.0),
        float(1 < ratio <= 1.03),
        float(1.03 < ratio <= 1.12),
        float(1.12 < ratio <= 1.42),
        float(ratio > 10),
        float(large and 1 < ratio <= 1.12),
        float(slip(a, b)),
        float(ratio == 1 and long(a)),
        min(log(ratio), FARTHEST) / FARTHEST,
    ]


def _times(a: Profile, b: Profile) -> list[float]:
    """`closeness` of two times: the same, one within the other, or apart."""
    one, two = a.claim.period, b.claim.period
    if one is None or two is None:
        same = a.claim.timex is not None and a.claim.timex == b.claim.timex
        return [float(same), *_NOTHING, 0.0, 0.0, float(not same)]
    ends = (one.start or "", one.end or "9"), (two.start or "", two.end or "9")
    same = ends[0] == ends[1]
    (low, high), (first, last) = ends
    closed = None not in (one.start, one.end, two.start, two.end)
    within = (
        not same and closed and ((low <= first and last[:10] <= high[:10]) or (first <= low and high[:10] <= last[:10]))
    )
    current = _of_publication(a) or _of_publication(b)
    dated = _dated(a) and _dated(b)
    alike = same or (within and one.grain == two.grain)
    telling = alike and dated and (not current or (one.grain == "day" and len(a.names & b.names) >= PARTICIPANTS))
    equal = 1.0 if same else CONTAINED if within else 0.0
    days = 0.0 if equal else _days_apart(one, two)
    return [
        equal,
        float(0 < days <= 1),
        float(1 < days <= 3),
        float(3 < days <= 10),
        0.0,
        0.0,
        0.0,
        float(telling),
        min(log1p(days), FARTHEST) / FARTHEST,
    ]


_NOTHING = (0.0, 0.0, 0.0, 0.0, 0.0)

LONGEST = 10_000.0
"""Days that stand for the distance of times without a day."""


def _days_apart(one: Period, two: Period) -> float:
    """Days between the beginnings of two periods."""
    a, b = one.start or one.end, two.start or two.end
    if a is None or b is None:
        return LONGEST
    return float(abs(parse_day(a) - parse_day(b)))


CONTAINED = 0.6
"""How equal a time is to one that contains it."""

PARTICIPANTS = 3
"""Words of names that two sentences share from which on a current day tells that they speak of one event."""


def _dated(a: Profile) -> bool:
    """Whether a time is written with a number: "tomorrow" is no date that two texts share by more than chance."""
    return any(sign.isdigit() for sign in a.claim.text)


def _of_publication(a: Profile) -> bool:
    """Whether a time is merely the year, month or day in which its document was published."""
    period, published = a.claim.period, a.claim.context.published
    if period is None or published is None or period.grain == "day":
        return period is None or (published is not None and period.start == published.start)
    if period.start is None or period.end is None:
        bound = period.start or period.end or ""
        return published.start[:4] <= bound[:4] <= published.end[:4]
    return period.start <= published.end and published.start <= period.end


def long(a: Profile) -> bool:
    """Whether a number has three significant digits or more, so that two texts hardly share it by chance."""
    digits = f"{abs(middle(a)):.10g}".partition("e")[0].replace(".", "").strip("0")
    return len(digits) >= 3


def apart(a: Profile, b: Profile) -> bool:
    """Whether two values exclude each other: their intervals, or their periods, do not meet."""
    if a.family != "time":
        return a.high < b.low or b.high < a.low
    one, two = a.claim.period, b.claim.period
    if one is None or two is None:
        return a.claim.timex != b.claim.timex
    return (one.end or "9")[:10] < (two.start or "")[:10] or (two.end or "9")[:10] < (one.start or "")[:10]


def ratio_of(a: Profile, b: Profile) -> float:
    """The larger of two values over the smaller, exactly 1 for equal ones, infinite for zero or unlike signs; of values
    on a logarithmic scale that of what they stand for.
    """
    one, two = middle(a), middle(b)
    if abs(one - two) <= 1e-9 * max(abs(one), abs(two)):
        return 1.0
    if a.logarithmic or b.logarithmic:
        return float(10 ** min(abs(one - two), 300.0))
    if not one or not two or (one < 0) != (two < 0):
        return inf
    return max(abs(one / two), abs(two / one))


CONVERTED = 1.05
"""How far apart one value in two units may come out by rounding: 17 miles and 27 km."""


def settled_ratio(a: Profile, b: Profile) -> float:
    """The ratio of two numbers, 1 if they are one value in two units but for what rounding leaves."""
    ratio = ratio_of(a, b)
    converted = 1.0 < ratio <= CONVERTED and a.claim.unit != b.claim.unit and not apart(a, b)
    return 1.0 if converted else ratio


def slip(a: Profile, b: Profile) -> bool:
    """Whether two values differ as slips of the pen do: by a power of ten, or by two neighbouring digits swapped."""
    one, two = abs(middle(a)), abs(middle(b))
    if not one or not two or one == two or inf in (one, two):
        return False
    power = log10(one / two)
    if abs(power - round(power)) < 1e-9:
        return True
    x, y = f"{one:.10g}", f"{two:.10g}"
    if len(x) != len(y):
        return False
    differing = [at for at in range(len(x)) if x[at] != y[at]]
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and x[differing[0]] == y[differing[1]]
        and x[differing[1]] == y[differing[0]]
    )
