"""`factcheck init`: a commented configuration to start from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from factcheck.cli.options import Invocation, without_corpus
from factcheck.model import UsageError

_LIKELY = ("docs", "sources", "seeds", "corpus", "README.md")


@click.command("init", short_help="Write a commented configuration.")
@without_corpus
def command(call: Invocation) -> int:
    """Write factcheck.toml with every setting, its meaning and its default."""
    from factcheck.settings import TEMPLATE

    path = Path("factcheck.toml")
    likely = [name for name in _LIKELY if Path(name).exists()] or ["."]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(sources=json.dumps(likely)))
    except FileExistsError:
        raise UsageError(f"{path}: exists already; edit it, or remove it first") from None
    except OSError as fault:
        raise UsageError(f"{path}: cannot be written ({fault.strerror}); check the rights of the folder") from None
    if not call.quiet:
        click.echo(f"{path} written; edit its sources, then run: factcheck check")
    return 0
