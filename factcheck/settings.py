"""The settings of a run: the nearest `factcheck.toml`, else the nearest `pyproject.toml` with `[tool.factcheck]`.

Nearest to the working directory, in it or above. One schema, the `Settings` record; an unknown key or a wrong type is
an error with file and line. Paths in a file are relative to its folder. Options of the command line are laid over
with `msgspec.structs.replace`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from factcheck.model import ConfigurationError

FailOn = Literal["never", "review", "attributed", "update", "conflict"]
Positive = Annotated[int, msgspec.Meta(ge=1)]
NAMES = ("factcheck.toml", "pyproject.toml")


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one source may cost at most; a source that exceeds a limit is reported and skipped.

    `file_size` and `expanded_size` (of archives and Office files, unpacked) in bytes, `expansion` the ratio of both,
    `characters` of the text of one document, which bound its memory, `nesting` in levels of XML or parts of a message,
    `cells` of one table file, `seconds` for reading one document.
    """

    file_size: Positive = 100_000_000
    characters: Positive = 10_000_000
    expanded_size: Positive = 500_000_000
    expansion: Positive = 200
    nesting: Positive = 200
    cells: Positive = 200_000
    seconds: Annotated[float, msgspec.Meta(gt=0)] = 30.0


class Ignore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Findings to leave out, and why: of a check, a measure or an id, in a path (a glob), with words of a quote."""

    reason: Annotated[str, msgspec.Meta(min_length=1)]
    check: str | None = None
    measure: str | None = None
    finding: str | None = None
    path: str | None = None
    quote: str | None = None


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that can be set in a file; see the text that `factcheck init` writes for what each key means."""

    sources: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    report_dir: str = "reports"
    baseline: str | None = None
    fail_on: FailOn = "conflict"
    strict: bool = False
    jobs: Positive | None = None
    index: str | None = None
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    exchange: str | None = None
    ignore: tuple[Ignore, ...] = ()
    limits: Limits = Limits()


def load(config: Path | None = None, start: Path | None = None) -> Settings:
    """The settings in the file `config`, else in the nearest file at or above `start` (the working directory).

    Raises ConfigurationError, which names file, line and remedy.
    """
    if config is not None:
        return _read(config)
    found = find(start or Path.cwd())
    return _read(found) if found else Settings()


def find(start: Path) -> Path | None:
    """The settings file that holds in the folder `start`, if there is one."""
    for folder in (start, *start.parents):
        for path in (folder / name for name in NAMES):
            if path.is_file() and (path.name != "pyproject.toml" or "factcheck" in _tool(path)):
                return path
    return None


def _tool(path: Path) -> dict[str, Any]:
    """The table `tool` of a pyproject.toml that may be anybody's: a fault in it is not ours to report."""
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError):
        return {}
    return table if isinstance(table, dict) else {}


def _read(path: Path) -> Settings:
    import tomllib

    shown = os.path.relpath(path)
    text = _text(path, shown)
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigurationError(_told_by_toml(shown, str(fault))) from None
    prefix = "tool.factcheck" if path.name == "pyproject.toml" else ""
    if prefix:
        table = table.get("tool", {}).get("factcheck", {})
    try:
        settings = msgspec.convert(table, Settings, strict=True)
    except msgspec.ValidationError as fault:
        raise ConfigurationError(_told(shown, text, prefix, str(fault))) from None
    for one in settings.ignore:
        if not any((one.check, one.measure, one.finding, one.path, one.quote)):
            line = _line(text, [prefix], "ignore")
            remedy = "add check, measure, finding, path or quote"
            raise ConfigurationError(f"{shown}:{line}: an ignore rule for {one.reason!r} would match all; {remedy}")
    return _placed(settings, Path(shown).parent)


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as fault:
        raise ConfigurationError(
            f"{shown}: cannot be read ({fault.strerror}); check the path given with --config"
        ) from None
    except UnicodeDecodeError as fault:
        raise ConfigurationError(f"{shown}: is not UTF-8 (byte {fault.start}); save it as UTF-8") from None


