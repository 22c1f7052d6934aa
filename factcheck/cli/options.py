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

_OPTIONS = (
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(),
        help="Settings instead of the nearest factcheck.toml or pyproject.toml.",
    ),
    click.option(
        "--rules",
        metavar="DIR",
        type=click.Path(),
        multiple=True,
        help="Rules laid over the built-in ones (repeatable).",
    ),
    click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out, as in .gitignore (repeatable)."),
    click.option("--jobs", metavar="N", type=click.IntRange(1), help="Use at most N processes."),
    click.option(
        "--index",
        metavar="FILE",
        type=click.Path(),
        help="Keep the corpus there, so that next time only what is new is read.",
    ),
    click.option("--engine", type=click.Choice(["local", "dask"]), help="Where the work is done; dask is a cluster."),
    click.option("--scheduler", metavar="ADDRESS", help="The Dask cluster, as tcp://host:8786."),
    click.option("--exchange", metavar="URL", help="Storage of the cluster for batches, as file:///srv/shared."),
    click.option("--quiet", "-q", is_flag=True, help="Print errors only."),
    click.option("--verbose", "-v", is_flag=True, help="Print what is read and left out, and how long it takes."),
)
_NAMES = ("config", "rules", "exclude", "jobs", "index", "engine", "scheduler", "exchange", "quiet", "verbose")


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
    for option in reversed(_OPTIONS):
        function = option(function)

    @wraps(function)
    def called(*args: Any, **given: Any) -> Any:
        context = click.get_current_context()
        shared = {name: given.pop(name) for name in _NAMES}
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
