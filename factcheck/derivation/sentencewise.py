"""Equations whose terms stand in one sentence, bound by the wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.derivation.evaluation import Outcome, evaluate
from factcheck.derivation.matter import SHARES
from factcheck.derivation.patterns import Fitting, Match, compiled, matches
from factcheck.derivation.terms import TIME
from factcheck.derivation.texts import Sentence, Text
from factcheck.model import Claim
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation


def outcomes(texts: list[Text], relations: Mapping[str, Relation], rules: Rulebook) -> Iterator[Outcome]:
    """The outcomes of all equations with patterns, in text order."""
    patterns = Fitting(
        (id, compiled(pattern, rules))
        for id, relation in relations.items()
        if relation.kind == "equation"
        for pattern in relation.patterns
    )
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
            if places & taken or not agree(match, relations[id]):
                continue
            terms = {name: (claim,) for name, claim in match.terms.items()}
            outcome = evaluate(id, relations[id], terms, pattern.growth, text.published, joined=True)
            if outcome is not None:
                taken |= places
                yield outcome


def agree(match: Match, relation: Relation) -> bool:
    """Whether the claims of a match share the unit, or the measure, where the relation asks for it, and differ in the
    name of the unit where it asks for that.
    """
    claims = [claim for claim in match.terms.values() if claim.kind not in UNITLESS]
    if "unit" in relation.differ and len({claim.unit for claim in claims}) < len(claims):
        return False
    return "unit" not in relation.same or len({_unit(claim) for claim in claims}) <= 1


def _unit(claim: Claim) -> str:
    """What a claim counts in; "6 euros an hour" is in euros, as a rise of 2 euros is."""
    return claim.dimension.partition("/")[0] if claim.kind == "money" else claim.dimension
