"""`factcheck rules`: are the rules well formed, and does each do what its examples show?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import writing
from factcheck.cli.options import Invocation, without_corpus

if TYPE_CHECKING:
    from factcheck.examples import Result
    from factcheck.rulebook import Rulebook

LISTED = ("kinds", "dimensions", "measures", "units", "currencies", "relations", "words", "changes", "synonyms")
"""What `--list` takes: the kinds of claims, the dimensions of units, and sections."""


@click.command("rules", short_help="Validate rules and run their examples.")
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path())
@click.option(
    "--list",
    "listed",
    type=click.Choice(LISTED),
    metavar="SECTION",
    help="List the names that are known in a section, such as measures, instead: what an entry may refer to.",
)
@without_corpus
def command(call: Invocation, folders: tuple[str, ...], listed: str | None) -> int:
    """Validate rules, and run the examples of every entry.

    The rules are the built-in ones with those of each FOLDER laid over them: its entries are added, and one with the
    name of a built-in entry replaces it. A FOLDER holds files and folders named after the sections of the rules, such
    as units.yaml or measures/shipping.yaml.

    What is wrong with a file is told with its line and the remedy, one fault at a time. For each example that does not
    hold you see what was expected and what was read. Remarks are about what may not be meant.

    Exit status: 0 all is well, 1 an example does not hold, 2 a file or folder is faulty.
    """
    from factcheck import examples, rulebook

    rules = rulebook.load(*map(Path, (*call.settings.rules, *folders)))
    if listed:
        _print(_names(listed, rules))
        return 0
    own, failed, total = 0, [], 0
    for result in examples.results(rules):
        mine = result.id in rules.own.get(result.section, ())
        own, total = own + mine, total + 1
        if result.fault:
            failed.append(mine)
            _print(_shown(result, rules, mine))
    if not call.quiet:
        _print(_remarks(rules))
        if rules.own:
            _say(f"{own - sum(failed)} of {own} examples of your rules hold", not own)
        _say(f"{total - own - failed.count(False)} of {total - own} built-in examples hold")
    return int(bool(failed))


def _names(listed: str, rules: Rulebook) -> Iterator[str]:
    """The names in a section, each with some of the words that it stands for."""
    from factcheck.rulebook.references import KINDS

    if listed == "kinds":
        yield from KINDS
    elif listed == "dimensions":
        for dimension in sorted({unit.dimension for unit in rules.units.values()}):
            units = (id for id, unit in rules.units.items() if unit.dimension == dimension)
            yield f"{dimension}: {', '.join(units)}"
    else:
        for id, entry in sorted(getattr(rules, listed).items()):
            fields = (
                getattr(entry, field, ()) for field in ("phrases", "words", "names", "symbols", "verbs", "before")
            )
            words = next((some for some in fields if some), ()) or (getattr(entry, "says", id),)
            yield f"{id}: {', '.join(words[:4])}"


def _say(text: str, no_examples: bool = False) -> None:
    click.echo("your rules have no examples; add some, to see that they do what you mean" if no_examples else text)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(writing.printable(line))


def _shown(result: Result, rules: Rulebook, mine: bool) -> Iterator[str]:
    """An example that does not hold: where it stands, and below it what was expected and read."""
    from factcheck.rulebook import places

    where = places.place(rules.folders, result.section, result.id, (result.field, result.number))
    whose = "" if mine or not rules.own else ", a built-in example that one of your entries changes"
    yield f"{where}: {result.section}/{result.id}: does not hold{whose}"
    yield from (f"    {line}" for line in (result.fault or "").splitlines())


def _remarks(rules: Rulebook) -> Iterator[str]:
    from factcheck.quantity.clashes import clashes
    from factcheck.rulebook import places, remarks

    found = [*remarks.remarks(rules), *(clash.fault for clash in clashes(rules))] if rules.own else []
    for one in found:
        where = places.place(rules.folders, one.section, one.id, one.steps)
        yield f"{where}: remark: {one.section}/{one.id}: {one.said}"
