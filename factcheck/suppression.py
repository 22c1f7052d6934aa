"""Suppression: readers say, in a source or in the configuration, which disagreements are to be ignored.

A suppression takes away places, not facts: a value that also stands elsewhere still counts, and what is left of a
finding is judged again by the relations that remain. A finding that loses its disagreement is kept apart, under
`Report.suppressed`, with the reason given. Agreement is never suppressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import NamedTuple

import msgspec

from factcheck.model import (
    VERDICTS,
    Document,
    Evidence,
    FactValue,
    Finding,
    Record,
    Relation,
    Report,
    Severity,
    Suppression,
    Verdict,
)
from factcheck.spill import collected

DISAGREEING: tuple[Verdict, ...] = ("conflict", "update", "attributed", "review")
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")


class Rule(Record, frozen=True):
    """An ignore rule of the configuration; what is None matches everything.

    `check` and `measure` are names, `finding` is the id of a finding, `path` a glob over the paths of
    documents and `quote` words of the sentence.
    """

    check: str | None = None
    measure: str | None = None
    finding: str | None = None
    path: str | None = None
    quote: str | None = None
    reason: str = ""


class _Order(NamedTuple):
    """One suppression with where it was given, and the document whose places it takes away (None: any)."""

    given: str
    rule: Rule
    document: str | None = None
    stretch: tuple[int, int] | None = None


def apply(
    report: Report, documents: Iterable[Document], rules: Sequence[Rule] = (), *, complete: bool = True
) -> Report:
    """`report` without what the documents' suppressions and the configuration's `rules` say to ignore.

    Suppressions that match nothing are reported as notices, unless `complete` is False: when only part of the corpus
    was compared, nothing can be said of them.
    """
    suppressing = [document for document in documents if _own(document)]
    texts = {document.path: document.original for document in suppressing}
    orders = [*_orders(suppressing), *(_Order(f"configuration, ignore rule {n}", r) for n, r in enumerate(rules, 1))]
    used: set[int] = set()
    ignored: list[Finding] = []
    kept = collected(_kept(report.findings, orders, used, ignored))
    unused = [order for index, order in enumerate(orders) if index not in used] if complete else []
    return msgspec.structs.replace(
        report,
        findings=kept,
        suppressed=(*report.suppressed, *ignored),
        notices=report.notices + tuple(_unused(order, texts) for order in unused),
    )


def _kept(
    findings: Iterable[Finding], orders: Sequence[_Order], used: set[int], ignored: list[Finding]
) -> Iterator[Finding]:
    """What is left of `findings`; those that are suppressed are added to `ignored`."""
    for finding in findings:
        left, suppressed = _judged(finding, orders, used)
        if left is not None:
            yield left
        if suppressed is not None:
            ignored.append(suppressed)


def _own(document: Document) -> tuple[Suppression, ...]:
    return tuple(dict.fromkeys((*document.suppressions, *document.options.ignore)))


def _orders(documents: Iterable[Document]) -> Iterator[_Order]:
    for document in documents:
        for one in _own(document):
            rule = Rule(check=one.check, quote=one.quote, reason=one.reason)
            given = f"{document.path}:{one.line}" if one.line is not None else f"{document.path}, in sources.yaml"
            stretch = None if one.start is None or one.end is None else (one.start, one.end)
            yield _Order(given, rule, document.path, stretch)


def _judged(finding: Finding, orders: Sequence[_Order], used: set[int]) -> tuple[Finding | None, Finding | None]:
    """What is left of a finding (None for nothing), and the finding as suppressed (None if it was not)."""
    if finding.verdict not in DISAGREEING or finding.status == "fixed":
        return finding, None
    taken: set[Evidence] = set()
    reasons: list[str] = []
    for index, order in enumerate(orders):
        if hit := _taken(finding, order):
            used.add(index)
            taken |= hit
            reasons.append(order.rule.reason or f"{order.given}, without a reason")
    if not taken:
        return finding, None
    rest = _rest(finding, taken)
    if rest is not None and rest.verdict in DISAGREEING:
        return rest, None
    return rest, msgspec.structs.replace(finding, notes=tuple(dict.fromkeys(reasons)))


def _taken(finding: Finding, order: _Order) -> set[Evidence]:
    """The places of a finding that one suppression takes away."""
    rule = order.rule
    named = (rule.check, finding.check), (rule.measure, finding.fact.measure), (rule.finding, finding.id)
    if any(wanted is not None and wanted != actual for wanted, actual in named):
        return set()
    return set(filter(partial(_covers, order), _places(finding)))


def _places(finding: Finding) -> Iterator[Evidence]:
    for value in finding.values:
        yield from value.evidence
    for term in finding.terms:
        yield from term.evidence


def _covers(order: _Order, place: Evidence) -> bool:
    rule = order.rule
    if order.document is not None and place.path != order.document:
        return False
    if order.stretch is not None and not order.stretch[0] <= place.start < order.stretch[1]:
        return False
    if rule.path is not None and not any(fnmatchcase(path, rule.path) for path in (place.path, _file(place.path))):
        return False
    return rule.quote is None or _quotes(rule.quote, place.quote)


def _file(path: str) -> str:
    """The file of a record, whose path ends in its number."""
    file, _, number = path.rpartition("#")
    return file if number.isdecimal() else path


def _quotes(wanted: str, sentence: str) -> bool:
    """Whether one of the two holds the other, white space aside."""
    first, second = " ".join(wanted.split()), " ".join(sentence.split())
    return bool(first) and (first in second or (bool(second) and second in first))


def _rest(finding: Finding, taken: set[Evidence]) -> Finding | None:
    """What remains of a finding without the places `taken`; None if fewer than two places do."""
    if finding.terms and any(place in taken for term in finding.terms for place in term.evidence):
        return None
    remaining = [(index, _without(value, taken)) for index, value in enumerate(finding.values)]
    kept = {index: value for index, value in remaining if value.evidence}
    if sum(len(value.evidence) for value in kept.values()) < 2:
        return None
    relations = _reindexed(finding.relations, {old: new for new, old in enumerate(kept)})
    verdict = min((relation.verdict for relation in relations), key=VERDICTS.index, default="agree")
    return msgspec.structs.replace(
        finding,
        values=tuple(kept.values()),
        relations=relations,
        verdict=verdict,
        severity=finding.severity if verdict in DISAGREEING else SEVERITIES[-1],
        summary=finding.summary if len(kept) == len(finding.values) else "",
    )


def _without(value: FactValue, taken: set[Evidence]) -> FactValue:
    return msgspec.structs.replace(value, evidence=tuple(place for place in value.evidence if place not in taken))


def _reindexed(relations: Iterable[Relation], places: Mapping[int, int]) -> tuple[Relation, ...]:
    both = [relation for relation in relations if relation.a in places and relation.b in places]
    return tuple(msgspec.structs.replace(one, a=places[one.a], b=places[one.b]) for one in both)


def _unused(order: _Order, texts: Mapping[str, str]) -> str:
    quote, text = order.rule.quote, texts.get(order.document or "")
    if quote is not None and text is not None and not _quotes(quote, text):
        return f"{order.given}: the quote of a suppression does not stand in the text any more; mend or remove it"
    named = f" of check {order.rule.check}" if order.rule.check else ""
    return f"{order.given}: a suppression{named} matches no disagreement; remove it"
