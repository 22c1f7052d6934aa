"""Equations whose terms stand in one sentence, bound by the wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.derivation.evaluation import Outcome, evaluate
from factcheck.derivation.matter import SHARES
from factcheck.derivation.patterns import Fitting, gathered, matches, of_kind
from factcheck.derivation.terms import TIME
from factcheck.derivation.texts import Sentence, Text
from factcheck.model import Claim
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation, RelationTerm


def outcomes(texts: list[Text], relations: Mapping[str, Relation], rules: Rulebook) -> Iterator[Outcome]:
    """The outcomes of all equations with patterns, in text order."""
    patterns = gathered("equation", relations, rules, lambda: of_kind("equation", relations, rules))
    for text in texts:
        for sentence in text.sentences:
            yield from _of_sentence(relations, patterns, sentence, text)


UNITLESS = SHARES | TIME
"""Kinds that say nothing of the unit of an equation."""


def _of_sentence(
    relations: Mapping[str, Relation], patterns: Fitting[str], sentence: Sentence, text: Text
) -> Iterator[Outcome]:
    """The outcomes in one sentence; a claim serves one match of a relation only."""
    taken: set[tuple[str, int]] = set()
    for id, pattern in patterns.of(sentence):
        for match in matches(pattern, sentence):
            places = {(id, claim.start) for claim in match.terms.values()}
            if places & taken or not fitting(match.terms, relations[id]):
                continue
            terms = {name: (claim,) for name, claim in match.terms.items()}
            outcome = evaluate(id, relations[id], terms, pattern.growth, text.published, joined=True)
            if outcome is not None:
                taken |= places
                yield outcome


def fitting(terms: Mapping[str, Claim], relation: Relation) -> bool:
    """Whether claims can stand together, and each for the term that it is bound to."""
    bound = ((relation.terms[name], claim) for name, claim in terms.items() if name in relation.terms)
    return all(_stands_for(claim, term) for term, claim in bound) and agree(terms.values(), relation)


def _stands_for(claim: Claim, term: RelationTerm) -> bool:
    """Whether a claim has one of the words, and is one of the changes, that a term asks for."""
    worded = not term.words or not set(term.words).isdisjoint(claim.text.lower().split())
    return worded and (not term.changes or (claim.change or "none") in term.changes)


def agree(terms: Iterable[Claim], relation: Relation) -> bool:
    """Whether terms share the unit, or what they count, where the relation asks for it, and differ in the name of the
    unit where it asks for that.
    """
    claims = [claim for claim in terms if claim.kind not in UNITLESS]
    if "measure" in relation.same and len({claim.unit for claim in claims if claim.kind == "count"}) > 1:
        return False
    if "unit" in relation.differ and len({claim.unit for claim in claims}) < len(claims):
        return False
    return "unit" not in relation.same or len({_unit(claim, claims) for claim in claims}) <= 1


def _unit(claim: Claim, beside: Sequence[Claim]) -> str:
    """What a claim counts in; "6 euros an hour" is in euros, as a rise of 2 euros is, and a bare number beside counts
    or sums of money is one of the same.
    """
    if claim.kind == "number":
        beside = [one for one in beside if one.kind in ("count", "money")]
        return _unit(beside[0], ()) if beside else claim.dimension
    return claim.dimension.partition("/")[0] if claim.kind == "money" else claim.dimension
