"""Equations whose terms stand in different sentences or documents, bound by what they measure or by wordings of their
own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from factcheck.comparison.findings import value_key
from factcheck.derivation.evaluation import UNSURE, Outcome, evaluate
from factcheck.derivation.matter import Matters, documents
from factcheck.derivation.patterns import Fitting, compiled, matches
from factcheck.derivation.texts import GROUPS, Text
from factcheck.model import Claim
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation, RelationTerm

Placed = tuple[int, Claim]
"""A claim with the number of its sentence."""

NEAR = {"sentence": 0, "paragraph": 1, "document": 10**9, "corpus": 1}
"""How many sentences with claims may lie between the terms of one document."""

QUALIFIED = frozenset({"each", "earlier", "part", "only"})
"""Scopes under which a figure is no term of a whole."""

CROWD = 50
"""Claims for one term within reach beyond which nothing is bound."""

MOST = 4
"""Distinct values of a term, in one matter, beyond which nothing is combined across documents."""


def outcomes(
    texts: list[Text], relations: Mapping[str, Relation], rules: Rulebook, matters: Matters
) -> Iterator[Outcome]:
    """The outcomes of all equations over terms, document by document and then across documents."""
    for id, relation in relations.items():
        if relation.kind == "equation" and relation.terms and not relation.patterns:
            growth = frozenset(name for name, term in relation.terms.items() if "growth" in term.kinds)
            patterns = Fitting(
                (name, compiled(one, rules)) for name, term in relation.terms.items() for one in term.patterns
            )
            found = [_candidates(text, relation, patterns, rules) for text in texts]
            yield from _inside(id, relation, texts, found, growth, matters)
            if relation.reach == "corpus":
                yield from _across(id, relation, found, growth, matters)


def _candidates(text: Text, relation: Relation, patterns: Fitting[str], rules: Rulebook) -> dict[str, list[Placed]]:
    """The claims of a document that can stand for each term, in their order."""
    found: dict[str, list[Placed]] = {name: [] for name in relation.terms}
    for sentence in text.sentences:
        for name, pattern in patterns.of(sentence):
            known = relation.terms[name].measures
            found[name] += [
                (sentence.place, claim)
                for match in matches(pattern, sentence)
                if (claim := match.terms.get(name)) and not (known and claim.measure in rules.measures.keys() - known)
            ]
    for name, term in relation.terms.items():
        kinds = {kind for group in term.kinds for kind in GROUPS.get(group, (group,))}
        measured = [placed for measure in term.measures for placed in text.measured.get(measure, ())]
        found[name] = sorted(
            [*found[name], *(placed for placed in measured if _fits(placed[1], term, kinds))], key=_place
        )
    return found


def _fits(claim: Claim, term: RelationTerm, kinds: set[str]) -> bool:
    if claim.kind not in kinds or claim.status in UNSURE:
        return False
    if (claim.change or "none") not in (term.changes or ("none", "to")) or QUALIFIED & set(claim.scope):
        return False
    return not term.words or any(word in claim.context.words for word in term.words)


def _inside(
    id: str,
    relation: Relation,
    texts: list[Text],
    found: Sequence[dict[str, list[Placed]]],
    growth: frozenset[str],
    matters: Matters,
) -> Iterator[Outcome]:
    for text, candidates in zip(texts, found, strict=True):
        anchor, *others = relation.terms
        for place, claim in candidates[anchor]:
            terms = _nearest(place, claim, {name: candidates[name] for name in others}, relation, matters)
            if terms is not None:
                outcome = evaluate(id, relation, {anchor: (claim,), **terms}, growth, text.published)
                if outcome is not None:
                    yield outcome


def _nearest(
    place: int, anchor: Claim, others: Mapping[str, list[Placed]], relation: Relation, matters: Matters
) -> dict[str, tuple[Claim, ...]] | None:
    """For every other term its one value nearest to the anchor; None when one is missing or in doubt."""
    terms: dict[str, tuple[Claim, ...]] = {}
    wanted = matters.key((anchor,), relation.same, across=False)
    for name, placed in others.items():
        near = [
            (abs(index - place), claim)
            for index, claim in _within(placed, place, NEAR[relation.reach])
            if claim.start != anchor.start
            and matters.key((claim,), relation.same, across=False) == wanted
            and matters.alike((anchor,), (claim,), relation.same)
        ]
        closest = min((distance for distance, _ in near), default=0)
        claims = [claim for distance, claim in near if distance == closest]
        if len({value_key(claim) for claim in claims}) == 1:
            terms[name] = tuple(claims)
        elif claims or not relation.terms[name].optional:
            return None
    return terms


def _within(placed: list[Placed], place: int, reach: int) -> list[Placed]:
    """The claims at most `reach` sentences away; none where there are too many to tell which is meant."""
    first = bisect_left(placed, place - reach, key=_place)
    last = bisect_right(placed, place + reach, key=_place)
    return placed[first:last] if last - first <= CROWD else []


def _place(placed: Placed) -> int:
    return placed[0]


def _across(
    id: str,
    relation: Relation,
    found: Sequence[dict[str, list[Placed]]],
    growth: frozenset[str],
    matters: Matters,
) -> Iterator[Outcome]:
    """Terms that no single document holds, joined by all that the relation wants to be the same.

    That they are about one matter is never quite sure then: a conflict is given for review.
    """
    joined: dict[object, dict[str, dict[str, list[Claim]]]] = defaultdict(lambda: defaultdict(dict))
    for candidates in found:
        for name, placed in candidates.items():
            for _, claim in placed:
                matter = matters.key((claim,), relation.same, across=True)
                if matter is not None:
                    joined[matter][name].setdefault(value_key(claim), []).append(claim)
    needed = [name for name, term in relation.terms.items() if not term.optional]
    for terms in joined.values():
        if all(0 < len(terms.get(name, ())) <= MOST for name in needed):
            yield from _joined(id, relation, terms, growth, matters)


def _joined(
    id: str,
    relation: Relation,
    terms: Mapping[str, dict[str, list[Claim]]],
    growth: frozenset[str],
    matters: Matters,
) -> Iterator[Outcome]:
    names = sorted(terms)
    for values in product(*(terms[name].values() for name in names)):
        bound = {name: tuple(claims) for name, claims in zip(names, values, strict=True)}
        paths = [{claim.path for claim in claims} for claims in bound.values()]
        if set.intersection(*paths) or documents([c for claims in bound.values() for c in claims]) < 2:
            continue  # one document states them all: judged there
        first = [claims[0] for claims in bound.values()]
        if all(matters.alike((first[0],), (other,), relation.same) for other in first[1:]):
            outcome = evaluate(id, relation, bound, growth)
            if outcome is not None:
                yield outcome._replace(verdict="review") if outcome.verdict == "conflict" else outcome
