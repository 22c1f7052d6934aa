"""`factcheck explain`: why claims are taken for one fact, how their values compare, and how a line was read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from factcheck.cli import writing
from factcheck.cli.checking import judged
from factcheck.cli.corpus import Corpus, targets
from factcheck.cli.options import Invocation, common
from factcheck.model import Claim, Document, Evidence, Finding, Report, UsageError
from factcheck.report import explanation
from factcheck.report.notation import counted

_PLACE = re.compile(r"(.+?):([1-9]\d{0,8})(?::(\d{1,9}))?")


class Place(NamedTuple):
    """A line of a source, and a column if one is given (else 0); from 1."""

    path: str
    line: int
    column: int

    @property
    def shown(self) -> str:
        """As it is written on a command line."""
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")


@click.command("explain", short_help="Show why claims are taken for one fact, and the arithmetic.")
@click.argument("target", metavar="FINDING|FILE:LINE[:COLUMN]", type=click.Path())
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@common
def command(call: Invocation, target: str, paths: tuple[str, ...]) -> int:
    """Explain a finding (its id, or the start of it), or what is claimed on a line and what became of it. Of very many
    pairs of values the first are shown, with --verbose all.

    PATH is the corpus, as for check; for a line without PATH and without configured sources it is the folder of FILE.
    """
    place = _place(target)
    corpus = Corpus(_paths(paths, place, call), (), call)
    corpus.watched = (os.path.abspath(place.path), place.path) if place else ()
    report = judged(corpus, call)
    lines = _of_line(place, corpus, report, call) if place else _of_finding(target, report, call)
    writing.to_stdout("".join(f"{writing.printable(line)}\n" for line in lines))
    return 0


def _place(target: str) -> Place | None:
    match = _PLACE.fullmatch(target)
    return Place(match[1], int(match[2]), int(match[3] or 0)) if match else None


def _paths(paths: Sequence[str], place: Place | None, call: Invocation) -> Sequence[str]:
    if place is None or paths or call.settings.sources:
        return targets(paths, call.settings)
    return (os.path.dirname(place.path) or ".",)


def _of_finding(target: str, report: Report, call: Invocation) -> list[str]:
    every = (*report.findings, *report.suppressed)
    found = [one for one in every if one.id.startswith(target) or any(r.id.startswith(target) for r in one.relations)]
    if not found:
        raise UsageError(f"{target}: no finding has this id; ids stand below each finding that `check` shows")
    return _told(found, call)


def _told(findings: Sequence[Finding], call: Invocation) -> list[str]:
    return [line for one in findings for line in ("", *explanation.of_finding(one, writing.width(), call.verbose))]


def _of_line(place: Place, corpus: Corpus, report: Report, call: Invocation) -> list[str]:
    from factcheck import pipeline

    if not corpus.seen:
        raise UsageError(f"{place.path}: is not among the sources that can be read; add its folder as PATH")
    _refuse_past_end(place, corpus.seen)
    paths = {one.path for one in corpus.seen}
    rules = call.rulebook()
    claims = [one for seen in corpus.seen for one in pipeline.claims(seen, rules) if _at(place, one)]
    touching = [one for one in report.findings if any(at.path in paths and _at(place, at) for at in _spots(one))]
    said = [line for claim in claims for line in explanation.of_claim(claim, writing.width())]
    told = _told(touching, call)
    quiet = f"{place.shown}: no numeric or temporal claim is read here"
    return [*(said or [quiet]), *told] if told or not said else [*said, "  no other claim speaks of the same fact"]


def _refuse_past_end(place: Place, documents: Sequence[Document]) -> None:
    """Tells of a line or column that none of the documents of a file has."""
    lines = [rows for one in documents if len(rows := one.original.split("\n")) >= place.line]
    if not lines:
        longest = max(one.original.count("\n") + 1 for one in documents)
        raise UsageError(f"{place.shown}: the text has {counted(longest, 'line')}; give one of them")
    widest = max(len(rows[place.line - 1]) for rows in lines)
    if place.column > widest + 1:
        raise UsageError(f"{place.shown}: the line has {counted(widest, 'character')}; leave the column out")


def _at(place: Place, spot: Claim | Evidence) -> bool:
    """Whether a claim or value stands on the line, and at the column if one was given."""
    on_line = spot.line == place.line
    return on_line and (not place.column or spot.column <= place.column <= spot.column + spot.end - spot.start)


def _spots(finding: Finding) -> Iterator[Evidence]:
    for value in finding.values:
        yield from value.evidence
    for term in finding.terms:
        yield from term.evidence
