"""Arithmetic between claims: equations that careful readers check, inside a document and across documents.

The equations are data (`rules/relations`); here are the few ways of binding their terms and evaluating them with
interval arithmetic. A relation that lacks a term stays silent, and what was computed is never shown as stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from factcheck.comparison import order as by_verdict
from factcheck.derivation import bymeasure, calendar, enumeration, implied, order, rows, sentencewise, shares, show
from factcheck.derivation.examples import examples
from factcheck.derivation.matter import Matters
from factcheck.derivation.slips import annotated, slip
from factcheck.derivation.texts import Text, read
from factcheck.derivation.validation import validate
from factcheck.model import Claim, Finding, Term
from factcheck.rulebook import Rulebook

__all__ = ["annotated", "examples", "findings", "merged", "of_document", "read", "slip"]


def findings(corpus: Sequence[Sequence[Claim]], texts: Mapping[str, str], rules: Rulebook) -> list[Finding]:
    """The findings of all relations, worst first.

    `corpus` holds the claims of each document, `texts` each document's text by its path. Pure and deterministic; the
    work grows with the number of claims and the number of relations. Raises RuleError for a relation that cannot be
    run.
    """
    return sorted(_once(_all(corpus, texts, rules)), key=by_verdict)


def of_document(path: str, documents: list[Text], texts: Mapping[str, str], rules: Rulebook) -> list[Finding]:
    """Those findings that the document `path` has a part in; `documents` are it and its neighbours, as `read`."""
    own = [one for one in documents if one.path == path]
    found = _once(chain(_inside(own, texts, rules), _across(documents, texts, rules)))
    return [one for one in found if _has_part(path, one)]


def _has_part(path: str, finding: Finding) -> bool:
    shown = chain((one.evidence for one in finding.values), (one.evidence for one in finding.terms))
    return any(place.path == path for evidence in shown for place in evidence)


def _all(corpus: Sequence[Sequence[Claim]], texts: Mapping[str, str], rules: Rulebook) -> Iterator[Finding]:
    documents = read(corpus, texts)
    yield from _inside(documents, texts, rules)
    yield from _across(documents, texts, rules)


def _inside(documents: list[Text], texts: Mapping[str, str], rules: Rulebook) -> Iterator[Finding]:
    """What each document says by itself."""
    if rules.extended:
        validate(rules)  # the built-in ones are looked at by `factcheck rules` and the tests
    relations = rules.relations
    for outcome in sentencewise.outcomes(documents, relations, rules):
        if outcome.verdict != "agree" or not outcome.relation.silent:
            yield show.finding(outcome, texts)
    yield from shares.findings(documents, texts, relations)
    yield from enumeration.findings(documents, texts, relations, rules)
    yield from rows.findings(documents, texts, relations)
    yield from calendar.findings(documents, relations)


def _across(documents: list[Text], texts: Mapping[str, str], rules: Rulebook) -> Iterator[Finding]:
    """What sentences imply together, those of several documents too."""
    relations, matters = rules.relations, Matters(documents, rules)
    for outcome in bymeasure.outcomes(documents, relations, rules, matters):
        yield show.finding(outcome, texts)
    yield from implied.findings(documents, texts, relations, rules, matters)
    yield from order.findings(documents, texts, relations, matters)


def merged(versions: Sequence[Finding]) -> Finding:
    """One finding from what several documents know of it: the places of all."""
    return _once(versions)[0]


def _once(found: Iterable[Finding]) -> list[Finding]:
    """One finding for each identity, with the places of all: copies of a text repeat no finding."""
    alike: dict[str, list[Finding]] = {}
    for one in found:
        alike.setdefault(one.id, []).append(one)
    return [_joined(same) if len(same) > 1 else same[0] for same in alike.values()]


def _joined(same: Sequence[Finding]) -> Finding:
    """The first of some findings with the places of all, term by term."""
    first = same[0]
    terms = [one.terms for one in same if len(one.terms) == len(first.terms)]
    return msgspec.structs.replace(first, terms=tuple(_merged(column) for column in zip(*terms, strict=True)))


def _merged(terms: Sequence[Term]) -> Term:
    places = dict.fromkeys(place for term in terms for place in term.evidence)
    return msgspec.structs.replace(terms[0], evidence=tuple(places))
