"""Options that all commands share, before or after the name of the command, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from factcheck.rulebook import Rulebook
    from factcheck.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "config": (
        ("--config",),
        {
            "metavar": "FILE",
            "type": click.Path(),
            "help": "Read the settings from FILE instead of the nearest factcheck.toml or pyproject.toml.",
        },
    ),
    "rules": (
        ("--rules",),
        {
            "metavar": "DIR",
            "type": click.Path(),
            "multiple": True,
            "help": "Lay the rules in DIR over the built-in ones (repeatable).",
        },
    ),
    "exclude": (
        ("--exclude",),
        {
            "metavar": "GLOB",
            "multiple": True,
            "help": "Leave out what matches GLOB, in the syntax of .gitignore (repeatable).",
        },
    ),
    "jobs": (
        ("--jobs",),
        {"metavar": "N", "type": click.IntRange(1), "help": "Use at most N processes instead of one a core."},
    ),
    "index": (
        ("--index",),
        {
            "metavar": "FILE",
            "type": click.Path(),
            "help": "Keep the corpus in FILE, so that next time only what is new or changed is read.",
        },
    ),
    "engine": (
        ("--engine",),
        {
            "type": click.Choice(["local", "dask"]),
            "help": "Work on this machine (local, the default) or on a Dask cluster (dask).",
        },
    ),
    "scheduler": (
        ("--scheduler",),
        {"metavar": "ADDRESS", "help": "Use the Dask cluster at ADDRESS, such as tcp://host:8786."},
    ),
    "exchange": (
        ("--exchange",),
        {"metavar": "URL", "help": "Pass the cluster's batches as files below URL, such as file:///srv/shared."},
    ),
    "quiet": (("--quiet", "-q"), {"is_flag": True, "help": "Print nothing but errors."}),
    "verbose": (
        ("--verbose", "-v"),
        {"is_flag": True, "help": "Print what is read and left out, and how long it takes."},
    ),
}
"""Names and properties of the shared options."""

WITHOUT_CORPUS = frozenset({"config", "rules", "quiet", "verbose"})
"""The options that a command shows in its help that reads no corpus. It takes the others too, as all commands do."""


class Invocation(NamedTuple):
    """What a command works with: the settings of file and options, and how much to say."""

    settings: Settings
    quiet: bool
    verbose: bool

    def rulebook(self) -> Rulebook:
        """The built-in rules with those of the settings laid over them."""
        from pathlib import Path

        from factcheck import rulebook

        return rulebook.load(*map(Path, self.settings.rules))

    def notice(self, said: str) -> None:
        """Tell what was left out, unless the user wants quiet."""
        if not self.quiet:
            click.echo(f"factcheck: {said}", err=True)


def common(function: F) -> F:
    """Gives a command the shared options; one that wants an `Invocation` takes it as its first argument."""
    return _shared(function, frozenset(_OPTIONS))


def without_corpus(function: F) -> F:
    """As `common`, for a command that reads no corpus: its help names only what matters to it."""
    return _shared(function, WITHOUT_CORPUS)


def _shared(function: F, shown: frozenset[str]) -> F:
    for name, (flags, properties) in reversed(_OPTIONS.items()):
        function = click.option(*flags, hidden=name not in shown, **properties)(function)

    @wraps(function)
    def called(*args: Any, **given: Any) -> Any:
        context = click.get_current_context()
        shared = {name: given.pop(name) for name in _OPTIONS}
        context.obj = _merged(context.obj or {}, shared)
        if isinstance(context.command, click.Group):
            return function(*args, **given)
        return function(_invocation(context.obj), *args, **given)

    return called  # type: ignore[return-value]  # same call, less the shared options


def _merged(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Options after the command over those before it; lists add up."""
    return {
        name: (*before.get(name, ()), *value) if isinstance(value, tuple) else value or before.get(name)
        for name, value in after.items()
    }


def _invocation(shared: dict[str, Any]) -> Invocation:
    from pathlib import Path

    import msgspec

    from factcheck import settings

    base = settings.load(Path(shared["config"]) if shared["config"] else None)
    merged = msgspec.structs.replace(
        base,
        rules=(*base.rules, *shared["rules"]),
        exclude=(*base.exclude, *shared["exclude"]),
        jobs=shared["jobs"] or base.jobs,
        index=shared["index"] or base.index,
        engine=shared["engine"] or base.engine,
        scheduler=shared["scheduler"] or base.scheduler,
        exchange=shared["exchange"] or base.exchange,
    )
    return Invocation(merged, bool(shared["quiet"]), bool(shared["verbose"]))
