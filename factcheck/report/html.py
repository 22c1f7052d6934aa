"""The report as one HTML file that needs no network: filters, quotes with their numbers marked, pictures, permalinks.

All text from documents is cleaned of steering characters here and escaped by the template; a content security policy
lets run only the script and style that stand in the page.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from factcheck.model import (
    DISAGREEING,
    VERDICTS,
    DocumentSummary,
    Evidence,
    Finding,
    Level,
    Relation,
    Report,
    Term,
    Verdict,
)
from factcheck.report import evidence, notation, outcome, titles, wording
from factcheck.report.escape import link, visible
from factcheck.report.hints import hints
from factcheck.report.pictures import pictures
from factcheck.report.svg import STYLE

AROUND = 140
"""Characters of the document shown on either side of the sentence."""

OPEN = 5
"""So many findings stand open at first."""

GROUPS = {
    "disagreements": ("Disagreements", "Worst first. Open a finding for its quotes, arithmetic and evidence."),
    "known": ("Known", "Accepted in the baseline, or only between sources that are not new."),
    "compatible": ("Compatible", "The values differ in wording, precision or bounds, and can all be right."),
    "agreeing": ("Agreeing", "Facts that more than one place states alike."),
    "holding": ("Derived, and holding", "Figures that follow from one another, and do."),
    "fixed": ("Fixed", "In the baseline, but not found any more."),
}

View = dict[str, Any]

COMPUTED: View = {"source": "computed", "day": "", "quote": ("", "", ""), "around": ("", ""), "place": "", "link": ""}
"""The row of a term that no source states."""


def render(report: Report, texts: Mapping[str, str] | None = None, root: str = "") -> str:
    """`report` as HTML. `texts` gives the words around the quotes, `root` leads to the folder that paths start from."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_part("page.html.j2"))
    return template.render(**_page(report, texts or {}, root)).rstrip() + "\n"


def _part(name: str) -> str:
    return (files("factcheck.report") / name).read_text(encoding="utf-8")


def _page(report: Report, texts: Mapping[str, str], root: str) -> View:
    from markupsafe import Markup

    drawn = {name: Markup(picture) for name, picture in pictures(report).items()}
    groups = list(_groups(report, texts, root, drawn))
    style, script = Markup(STYLE + _part("page.css")), Markup(_part("page.js"))
    figures = wording.tally(report)
    return {
        "version": report.version,
        "overview": visible(outcome.overview(report)),
        "figures": [(verdict, figures[verdict], _figure(verdict, figures)) for verdict in VERDICTS],
        "fields": list(_fields([finding for group in groups for finding in group["findings"]])),
        "groups": groups,
        "matrix": drawn.get("matrix"),
        "left_out": list(_left_out(report)),
        "documents": [_document(document, root) for document in report.documents],
        "style": style,
        "script": script,
        "style_hash": _digest(style),
        "script_hash": _digest(script),
    }


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _figure(verdict: Verdict, figures: Mapping[str, int]) -> str:
    return (wording.SINGULARS if figures[verdict] == 1 else wording.PLURALS)[verdict]


def _fields(findings: Sequence[View]) -> Iterator[View]:
    """The selections that have something to choose from."""
    sources = {path for finding in findings for path in finding["sources"].split("\n") if path}
    names = evidence.labels(sources)
    choices: dict[str, list[tuple[str, str]]] = {
        "severity": [(name, name) for name in wording.SEVERITIES],
        "status": [(name, name) for name in ("new", "known", "fixed")],
        "measure": [(name, name) for name in sorted({finding["measure"] for finding in findings}) if name],
    }
    for name, options in choices.items():
        used = [option for option in options if any(finding[name] == option[0] for finding in findings)]
        if len(used) > 1:
            yield {"name": name, "label": name.capitalize(), "options": used}
    yield {"name": "source", "label": "Source", "options": [(path, names[path]) for path in sorted(sources)]}


def _groups(report: Report, texts: Mapping[str, str], root: str, drawn: Mapping[str, Any]) -> Iterator[View]:
    documents = {document.path: document for document in report.documents}
    names = evidence.labels([*documents, *(path for finding in report.findings for path in evidence.paths(finding))])
    days = {path: evidence.published(one.published)[0] for path, one in documents.items() if one.published}
    for name, found in wording.sections(report)._asdict().items():
        views = [_finding(finding, documents, drawn) | _rows(finding, names, days, texts, root) for finding in found]
        for view in views[:OPEN] if name == "disagreements" else ():
            view["open"] = True
        if views:
            yield {"name": name, "title": GROUPS[name][0], "meaning": GROUPS[name][1], "findings": views}


