"""`factcheck rules`: are the rules well formed, and does each do what its examples show?"""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import writing
from factcheck.cli.options import Invocation, without_corpus


@click.command("rules", short_help="Validate rules and run their examples.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@without_corpus
def command(call: Invocation, paths: tuple[str, ...]) -> int:
    """Validate the built-in rules with the folders PATH laid over them, and run all their examples."""
    from factcheck import examples, rulebook

    rules = rulebook.load(*map(Path, (*call.settings.rules, *paths)))
    total, failures = 0, 0
    for result in examples.results(rules):
        total += 1
        if result.fault:
            failures += 1
            click.echo(writing.printable(f"{result.name}: {result.fault}"))
    if not call.quiet:
        click.echo(f"{total - failures} of {total} examples hold")
    return int(failures > 0)
