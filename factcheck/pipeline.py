"""The stages, top to bottom: documents to claims, claims to facts, facts to findings, findings to a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import PackageNotFoundError, version

from factcheck import alignment, comparison, extraction
from factcheck.alignment.pairing import pair
from factcheck.model import Claim, Document, DocumentSummary, Finding, Problem, Report
from factcheck.rulebook import Rulebook


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("factcheck")
    except PackageNotFoundError:
        return "0"


def claims(document: Document, rules: Rulebook) -> list[Claim]:
    """All claims of one document, in text order."""
    return extraction.claims(document, rules)[1]


def check(
    documents: Iterable[Document | Problem],
    rules: Rulebook,
    *,
    new: Collection[str] = (),
    strict: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Reads all documents, compares their claims, and reports. With `new`, only findings that touch one of those
    paths.
    """
    texts: dict[str, str] = {}
    summaries: list[DocumentSummary] = []
    corpus: list[list[Claim]] = []
    bags: list[frozenset[str]] = []
    errors: list[Problem] = []
    for document in documents:
        if isinstance(document, Problem):
            errors.append(document)
            continue
        published, found, words = extraction.read(document, rules)
        texts[document.path] = document.text
        corpus.append(found)
        bags.append(words)
        summaries.append(_summary(document, published, len(found)))
        if progress is not None:
            progress(document.path)
    facts = alignment.align(corpus, bags, rules)
    findings = comparison.findings(facts, corpus, texts, rules, strict=strict)
    shown = [one for one in findings if not new or _touches(one, new)]
    return Report(
        version=program_version(),
        documents=tuple(summaries),
        findings=tuple(shown),
        errors=tuple(errors),
        summary=_counts(shown, summaries),
    )


def _summary(document: Document, published: object, count: int) -> DocumentSummary:
    return DocumentSummary(
        path=document.path,
        title=document.title,
        published=published,  # type: ignore[arg-type]
        language=document.language,
        claims=count,
        notices=document.notices,
    )


def _touches(finding: Finding, paths: Collection[str]) -> bool:
    return any(place.path in paths for value in finding.values for place in value.evidence) or any(
        place.path in paths for term in finding.terms for place in term.evidence
    )


def _counts(findings: list[Finding], documents: list[DocumentSummary]) -> dict[str, int]:
    verdicts = Counter(finding.verdict for finding in findings)
    return {
        "documents": len(documents),
        "claims": sum(one.claims for one in documents),
        "findings": len(findings),
        **dict(sorted(verdicts.items())),
    }


def compare(a: Document, b: Document, rules: Rulebook, *, strict: bool = True) -> list[Finding]:
    """The findings on two texts taken to be about one matter."""
    one, two = claims(a, rules), claims(b, rules)
    facts = pair(one, two, rules, lambda x, y: comparison.holds(x, y, strict))
    return comparison.findings(facts, [one, two], {a.path: a.text, b.path: b.text}, rules, strict=strict, sure=True)
