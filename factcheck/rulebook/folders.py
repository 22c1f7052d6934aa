"""The folders of a user's rules: what cannot be one is refused, so that nothing in it is left out unnoticed."""

from __future__ import annotations

from pathlib import Path

from factcheck.model import RuleError
from factcheck.rulebook.nearest import meant, remedy
from factcheck.rulebook.places import SUFFIXES, File, files
from factcheck.rulebook.schema import SECTIONS

_OTHER = (".txt", ".json", ".toml", "")
"""Endings that a rule file may have got by mistake, besides a misspelt one."""


def checked(folder: Path) -> list[File]:
    """The rule files of a user's folder. Raises RuleError for one without any, or with a file that cannot be one."""
    if not folder.is_dir():
        missing = "no such folder of rules; check the path given, or 'rules' in the settings"
        raise RuleError(f"{folder}: {'is a file; name the folder that it is in' if folder.exists() else missing}")
    found = files(folder)
    for path in sorted(folder.rglob("*")):
        _no_rule_file(folder, path)
    for file in found:
        if file.section not in SECTIONS:
            raise RuleError(f"{file.shown}: {_no_section(folder, file)}")
    if not found:
        raise RuleError(f"{folder}: holds no rule file; add one named after a section, such as units.yaml")
    return found


def _no_rule_file(folder: Path, path: Path) -> None:
    """Raises RuleError for a file that is named as a rule file nearly is."""
    inside = path.relative_to(folder).parts
    if (
        path.suffix in SUFFIXES
        or path.name.endswith("~")
        or path.is_dir()
        or any(part.startswith(".") for part in inside)
    ):
        return
    misspelt = path.suffix not in _OTHER and bool(meant(path.suffix, (".yaml",)))
    section = len(inside) == 1 and path.suffix in _OTHER and path.stem.lower() in SECTIONS
    if misspelt or section:
        raise RuleError(f"{path}: is not read, since rule files end in .yaml; rename it to {path.stem}.yaml")


def _no_section(folder: Path, file: File) -> str:
    """What is wrong with a file that belongs to no section, and where it, or the folder, should be."""
    inside = file.path.relative_to(folder).parts
    if len(inside) > 1 and (inside[1] in SECTIONS or Path(inside[1]).stem in SECTIONS):
        return f"the rules seem to be in {folder / inside[0]}; name that folder"
    if folder.resolve().name in SECTIONS and len(inside) == 1:
        return f"{folder} is itself the folder of a section; name the folder that it is in"
    kind = "folder" if len(inside) > 1 else "file"
    said = f"{file.section!r} is no section of the rules, and the {kind} must be named as one"
    return f"{said}; {remedy(file.section, SECTIONS)}"
