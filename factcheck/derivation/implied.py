"""Quantities that texts imply: computed from what each source states, and compared between the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple

from factcheck.comparison.findings import RANK, value_key
from factcheck.comparison.verdict import judge
from factcheck.derivation import equation as algebra
from factcheck.derivation.equation import ROUGH
from factcheck.derivation.evaluation import sound, values
from factcheck.derivation.matter import SHARES, Matters
from factcheck.derivation.patterns import Fitting, Match, Pattern, compiled, gathered, matches
from factcheck.derivation.ranges import Range, gap, meet
from factcheck.derivation.sentencewise import agree
from factcheck.derivation.show import build, computed, quantity, term, wordings
from factcheck.derivation.terms import TIME
from factcheck.derivation.texts import Text
from factcheck.model import Claim, Finding, Term, Verdict
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation, Way

CLOSE = 0.03
"""Share by which two implied values may differ at the stated figures and count as the same."""

EARLIEST = 200_000.0
"""Days since year 1 from which on a number of days is a date."""

FOLLOWS = 0.55
"""How sure a conflict between implied values is: it often follows from one between stated ones, and is no worse."""

CROWD = 200
"""Values of one key beyond which they are not told apart by topic."""

MOST = 12
"""Values implied of one matter beyond which nothing is compared: the matter is not told apart well enough."""


_APART = (
    "the stated figures exclude each other, and what follows from them; only the widest rounding of both would meet"
)


class Implied(NamedTuple):
    """A value that one place implies: by which expression and terms, exactly and by the widest reading.

    `text` is the expression in the words of the place, `gives` in the names of the rule; it is `plain` when the value
    is stated and nothing had to be computed.
    """

    path: str
    terms: dict[str, Claim]
    gives: str
    text: str
    exact: Range
    wide: Range
    plain: bool

    @property
    def claims(self) -> list[Claim]:
        """The claims it follows from, levels before changes."""
        return sorted(self.terms.values(), key=lambda one: one.kind in SHARES)

    @property
    def time(self) -> bool:
        """Whether it is a time."""
        return self.exact.low > EARLIEST and any(claim.kind in TIME | {"duration"} for claim in self.claims)


def findings(
    texts: list[Text],
    sources: Mapping[str, str],
    relations: Mapping[str, Relation],
    rules: Rulebook,
    matters: Matters,
) -> Iterator[Finding]:
    """What the sources imply of one matter, where at least two do so and one had to be computed."""
    for id, relation in relations.items():
        if relation.kind != "implied":
            continue
        patterns = gathered("implied", relation, rules, partial(_ways, relation, rules))
        found = [one for text in texts for one in _implied(text, relation, patterns)]
        for group in _matters(relation, found, matters):
            if len(_places(group, relation)) > 1 and not all(one.plain for one in group):
                yield _finding(id, relation, group, sources)


def _ways(relation: Relation, rules: Rulebook) -> Iterator[tuple[Way, Pattern]]:
    return ((way, compiled(one, rules)) for way in relation.ways for one in way.patterns)


def _places(group: Sequence[Implied], relation: Relation) -> set[object]:
    """What the values of a matter must differ in: the document, or the place where they are to come from one."""
    return {one.claims[0].start if "document" in relation.same else one.path for one in group}


def _implied(text: Text, relation: Relation, patterns: Fitting[Way]) -> Iterator[Implied]:
    """What the sentences of a document imply; a claim serves one match of a way only."""
    for sentence in text.sentences:
        taken: set[tuple[str, int]] = set()
        for way, pattern in patterns.of(sentence):
            for match in matches(pattern, sentence):
                places = {(way.gives, claim.start) for claim in match.terms.values()}
                one = None if places & taken else _computed(way, match, pattern, relation, text)
                if one is not None:
                    taken |= places
                    yield one


def _computed(way: Way, match: Match, pattern: Pattern, relation: Relation, text: Text) -> Implied | None:
    bound = values(match.terms, pattern.growth, text.published) if _usable(match, relation) else None
    if bound is None:
        return None
    tree = algebra.expression(way.gives)
    exact, wide = algebra.value(tree, bound.exact), algebra.value(tree, bound.wide)
    if exact is None or wide is None:
        return None
    shown = algebra.shown(tree, wordings(match.terms, text.published.start if text.published else ""))
    return Implied(text.path, match.terms, way.gives, shown, exact, wide, len(algebra.names(tree)) == 1)


def _usable(match: Match, relation: Relation) -> bool:
    """Whether the claims of a match can stand together, and measure what the relation is about."""
    claims = match.terms.values()
    measured = not relation.measures or any(claim.measure in relation.measures for claim in claims)
    return measured and agree(claims, relation) and sound(claims, joined=True)


def _matters(relation: Relation, found: Sequence[Implied], matters: Matters) -> Iterator[list[Implied]]:
    """The values by matter: equal in all keyed aspects, then joined by topic."""
    keyed: dict[object, list[Implied]] = defaultdict(list)
    for one in found:
        matter = matters.key(one.claims, relation.same, across=True)
        if matter is not None:
            keyed[matter].append(one)
    for group in keyed.values():
        if len(group) <= CROWD:
            yield from _by_topic(relation, group, matters)


def _by_topic(relation: Relation, group: list[Implied], matters: Matters) -> Iterator[list[Implied]]:
    parts: list[list[Implied]] = []
    for one in group:
        near = [p for p in parts if any(matters.alike(one.claims, two.claims, relation.same) for two in p)]
        parts = [p for p in parts if not any(p is q for q in near)] + [[one, *(two for p in near for two in p)]]
    return (part for part in parts if len(part) <= MOST)


def compare(a: Implied, b: Implied, relation: Relation) -> tuple[Verdict, str]:
    """The verdict on two implied values."""
    if a.time and b.time:
        return _times(a, b, relation)
    if meet(a.exact, b.exact):
        if gap(a.exact, b.exact) <= CLOSE:
            return "agree", "the same"
        if "period" in relation.same and _exclusive(a, b):
            return "conflict", _APART
        return "compatible", "meet within their rounding"
    apart = gap(a.exact, b.exact)
    if apart <= relation.tolerance or (apart <= ROUGH and meet(a.wide, b.wide)):
        return "compatible", "meet within what rounding and wording allow"
    rough = any(claim.mod == "~" for claim in (*a.terms.values(), *b.terms.values()))
    return ("review" if rough else relation.verdict), "do not meet"


def _times(a: Implied, b: Implied, relation: Relation) -> tuple[Verdict, str]:
    if meet(a.exact, b.exact):
        return "agree", "the same time"
    return relation.verdict, "different times"


def _exclusive(a: Implied, b: Implied) -> bool:
    """Whether a term that the two share by name is in conflict by itself, as two levels of one period are."""
    return any(judge(a.terms[name], b.terms[name]).verdict == "conflict" for name in a.terms.keys() & b.terms.keys())


def _finding(id: str, relation: Relation, group: list[Implied], sources: Mapping[str, str]) -> Finding:
    ordered = sorted(group, key=lambda one: (one.path, one.claims[0].start))
    pairs = [pair for pair in combinations(ordered, 2) if len(_places(pair, relation)) > 1]
    judged = [(compare(a, b, relation), a, b) for a, b in pairs]
    (verdict, _), a, b = min(judged, key=lambda one: (RANK[one[0][0]], _hedges(one[1]) + _hedges(one[2])))
    values = {f"{name}={value_key(claim)}" for one in group for name, claim in one.terms.items()}
    return build(
        id,
        verdict,
        f"{relation.says}: {_told(a)}{' against ' if RANK[verdict] <= RANK['review'] else ' and '}{_told(b)}",
        "; ".join(dict.fromkeys(_told(one) for one in ordered)),
        [part for one in ordered for part in _terms(one, sources)],
        [claim for one in ordered for claim in one.terms.values()],
        sorted(values),
        dict.fromkeys(_note(x, y, why) for (one, why), x, y in judged if one == verdict),
        FOLLOWS,
    )


def _note(a: Implied, b: Implied, reason: str) -> str:
    one, two = (quantity(each.exact, each.claims) for each in (a, b))
    return f"{one} against {two}: {reason}" if reason == _APART else f"{one} and {two}: {reason}"


def _hedges(one: Implied) -> int:
    """How many of its terms are bounds or rough: the pair with the fewest shows a disagreement best."""
    return sum(claim.mod != "=" for claim in one.claims)


def _told(one: Implied) -> str:
    return one.text if one.plain else f"{one.text} = {quantity(one.exact, one.claims, ends=False)}"


def _unit(one: Implied) -> str | None:
    units = {claim.unit for claim in one.claims if claim.kind not in SHARES}
    return next(iter(units)) if len(units) == 1 else None


def _terms(one: Implied, sources: Mapping[str, str]) -> Iterator[Term]:
    for name, claim in one.terms.items():
        yield term(name, (claim,), sources)
    if not one.plain:
        yield computed(one.gives, one.exact, _unit(one), one.time)
