"""What two claims are compared by before their values: comparisons between 0 and 1, and the four conditions they serve.

Two claims are one fact only if all four conditions hold: they measure the same thing (`what`), of the same bearer or
event (`who`), at the same time (`when`), and mean the same one of several (`which`). A comparison may serve several
conditions; what it weighs in each stands in `rules/weights`.
"""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.alignment.profile import TIMES, Profile, noun
from factcheck.extraction.lexicon import Lexicon
from factcheck.model import Claim, Period

CONDITIONS = ("what", "who", "when", "which")

ASPECTS: dict[str, tuple[str, ...]] = {
    "noun": (
        "head_same",
        "head_differs",
        "noun_rival",
        "head_absent",
        "unnamed",
        "modifiers_shared",
        "modifiers_clash",
    ),
    "measure": (
        "measure_same",
        "measure_kin",
        "measure_contrary",
        "measure_differs",
        "measure_of_one",
        "phrase_same",
        "persons_only",
        "concepts_shared",
        "figure_same",
    ),
    "event": ("event_same", "event_differs", "predicate_same", "done_same", "done_differs"),
    "words close by": ("close_cosine",),
    "words around": ("near_cosine",),
    "sentence": ("words_cosine",),
    "names": (
        "names_shared",
        "names_clash",
        "nearest_same",
        "nearest_rival",
        "parties_same",
        "parties_clash",
    ),
    "said of": ("subject_same", "subject_differs", "subject_rival", "subject_narrows"),
    "bearer": (
        "of_bearer",
        "bearer_same",
        "bearer_differs",
        "bearer_told",
        "bearer_other",
        "bearer_rival",
        "bearer_crowded",
    ),
    "whose age": ("is_age", "age_subject_same", "age_nearest_same"),
    "place": ("place_same", "place_clash"),
    "which one": ("qualifier_same", "qualifier_clash", "variant_crowded", "variant_unnamed", "size_as_name", "one_of"),
    "period": ("period_same", "period_apart", "past_differs"),
    "moving value": ("moves", "moves_same", "fluctuates", "fluctuates_same", "fluctuates_crowded"),
    "status": ("status_differs", "wish_differs", "earlier_differs"),
    "scope": ("scope_same", "scope_differs", "part_differs"),
    "change": ("change_same", "change_differs", "growth_differs"),
    "unit": ("unit_same",),
    "neighbouring values": ("neighbours_shared",),
    "form": ("hyphenated", "bracket_differs", "bracket_same", "dateline"),
    "kind": ("is_money", "is_percent", "is_count", "is_time", "is_duration", "is_rank"),
    "rivals": ("rivals", "unique_noun"),
    "documents": ("documents_alike",),
}
"""All comparisons, in order, by the aspect under which a report shows them."""

COMPARISONS: tuple[str, ...] = tuple(name for names in ASPECTS.values() for name in names)


def compare(a: Profile, b: Profile, words: Lexicon, alike: float) -> list[float]:
    """The values of `COMPARISONS` for two claims; `alike` is the cosine of their documents."""
    one, two = a.claim, b.claim
    same_measure = a.known and a.measure == b.measure
    kin = b.measure in words.kin.get(a.measure or "", ())
    contrary = b.measure in words.contrary.get(a.measure or "", ())
    same_head, weight = a.head is not None and a.head == b.head, words.common.get(a.head or "", 1.0)
    subject = _Names(a.subject, b.subject, a.around, b.around)
    nearest = _Names(a.nearest, b.nearest, a.around, b.around)
    period_same, period_apart = _periods(one.period, two.period)
    qualifier_same, qualifier_clash = _qualifiers(a.qualifiers, b.qualifiers)
    rivals = min(a.rivals + b.rivals, MOST_RIVALS) / MOST_RIVALS
    crowded = float(rivals > 0)
    bearer = float(_of(a, b, words.of_bearer))
    fluctuates = float(_of(a, b, words.fluctuating))
    variant = float(_of(a, b, words.variants)) * (1.0 - qualifier_same * subject.same)
    moves = float(one.context.moves)
    shared = a.predicate & b.predicate
    predicate_same = bool(shared)
    done_same = bool(shared - words.aspectual) or (predicate_same and (a.head == b.head or not (a.head and b.head)))
    predicate_differs = bool(a.predicate) and bool(b.predicate) and not predicate_same
    age = float("age" in (one.kind, two.kind))
    names_shared = len(a.names & b.names)
    return [
        *_noun(a, b, same_head, weight, same_measure or kin),
        float(same_measure),
        float(kin),
        float(contrary),
        float(a.known and b.known and not same_measure and not contrary and not kin),
        float(a.family != "time" and a.known != b.known),
        weight * (not a.known and a.measure is not None and a.measure == b.measure),
        float(
            not a.known
            and not b.known
            and same_head
            and a.family == "count"
            and a.head in words.persons
            and not predicate_same
        ),
        float(not same_measure and not a.concepts.isdisjoint(b.concepts)),
        float(same_measure) * period_same,
        float(not a.events.isdisjoint(b.events)),
        float(bool(a.events) and bool(b.events) and a.events.isdisjoint(b.events)),
        float(predicate_same),
        float(done_same and a.family == "time"),
        float(predicate_differs and a.family == "time"),
        cosine(a.close, b.close, a.close_norm, b.close_norm),
        cosine(a.near, b.near, a.near_norm, b.near_norm),
        cosine(a.words, b.words, a.words_norm, b.words_norm),
        min(names_shared, 3) / 3,
        float(bool(a.names) and bool(b.names) and not names_shared),
        nearest.same,
        nearest.rival,
        float(bool(one.parties) and one.parties == two.parties),
        float(bool(one.parties) and bool(two.parties) and set(one.parties).isdisjoint(two.parties)),
        subject.same,
        subject.differs,
        subject.rival,
        subject.narrows,
        bearer,
        bearer * subject.same,
        bearer * subject.differs * (1.0 - nearest.same),
        float(_told_of_other(a, b)),
        bearer * _two_bearers(a.bearer, b.bearer),
        bearer * subject.rival,
        bearer * rivals,
        age,
        age * subject.same,
        age * nearest.same * bool(a.subject) * bool(b.subject),
        float(not a.places.isdisjoint(b.places)),
        float(bool(a.places) and bool(b.places) and a.places.isdisjoint(b.places)),
        qualifier_same,
        qualifier_clash,
        variant * crowded,
        variant,
        float(_size_as_name(one) or _size_as_name(two)),
        float(_one_of(one) != _one_of(two)),
        period_same,
        period_apart,
        float(a.past != b.past),
        moves,
        moves * period_same,
        fluctuates,
        fluctuates * period_same,
        fluctuates * crowded,
        float(one.status != two.status),
        float((one.status in WISHES) != (two.status in WISHES)),
        float(("earlier" in one.scope) != ("earlier" in two.scope)),
        float(bool(one.scope) and one.scope == two.scope),
        float(one.scope != two.scope),
        float(("part" in one.scope) != ("part" in two.scope)),
        *_changes(one, two),
        float(a.family == "percent" and (one.change in GROWTH) != (two.change in GROWTH)),
        float(one.unit == two.unit),
        min(len(a.neighbours & b.neighbours), 3) / 3,
        float((one.context.hyphenated or two.context.hyphenated) and one.kind != "age" and a.family != "time"),
        float(one.context.bracket_of != two.context.bracket_of),
        float(bool(one.context.bracket_of) and one.context.bracket_of == two.context.bracket_of),
        float("dateline" in (one.context.role, two.context.role)),
        float(a.family.startswith("money")),
        float(a.family == "percent"),
        float(a.family == "count"),
        float(a.family == "time"),
        float(one.kind in ("duration", "age")),
        float(one.kind == "rank" or two.kind == "rank"),
        rivals,
        float((same_measure or (same_head and weight > COMMON)) and not crowded),
        alike,
    ]


