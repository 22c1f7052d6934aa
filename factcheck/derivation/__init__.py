"""Arithmetic between claims: equations that careful readers check, inside a document and across documents.

The equations are data (`rules/relations`); here are the few ways of binding their terms and evaluating them with
interval arithmetic. A relation that lacks a term stays silent, and what was computed is never shown as stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.comparison import order as by_verdict
from factcheck.derivation import bymeasure, calendar, enumeration, implied, order, rows, sentencewise, shares, show
from factcheck.derivation.examples import examples
from factcheck.derivation.matter import Matters
from factcheck.derivation.slips import annotated, slip
from factcheck.derivation.texts import read
from factcheck.model import Claim, Finding
from factcheck.rulebook import Rulebook

__all__ = ["annotated", "examples", "findings", "merged", "slip"]


def findings(corpus: Sequence[Sequence[Claim]], texts: Mapping[str, str], rules: Rulebook) -> list[Finding]:
    """The findings of all relations, worst first.

    `corpus` holds the claims of each document, `texts` each document's text by its path. Pure and deterministic; the
    work grows with the number of claims and the number of relations.
    """
    return sorted(_once(_all(corpus, texts, rules)), key=by_verdict)


def _all(corpus: Sequence[Sequence[Claim]], texts: Mapping[str, str], rules: Rulebook) -> Iterator[Finding]:
    documents, relations = read(corpus, texts), rules.relations
    matters = Matters(documents, rules)
    for outcome in sentencewise.outcomes(documents, relations, rules):
        if outcome.verdict != "agree" or not outcome.relation.silent:
            yield show.finding(outcome, texts)
    for outcome in bymeasure.outcomes(documents, relations, rules, matters):
        yield show.finding(outcome, texts)
    yield from implied.findings(documents, texts, relations, rules, matters)
    yield from order.findings(documents, texts, relations, matters)
    yield from shares.findings(documents, texts, relations)
    yield from enumeration.findings(documents, texts, relations, rules)
    yield from rows.findings(documents, texts, relations)
    yield from calendar.findings(documents, relations)


def merged(versions: Sequence[Finding]) -> Finding:
    """One finding from what several documents know of it: the places of all."""
    return _once(versions)[0]


def _once(found: Iterable[Finding]) -> list[Finding]:
    """One finding for each identity, with the places of all: copies of a text repeat no finding."""
    merged: dict[str, Finding] = {}
    for one in found:
        merged[one.id] = _joined(merged[one.id], one) if one.id in merged else one
    return list(merged.values())


def _joined(a: Finding, b: Finding) -> Finding:
    """Finding `a` with the places of `b` added term by term."""
    import msgspec

    if len(a.terms) != len(b.terms):
        return a
    terms = tuple(
        msgspec.structs.replace(one, evidence=tuple(dict.fromkeys((*one.evidence, *two.evidence))))
        for one, two in zip(a.terms, b.terms, strict=True)
    )
    return msgspec.structs.replace(a, terms=terms)
