"""One equation over bound terms: whether it holds, and what makes that doubtful."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from factcheck.comparison.findings import value_key
from factcheck.derivation import equation as algebra
from factcheck.derivation.ranges import Range, exact
from factcheck.derivation.terms import DAY, TIME, YEAR, ends, loose, of_publication, stated
from factcheck.model import Claim, Publication, Verdict
from factcheck.rulebook.schema import Relation, RelationTerm

PUBLISHED = "published"
"""The name under which an equation speaks of the day of publication."""

UNSURE = frozenset({"hypothetical", "denied"})
"""Statuses of which nothing follows."""


class Outcome(NamedTuple):
    """A relation with its terms (each with all its places) and the verdict; `left` and `right` are the two sides."""

    id: str
    relation: Relation
    terms: dict[str, tuple[Claim, ...]]
    verdict: Verdict
    note: str
    left: Range
    right: Range

    @property
    def claims(self) -> list[Claim]:
        """All claims of all terms."""
        return [claim for claims in self.terms.values() for claim in claims]


class Values(NamedTuple):
    """The terms of an equation as ranges: as stated, and by the widest reading."""

    exact: dict[str, Range]
    wide: dict[str, Range]


def values(terms: Mapping[str, Claim], growth: Collection[str], published: Publication | None = None) -> Values | None:
    """The ranges of all terms; None when one has no value. A time or range `x` gives its ends
    `x_first` and `x_last` besides.
    """
    near = {name: stated(claim, name in growth) for name, claim in terms.items()}
    wide = {name: loose(claim, name in growth) for name, claim in terms.items()}
    for name, claim in terms.items():
        for end, one in zip(("first", "last"), _ends(claim), strict=True):
            if one is not None:
                near[f"{name}_{end}"] = wide[f"{name}_{end}"] = one
    day = of_publication(published)
    if day is not None:
        near[PUBLISHED] = wide[PUBLISHED] = day
    if None in near.values() or None in wide.values():
        return None
    return Values(near, wide)  # type: ignore[arg-type]  # no None left


def _ends(claim: Claim) -> tuple[Range | None, Range | None]:
    """The two ends of a stated time or range."""
    if claim.kind in TIME:
        return ends(claim.period)
    low, high = claim.value.low, claim.value.high
    if claim.value.point is not None or low is None or high is None:
        return None, None
    return exact(low * claim.factor), exact(high * claim.factor)


def sound(claims: Iterable[Claim], joined: bool = False) -> bool:
    """Whether claims can stand in one equation: none denied or hypothetical, and all forecasts or all results unless
    they are `joined` by the wording of one sentence ("will give 6 million to 150 farms, or 40,000 each").
    """
    statuses = {claim.status for claim in claims if claim.kind not in TIME}
    return not statuses & UNSURE and (joined or len(statuses) <= 1 or statuses <= {"reported", "estimate"})


def evaluate(
    id: str,
    relation: Relation,
    terms: Mapping[str, tuple[Claim, ...]],
    growth: Collection[str],
    published: Publication | None = None,
    joined: bool = False,
) -> Outcome | None:
    """The outcome of an equation over the first claim of each term; None when it cannot be decided. The terms may be
    `joined` by the wording of one sentence.
    """
    assert relation.equation is not None
    one = algebra.equation(relation.equation)
    first = {name: _taken(claims[0], relation.terms.get(name)) for name, claims in terms.items()}
    bound = values({name: claim for name, claim in first.items() if name in one.slots}, growth, published)
    if bound is None or not sound(first.values(), joined):
        return None
    for name, term in relation.terms.items():
        if term.optional and name not in first:
            bound.exact[name] = bound.wide[name] = Range(0.0, 0.0, 0.0)
    judged = algebra.judged(one, bound.exact, bound.exact if relation.strict else bound.wide, relation.tolerance)
    if judged is None:
        return None
    verdict, note = _verdict(judged[0], relation, first.values())
    return Outcome(id, relation, dict(terms), verdict, note, judged[1], judged[2])


def _taken(claim: Claim, term: RelationTerm | None) -> Claim:
    """The claim; a bare number is an age where the relation says so ("the minister, 48,")."""
    if claim.kind != "number" or term is None or term.kinds != ("age",):
        return claim
    return msgspec.structs.replace(claim, kind="age", unit="year", factor=YEAR * DAY)


def _verdict(how: str, relation: Relation, claims: Iterable[Claim]) -> tuple[Verdict, str]:
    if how == "exactly":
        return "agree", "holds"
    if how == "loosely":
        return "compatible", "holds within what rounding and wording allow"
    if any(claim.mod == "~" for claim in claims):
        return "review", "does not hold, but a term is rough"
    return relation.verdict, "does not hold"


def key(terms: Mapping[str, tuple[Claim, ...]]) -> tuple[str, ...]:
    """What identifies the values of an outcome, whatever the places."""
    return tuple(f"{name}={value_key(claims[0])}" for name, claims in sorted(terms.items()))
