"""Suppression: readers say, in a source or in the configuration, which disagreements are to be ignored.

A suppression takes away places, not facts: a value that also stands elsewhere still counts, and what is left of a
finding is judged again by the relations that remain. What it loses is kept apart, under `Report.suppressed`, with the
reason given: the whole finding, or the pairs of values taken out of it, which it then tells itself. Agreement is never
suppressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import NamedTuple

import msgspec

from factcheck.model import (
    DISAGREEING,
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
)
from factcheck.report.checks import OTHERWISE
from factcheck.report.evidence import address
from factcheck.report.notation import counted
from factcheck.spill import collected

UNKNOWN, NAMES = "no check is named", "the names of checks are"
"""How the notices on names of checks begin that are not known."""

MOST_PLACES = 4
"""Places that a finding names of what a suppression took out of it."""

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
    report: Report,
    documents: Iterable[Document],
    rules: Sequence[Rule] = (),
    *,
    checks: Sequence[str] = (),
    complete: bool = True,
) -> Report:
    """`report` without what the documents' suppressions and the configuration's `rules` say to ignore.

    Suppressions that match nothing are reported as notices, unless `complete` is False: when only part of the corpus
    was compared, nothing can be said of them. So are those of a check that is not among `checks`, if these are given.
    """
    suppressing = [document for document in documents if _own(document)]
    texts = {document.path: document.original for document in suppressing}
    orders = [*_orders(suppressing), *(_Order(f"configuration, ignore rule {n}", r) for n, r in enumerate(rules, 1))]
    used: set[int] = set()
    ignored: list[Finding] = []
    kept = collected(_kept(report.findings, orders, used, ignored))
    odd = list(_misnamed(orders, checks)) if checks else []
    unused = [order for index, order in enumerate(orders) if index not in used] if complete else []
    known = [order for order in unused if not checks or _known(order.rule.check, checks)]
    return msgspec.structs.replace(
        report,
        findings=kept,
        suppressed=(*report.suppressed, *ignored),
        notices=(*report.notices, *odd, *(_unused(order, texts) for order in known)),
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
    hits = {index: hit for index, order in enumerate(orders) if (hit := _taken(finding, order))}
    if not hits:
        return finding, None
    used.update(hits)
    rest = _rest(finding, set().union(*hits.values()))
    reasons = (orders[index].rule.reason or f"{orders[index].given}, without a reason" for index in hits)
    notes = tuple(dict.fromkeys(reasons))
    if rest is None or rest.verdict not in DISAGREEING:
        return rest, msgspec.structs.replace(finding, notes=notes)
    lost = _lost(finding, rest, notes)
    pairs = counted(len(lost.relations) if lost else 0, "disagreeing pair")
    told = "; ".join(_told(orders[index], hit) for index, hit in hits.items())
    return msgspec.structs.replace(rest, suppressed=f"Suppressed here: {pairs} of values, with {told}."), lost


def _told(order: _Order, hit: set[Evidence]) -> str:
    """What a suppression took out of a finding, and why."""
    places = sorted(hit, key=lambda place: (place.path, place.start))
    shown = ", ".join(address(place) for place in places[:MOST_PLACES])
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f"{shown}{more} (by {order.given}: {order.rule.reason or 'no reason given'})"


def _lost(finding: Finding, rest: Finding, reasons: tuple[str, ...]) -> Finding | None:
    """The disagreeing pairs of values that a finding has and its `rest` has not; None if it lost none."""
    left = {relation.id for relation in rest.relations}
    lost = [one for one in finding.relations if one.verdict in DISAGREEING and one.id not in left]
    if not lost:
        return None
    places = {old: new for new, old in enumerate(sorted({n for one in lost for n in (one.a, one.b)}))}
    return msgspec.structs.replace(
        finding,
        id=min(one.id for one in lost),
        verdict=min((one.verdict for one in lost), key=VERDICTS.index),
        values=tuple(finding.values[n] for n in places),
        relations=_reindexed(lost, places),
        summary="",
        notes=reasons,
    )


def _taken(finding: Finding, order: _Order) -> set[Evidence]:
    """The places of a finding that one suppression takes away."""
    rule = order.rule
    check = OTHERWISE.get(rule.check or "", rule.check), OTHERWISE.get(finding.check, finding.check)
    named = check, (rule.measure, finding.fact.measure), (rule.finding, finding.id)
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


def _known(check: str | None, checks: Sequence[str]) -> bool:
    return check is None or check in checks or check in OTHERWISE


def _misnamed(orders: Sequence[_Order], checks: Sequence[str]) -> Iterator[str]:
    """Notices on suppressions of a check that there is not, and on those that name one where it is not read."""
    unknown = [order for order in orders if not _known(order.rule.check, checks)]
    for order in unknown:
        meant = _meant(order.rule.check or "", checks)
        yield f"{order.given}: {UNKNOWN} {order.rule.check!r}, so nothing is suppressed{meant}"
    if unknown:
        yield f"{NAMES}: {', '.join(checks)}"
    for order in orders:
        if order.rule.check is None and (match := re.match(r"\[([^\]]*)\]", order.rule.reason)):
            remedy = f"write ignore[{match[1]}], without a space and with the name of a check"
            yield f"{order.given}: the suppression holds for all checks; if it is meant for one, {remedy}"


def _meant(name: str, checks: Sequence[str]) -> str:
    from difflib import get_close_matches  # only for a fault

    close = get_close_matches(name, checks, 1)
    return f"; do you mean {close[0]!r}?" if close else ""


def warnings(report: Report) -> list[str]:
    """The notices of a report that a user should see in any case: a suppression does not do what it says."""
    return [said for said in report.notices if f": {UNKNOWN} " in said or said.startswith(NAMES)]


def _unused(order: _Order, texts: Mapping[str, str]) -> str:
    quote, text = order.rule.quote, texts.get(order.document or "")
    if quote is not None and text is not None and not _quotes(quote, text):
        return f"{order.given}: the quote of a suppression does not stand in the text any more; mend or remove it"
    named = f" of check {order.rule.check}" if order.rule.check else ""
    return f"{order.given}: a suppression{named} matches no disagreement; remove it"
