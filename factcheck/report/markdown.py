"""The report as Markdown that reads well on GitHub and as plain text; the same bytes for the same findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from factcheck.model import (
    DISAGREEING,
    DocumentSummary,
    Evidence,
    FactValue,
    Finding,
    Level,
    Relation,
    Report,
    Term,
    Verdict,
)
from factcheck.report import evidence, notation, outcome, titles, wording
from factcheck.report.escape import link, visible
from factcheck.report.escape import markdown as safe
from factcheck.report.hints import hints
from factcheck.report.notation import counted
from factcheck.report.wording import MEANING, Sections

Lines = Iterator[str]

FEW = 4
WIDEST = 90
"""Characters of a value in a table that gives an overview."""

MOST_SOURCES = 8
"""So many sources of one value have a row of their own; near-copies beyond them are counted."""

MOST_PAIRS = 12
"""So many pairs of values are worked out; a fact with more distinct values is told by the worst of them."""
LEGEND = (
    "How to read an interval: `[` and `]` include the bound, `(` and `)` do not, ∞ is no bound. "
    "A number commits its writer to the precision written: 441.4 million is [441.35, 441.45) million."
)


class _Page:
    """What all parts of one report need: names and links of the documents, and where the pictures are."""

    def __init__(self, report: Report, root: str, pictures: str) -> None:
        self.report = report
        self.root = root
        self.pictures = pictures
        self.drawn = _drawn(report) if pictures else frozenset()
        self.documents = {document.path: document for document in report.documents}
        found = [path for finding in report.findings for path in evidence.paths(finding)]
        self.names = evidence.labels([*self.documents, *found])

    def source(self, path: str) -> str:
        """A document's name as code, which needs no escapes to be read as it is."""
        return _code(self.names.get(path, path))

    def dated(self, path: str) -> str:
        """A document's name with the day of its publication, where that is known."""
        document = self.documents.get(path)
        day = evidence.published(document.published)[0] if document and document.published else ""
        return f"{self.source(path)} ({safe(day)})" if day else self.source(path)

    def place(self, place: Evidence) -> str:
        """A link to the line, or to the file with the part named, where a value stands."""
        line = place.line if place.location is None else None
        name = evidence.place_name(place)
        return safe(name) if place.path == "-" else f"[{safe(name)}]({link(place.path, self.root, line)})"

    def file(self, path: str) -> str:
        """A link to a document by its whole path."""
        return _code(path) if path == "-" else f"[{_code(path)}]({link(path, self.root)})"


def _drawn(report: Report) -> frozenset[str]:
    """The names of the pictures that there are."""
    from factcheck.report.pictures import pictures

    return frozenset(pictures(report))


