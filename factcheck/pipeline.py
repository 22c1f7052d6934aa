"""The stages, top to bottom: documents to claims, claims to facts, facts to findings, findings to a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path

from factcheck import __version__, collection, comparison, derivation, extraction, structure
from factcheck.alignment.pairing import pair
from factcheck.collection import Arrival
from factcheck.model import Claim, Document, Evidence, Finding, Problem, Report
from factcheck.rulebook import Rulebook
from factcheck.spill import SEVERITIES, Key, Spilled, badness, collected, counts


def claims(document: Document, rules: Rulebook) -> list[Claim]:
    """All claims of one document, in text order."""
    return extraction.claims(document, rules)[1]


def opened(
    rules: Rulebook,
    *,
    index: Path | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    exchange: str | None = None,
    notice: Callable[[str], None] = lambda said: None,
) -> AbstractContextManager[collection.Corpus]:
    """The corpus stored in the file `index` (without it an empty one), worked on by `jobs` processes or by the Dask
    cluster at the address `scheduler`, over files under the URL `exchange` if one is given.
    """
    return collection.opened(
        rules, __version__, index=index, jobs=jobs, scheduler=scheduler, exchange=exchange, notice=notice
    )


def check(
    documents: Iterable[Document | Problem | Arrival],
    rules: Rulebook,
    *,
    new: Collection[str] = (),
    strict: bool = False,
    progress: Callable[[str], None] = lambda path: None,
    known: collection.Corpus | None = None,
    whole: bool = True,
) -> Report:
    """Reads all documents, compares their claims, and reports. With `new`, only findings that touch one of those
    paths. They are stored in the collection `known`; what it held before and is not among them is taken out, or
    belongs to the corpus if this is not the `whole` of it.
    """
    with nullcontext(known) if known else opened(rules) as corpus:
        errors = corpus.add(_arrivals(documents), progress)
        corpus.settle(whole)
        corpus.align()
        corpus.compare(strict=strict)
        corpus.derive()
        told = corpus.reported(strict) if whole and not new else None
        if told is None:
            told = _told(corpus, rules, new, whole)
            told = corpus.keep(told, strict) if whole and not new else told
        return Report(
            version=__version__,
            documents=tuple(told.documents),
            findings=told.findings,
            errors=tuple(errors),
            summary=_counts(told.findings, *corpus.totals()),
        )


def _told(corpus: collection.Corpus, rules: Rulebook, new: Collection[str], whole: bool) -> collection.Reported:
    """What is found in the corpus, in the order of a report; with `new`, what touches one of those paths."""
    aligned = corpus.findings(new if new else None)
    found = collected(structure.joined(aligned, corpus.pages(), rules), key=_order)
    shown = comparison.folded(found)
    if new:
        shown = tuple(one for one in shown if _touches(one, new))
    about = None if whole else {*new, *(path for one in shown for path in _paths(one))}
    return collection.Reported(shown if isinstance(shown, Spilled) else tuple(shown), corpus.summaries(about))


def _arrivals(documents: Iterable[Document | Problem | Arrival]) -> Iterator[Arrival]:
    return (one if isinstance(one, Arrival) else Arrival(one.path, one) for one in documents)


def _paths(finding: Finding) -> Iterator[str]:
    """The documents that a finding has evidence from."""
    shown = chain((one.evidence for one in finding.values), (one.evidence for one in finding.terms))
    return (place.path for evidence in shown for place in evidence)


def _touches(finding: Finding, paths: Collection[str]) -> bool:
    return any(path in paths for path in _paths(finding))


def _order(finding: Finding) -> Key:
    """As a report shows them: worst first; findings that say the same, by their places."""
    verdict, severity, derived, sure = badness(finding)
    grade = (verdict * len(SEVERITIES) + severity) * 2 + derived
    shown = chain((one.evidence for one in finding.values), (one.evidence for one in finding.terms))
    places = [_ordered(place) for evidence in shown for place in evidence]
    return grade, sure, _ordered_text(finding.summary), finding.id.encode(), b"\0".join(places)


def _ordered(place: Evidence) -> bytes:
    """A place as bytes that sort by path and then by position."""
    return _ordered_text(place.path) + b"\1" + place.start.to_bytes(8, "big")


def _ordered_text(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _counts(findings: Sequence[Finding], documents: int, claims: int) -> dict[str, int]:
    verdicts: Counter[str] = Counter()
    for (verdict, _), count in counts(findings).items():
        verdicts[verdict] += count
    return {"documents": documents, "claims": claims, "findings": len(findings), **dict(sorted(verdicts.items()))}


def compare(a: Document, b: Document, rules: Rulebook, *, strict: bool = True) -> list[Finding]:
    """The findings on two texts taken to be about one matter."""
    one, two = claims(a, rules), claims(b, rules)
    facts = pair(one, two, rules, lambda x, y: comparison.holds(x, y, strict))
    found = comparison.findings(facts, {a.path: a.text, b.path: b.text}, rules, strict=strict, sure=True)
    return [derivation.annotated(one) for one in found]
