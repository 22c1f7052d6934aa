"""The rules, read once into a typed `Rulebook` that the stages take as an argument.

`rules/` holds one folder or file a section; each section is a mapping from the id of an entry to its text, whose type
stands in `factcheck.rulebook.schema`. A folder given with `--rules` is laid over the built-in one: it adds entries, and
an entry with the same id replaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from factcheck.model import RuleError
from factcheck.rulebook import kept
from factcheck.rulebook.schema import SECTIONS, Rulebook

__all__ = ["Rulebook", "builtin_folder", "load"]


def builtin_folder() -> Path:
    """The folder of the rules that come with the program: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise RuleError(f"{package / 'rules'}: the built-in rules are missing; install factcheck again")


@cache
def load(*extra: Path) -> Rulebook:
    """The built-in rules with the folders `extra` laid over them in order."""
    files = [(folder, path) for folder in (builtin_folder(), *extra) for path in _files(folder)]
    if not all(path.is_file() for _, path in files):
        return _read(files, "", bool(extra))  # which tells what is wrong with it
    digest = hashlib.sha256()
    for folder, path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    name = kept.name(digest.hexdigest(), bool(extra))
    rules = kept.take(name)
    if rules is None:
        rules = _read(files, digest.hexdigest()[:16], bool(extra))
        kept.put(name, rules)
    return rules


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such folder of rules; check the path given with --rules")
    return sorted(folder.rglob("*.yaml"))


def _read(files: Iterable[tuple[Path, Path]], digest: str, extended: bool) -> Rulebook:
    """The rules in some files, each with the folder that it is from."""
    from factcheck.rulebook import strict  # not at the top: it loads a parser

    entries: dict[str, dict[str, object]] = {section: {} for section in SECTIONS}
    for folder, path in files:
        section = path.relative_to(folder).parts[0].removesuffix(".yaml")
        shown = path.name if folder == builtin_folder() else str(path)
        if section not in SECTIONS:
            known = ", ".join(sorted(SECTIONS))
            raise RuleError(
                f"{path}:1:1: {section!r} is no section of the rules; name the file or its folder one of {known}"
            )
        read: dict[str, object] = strict.read(path, dict[str, SECTIONS[section]], RuleError, shown)  # type: ignore[valid-type]
        entries[section].update(read)
    return Rulebook(digest=digest, extended=extended, **entries)  # type: ignore[arg-type]
