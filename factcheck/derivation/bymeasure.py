"""Equations whose terms stand in different sentences or documents, bound by what they measure or by wordings of their
own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

from factcheck.comparison.findings import value_key
from factcheck.derivation.evaluation import UNSURE, Outcome, evaluate
from factcheck.derivation.matter import Matters, documents
from factcheck.derivation.patterns import Pattern, compiled, gathered, matches
from factcheck.derivation.sentencewise import agree
from factcheck.derivation.texts import GROUPS, Text
from factcheck.model import Claim, Publication
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


class Search(NamedTuple):
    """A relation whose terms are sought, with the names of those that are changes."""

    id: str
    relation: Relation
    growth: frozenset[str]
    matters: Matters

    @property
    def dated(self) -> bool:
        """Whether its terms belong to different years, which then have to be stated."""
        return any(term.earlier for term in self.relation.terms.values())

    @property
    def reach(self) -> int:
        """How many sentences with claims may lie between terms in one document."""
        return NEAR["document" if self.dated else self.relation.reach]

    def matter(self, name: str, claim: Claim, across: bool) -> tuple[object, ...] | None:
        """What a claim must have in common with those for the other terms if it is to stand for `name`; None when it
        lacks something that is needed.
        """
        same = [aspect for aspect in self.relation.same if aspect != "unit" or not self.growth]
        later = self.relation.terms[name].earlier
        return self.matters.key((claim,), same, across or self.dated, later)

    def alike(self, one: Claim, two: Claim) -> bool:
        """Whether two claims speak of one measure and topic, where the relation asks for it."""
        return self.matters.alike((one,), (two,), self.relation.same)

    def outcome(self, terms: Mapping[str, tuple[Claim, ...]], published: Publication | None = None) -> Outcome | None:
        """The outcome of the equation; None when it cannot be decided."""
        if not agree([claims[0] for claims in terms.values()], self.relation):
            return None
        return evaluate(self.id, self.relation, terms, self.growth, published)


def outcomes(
    texts: list[Text], relations: Mapping[str, Relation], rules: Rulebook, matters: Matters
) -> Iterator[Outcome]:
    """The outcomes of all equations over terms, document by document and then across documents."""
    for id, relation in relations.items():
        if relation.kind == "equation" and relation.terms and not relation.patterns:
            growth = frozenset(name for name, term in relation.terms.items() if "growth" in term.kinds)
            search = Search(id, relation, growth, matters)
            found = [candidates(text, relation, rules) for text in texts]
            yield from _inside(search, texts, found)
            if relation.reach == "corpus":
                yield from _across(search, found)


def _of_terms(relation: Relation, rules: Rulebook) -> Iterator[tuple[str, Pattern]]:
    return ((name, compiled(one, rules)) for name, term in relation.terms.items() for one in term.patterns)


def candidates(text: Text, relation: Relation, rules: Rulebook) -> dict[str, list[Placed]]:
    """The claims of a document that can stand for each term, in their order."""
    patterns = gathered("terms", relation, rules, partial(_of_terms, relation, rules))
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
        kinds = {kind for group in term.kinds for kind in (group, *GROUPS.get(group, ()))}
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


def _inside(search: Search, texts: list[Text], found: Sequence[dict[str, list[Placed]]]) -> Iterator[Outcome]:
    anchor, *others = search.relation.terms
    for text, fitting in zip(texts, found, strict=True):
        for place, claim in fitting[anchor]:
            terms = _nearest(search, (place, claim), anchor, {name: fitting[name] for name in others})
            outcome = search.outcome({anchor: (claim,), **terms}, text.published) if terms is not None else None
            if outcome is not None:
                yield outcome


def _nearest(
    search: Search, anchored: Placed, anchor: str, others: Mapping[str, list[Placed]]
) -> dict[str, tuple[Claim, ...]] | None:
    """For every other term its one value nearest to the anchor; None when one is missing or in doubt."""
    place, first = anchored
    wanted = search.matter(anchor, first, across=False)
    terms: dict[str, tuple[Claim, ...]] = {}
    for name, placed in others.items():
        near = [
            (abs(index - place), claim)
            for index, claim in _within(placed, place, search.reach)
            if claim.start != first.start
            and wanted is not None
            and search.matter(name, claim, across=False) == wanted
            and search.alike(first, claim)
        ]
        closest = min((distance for distance, _ in near), default=0)
        claims = [claim for distance, claim in near if distance == closest]
        if len({value_key(claim) for claim in claims}) == 1:
            terms[name] = tuple(claims)
        elif claims or not search.relation.terms[name].optional:
            return None
    return terms


def _within(placed: list[Placed], place: int, reach: int) -> list[Placed]:
    """The claims at most `reach` sentences away; none where there are too many to tell which is meant."""
    first = bisect_left(placed, place - reach, key=_place)
    last = bisect_right(placed, place + reach, key=_place)
    return placed[first:last] if last - first <= CROWD else []


def _place(placed: Placed) -> int:
    return placed[0]


def _across(search: Search, found: Sequence[dict[str, list[Placed]]]) -> Iterator[Outcome]:
    """Terms that no single document holds, joined by all that the relation wants to be the same.

    That they are about one matter is never quite sure then: a conflict is given for review.
    """
    joined: dict[object, dict[str, dict[str, list[Claim]]]] = defaultdict(lambda: defaultdict(dict))
    for candidates in found:
        for name, placed in candidates.items():
            for _, claim in placed:
                matter = search.matter(name, claim, across=True)
                if matter is not None:
                    joined[matter][name].setdefault(value_key(claim), []).append(claim)
    needed = [name for name, term in search.relation.terms.items() if not term.optional]
    for terms in joined.values():
        if all(0 < len(terms.get(name, ())) <= MOST for name in needed):
            yield from _joined(search, terms)


def _joined(search: Search, terms: Mapping[str, dict[str, list[Claim]]]) -> Iterator[Outcome]:
    names = sorted(terms)
    for values in product(*(terms[name].values() for name in names)):
        bound = {name: tuple(claims) for name, claims in zip(names, values, strict=True)}
        paths = [{claim.path for claim in claims} for claims in bound.values()]
        if set.intersection(*paths) or documents([c for claims in bound.values() for c in claims]) < 2:
            continue  # one document states them all: judged there
        first, *others = [claims[0] for claims in bound.values()]
        outcome = search.outcome(bound) if all(search.alike(first, other) for other in others) else None
        if outcome is not None:
            yield outcome._replace(verdict="review") if outcome.verdict == "conflict" else outcome
