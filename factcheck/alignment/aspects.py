"""The aspects under which two claims are compared, each a few numbers between 0 and 1 (or a small count).

`context` looks at everything but the values; `values` at how close the values are. Names and order are those of the
weights in `rules/weights`; `ASPECTS` groups them for the waterfall that a report shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, log10

from factcheck.alignment.profile import TIMES, Profile
from factcheck.extraction.lexicon import Lexicon
from factcheck.model import Claim, Period

ASPECTS: dict[str, tuple[str, ...]] = {
    "noun": ("head_same", "head_differs", "head_absent", "modifiers_shared", "modifiers_clash"),
    "measure": ("measure_same", "measure_contrary", "measure_differs", "phrase_same", "concepts_shared"),
    "event": ("event_same", "event_differs"),
    "words close by": ("close_cosine",),
    "words around": ("near_cosine",),
    "sentence": ("words_cosine",),
    "names": ("names_shared", "nearest_same", "names_clash", "parties_same", "parties_clash"),
    "said of": ("subject_same", "subject_differs"),
    "place": ("place_same", "place_clash"),
    "which one": ("qualifier_same", "qualifier_clash"),
    "period": ("period_same", "period_apart"),
    "status": ("status_differs",),
    "scope": ("scope_same", "scope_differs"),
    "change": ("change_same", "change_differs"),
    "unit": ("unit_same",),
    "neighbouring values": ("neighbours_shared",),
    "kind": ("is_money", "is_percent", "is_count", "is_time", "is_duration"),
    "rivals": ("rivals", "unique_noun"),
    "documents": ("documents_alike",),
}
CONTEXT: tuple[str, ...] = tuple(name for names in ASPECTS.values() for name in names)

SECOND: dict[str, tuple[str, ...]] = {
    "context": ("context",),
    "identity": ("one_value_each", "several_values", "noun_unlike", "measure_alike", "same_figure", "words_alike"),
    "rank": ("best_of_one", "best_of_both", "margin", "behind"),
    "equal rival": ("equal_rival", "rival_margin"),
    "own document": ("value_at_home", "value_in_document", "both_in_sentence"),
    "against": ("bracket_clash", "hyphenated", "another_age", "contrary", "which_clash", "when_clash", "who_clash"),
    "closeness of values": (
        "equal",
        "within_3",
        "within_12",
        "within_42",
        "farther",
        "large_close",
        "slip",
        "distinctive",
    ),
}
FINAL: tuple[str, ...] = tuple(name for names in SECOND.values() for name in names)

LARGE = 1000.0
"""From here on, closeness in value is hardly by chance."""


def context(a: Profile, b: Profile, words: Lexicon, alike: float, rivals: tuple[int, int]) -> list[float]:
    """The values of `CONTEXT` for two claims; `rivals` are the other values of like noun in either document."""
    one, two = a.claim, b.claim
    both = a.head is not None and b.head is not None
    same_head = both and a.head == b.head
    weight = words.common.get(a.head or "", 1.0)
    same_measure = a.known and a.measure == b.measure
    contrary = b.measure in words.contrary.get(a.measure or "", ())
    shared_modifiers = len(a.modifiers & b.modifiers)
    names_shared = len(a.names & b.names)
    same_period, apart = _periods(one.period, two.period)
    return [
        weight if same_head else 0.0,
        float(both and not same_head and not same_measure),
        float(not both),
        min(shared_modifiers, 2) / 2,
        float(same_head and bool(a.modifiers) and bool(b.modifiers) and not shared_modifiers),
        float(same_measure),
        float(contrary),
        float(a.known and b.known and not same_measure and not contrary),
        float(not a.known and a.measure is not None and a.measure == b.measure),
        float(bool(a.concepts & b.concepts) and not same_measure),
        float(bool(a.events & b.events)),
        float(bool(a.events) and bool(b.events) and not a.events & b.events),
        cosine(a.close, b.close, a.close_norm, b.close_norm),
        cosine(a.near, b.near, a.near_norm, b.near_norm),
        cosine(a.words, b.words, a.words_norm, b.words_norm),
        min(names_shared, 3) / 3,
        float(bool(a.nearest & b.nearest)),
        float(bool(a.names) and bool(b.names) and not names_shared),
        float(bool(one.parties) and one.parties == two.parties),
        float(bool(one.parties) and bool(two.parties) and not set(one.parties) & set(two.parties)),
        float(bool(a.subject & b.subject)),
        float(bool(a.subject) and bool(b.subject) and not a.subject & b.subject),
        float(bool(a.places & b.places)),
        float(bool(a.places) and bool(b.places) and not a.places & b.places),
        *_qualifiers(a.qualifiers, b.qualifiers),
        same_period,
        apart,
        float(one.status != two.status),
        float(bool(one.scope) and one.scope == two.scope),
        float(one.scope != two.scope),
        float(_direction(one) is not None and _direction(one) == _direction(two)),
        float(_direction(one) != _direction(two)),
        float(one.unit == two.unit),
        min(len(a.neighbours & b.neighbours), 3) / 3,
        float(a.family.startswith("money")),
        float(a.family == "percent"),
        float(a.family == "count"),
        float(a.family == "time"),
        float(one.kind in ("duration", "age")),
        min(rivals[0] + rivals[1], 8) / 8,
        float((same_measure or (same_head and weight > 0.4)) and rivals == (0, 0)),
        alike,
    ]


def _direction(claim: Claim) -> str | None:
    """The direction of a change, or the bound that a time is ("until", "since")."""
    if claim.kind in TIMES:
        return claim.mod if claim.mod in ("<", "<=", ">", ">=") else None
    return claim.change


def cosine(a: Mapping[str, float], b: Mapping[str, float], a_norm: float, b_norm: float) -> float:
    """Cosine of two weighted bags of words."""
    if not a_norm or not b_norm:
        return 0.0
    if len(a) > len(b):
        a, b = b, a
    total = 0.0
    for word, weight in a.items():
        other = b.get(word)
        if other:
            total += weight * other
    return total / (a_norm * b_norm)


def _qualifiers(a: Mapping[str, set[str]], b: Mapping[str, set[str]]) -> tuple[float, float]:
    """Whether two claims have a qualifier in common, and whether they have unlike ones of one dimension."""
    same = clash = 0.0
    for dimension in a.keys() & b.keys():
        if a[dimension] & b[dimension]:
            same = 1.0
        else:
            clash = 1.0
    return same, clash


STATED = frozenset({"clause", "sentence", "heading", "table"})


def _periods(a: Period | None, b: Period | None) -> tuple[float, float]:
    """Whether two claims state the same period, and whether they state different ones.

    A day within a month may be the same time told more closely; six months and nine are two periods.
    """
    if a is None or b is None or a.basis not in STATED or b.basis not in STATED:
        return 0.0, 0.0
    if a.start == b.start and a.end == b.end:
        return 1.0, 0.0
    apart = (a.end or "9") < (b.start or "-") or (b.end or "9") < (a.start or "-")
    return 0.0, float(apart or (a.grain not in POINTS and b.grain not in POINTS))


POINTS = frozenset({"day", "minute", "hour", "second"})
"""Grains at which a time tells when something happened and not over what stretch a figure counts."""


def identity(value: Mapping[str, float]) -> list[float]:
    """What of the context (`CONTEXT` by name) makes two claims the same thing even if their values differ:
    `SECOND["identity"]`.
    """
    crowded = value["rivals"] >= SEVERAL and not value["qualifier_same"]
    return [
        value["unique_noun"],
        float(crowded),
        float(not value["head_same"] and not value["measure_same"]),
        value["measure_same"],
        float(bool(value["measure_same"] and value["period_same"])),
        value["near_cosine"],
    ]


SEVERAL = 2 / 8
"""Other values under one noun, over both documents, from which on it takes a qualifier to tell which is meant."""


def against(a: Profile, b: Profile, value: Mapping[str, float]) -> list[float]:
    """What speaks against a disagreement whatever the words: the steps of `SECOND["against"]`; `value` is the context
    by name.
    """
    one, two = a.claim, b.claim
    return [
        float(one.context.bracket_of != two.context.bracket_of),
        float((one.context.hyphenated or two.context.hyphenated) and one.kind != "age" and a.family != "time"),
        float("age" in (one.kind, two.kind) and not value["subject_same"]),
        value["measure_contrary"],
        value["qualifier_clash"],
        value["period_apart"],
        value["subject_differs"],
    ]


def closeness(a: Profile, b: Profile) -> list[float]:
    """How close two values are: one of the steps of `SECOND["closeness of values"]` is 1."""
    if a.family == "time":
        return _times(a, b)
    ratio = ratio_of(a, b)
    steps = [float(ratio == 1.0), float(1 < ratio <= 1.03), float(1.03 < ratio <= 1.12), float(1.12 < ratio <= 1.42)]
    large = min(abs(middle(a)), abs(middle(b))) >= LARGE
    return [
        *steps,
        float(ratio > 1.42),
        float(large and 1 < ratio <= 1.12),
        float(slip(a, b)),
        float(ratio == 1 and _long(a)),
    ]


def _times(a: Profile, b: Profile) -> list[float]:
    """`closeness` of two times: the same, one within the other, or apart."""
    one, two = a.claim.period, b.claim.period
    if one is None or two is None:
        same = a.claim.timex is not None and a.claim.timex == b.claim.timex
        return [float(same), 0.0, 0.0, 0.0, float(not same), 0.0, 0.0, 0.0]
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
    return [equal, 0.0, 0.0, 0.0, float(not equal), 0.0, 0.0, float(telling)]


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


def _long(a: Profile) -> bool:
    """Whether a number has three significant digits or more, so that two texts hardly share it by chance."""
    digits = f"{abs(middle(a)):.10g}".partition("e")[0].replace(".", "").strip("0")
    return len(digits) >= 3


def middle(a: Profile) -> float:
    """The number that stands for a value."""
    if a.point is not None:
        return a.point
    if a.low == -inf or a.high == inf:
        return a.high if a.low == -inf else a.low
    return (a.low + a.high) / 2


def apart(a: Profile, b: Profile) -> bool:
    """Whether two values exclude each other: their intervals, or their periods, do not meet."""
    if a.family != "time":
        return a.high < b.low or b.high < a.low
    one, two = a.claim.period, b.claim.period
    if one is None or two is None:
        return a.claim.timex != b.claim.timex
    return (one.end or "9")[:10] < (two.start or "")[:10] or (two.end or "9")[:10] < (one.start or "")[:10]


def ratio_of(a: Profile, b: Profile) -> float:
    """The larger of two values over the smaller, exactly 1 for equal ones, infinite for zero or unlike signs."""
    one, two = middle(a), middle(b)
    if abs(one - two) <= 1e-9 * max(abs(one), abs(two)):
        return 1.0
    if not one or not two or (one < 0) != (two < 0):
        return inf
    return max(abs(one / two), abs(two / one))


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
