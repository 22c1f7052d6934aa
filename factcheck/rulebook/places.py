"""Where an entry of the rules stands: looked up in the files, when a fault or a remark has to be told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from factcheck.model import FactcheckError, RuleError

Step = str | int
"""A key of a mapping, or the index of an item of a list."""

SUFFIXES = (".yaml", ".yml")
"""Endings of rule files."""


class File(NamedTuple):
    """A rule file: its path, the name under which messages tell of it, and the section that it belongs to."""

    path: Path
    shown: str
    section: str


class Fault(NamedTuple):
    """What is wrong with an entry: the steps from it to the value that is meant, and the remedy."""

    section: str
    id: str
    steps: tuple[Step, ...]
    said: str


def builtin_folder() -> Path:
    """The folder of the rules that come with the program: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise RuleError(f"{package / 'rules'}: the built-in rules are missing; install factcheck again")


def files(folder: Path) -> list[File]:
    """The rule files of a folder in their order, those of hidden folders left out."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    inside = [(path, path.relative_to(folder)) for path in paths]
    outer = "rules/" if folder == builtin_folder() else f"{os.fspath(folder)}/"
    return [
        File(path, outer + part.as_posix(), part.parts[0].removesuffix(path.suffix))
        for path, part in inside
        if not any(one.startswith(".") for one in part.parts)
    ]


def raised(folders: Iterable[str], fault: Fault) -> RuleError:
    """The error that tells a fault with its file, line and column."""
    said = f"{fault.section}/{fault.id}: {fault.said}"
    where = place(folders, fault.section, fault.id, fault.steps)
    return RuleError(f"{where}: {said}" if where else said)


def place(folders: Iterable[str], section: str, id: str, steps: tuple[Step, ...] = ()) -> str:
    """`file:line:column` of a value of an entry, or of the nearest thing around it that is found; else nothing.

    `folders` are those that lie over the built-in rules; the last one that has the entry is meant.
    """
    for folder in (*(Path(one) for one in reversed([*folders])), builtin_folder()):
        for file in reversed(files(folder)):
            if file.section == section and (found := in_file(file, id, steps)):
                return found
    return ""


def in_file(file: File, id: str, steps: tuple[Step, ...] = ()) -> str:
    """As `place`, in one file; nothing if the entry is not in it."""
    mark = _mark(file.path, id, steps)
    return f"{file.shown}:{mark.line + 1}:{mark.column + 1}" if mark is not None else ""


def _mark(path: Path, id: str, steps: tuple[Step, ...]) -> Any:
    """The place of a value in a file; None without the entry."""
    for key, value in _entries(path):
        if key.value == id:
            return _walked(key, value, steps)
    return None


def _entries(path: Path) -> Iterator[tuple[Any, Any]]:
    from factcheck.rulebook import strict

    try:
        root = strict.nodes(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, FactcheckError):
        return
    if isinstance(root, yaml.MappingNode):
        yield from root.value


def _walked(key: Any, node: Any, steps: tuple[Step, ...]) -> Any:
    mark = key.start_mark
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = next(((name, value) for name, value in node.value if name.value == step), None)
            if found is None:
                break
            mark, node = found[0].start_mark, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return mark
