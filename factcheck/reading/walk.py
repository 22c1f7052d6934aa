"""From the paths of a command line to the files that are read, in an order that does not depend on theirs."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from factcheck.model import Problem, UsageError
from factcheck.reading import formats, ignore
from factcheck.settings import Settings

Notice = Callable[[str], None]
STDIN = "-"
SOURCES_FILE = "sources.yaml"
_NO_FILE = "is no regular file but a pipe, socket or device; copy it to a file first"


class Source(NamedTuple):
    """A file to read: where it is, how reports call it, the folder it was found from, whether it was named.

    `path` and `root` are absolute. They are plain strings: pathlib costs more than reading a short text.
    """

    path: str
    shown: str
    root: str
    named: bool


def sources(paths: Sequence[str], settings: Settings, notice: Notice) -> list[Source | Problem]:
    """The files that `paths` name or hold, sorted by the name that reports give them, each once.

    Raises UsageError for a path that is missing or cannot be read as a source, and if there is nothing to read.
    """
    found: dict[str, Source | Problem] = {}
    roots = {_absolute(path) for path in paths if path != STDIN}
    here = _Place(os.getcwd(), _compiled(settings.exclude), os.path.abspath(settings.report_dir), notice)
    for root in sorted(roots, key=lambda one: (one.count("/"), one)):
        for key, one in _walk(root, here) if os.path.isdir(root) else _named(root, here):
            held = found.get(key)
            found[key] = one._replace(root=held.root) if isinstance(held, Source) and isinstance(one, Source) else one
    listed = _told_apart(list(found.values()))
    if STDIN in paths:
        listed.append(Source(STDIN, STDIN, "", True))
    if not listed:
        raise UsageError(_nothing(paths))
    return sorted(listed, key=lambda one: one.shown if isinstance(one, Source) else one.path)


def _nothing(paths: Sequence[str]) -> str:
    known = " ".join(sorted(formats.BY_SUFFIX))
    where = ", ".join(printable(path) for path in paths)
    return f"{where}: nothing to read here; give files or folders with {known}"


def printable(path: str) -> str:
    """`path` with control characters and undecodable bytes escaped."""
    if path.isprintable():
        return path
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode("ascii") for sign in path
    )


def _absolute(path: str) -> str:
    if "\0" in path:
        raise UsageError(f"{printable(path)}: no path has a NUL character; check it")
    root = os.path.abspath(path)
    try:
        os.stat(root)
    except FileNotFoundError:
        raise UsageError(f"{printable(path)}: no such file or folder; check the path") from None
    except OSError as fault:
        raise UsageError(f"{printable(path)}: cannot be read ({fault.strerror}); check its permissions") from None
    return root


def within(path: str, folder: str) -> bool:
    """Whether the absolute path `path` is the folder or in it."""
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def below(path: str, folder: str) -> str:
    """`path` relative to a folder that holds it, with slashes; "" for the folder itself."""
    return path[len(folder) :].lstrip(os.sep).replace(os.sep, "/")


def shown_name(path: str) -> str:
    """How messages call a file: relative to the working directory if that contains it, else its name alone."""
    here = os.getcwd()
    return printable(below(path, here) if within(path, here) else os.path.basename(path))


def _told_apart(listed: list[Source | Problem]) -> list[Source | Problem]:
    """Files from different folders outside the working directory that would bear one name get more of their path."""
    by_name: dict[str, list[Source]] = {}
    for one in listed:
        if isinstance(one, Source):
            by_name.setdefault(one.shown, []).append(one)
    longer = {one.path: _longer(one, same) for same in by_name.values() if len(same) > 1 for one in same}
    return [
        one._replace(shown=longer[one.path]) if isinstance(one, Source) and one.path in longer else one
        for one in listed
    ]


def _longer(one: Source, same: list[Source]) -> str:
    """The shortest end of the path, in whole names, that no other file of the same name has."""
    parts = one.path.split(os.sep)
    others = [other.path.split(os.sep) for other in same if other is not one]
    count = next((n for n in range(2, len(parts)) if all(other[-n:] != parts[-n:] for other in others)), len(parts))
    return printable("/".join(parts[-count:]).lstrip("/"))


class _Place(NamedTuple):
    """Where a search runs: the working directory, what is excluded, the report folder, who hears what is left out."""

    here: str
    excluded: tuple[ignore.Pattern, ...]
    reports: str
    notice: Notice

    def shown(self, path: str, root: str) -> str:
        """As the contract has it: outside the working directory, relative to the parent of the path that was given."""
        return printable(below(path, self.here if within(path, self.here) else os.path.dirname(root)))

    def excludes(self, path: str, root: str, is_folder: bool) -> bool:
        """Whether `exclude` has the path as reports show it, or as it is below the folder that was given."""
        if not self.excluded:
            return False
        names = {self.shown(path, root), below(path, root) or os.path.basename(path)}
        return any(ignore.matches(self.excluded, name, is_folder) for name in names)


def _compiled(patterns: Sequence[str]) -> tuple[ignore.Pattern, ...]:
    return tuple(pattern for line in patterns if (pattern := ignore.compiled(line)))


def _named(path: str, place: _Place) -> Iterator[tuple[str, Source | Problem]]:
    """A file that the command line names itself, with its identity."""
    shown = place.shown(path, path)
    if place.excludes(path, path, False):
        return
    if not stat.S_ISREG(os.stat(path).st_mode):
        yield path, Problem(path=shown, message=_NO_FILE)
    elif formats.of(path) is None:
        known = " ".join(sorted(formats.BY_SUFFIX))
        raise UsageError(f"{shown}: no known kind of source; give a file that ends in {known}")
    else:
        yield os.path.realpath(path), Source(path, shown, os.path.dirname(path), True)


def _walk(root: str, place: _Place) -> Iterator[tuple[str, Source | Problem]]:
    repository = ignore.repository(root)
    patterns = _patterns_above(root, repository)
    walk = _Walk(root, os.path.realpath(root), repository, within(root, place.reports), place)
    yield from walk.folder(root, patterns)


def _patterns_above(root: str, repository: str | None) -> list[ignore.Pattern]:
    """The patterns of the repository from its root down to the folder above `root`."""
    if repository is None:
        return []
    found = ignore.read(os.path.join(repository, ".git", "info", "exclude"), "")
    steps = below(root, repository).split("/")
    for count in range(len(steps) if root != repository else 0):
        prefix = "/".join(steps[:count])
        found += ignore.read(os.path.join(repository, prefix, ".gitignore"), f"{prefix}/" if prefix else "")
    return found


class _Walk(NamedTuple):
    """A walk through one folder that was given; `real` is where it is, links resolved."""

    root: str
    real: str
    repository: str | None
    in_reports: bool
    place: _Place

    def folder(self, folder: str, patterns: list[ignore.Pattern]) -> Iterator[tuple[str, Source | Problem]]:
        """The sources in a folder and those below, each with its identity."""
        if self.repository is not None:
            prefix = below(folder, self.repository)
            own = ignore.read(os.path.join(folder, ".gitignore"), f"{prefix}/" if prefix else "")
            patterns = [*patterns, *own]
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as fault:
            said = f"cannot be listed ({fault.strerror}); check its permissions"
            yield folder, Problem(path=self.place.shown(folder, self.root), message=said)
            return
        for entry in entries:
            if not entry.name.startswith(".") and entry.name != SOURCES_FILE:
                yield from self._entry(entry, patterns)

    def _entry(self, entry: os.DirEntry[str], patterns: list[ignore.Pattern]) -> Iterator[tuple[str, Source | Problem]]:
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and not entry.is_symlink() and formats.of(entry.name) is None:
            return
        if (entry.path == self.place.reports and not self.in_reports) or self._left_out(
            entry.path, is_folder, patterns
        ):
            return
        if is_folder:
            yield from self.folder(entry.path, patterns)
        elif entry.is_symlink() and not within(os.path.realpath(entry.path), self.real):
            self.place.notice(
                f"{self.place.shown(entry.path, self.root)}: a link that leads outside the folder; left out"
            )
        elif formats.of(entry.name) is not None:
            yield from self._file(entry)

    def _left_out(self, path: str, is_folder: bool, patterns: list[ignore.Pattern]) -> bool:
        if patterns and ignore.matches(patterns, below(path, self.repository or self.root), is_folder):
            return True
        return self.place.excludes(path, self.root, is_folder)

    def _file(self, entry: os.DirEntry[str]) -> Iterator[tuple[str, Source | Problem]]:
        shown = self.place.shown(entry.path, self.root)
        try:
            mode = entry.stat().st_mode
        except OSError as fault:
            said = f"cannot be read ({fault.strerror}); remove the link or mend it"
            yield entry.path, Problem(path=shown, message=said)
            return
        if stat.S_ISREG(mode):
            real = os.path.realpath(entry.path) if entry.is_symlink() else self.real + entry.path[len(self.root) :]
            yield real, Source(entry.path, shown, self.root, False)
        elif not stat.S_ISDIR(mode):
            yield entry.path, Problem(path=shown, message=_NO_FILE)