def render(report: Report, root: str = "", pictures: str = "") -> str:
    """`report` as Markdown. `root` leads from its folder to the one that paths start from, `pictures` to the SVG files.

    Without `pictures` no picture is shown.
    """
    page = _Page(report, root, pictures)
    parts = wording.sections(report)
    lines = [
        *_opening(page, parts),
        *_disagreements(page, parts.disagreements),
        *_known(page, parts),
        *_compatible(page, parts.compatible),
        *_agreeing(page, parts.agreeing),
        *_holding(page, parts.holding),
        *_left_out(page),
        *_documents(page),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _opening(page: _Page, parts: Sections) -> Lines:
    yield from ("# Where the sources disagree", "", outcome.overview(page.report), "")
    shown = [*parts.disagreements, *parts.known]
    if shown:
        yield from _table(("#", "verdict", "severity", "about", "values"), _rows(page, shown))
        yield from (LEGEND, "")
        yield from _picture(page, "matrix", "Which sources disagree with which, and how often")


def _rows(page: _Page, findings: Sequence[Finding]) -> Iterator[tuple[str, ...]]:
    for index, finding in enumerate(findings, 1):
        mark = " (known)" if finding.status == "known" else ""
        about = safe(titles.subject(finding), linked=True)
        linked = about if mark else f"[{about}](#{anchor(_heading(index, finding))})"
        yield str(index), finding.verdict + mark, finding.severity, linked, _against(finding)


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading; its number in front keeps it unique."""
    return re.sub(r"[^\w\- ]", "", visible(heading).lower()).replace(" ", "-")


def _heading(index: int, finding: Finding) -> str:
    return f"{index}. {titles.subject(finding)}"


def _against(finding: Finding) -> str:
    values = [finding.values[index].text for index in wording.newest_first(finding)]
    texts = [safe(_short(said)) for said in values or wording.said(finding)]
    return " · ".join(texts[:FEW]) + (f" · and {len(texts) - FEW} more" if len(texts) > FEW else "")


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1].rstrip()}…"


def _disagreements(page: _Page, findings: Sequence[Finding]) -> Lines:
    if findings:
        yield from ("## Disagreements", "")
    for index, finding in enumerate(findings, 1):
        yield from _disagreement(page, index, finding)


def _disagreement(page: _Page, index: int, finding: Finding) -> Lines:
    yield f"### {index}. {safe(titles.subject(finding))}"
    yield from ("", _verdict_line(finding), "")
    if told := wording.unsaid(finding):
        yield from (safe(told), "")
    yield from _evidence(page, finding)
    for kind in ("", "-timeline"):
        yield from _picture(page, wording.file_name(finding) + kind, titles.subject(finding))
    yield from _steps(finding) if finding.derived else ()
    yield from _comparison(finding)
    yield from _steps(finding) if not finding.derived else ()
    if finding.suppressed:
        yield from (safe(finding.suppressed), "")
    yield from _sameness(finding)
    yield from _explanations(page, finding)


def _verdict_line(finding: Finding) -> str:
    sure = f"{notation.share(finding.confidence)} sure that it is one fact"
    rest = f"{finding.severity} severity, {sure}, check {_code(finding.check)}, id {_code(finding.id)}"
    return f"**{finding.verdict.capitalize()}**: {wording.meaning(finding)}. {rest[:1].upper()}{rest[1:]}."


def _evidence(page: _Page, finding: Finding) -> Lines:
    if finding.values:
        yield from _table(("source", "says", "read as", "where"), _value_rows(page, finding))
    if finding.terms:
        rows = [row for term in finding.terms for row in _term_rows(page, term, finding)]
        yield from _table(("term", "source", "says", "read as", "where"), rows)


def _value_rows(page: _Page, finding: Finding) -> Iterator[tuple[str, ...]]:
    newer = wording.fresh(finding)
    for index in wording.newest_first(finding):
        value = finding.values[index]
        shown = safe(wording.reading(value, finding)) + (" (new)" if index in newer else "")
        if not value.evidence:
            yield "", f"**{safe(value.text)}**", shown, ""
        firsts = _one_a_source(value)
        for place in firsts[:MOST_SOURCES]:
            yield page.dated(place.path), _says(place), shown, _where(page, value, place)
        if len(firsts) > MOST_SOURCES:
            rest = firsts[MOST_SOURCES:]
            yield f"and {counted(len(rest), 'more source')}", "the same", shown, _sources(page, rest)


def _sources(page: _Page, places: Sequence[Evidence]) -> str:
    shown = [f"{page.source(place.path)} {page.place(place)}" for place in places[:FEW]]
    return "; ".join(shown) + (" and others" if len(places) > FEW else "")


def _one_a_source(value: FactValue) -> list[Evidence]:
    """The first place of the value in each document: a text that repeats itself needs one row."""
    return list({place.path: place for place in reversed(value.evidence)}.values())[::-1]


def _where(page: _Page, value: FactValue, first: Evidence) -> str:
    places = [page.place(place) for place in value.evidence if place.path == first.path]
    return ", ".join(dict.fromkeys(places))


def _says(place: Evidence) -> str:
    before, value, after = evidence.snippet(place)
    bold = f"**{safe(value)}**" if value.strip() else ""
    return f"{safe(before)}{_gap(before)}{bold}{_gap(after, first=True)}{safe(after)}"


def _gap(text: str, first: bool = False) -> str:
    edge = text[:1] if first else text[-1:]
    return " " if edge.isspace() else ""


def _term_rows(page: _Page, term: Term, finding: Finding) -> Iterator[tuple[str, ...]]:
    shown = safe(wording.reading(term, finding))
    if not term.evidence:
        yield safe(_short(term.name)), "", "computed", shown, ""
    for place in term.evidence[:MOST_SOURCES]:
        yield safe(_short(term.name)), page.dated(place.path), _says(place), shown, page.place(place)


def _steps(finding: Finding) -> Lines:
    if steps := wording.steps(finding):
        yield from (
            "How the figures follow from one another:" if finding.derived else "What follows from them:",
            "",
            *(f"- {safe(step)}" for step in steps),
            "",
        )


def _comparison(finding: Finding) -> Lines:
    relations = wording.judged(finding)
    told = wording.news(finding) or relations
    rest = [*told[MOST_PAIRS:], *(relation for relation in relations if relation not in told)]
    if not relations:
        return
    known = len(wording.disagreeing(finding)) - len(wording.news(finding))
    standing = f" ({counted(len(told), 'new pair')}, {counted(known, 'known pair')})" if known else ""
    yield from (f"How the values compare{standing}:", "")
    yield from (_compared(relation, finding) for relation in told[:MOST_PAIRS])
    for (verdict, _), group in groupby(rest, key=lambda relation: (relation.verdict, relation.status)):
        yield _counted(verdict, list(group))
    yield ""


def _counted(verdict: Verdict, relations: Sequence[Relation]) -> str:
    """Pairs that are not worked out, with the reasons given for them."""
    reasons = [safe(reason) for reason in dict.fromkeys(relation.reason for relation in relations) if reason]
    known = verdict in DISAGREEING and all(relation.status == "known" for relation in relations)
    shown = counted(len(relations), "known pair" if known else "more pair")
    return f"- **{verdict}**, {shown}: {'; '.join(reasons[:FEW]) or 'as above'}."


def _compared(relation: Relation, finding: Finding) -> str:
    line = wording.worked(relation, finding)
    pair = [finding.values[index].text for index in (relation.a, relation.b)]
    front = "" if all(text in line for text in pair) else f"{safe(pair[0])} against {safe(pair[1])}: "
    told = ": ".join(part for part in (relation.reason, line) if part)
    return f"- {front}**{relation.verdict}**{f', {safe(told)}' if told else ''}."


def _sameness(finding: Finding) -> Lines:
    levels = wording.waterfall(finding.explanation)
    if not levels:
        return
    sides = (("for", [x for x in levels if x.weight > 0]), ("against", [x for x in reversed(levels) if x.weight < 0]))
    told = [f"{side} it: {'; '.join(_step(x) for x in steps[:6])}" for side, steps in sides if steps]
    yield from (
        f"Why they are taken for one fact (weights in bits): {'. '.join(t[0].upper() + t[1:] for t in told)}.",
        "",
    )


def _step(level: Level) -> str:
    note = f" ({safe(level.note)})" if level.note else ""
    weight = f"{level.weight:+.1f}".replace("-", "−")
    said = f" ({safe(level.level)})" if level.level else ""
    return f"{weight} {safe(level.aspect)}{said}{note}"


def _explanations(page: _Page, finding: Finding) -> Lines:
    found = hints(finding, page.documents)
    if found:
        yield from ("What could explain it:", "", *(f"- {safe(hint)}" for hint in found), "")


def _known(page: _Page, parts: Sections) -> Lines:
    if parts.known:
        rows = ((f.verdict, safe(titles.subject(f)), _against(f), _places(page, f)) for f in parts.known)
        yield from ("## Known: accepted in the baseline, or only between sources that are not new", "")
        yield from _table(("verdict", "about", "values", "where"), rows)
    if parts.fixed:
        gone = ((f.verdict, safe(titles.subject(f)), _against(f)) for f in parts.fixed)
        yield from ("## Fixed: in the baseline, but not found any more", "")
        yield from _table(("verdict", "about", "values"), gone)


def _places(page: _Page, finding: Finding) -> str:
    """The places of a finding by source, of the first few sources."""
    sources: dict[str, list[str]] = {}
    for place in evidence.places(finding):
        sources.setdefault(place.path, []).append(page.place(place))
    shown = [f"{page.source(path)} {_few(list(dict.fromkeys(links)))}" for path, links in sources.items()]
    more = f"; and {counted(len(shown) - FEW, 'more source')}" if len(shown) > FEW else ""
    return "; ".join(shown[:FEW]) + more


def _few(links: Sequence[str]) -> str:
    return ", ".join(links[:FEW]) + (f" and {len(links) - FEW} more" if len(links) > FEW else "")


def _compatible(page: _Page, findings: Sequence[Finding]) -> Lines:
    if not findings:
        return
    yield from ("## Compatible", "", f"In these, {MEANING['compatible']}.", "")
    rows = ((safe(titles.subject(f)), _against(f), _reasons(f), _places(page, f)) for f in findings)
    yield from _table(("about", "values", "why they can all be right", "where"), rows)


def _reasons(finding: Finding) -> str:
    relations = [relation for relation in finding.relations if relation.verdict == "compatible"]
    told = [safe(relation.reason or wording.worked(relation, finding)) for relation in relations]
    return "; ".join(dict.fromkeys(part for part in told if part))


def _agreeing(page: _Page, findings: Sequence[Finding]) -> Lines:
    if not findings:
        return
    yield from ("## Agreeing", "", "Facts that more than one place states alike.", "")
    rows = ((safe(titles.subject(f)), _against(f), str(len(evidence.paths(f))), _places(page, f)) for f in findings)
    yield from _table(("about", "value", "sources", "where"), rows)


def _holding(page: _Page, findings: Sequence[Finding]) -> Lines:
    if not findings:
        return
    yield from ("## Derived, and holding", "", "Figures that follow from one another, and do.", "")
    for finding in findings:
        yield f"- {safe(titles.subject(finding))}: {'; '.join(map(_code, wording.said(finding)))}"
        yield from (f"  - {_term(page, finding, term)}" for term in finding.terms)
    yield ""


def _term(page: _Page, finding: Finding, term: Term) -> str:
    stated = [f"{page.source(place.path)}, {page.place(place)}" for place in term.evidence]
    return f"{safe(term.name)} = {safe(wording.reading(term, finding))}, {'; '.join(stated[:FEW]) or 'computed'}"


def _left_out(page: _Page) -> Lines:
    report = page.report
    items = [f"{_code(problem.path)}: {safe(problem.message)}" for problem in report.errors]
    items += [safe(notice) for notice in report.notices]
    items += [f"{_code(d.path)}: {safe(notice)}" for d in report.documents for notice in d.notices]
    items += [_ignored(page, finding) for finding in wording.ordered(report.suppressed)]
    if items:
        yield from ("## Left out, and why", "", *(f"- {item}" for item in dict.fromkeys(items)), "")


def _ignored(page: _Page, finding: Finding) -> str:
    why = f" ({'; '.join(safe(note) for note in finding.notes)})" if finding.notes else ""
    values = _against(finding)
    return f"Suppressed {finding.verdict}: {safe(titles.subject(finding))}: {values}{why}, {_places(page, finding)}"


def _documents(page: _Page) -> Lines:
    if not page.report.documents:
        return
    yield from ("## Documents", "")
    rows = (_document_row(page, document) for document in page.report.documents)
    yield from _table(("document", "title", "published", "known from", "language", "claims"), rows)


def _document_row(page: _Page, document: DocumentSummary) -> tuple[str, ...]:
    day, basis = evidence.published(document.published)
    title = safe(document.title or "")
    return page.file(document.path), title, safe(day), safe(basis), safe(document.language), f"{document.claims:,}"


def _picture(page: _Page, name: str, caption: str) -> Lines:
    if name in page.drawn:
        yield from (f"![{safe(caption)}]({link(f'{name}.svg', page.pictures)})", "")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(' --- ' for _ in heads)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _code(text: str) -> str:
    """`text` as a code span, with a fence longer than any run of backticks in it, also in a table cell."""
    shown = visible(text).replace("|", "¦")
    longest = max((len(list(run)) for sign, run in groupby(shown) if sign == "`"), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown or ' '}{pad}{fence}"