def _finding(finding: Finding, documents: Mapping[str, DocumentSummary], drawn: Mapping[str, Any]) -> View:
    name = wording.file_name(finding)
    return {
        "anchor": f"f-{name}",
        "verdict": finding.verdict,
        "severity": finding.severity,
        "status": finding.status,
        "confidence": finding.confidence,
        "sure": notation.share(finding.confidence),
        "measure": visible((finding.fact.measure or "").replace("_", " ")),
        "check": visible(finding.check),
        "id": visible(finding.id),
        "subject": visible(titles.subject(finding)),
        "said": [visible(value) for value in wording.said(finding)],
        "meaning": _sentence(wording.meaning(finding)),
        "lead": visible(wording.unsaid(finding)),
        "sources": "\n".join(visible(path) for path in evidence.paths(finding)),
        "pictures": [drawn[key] for key in (name, f"{name}-timeline") if key in drawn],
        "compared": [_compared(relation, finding) for relation in _newest_first(finding)],
        "suppressed": visible(finding.suppressed),
        "arithmetic": [visible(step) for step in wording.steps(finding)],
        "steps": _steps(wording.waterfall(finding.explanation)),
        "hints": [visible(hint) for hint in hints(finding, documents)],
        "open": False,
    }


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _newest_first(finding: Finding) -> list[Relation]:
    """What disagrees, the new before the known, then the rest."""
    bad = wording.disagreeing(finding)
    return [*bad, *(relation for relation in wording.judged(finding) if relation not in bad)]


def _compared(relation: Relation, finding: Finding) -> View:
    """How two values compare, named where there are more than two; known, if others of the finding are new."""
    line = wording.worked(relation, finding)
    known = relation.status == "known" and relation.verdict in DISAGREEING and finding.status == "new"
    told = ": ".join(part for part in (relation.reason, line) if part)
    return {"verdict": relation.verdict, "told": visible(told), "standing": "known" if known else ""}


def _steps(levels: Sequence[Level]) -> list[View]:
    strongest = max((abs(level.weight) for level in levels), default=1.0)
    return [
        {
            "aspect": visible(level.aspect),
            "level": visible(f"{level.level} ({level.note})" if level.note else level.level),
            "bits": f"{level.weight:+.1f}".replace("-", "−"),
            "width": round(abs(level.weight) / strongest * 100, 1),
            "against": level.weight < 0,
        }
        for level in levels
    ]


def _rows(
    finding: Finding, names: Mapping[str, str], days: Mapping[str, str], texts: Mapping[str, str], root: str
) -> View:
    rows: list[View] = []
    newer = wording.fresh(finding)
    for index, holder in sorted(enumerate(evidence.holders(finding)), key=lambda pair: pair[0] not in newer):
        term = visible(holder.name) if isinstance(holder, Term) else ""
        shared = {"term": term, "read": visible(wording.reading(holder, finding)), "new": index in newer}
        rows += [
            {**shared, "source": visible(names[place.path]), "day": days.get(place.path, "")}
            | _row(place, texts.get(place.path, ""), root)
            for place in holder.evidence
        ]
        if term and not holder.evidence:
            rows.append({**shared, **COMPUTED})
    return {"rows": rows}


def _row(place: Evidence, text: str, root: str) -> View:
    return {
        "quote": _marked(place),
        "around": _around(place, text),
        "place": visible(evidence.place_name(place)),
        "link": "" if place.path == "-" else link(place.path, root, place.line if place.location is None else None),
    }


def _marked(place: Evidence) -> tuple[str, str, str]:
    """The sentence before, in and after the value, with the spaces between them kept."""
    before, value, after = evidence.snippet(place, reach=1000)
    left = " " if before[-1:].isspace() else ""
    right = " " if after[:1].isspace() else ""
    return visible(before) + left, visible(value), right + visible(after)


def _around(place: Evidence, text: str) -> tuple[str, str]:
    """The words of the document before and after the sentence."""
    if not text or place.location is not None:
        return "", ""
    before = text[max(0, place.quote_start - AROUND) : place.quote_start]
    after = text[place.quote_end : place.quote_end + AROUND]
    shortened = before.partition(" ")[2] if place.quote_start > AROUND else before
    cut = after.rpartition(" ")[0] if place.quote_end + AROUND < len(text) else after
    shortened, cut, before, after = (evidence.plain(part, place.path) for part in (shortened, cut, before, after))
    return visible(f"…{shortened}" if shortened != before else before), visible(f"{cut}…" if cut != after else after)


def _left_out(report: Report) -> Iterator[str]:
    items: Iterable[str] = [
        *(f"{problem.path}: {problem.message}" for problem in report.errors),
        *report.notices,
        *(f"{document.path}: {notice}" for document in report.documents for notice in document.notices),
        *(_ignored(finding) for finding in wording.ordered(report.suppressed)),
    ]
    return (visible(item) for item in dict.fromkeys(items))


def _ignored(finding: Finding) -> str:
    why = f" ({'; '.join(finding.notes)})" if finding.notes else ""
    return f"Suppressed {finding.verdict}: {titles.subject(finding)}: {wording.lead(finding)}{why}"


def _document(document: DocumentSummary, root: str) -> View:
    day, basis = evidence.published(document.published)
    return {
        "path": visible(document.path),
        "link": link(document.path, root),
        "title": visible(document.title or ""),
        "day": day,
        "basis": visible(basis),
        "language": visible(document.language),
        "claims": f"{document.claims:,}",
    }
