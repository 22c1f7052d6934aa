"""From the paths of a command line to the files that are read, in an order that does not depend on theirs."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from factcheck.model import Problem, UsageError
from factcheck.reading import formats, ignore
from factcheck.settings import Settings

Notice = Callable[[str], None]
STDIN = "-"
SOURCES_FILE = "sources.yaml"


class Source(NamedTuple):
    """A file to read: where it is, how reports call it, the folder it was found from, whether it was named."""

    path: Path
    shown: str
    root: Path
    named: bool


def sources(paths: Sequence[str], settings: Settings, notice: Notice) -> list[Source | Problem]:
    """The files that `paths` name or hold, sorted by the name that reports give them, each once.

    Raises UsageError for a path that is missing or cannot be read as a source, and if there is nothing to read.
    """
    found: dict[Path, Source | Problem] = {}
    roots = [_absolute(path) for path in dict.fromkeys(paths) if path != STDIN]
    for root in sorted(roots, key=lambda one: (len(one.parts), one)):
        for one in _walk(root, settings, notice) if root.is_dir() else _named(root, settings):
            key = _identity(root, one)
            held = found.get(key)
            found[key] = one._replace(root=held.root) if isinstance(held, Source) and isinstance(one, Source) else one
    listed = _told_apart(list(found.values()))
    if STDIN in paths:
        listed.append(Source(Path(STDIN), STDIN, Path(), True))
    if not listed:
        raise UsageError(_nothing(paths))
    return sorted(listed, key=lambda one: one.shown if isinstance(one, Source) else one.path)


def _nothing(paths: Sequence[str]) -> str:
    known = " ".join(sorted(formats.BY_SUFFIX))
    where = ", ".join(printable(path) for path in paths)
    return f"{where}: nothing to read here; give files or folders with {known}"


def printable(path: str) -> str:
    """`path` with control characters and undecodable bytes escaped."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode("ascii") for sign in path
    )


def _absolute(path: str) -> Path:
    if "\0" in path:
        raise UsageError(f"{printable(path)}: no path has a NUL character; check it")
    root = Path(os.path.abspath(path))
    try:
        root.stat()
    except FileNotFoundError:
        raise UsageError(f"{printable(path)}: no such file or folder; check the path") from None
    except OSError as fault:
        raise UsageError(f"{printable(path)}: cannot be read ({fault.strerror}); check its permissions") from None
    return root


def shown_name(path: Path) -> str:
    """How reports call the file: relative to the working directory if that contains it, else its name alone."""
    folder = Path.cwd()
    return printable(path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name)


def _shown(path: Path, root: Path) -> str:
    """As the contract has it: outside the working directory, relative to the parent of the path that was given."""
    if path.is_relative_to(Path.cwd()):
        return shown_name(path)
    return printable(path.relative_to(root.parent).as_posix())


def _identity(root: Path, one: Source | Problem) -> Path:
    if isinstance(one, Problem):
        return root / one.path
    try:
        return one.path.resolve()
    except (OSError, RuntimeError):
        return one.path


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
    for count in range(2, len(one.path.parts) + 1):
        tail = one.path.parts[-count:]
        if sum(other.path.parts[-count:] == tail for other in same) == 1:
            return printable(PurePosixPath(*tail).as_posix().lstrip("/"))
    return one.shown


def _named(path: Path, settings: Settings) -> Iterator[Source | Problem]:
    """A file that the command line names itself."""
    shown = _shown(path, path)
    if _excluded(settings.exclude, shown, path.name, False):
        return
    if not stat.S_ISREG(path.stat().st_mode):
        yield Problem(path=shown, message="is no regular file but a pipe, socket or device; copy it to a file first")
    elif formats.of(path.name) is None:
        known = " ".join(sorted(formats.BY_SUFFIX))
        raise UsageError(f"{shown}: no known kind of source; give a file that ends in {known}")
    else:
        yield Source(path, shown, path.parent, True)


