"""The command line: one module a command, imported when it is called.

Exit status: 0 nothing found at or above `--fail-on`, 1 something found, 2 an error, which is told in one line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from factcheck.cli.options import common

COMMANDS = {
    "check": ("checking", "Read sources and report where they disagree."),
    "claims": ("listing", "List the numeric and temporal claims of sources."),
    "explain": ("explaining", "Show why claims are taken for one fact, and the arithmetic."),
    "baseline": ("accepting", "Accept the present findings, so that only new ones count."),
    "rules": ("validating", "Validate rules and run their examples."),
    "init": ("starting", "Write a commented configuration."),
}
"""Name of a command to its module and its line in the help."""
INTERRUPTED = 130


class Commands(click.Group):
    """The group, which knows its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"factcheck.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            remedy = f"use one of {', '.join(COMMANDS)}"
            if os.path.exists(args[0]):
                remedy = f"to check a path, write: factcheck check {args[0]}"
            raise click.UsageError(f"{args[0]!r} is no command; {remedy}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from factcheck import __version__

        click.echo(f"factcheck {__version__}")
        ctx.exit()


@click.group(cls=Commands, name="factcheck", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
@common
def commands() -> None:
    """Find where sources disagree: numbers, amounts and dates, with evidence and arithmetic."""


def run(arguments: Sequence[str]) -> int:
    """Runs a command line and returns its exit status; errors go to standard error in one line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = commands.main(args=list(arguments), prog_name="factcheck", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.ctx.get_help() if fault.ctx else "")
        return 2
    except click.ClickException as fault:
        return _failed(fault.format_message())
    except (click.Abort, KeyboardInterrupt):
        print("factcheck: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return _told_to_nobody()
    except Exception as fault:
        from factcheck.model import FactcheckError  # not at the top: the help does without it, and is quick

        if isinstance(fault, FactcheckError):
            return _failed(str(fault))
        if "--verbose" in arguments or "-v" in arguments:
            raise
        said = f"{type(fault).__name__}: {fault}"
        return _failed(f"internal error ({said}); please report it, --verbose shows where it happened")


def _told_to_nobody() -> int:
    """Standard output was closed by its reader: what is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _failed(message: str) -> int:
    from factcheck.cli.writing import printable

    print(f"factcheck: {printable(message)}", file=sys.stderr)
    return 2
