"""Equations whose terms stand in one sentence, bound by the wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.derivation.evaluation import Outcome, evaluate
from factcheck.derivation.matter import SHARES
from factcheck.derivation.patterns import Match, Pattern, compiled, matches
from factcheck.derivation.terms import TIME
from factcheck.derivation.texts import Sentence, Text
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation


def outcomes(texts: list[Text], relations: Mapping[str, Relation], rules: Rulebook) -> Iterator[Outcome]:
    """The outcomes of all equations with patterns, in text order."""
    patterns = [
        (id, relation, [compiled(one, rules) for one in relation.patterns])
        for id, relation in relations.items()
        if relation.kind == "equation" and relation.patterns
    ]
    for text in texts:
        for sentence in text.sentences:
            if len(sentence.claims) > 1 or sentence.letters in ALONE:
                for id, relation, some in patterns:
                    yield from _of_sentence(id, relation, some, sentence, text)


UNITLESS = SHARES | TIME
"""Kinds that say nothing of the unit of an equation."""

ALONE = frozenset("dsal")
"""Letters of the kinds that can make an equation alone or with the day of publication."""


def _of_sentence(
    id: str, relation: Relation, patterns: list[Pattern], sentence: Sentence, text: Text
) -> Iterator[Outcome]:
    """The outcomes in one sentence; a claim serves one match of a relation only."""
    taken: set[int] = set()
    for pattern in patterns:
        for match in matches(pattern, sentence):
            places = {claim.start for claim in match.terms.values()}
            if places & taken or not agree(match, relation):
                continue
            terms = {name: (claim,) for name, claim in match.terms.items()}
            outcome = evaluate(id, relation, terms, pattern.growth, text.published)
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
    return "unit" not in relation.same or len({claim.dimension for claim in claims}) <= 1