def _placed(settings: Settings, folder: Path) -> Settings:
    """`settings` with all paths seen from the working directory."""
    if folder == Path("."):
        return settings
    return msgspec.structs.replace(
        settings,
        sources=tuple(str(folder / path) for path in settings.sources),
        rules=tuple(str(folder / path) for path in settings.rules),
        report_dir=str(folder / settings.report_dir),
        baseline=str(folder / settings.baseline) if settings.baseline else None,
        index=str(folder / settings.index) if settings.index else None,
    )


def _told_by_toml(shown: str, fault: str) -> str:
    place = re.search(r" \(at line (\d+), column (\d+)\)$", fault)
    if place is None:
        return f"{shown}: not valid TOML: {fault}"
    return f"{shown}:{place[1]}:{place[2]}: not valid TOML: {fault[: place.start()]}"


def _told(shown: str, text: str, prefix: str, fault: str) -> str:
    """The message for what msgspec says: `Object contains unknown field `x` - at `$.limits``."""
    message, _, place = fault.partition(" - at `$")
    steps = [step for step in re.split(r"\.|\[\d+\]|\[\.\.\.\]", place.rstrip("`")) if step]
    unknown = re.match(r"Object contains unknown field `(.+)`", message)
    if unknown:
        known = _known(steps)
        line = _line(text, [prefix, *steps], unknown[1])
        return f"{shown}:{line}: the key {unknown[1]!r} is not known here; use one of {', '.join(known)}"
    line = _line(text, [prefix, *steps[:-1]], steps[-1]) if steps else 1
    return f"{shown}:{line}: {message}" + (f" (at {'.'.join(steps)})" if steps else "")


def _known(steps: list[str]) -> tuple[str, ...]:
    kind: Any = {"limits": Limits, "ignore": Ignore}.get(steps[0] if steps else "", Settings)
    return tuple(kind.__struct_fields__)


def _line(text: str, tables: list[str], key: str) -> int:
    """The line of `key` in the table whose dotted name `tables` make; else the first line that has the key at all."""
    name = ".".join(step for step in tables if step)
    current, fallback = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line)
        if header:
            current = header[1]
            if f"{name}.{key}".lstrip(".") == current:
                return number
        elif re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            if current == name:
                return number
            fallback = number if fallback == 1 else fallback
    return fallback


TEMPLATE = """\
# Settings of factcheck. All keys are optional; the values shown are the defaults. Paths are relative to this file.

# Files and folders that are read when the command line names none.
sources = {sources}

# Left out of folders that are walked, in the syntax of .gitignore (hidden and git-ignored files are left out anyway).
exclude = []

# Folders of rules laid over the built-in ones: they add entries, and an entry with the same id replaces.
rules = []

# Where the Markdown report goes. The folder is never read as a source.
report_dir = "reports"

# Findings accepted before, written by `factcheck baseline`; only others count as new.
# baseline = "factcheck-baseline.json"

# From which verdict on the exit status is 1: never, review, attributed, update or conflict.
fail_on = "conflict"

# Whether a file that cannot be read gives exit status 2.
strict = false

# How many processes may work at once; as many as there are cores if it is not set.
# jobs = 4

# Where the corpus is kept between checks, so that only what is new or changed is read; nowhere if it is not set.
# index = ".factcheck/index.sqlite"

# Where the work is done: in processes of this machine (local) or on a Dask cluster (dask) at the address `scheduler`.
engine = "local"
# scheduler = "tcp://127.0.0.1:8786"
# A URL of storage that all workers reach, for what they exchange; through the scheduler if it is not set.
# exchange = "file:///srv/shared/exchange"

# Findings to leave out, each with the reason; by check, measure, finding (its id), path or quote.
# [[ignore]]
# check = "value"
# path = "archive/*.md"
# quote = "about 200 people"
# reason = "the archive is kept as it was published"

# What one source may cost at most; one that exceeds a limit is reported and skipped.
[limits]
file_size = 100_000_000        # bytes
characters = 10_000_000        # of the text of one document
expanded_size = 500_000_000    # bytes, archives and Office files unpacked
expansion = 200                # times the packed size
nesting = 200                  # levels of XML, or of parts of a message
cells = 200_000                # of one table file
seconds = 30.0                 # for reading one document
"""
"""What `factcheck init` writes."""
