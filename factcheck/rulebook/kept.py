"""The rules as they were read before, kept in the user's cache folder: to read their files takes twenty times as long.

A copy is known by a digest of the rule files, of the code that reads them and of the version. One that is absent,
damaged, or belongs to somebody else is not used, and a folder that cannot be written keeps none.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import msgspec

from factcheck import __version__
from factcheck.rulebook import schema

MOST = 8
"""So many copies are kept, the latest ones: of several sets of rules, and of versions."""


def folder() -> Path | None:
    """Where copies are kept: `factcheck` below `XDG_CACHE_HOME`, else below `~/.cache`; None without a home."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "factcheck") if os.path.isabs(base) else None


def name(digest: str, extended: bool) -> str:
    """The file of a copy: rules with this digest, a user's among them or not."""
    known = hashlib.sha256(f"{__version__} {extended} {digest}".encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        known.update(module.read_bytes())
    return f"rules-{known.hexdigest()[:32]}"


def take(name: str) -> schema.Rulebook | None:
    """The copy with this name, if there is a sound one of our own."""
    place = folder()
    if place is None:
        return None
    try:
        with open(place / name, "rb") as file:
            if _foreign(os.fstat(file.fileno())):
                return None
            return msgspec.msgpack.decode(file.read(), type=schema.Rulebook)
    except (OSError, msgspec.MsgspecError):
        return None


def _foreign(found: os.stat_result) -> bool:
    """Whether somebody else made the file, or may have changed it."""
    own = os.getuid() if hasattr(os, "getuid") else found.st_uid
    return found.st_uid != own or (bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)) and os.name == "posix")


def put(name: str, rules: schema.Rulebook) -> None:
    """Keeps a copy, if the folder can be written; it appears whole or not at all."""
    place = folder()
    if place is None:
        return
    part = place / f".{name}.{os.getpid()}"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(rules))
            os.replace(part, place / name)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        copies = sorted(place.glob("rules-*"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
        for old in copies[MOST:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
