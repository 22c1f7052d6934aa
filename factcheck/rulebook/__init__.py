"""The rules, read once into a typed `Rulebook` that the stages take as an argument.

`rules/` holds one folder or file a section; each section is a mapping from the id of an entry to its text, whose type
stands in `factcheck.rulebook.schema`. A folder given with `--rules` is laid over the built-in one: it adds entries, and
an entry with the same id replaces.

`strict` reads a file; `syntax` and `typed` tell what is wrong with one, `folders` with a folder, `references` with what
an entry names; `places` finds the line of an entry, `remarks` what a user may want to know of his rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from factcheck.model import RuleError
from factcheck.rulebook import kept, places
from factcheck.rulebook.places import Fault, File, builtin_folder
from factcheck.rulebook.schema import SECTIONS, Rulebook

__all__ = ["Fault", "Rulebook", "builtin_folder", "fault", "load"]

Layer = tuple[Path, list[File]]
"""A folder, and the rule files in it."""


@cache
def load(*extra: Path) -> Rulebook:
    """The built-in rules with the folders `extra` laid over them in order.

    Raises RuleError for the first fault, with its file, line, column and remedy.
    """
    layers = [(builtin_folder(), places.files(builtin_folder())), *((folder, _checked(folder)) for folder in extra)]
    folders = tuple(map(str, extra))
    if not all(file.path.is_file() for _, files in layers for file in files):
        return _read(layers, "", folders)  # which tells what is wrong with it
    digest = _digest(layers)
    name = kept.name(digest, bool(extra))
    rules = kept.take(name)
    if rules is None:
        rules = _read(layers, digest[:16], folders)
        kept.put(name, rules)
    return msgspec.structs.replace(rules, folders=folders) if folders else rules


def fault(rules: Rulebook, found: Fault) -> RuleError:
    """The error that tells a fault of an entry with its file, line and column."""
    return places.raised(rules.folders, found)


def _checked(folder: Path) -> list[File]:
    from factcheck.rulebook import folders  # only where a user has rules

    return folders.checked(folder)


def _digest(layers: Iterable[Layer]) -> str:
    digest = hashlib.sha256()
    for number, (folder, files) in enumerate(layers):
        digest.update(b"\0folder\0" if number else b"")
        for file in files:
            digest.update(file.path.relative_to(folder).as_posix().encode() + b"\0" + file.path.read_bytes())
    return digest.hexdigest()


def _read(layers: Sequence[Layer], digest: str, folders: tuple[str, ...]) -> Rulebook:
    """The rules in the files of some folders, of which the first one is built in and read once."""
    from factcheck.rulebook import references

    (_, files), *above = layers
    builtin = {name: getattr(load(), name) for name in SECTIONS} if above else _layer(files)
    entries: dict[str, dict[str, object]] = {section: dict(builtin.get(section, {})) for section in SECTIONS}
    own: dict[str, tuple[str, ...]] = {}
    for _, files in above:
        for section, read in _layer(files).items():
            entries[section].update(read)
            own[section] = tuple(dict.fromkeys((*own.get(section, ()), *read)))
    rules = Rulebook(digest=digest, own=own, folders=folders, **entries)  # type: ignore[arg-type]
    for found in references.faults(rules, builtin):
        raise fault(rules, found)
    return rules


def _layer(files: Iterable[File]) -> dict[str, dict[str, object]]:
    """The entries of one folder by section. Raises RuleError for an entry that stands in two files."""
    from factcheck.rulebook import strict  # not at the top: it loads a parser

    entries: dict[str, dict[str, object]] = {}
    origin: dict[tuple[str, str], File] = {}
    for file in files:
        kind: Any = dict.__class_getitem__((str, SECTIONS[file.section]))
        read: dict[str, object] = strict.read(file.path, kind, RuleError, file.shown)
        for id in read:
            if (file.section, id) in origin:
                first = places.in_file(origin[file.section, id], id)
                where = places.in_file(file, id)
                raise RuleError(f"{where}: {file.section}/{id}: stands in {first} too; remove or rename one")
            origin[file.section, id] = file
        entries.setdefault(file.section, {}).update(read)
    return entries
