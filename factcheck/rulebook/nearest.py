"""Remedies for a name that is not known: those that it may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable

LISTED = 20
"""So many names are told one by one."""


def meant(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names that are spelled much like `name`, nearest first: at most three."""
    from difflib import get_close_matches  # only for a fault

    plain = {one.lower().replace("-", "_").replace(" ", "_"): one for one in known}
    found = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), plain, n=3, cutoff=0.7)
    return tuple(plain[one] for one in found)


def remedy(name: str, known: Iterable[str], where: str = "") -> str:
    """What to write instead of `name`: the nearest names, or all if they are few, or `where` they stand."""
    names = sorted(set(known))
    if found := meant(name, names):
        return f"did you mean {listed(found)}?"
    if names and (len(names) <= LISTED or not where):
        return f"write one of {', '.join(map(shown, names))}"
    return where or "there is none yet"


def listed(names: Iterable[str]) -> str:
    """`a`, `b` or `c`, each in quotation marks."""
    *most, last = map(repr, names)
    return f"{', '.join(most)} or {last}" if most else last


def shown(name: str) -> str:
    """A name as it has to be written in YAML."""
    return name if name.replace("_", "").replace("-", "").replace(" ", "").replace("/", "").isalnum() else f'"{name}"'
