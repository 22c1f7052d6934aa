"""Quantities that texts imply: computed from what each source states, and compared between the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from factcheck.comparison.findings import RANK, value_key
from factcheck.comparison.verdict import judge
from factcheck.derivation import equation as algebra
from factcheck.derivation.check import sound, values
from factcheck.derivation.matter import alike, key
from factcheck.derivation.patterns import compiled, matches
from factcheck.derivation.ranges import Range, gap, meet
from factcheck.derivation.sentencewise import agree
from factcheck.derivation.show import build, computed, quantity, term, wordings
from factcheck.derivation.texts import Text
from factcheck.model import Claim, Finding, Verdict
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation

CLOSE = 0.03
"""Share by which two implied values may differ at the stated figures and count as the same."""

MOST = 12
"""Values implied of one matter beyond which nothing is compared: the matter is not told apart well enough."""


class Implied(NamedTuple):
    """A value that one place implies: by which expression and terms, exactly and by the widest reading."""

    path: str
    terms: dict[str, Claim]
    text: str
    exact: Range
    wide: Range
    plain: bool

    @property
    def claim(self) -> Claim:
        """The claim that tells what it is about: the last term, which is the level or the time."""
        return next(iter(self.terms.values()))


def findings(
    texts: list[Text], sources: Mapping[str, str], relations: Mapping[str, Relation], rules: Rulebook
) -> Iterator[Finding]:
    """What the sources imply of one matter, where at least two do so and one had to be computed."""
    for id, relation in relations.items():
        if relation.kind != "implied":
            continue
        for group in _matters(relation, [one for text in texts for one in _implied(text, relation, rules)]):
            if len({one.path for one in group}) > 1 and not all(one.plain for one in group):
                yield _finding(id, relation, group, sources)


def _implied(text: Text, relation: Relation, rules: Rulebook) -> Iterator[Implied]:
    for way in relation.ways:
        tree = algebra.expression(way.gives)
        for sentence in text.sentences:
            taken: set[int] = set()
            for source in way.patterns:
                pattern = compiled(source, rules)
                for match in matches(pattern, sentence):
                    places = {claim.start for claim in match.terms.values()}
                    if places & taken or not agree(match, relation.same) or not sound(match.terms.values()):
                        continue
                    bound = values(match.terms, pattern.growth, text.published)
                    one = None if bound is None else _computed(tree, bound.exact, bound.wide)
                    if one is not None:
                        taken |= places
                        day = text.published.start if text.published else ""
                        shown = algebra.shown(tree, wordings(match.terms, day))
                        plain = len(algebra.names(tree)) == 1
                        yield Implied(text.path, match.terms, shown, *one, plain)


def _computed(tree: object, exact: Mapping[str, Range], wide: Mapping[str, Range]) -> tuple[Range, Range] | None:
    one, two = algebra.value(tree, exact), algebra.value(tree, wide)  # type: ignore[arg-type]
    return None if one is None or two is None else (one, two)


def _matters(relation: Relation, found: Sequence[Implied]) -> Iterator[list[Implied]]:
    """The values by matter: equal in all keyed aspects, then joined by topic."""
    keyed: dict[object, list[Implied]] = defaultdict(list)
    for one in found:
        matter = key(one.claim, relation.same, across=True)
        if matter is not None:
            keyed[matter].append(one)
    for group in keyed.values():
        yield from _by_topic(relation, group)


def _by_topic(relation: Relation, group: list[Implied]) -> Iterator[list[Implied]]:
    parts: list[list[Implied]] = []
    for one in group:
        home = next((part for part in parts if any(alike(one.claim, two.claim, relation.same) for two in part)), None)
        if home is None:
            parts.append([one])
        else:
            home.append(one)
    return (part for part in parts if len(part) <= MOST)


def compare(a: Implied, b: Implied, relation: Relation) -> tuple[Verdict, str]:
    """The verdict on two implied values."""
    if meet(a.exact, b.exact):
        if gap(a.exact, b.exact) <= CLOSE:
            return "agree", "the same"
        if _exclusive(a, b):
            return (
                "conflict",
                "differ at the figures as stated, and neither source's figures can be the other's; "
                "only the roundest reading of both lets them touch",
            )
        return "compatible", "meet within their rounding"
    if meet(a.wide, b.wide) or gap(a.exact, b.exact) <= relation.tolerance:
        return "compatible", "meet within what rounding and wording allow"
    rough = any(claim.mod == "~" for claim in (*a.terms.values(), *b.terms.values()))
    return ("review" if rough else relation.verdict), "do not meet"  # type: ignore[return-value]


def _exclusive(a: Implied, b: Implied) -> bool:
    """Whether every term that the two share by name is in conflict by itself."""
    shared = a.terms.keys() & b.terms.keys()
    return len(shared) > 1 and all(judge(a.terms[name], b.terms[name]).verdict == "conflict" for name in shared)


def _finding(id: str, relation: Relation, group: list[Implied], sources: Mapping[str, str]) -> Finding:
    judged = [(compare(a, b, relation), a, b) for a, b in combinations(group, 2) if a.path != b.path]
    (verdict, reason), a, b = min(judged, key=lambda one: (RANK[one[0][0]], one[1].path, one[2].path))
    claims = [claim for one in group for claim in one.terms.values()]
    shown = " against " if RANK[verdict] <= RANK["review"] else " and "
    values = {f"{name}={value_key(claim)}" for one in group for name, claim in one.terms.items()}
    return build(
        id,
        verdict,
        f"{relation.says}: {_told(a)}{shown}{_told(b)}: {reason}",
        "; ".join(dict.fromkeys(_told(one) for one in group)),
        [part for one in group for part in _terms(one, sources)],
        claims,
        sorted(values),
        [f"{_told(x)} and {_told(y)}: {why}" for (_, why), x, y in judged],
    )


def _told(one: Implied) -> str:
    value = quantity(one.exact, list(one.terms.values()))
    return f"{one.text} in {one.path}" if one.plain else f"{one.text} = {value} by {one.path}"


def _terms(one: Implied, sources: Mapping[str, str]) -> Iterator:  # type: ignore[type-arg]
    for name, claim in one.terms.items():
        yield term(name, (claim,), sources)
    if not one.plain:
        yield computed(one.text, one.exact, one.claim.unit)
