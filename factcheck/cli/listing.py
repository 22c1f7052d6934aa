"""`factcheck claims`: what each source claims, one claim a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from factcheck.cli import writing
from factcheck.cli.corpus import Corpus, targets
from factcheck.cli.options import Invocation, common
from factcheck.model import Problem
from factcheck.report import CLAIM_FORMATS

if TYPE_CHECKING:
    from factcheck.model import Claim


@click.command("claims", short_help="List the numeric and temporal claims of sources.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(list(CLAIM_FORMATS)), default="text", help="Give the list this form."
)
@click.option(
    "--output", metavar="FILE", type=click.Path(), default="-", help="Write the list to FILE (- is standard output)."
)
@common
def command(call: Invocation, paths: tuple[str, ...], form: str, output: str) -> int:
    """List the numeric and temporal claims of the files and folders PATH (- is standard input)."""
    from pathlib import Path

    from factcheck.report.listing import listed

    if output != "-":
        writing.refuse_missing_folder(Path(output))
    corpus = Corpus(targets(paths, call.settings), (), call)
    problems: list[Problem] = []
    claims = _claims(corpus, call, problems)
    first = list(islice(claims, 1))
    readable = bool(first) or len(problems) < len(corpus.found)
    if readable:
        lines = listed(chain(first, claims), form)
        writing.to_stdout(lines) if output == "-" else writing.to_file(Path(output), lines)
    for said in corpus.notices:
        call.notice(said)
    for problem in problems:
        click.echo(f"factcheck: {problem.path}: {writing.printable(problem.message)}", err=True)
    return 2 if not readable or (call.settings.strict and problems) else 0


def _claims(corpus: Corpus, call: Invocation, problems: list[Problem]) -> Iterator[Claim]:
    """The claims of all documents, and the problems put aside."""
    from factcheck import pipeline

    rules = call.rulebook()
    for one in corpus.documents():
        if isinstance(one, Problem):
            problems.append(one)
        else:
            yield from pipeline.claims(one, rules)
