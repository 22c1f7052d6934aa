"""Where output goes: the terminal, a file that is replaced in one step, or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from factcheck.model import UsageError


def printable(text: str) -> str:
    """`text` on one line, characters that steer a terminal escaped."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


def coloured() -> bool:
    """Whether standard output takes colours: a terminal, and the user has not said NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns of the terminal; 100 where there is none."""
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def to_stdout(text: str | Iterable[str]) -> None:
    """Writes `text`, whole or in pieces; it gets a line end unless it has one or is empty."""
    last = ""
    for piece in (text,) if isinstance(text, str) else text:
        sys.stdout.write(piece)
        last = piece or last
    if last and not last.endswith("\n"):
        sys.stdout.write("\n")


def make_folder(path: Path) -> None:
    """Makes a folder that a report was asked for in, with those above it; raises UsageError if it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageError(f"{path}: cannot be made ({fault.strerror}); check the path and its rights") from None


def refuse_missing_folder(path: Path) -> None:
    """Raises UsageError if the folder of a file, and the one above it, are missing: more than a folder to be made, that
    is a slip in the path. Told before the work, not after it.
    """
    if not path.parent.exists() and not path.parent.parent.exists():
        raise UsageError(f"{path}: the folder {path.parent.parent} does not exist; make it, or check the path")


def to_file(path: Path, text: str | Iterable[str]) -> None:
    """Replaces the file at `path` in one step; pipes and devices are written to. Raises UsageError if that fails.

    A text in pieces is written as they come. The folder is made if it is missing, but none above it.
    """
    pieces = (text,) if isinstance(text, str) else text
    try:
        path.parent.mkdir(exist_ok=True)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                _write(file, pieces)
        else:
            _replace(path.resolve(), pieces)
    except OSError as fault:
        raise UsageError(f"{path}: cannot be written ({fault.strerror}); check the folder and its rights") from None


def _write(file: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        file.write(piece.encode("utf-8", "backslashreplace"))


def _replace(path: Path, pieces: Iterable[str]) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, pieces)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
