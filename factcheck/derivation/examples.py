"""The relations' own examples: documents in which a relation holds, and documents in which it fails."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from factcheck.derivation.validation import validate
from factcheck.model import Claim, Document, Finding, Publication
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import RelationCase

WRONG = frozenset({"conflict", "review"})


def examples(rules: Rulebook) -> Iterator[tuple[str, bool, str]]:
    """Id, whether it came out as told, and what did, for each example of each relation.

    Where a relation `holds` it must not object; where it `fails` it must. An example that holds may be a near miss
    of which the relation says nothing.
    """
    validate(rules)
    for id, relation in rules.relations.items():
        alone = msgspec.structs.replace(rules, relations={id: relation})
        for expected, cases in (("holds", relation.holds), ("fails", relation.fails)):
            for number, case in enumerate(cases, 1):
                found = _run(case, alone)
                wrong = any(one.verdict in WRONG for one in found)
                told = "; ".join(one.summary for one in found) or "nothing was found"
                yield f"relations/{id}/{expected}/{number}", wrong == (expected == "fails"), told


def _run(case: str | RelationCase, rules: Rulebook) -> list[Finding]:
    from factcheck.derivation import findings

    texts, corpus = claims(case, rules)
    return [one for one in findings(corpus, texts, rules) if one.check in rules.relations]


def claims(case: str | RelationCase, rules: Rulebook) -> tuple[dict[str, str], list[list[Claim]]]:
    """The texts of an example by path, and their claims."""
    from factcheck import extraction

    one = RelationCase(texts=(case,)) if isinstance(case, str) else case
    documents = [
        Document(path=f"{number}.txt", text=text, published=_published(one, number - 1))
        for number, text in enumerate(one.texts, 1)
    ]
    return {d.path: d.text for d in documents}, [extraction.claims(d, rules)[1] for d in documents]


def _published(case: RelationCase, index: int) -> Publication | None:
    if index >= len(case.published):
        return None
    day = case.published[index]
    return Publication(start=day, end=day, basis="configured", confidence=1.0)
