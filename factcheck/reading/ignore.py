"""Patterns in the syntax of .gitignore: those of the repository, and those of `exclude`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

_MOST = 1_000_000
"""A larger .gitignore, in bytes, is none."""


class Pattern(NamedTuple):
    """One line: what it matches below `folder`, whether only folders, and whether it brings back."""

    folder: str
    regex: re.Pattern[str]
    folders_only: bool
    negated: bool


def compiled(line: str, folder: str = "") -> Pattern | None:
    """The pattern of a line; None for an empty line or a comment. `folder` is where it holds, "" or ending in "/"."""
    text = re.sub(r"(?<!\\)\s+$", "", line.rstrip("\r\n"))
    if not text or text.startswith("#"):
        return None
    negated = text.startswith("!")
    text = text[1:] if negated else text
    folders_only = text.endswith("/")
    text = text.rstrip("/")
    anchored = "/" in text
    return Pattern(folder, re.compile(_regex(text.lstrip("/"), anchored), re.DOTALL), folders_only, negated)


def glob(pattern: str) -> re.Pattern[str]:
    """A glob relative to a folder: `*` stays in a folder, `**` does not; a pattern without `/` is a name there."""
    return re.compile(_regex(pattern.removeprefix("./"), True), re.DOTALL)


def _regex(text: str, anchored: bool) -> str:
    """`text` as an expression for a whole relative path. Runs of stars are one, so that it cannot blow up."""
    parts = ["" if anchored else "(?:.*/)?"]
    at = 0
    while at < len(text):
        if text.startswith("**/", at) and (at == 0 or text[at - 1] == "/"):
            parts.append("(?:.*/)?")
            at += 3
        elif text[at] == "*":
            stars = len(text) - at - len(text[at:].lstrip("*"))
            parts.append(".*" if stars > 1 and at + stars == len(text) else "[^/]*")
            at += stars
        elif text[at] == "[" and (found := re.compile(r"\[([!^]?)(\]?[^\]]*)\]").match(text, at)):
            inner = found[2].replace("\\", "\\\\").replace("[", "\\[")
            parts.append(f"[{'^' if found[1] else ''}{inner}]")
            at = found.end()
        else:
            at += text[at] == "\\" and at + 1 < len(text)
            parts.append("[^/]" if text[at] == "?" and text[at - 1 : at] != "\\" else re.escape(text[at]))
            at += 1
    return "".join(parts) + r"\Z"


def matches(patterns: Iterable[Pattern], path: str, is_folder: bool) -> bool:
    """Whether the last pattern that matches the POSIX path `path` leaves it out."""
    left_out = False
    for one in patterns:
        if one.negated == left_out and path.startswith(one.folder) and (is_folder or not one.folders_only):
            left_out ^= one.regex.match(path, len(one.folder)) is not None
    return left_out


def read(path: str, folder: str) -> list[Pattern]:
    """The patterns in a .gitignore, which hold in `folder`; none if it cannot be read."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _MOST:
            return []
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = file.read().split("\n")
    except OSError:
        return []
    return [pattern for line in lines if (pattern := _safely(line, folder))]


def _safely(line: str, folder: str) -> Pattern | None:
    try:
        return compiled(line, folder)
    except re.error:
        return None


def repository(folder: str) -> str | None:
    """The root of the git repository that holds `folder`."""
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder
