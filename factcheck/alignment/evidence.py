"""What tells, beyond the four conditions, whether two claims are one fact: how the pair stands among the other pairs of
its two documents, where else its values stand, and how close they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from factcheck.alignment import values
from factcheck.alignment.candidates import Candidate
from factcheck.alignment.profile import Profile, middle, noun

ASPECTS: dict[str, tuple[str, ...]] = {
    "rank": ("best_of_one", "best_of_both", "ahead_of_both", "lead", "lead_of_one"),
    "equal rival": ("equal_rival", "rival_lead", "rival_better"),
    "own document": ("value_at_home", "noun_at_home", "long_at_home", "values_at_home", "both_in_sentence", "adds_up"),
    "closeness of values": values.CLOSENESS,
}
"""All pieces of evidence, in order, by the aspect under which a report shows them."""

EVIDENCE: tuple[str, ...] = tuple(name for names in ASPECTS.values() for name in names)

EQUAL = EVIDENCE.index("equal")
DISTINCTIVE = EVIDENCE.index("distinctive")

NONE = -8.0
"""The score that stands for having no other candidate."""

MOST_LEAD = 4.0
MOST_RIVAL = 5.0


def weigh(
    pairs: Sequence[Candidate], one: Sequence[Profile], two: Sequence[Profile]
) -> Iterator[tuple[Candidate, list[float]]]:
    """The values of `EVIDENCE` for all candidates of the documents `one` and `two`."""
    homes = _Home(one), _Home(two)
    of_a: dict[int, list[Rival]] = defaultdict(list)
    of_b: dict[int, list[Rival]] = defaultdict(list)
    ratios = [values.settled_ratio(pair.a, pair.b) for pair in pairs]
    for pair, ratio in zip(pairs, ratios, strict=True):
        of_a[pair.a.index].append((pair.score, middle(pair.b), ratio == 1.0))
        of_b[pair.b.index].append((pair.score, middle(pair.a), ratio == 1.0))
    rivals_a = {index: _Field(group) for index, group in of_a.items()}
    rivals_b = {index: _Field(group) for index, group in of_b.items()}
    for pair, ratio in zip(pairs, ratios, strict=True):
        close = values.closeness(pair.a, pair.b, ratio)
        yield (
            pair,
            [
                *_among(pair, rivals_a[pair.a.index], rivals_b[pair.b.index], close[0]),
                *_at_home(pair, *homes, close[0]),
                *close,
            ],
        )


Rival = tuple[float, float, bool]
"""The score of a candidate, its value in the other document, and whether that is equal."""


class _Field:
    """The candidates of one claim in the other document: the best score, the best of another value, and of an equal."""

    __slots__ = ("best", "equal", "other", "value")

    def __init__(self, group: Sequence[Rival]):
        self.best, self.value, _ = max(group, key=itemgetter(0))
        self.other = max((score for score, value, _ in group if value != self.value), default=NONE)
        self.equal = max((score for score, _, equal in group if equal), default=NONE)

    def lead(self, score: float, value: float) -> float:
        """How far a candidate of `value` with `score` is ahead of the best one of another value."""
        return score - (self.other if value == self.value else self.best)


def _among(pair: Candidate, of_a: _Field, of_b: _Field, equal: float) -> list[float]:
    """The rank of a pair among those of its claims, and the equal value that fits one of its claims best."""
    ahead = of_a.lead(pair.score, middle(pair.b)), of_b.lead(pair.score, middle(pair.a))
    low, high = sorted(max(min(lead, MOST_LEAD), -MOST_LEAD) for lead in ahead)
    rival = max(of_a.equal, of_b.equal)
    present = rival > NONE and not equal and pair.a.family != "time"
    margin = max(min(rival - pair.score, MOST_RIVAL), -MOST_RIVAL) if present else 0.0
    return [
        float(low <= 0 < high),
        float(low > 0),
        float(low > 1),
        low,
        high,
        float(present),
        margin,
        float(present and margin >= 0),
    ]


class _Home:
    """All values of a document, with what they may be compared with and with what they are values of."""

    __slots__ = ("nouns", "values")

    def __init__(self, profiles: Sequence[Profile]):
        self.values = {(one.family, _rounded(one)) for one in profiles}
        self.nouns = {(noun(one), _rounded(one)) for one in profiles if noun(one)[1] is not None}

    def states(self, other: Profile) -> bool:
        """Whether the document states the value of a claim of another."""
        return (other.family, _rounded(other)) in self.values

    def states_under(self, own: Profile, other: Profile) -> bool:
        """Whether it states that value under the noun of its `own` claim."""
        return (noun(own), _rounded(other)) in self.nouns


def _rounded(profile: Profile) -> float:
    return round(middle(profile), 6)


def _at_home(pair: Candidate, one: _Home, two: _Home, equal: float) -> list[float]:
    """Whether the document of a claim states the other's value too, that under the noun of its own claim, one of three
    digits or more, or both do; whether its sentence does, or its list adds up to it.
    """
    a, b = pair.a, pair.b
    if equal or a.family == "time":
        return [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    first, second = one.states(b), two.states(a)
    return [
        float(first or second),
        float(one.states_under(a, b) or two.states_under(b, a)),
        float((first and values.long(b)) or (second and values.long(a))),
        float(first and second),
        float(_beside(a, b) or _beside(b, a)),
        float(_adds_up(a, b) or _adds_up(b, a)),
    ]


def _beside(own: Profile, other: Profile) -> bool:
    """Whether the sentence of `own` also states the value of `other`, be it without its unit ("7.6 and 7.4")."""
    value = f"{middle(other):.6g}"
    units = {_unit(other)} if own.family == "count" else {_unit(other), own.family, "number"}
    return any(f"{unit}:{value}" in own.neighbours for unit in units)


def _adds_up(own: Profile, whole: Profile) -> bool:
    """Whether `own` and another value of its sentence make up `whole`: 12 Somalis and 11 Yemenis are 23 pirates."""
    missing = middle(whole) - middle(own)
    return missing > 0 and f"{_unit(own)}:{missing:.6g}" in own.neighbours


def _unit(profile: Profile) -> str:
    return profile.claim.dimension or profile.claim.kind
