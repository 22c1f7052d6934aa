"""`factcheck baseline`: accept the present findings."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import writing
from factcheck.cli.checking import judged
from factcheck.cli.corpus import Corpus, targets
from factcheck.cli.options import Invocation, common
from factcheck.model import ReadError, UsageError
from factcheck.report.notation import counted


@click.command("baseline", short_help="Accept the present findings, so that only new ones count.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@click.option(
    "--baseline", "file", metavar="FILE", type=click.Path(), help="Write FILE instead of that of the configuration."
)
@common
def command(call: Invocation, paths: tuple[str, ...], file: str | None) -> int:
    """Accept what PATH disagrees about now: write it to FILE, where reasons given before are kept."""
    from factcheck import baseline

    target = file or call.settings.baseline
    if not target:
        raise UsageError("no baseline is named; add --baseline FILE, or set baseline in the configuration")
    path = Path(target)
    writing.refuse_missing_folder(path)
    report = judged(Corpus(targets(paths, call.settings), (), call), call, baseline=False)
    if report.errors:
        first = report.errors[0]
        raise ReadError(f"{first.path}: {first.message} (a baseline needs all sources; leave it out with --exclude)")
    written = baseline.write(path, report, baseline.load(path) if path.exists() else baseline.EMPTY)
    if not call.quiet:
        changed = f"{len(written.added):,} added, {len(written.kept):,} kept, {len(written.dropped):,} dropped"
        entries = counted(written.entries, "entry")
        pairs = counted(len(written.added) + len(written.kept), "pair")
        remedy = "; give each new entry a reason" if written.added else ""
        click.echo(f"{path}: {pairs} of values that disagree, in {entries} ({changed}){remedy}")
    return 0