WISHES = frozenset({"target", "hypothetical"})
"""Statuses of values that are not yet so, and may never be."""

GROWTH = frozenset({"up", "down", "by", "times"})
"""Changes of which a percentage is the size, and no share or rate."""

MOST_RIVALS = 8
"""Other values under the nouns of two claims, in their documents, from which on more make no difference."""

COMMON = 0.4
"""The weight of a noun so common that to be its only value tells nothing."""


def _noun(a: Profile, b: Profile, same: bool, weight: float, same_measure: bool) -> list[float]:
    absent = a.head is None or b.head is None
    shared = len(a.modifiers & b.modifiers)
    return [
        weight if same else 0.0,
        float(not absent and not same and not same_measure and a.family != "time"),
        float(_told_apart(a, b)),
        float(absent),
        float(absent and a.family in ("count", "duration")),
        min(shared, 2) / 2,
        float(same and bool(a.modifiers) and bool(b.modifiers) and not shared),
    ]


def _told_apart(a: Profile, b: Profile) -> bool:
    """Whether the document of one claim tells other values of the other's noun, and so means another thing by its own:
    "12 magazines" beside "14 rifles and 31 magazines"."""
    one, two = noun(a), noun(b)
    if one == two or a.family == "time":
        return False
    return (one[1] is not None and one in b.told) or (two[1] is not None and two in a.told)


def _two_bearers(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sentences are about two names beyond doubt, neither of which is the acronym of the other."""
    if not a or not b or not a.isdisjoint(b):
        return False
    return not (_shortens(a, b) or _shortens(b, a))


def _shortens(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether a word may be made of the first letters of others, in any order: names are kept as sets."""
    return len(short) == 1 and sorted(min(short)) == sorted(word[0] for word in long)


def _told_of_other(a: Profile, b: Profile) -> bool:
    """Whether one document tells a value of its own, under the noun of its claim, of the bearer that the other claim is
    said of: A's profit here, and B's profit beside that of A there.
    """
    if not a.subject or not b.subject or not a.subject.isdisjoint(b.subject) or a.family == "time":
        return False
    return b.subject in a.bearers or a.subject in b.bearers


class _Names:
    """How two sets of names stand to each other, those of their documents being known.

    They are rivals if each has a name that the other document knows too, and yet does not use for its claim; each
    narrows what they share if both add a name of their own.
    """

    __slots__ = ("differs", "narrows", "rival", "same")

    def __init__(self, a: frozenset[str], b: frozenset[str], around_a: frozenset[str], around_b: frozenset[str]):
        shared = not a.isdisjoint(b)
        self.same = float(shared)
        self.differs = float(bool(a) and bool(b) and not shared)
        mine, other = a - b, b - a
        self.rival = float(not mine.isdisjoint(around_b) and not other.isdisjoint(around_a))
        self.narrows = float(shared and bool(mine) and bool(other))


def _of(a: Profile, b: Profile, measures: frozenset[str]) -> bool:
    """Whether the measure of either claim, stated or implied, is one of `measures`."""
    return a.implied in measures or b.implied in measures


def _size_as_name(claim: Claim) -> bool:
    """Whether a size is but the name of a variant ("the 13-inch model")."""
    return claim.context.hyphenated and claim.kind == "measure" and claim.measure is None


def _one_of(claim: Claim) -> bool:
    """Whether a claim may single out one of several ("one of the ships")."""
    return claim.text.lower() == "one"


def _changes(one: Claim, two: Claim) -> tuple[float, float]:
    """Whether two claims tell of a change, or of a bound in time, in one direction; and whether they do not."""
    a, b = _direction(one), _direction(two)
    return float(a is not None and a == b), float(a != b)


def _direction(claim: Claim) -> str | None:
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