def _walk(root: Path, settings: Settings, notice: Notice) -> Iterator[Source | Problem]:
    repository = ignore.repository(root)
    patterns = _patterns_above(root, repository)
    real = Path(os.path.realpath(root))
    reports = Path(os.path.abspath(settings.report_dir))
    skipped = () if root.is_relative_to(reports) else (reports,)
    yield from _Walk(root, real, repository, settings, skipped, notice).folder(root, patterns)


def _patterns_above(root: Path, repository: Path | None) -> list[ignore.Pattern]:
    """The patterns of the repository from its root down to the folder above `root`."""
    if repository is None:
        return []
    found = ignore.read(repository / ".git" / "info" / "exclude", "")
    for folder in reversed([one for one in root.parents if one.is_relative_to(repository)]):
        found += ignore.read(folder / ".gitignore", _prefix(folder, repository))
    return found


def _prefix(folder: Path, repository: Path) -> str:
    relative = folder.relative_to(repository).as_posix()
    return "" if relative == "." else f"{relative}/"


class _Walk(NamedTuple):
    """A walk through one folder that was given."""

    root: Path
    real: Path
    repository: Path | None
    settings: Settings
    skipped: tuple[Path, ...]
    notice: Notice

    def folder(self, folder: Path, patterns: list[ignore.Pattern]) -> Iterator[Source | Problem]:
        base = self.repository or self.root
        patterns = [*patterns, *ignore.read(folder / ".gitignore", _prefix(folder, base))] if self.repository else []
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            yield Problem(
                path=_shown(folder, self.root), message=f"cannot be listed ({fault.strerror}); check its permissions"
            )
            return
        for entry in entries:
            if not entry.name.startswith(".") and entry.name != SOURCES_FILE:
                yield from self._entry(Path(entry.path), entry, patterns)

    def _entry(self, path: Path, entry: os.DirEntry[str], patterns: list[ignore.Pattern]) -> Iterator[Source | Problem]:
        is_folder = entry.is_dir(follow_symlinks=False)
        if path in self.skipped or self._left_out(path, is_folder, patterns):
            return
        if is_folder:
            yield from self.folder(path, patterns)
        elif formats.of(entry.name) is not None:
            yield from self._file(path, entry)
        elif entry.is_symlink() and self._leads_outside(path):
            self._tell_outside(path)

    def _left_out(self, path: Path, is_folder: bool, patterns: list[ignore.Pattern]) -> bool:
        relative = path.relative_to(self.repository or self.root).as_posix()
        below = path.relative_to(self.root).as_posix()
        shown = _shown(path, self.root)
        return ignore.matches(patterns, relative, is_folder) or _excluded(
            self.settings.exclude, shown, below, is_folder
        )

    def _file(self, path: Path, entry: os.DirEntry[str]) -> Iterator[Source | Problem]:
        shown = _shown(path, self.root)
        if entry.is_symlink() and self._leads_outside(path):
            self._tell_outside(path)
            return
        try:
            mode = entry.stat().st_mode
        except OSError as fault:
            yield Problem(path=shown, message=f"cannot be read ({fault.strerror}); remove the link or mend it")
            return
        if stat.S_ISREG(mode):
            yield Source(path, shown, self.root, False)
        elif not stat.S_ISDIR(mode):
            yield Problem(
                path=shown, message="is no regular file but a pipe, socket or device; copy it to a file first"
            )

    def _leads_outside(self, path: Path) -> bool:
        return not Path(os.path.realpath(path)).is_relative_to(self.real)

    def _tell_outside(self, path: Path) -> None:
        self.notice(f"{_shown(path, self.root)}: a link that leads outside the folder; not followed")


def _excluded(patterns: Iterable[str], shown: str, below: str, is_folder: bool) -> bool:
    """Whether `exclude` has the path as reports show it, or as it is below the folder that was given."""
    found = [pattern for line in patterns if (pattern := ignore.compiled(line))]
    return ignore.matches(found, shown, is_folder) or ignore.matches(found, below, is_folder)
