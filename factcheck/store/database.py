"""The index file: opening, checking, migrating, and the lock that lets one check at a time write to it.

SQLite in WAL mode: readers see the last committed state beside one writer, and a process that is killed loses what it
had not committed and nothing else. A file that is not an index is never written to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from factcheck.model import FactcheckError
from factcheck.store.schema import APPLICATION, STEPS

MAGIC = b"SQLite format 3\0"
CACHE = -65536
"""Page cache in KiB, as SQLite takes it (negative)."""

FOLDER = ".factcheck"
"""The folder that is made for an index, as `init` proposes it; any other must be there, for it may be a slip."""

LOCK = "-lock"
"""Suffix of the file whose lock marks the one writing check; the operating system frees it when a process dies."""


class StoreError(FactcheckError):
    """An index that cannot be opened, read or written."""


def create(path: Path | None) -> sqlite3.Connection:
    """A connection that may write; a new index is laid out, an older one migrated. Without `path`, a private one that
    SQLite keeps in memory and spills to a temporary file.

    Raises StoreError for a file that is not an index or was written by a newer program; it is left as it is.
    """
    if path is not None:
        _recognise(path)
    with told(path):
        connection = sqlite3.connect(str(path) if path else "", isolation_level=None, timeout=60.0)
        connection.execute(f"PRAGMA cache_size = {CACHE}")
        if path is None:
            connection.execute("PRAGMA journal_mode = OFF")
        version = _version(connection, path)
        if path is not None:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection, version)
    return connection


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that sees one committed state and writes nothing. Raises StoreError as `create`."""
    if not path.is_file():
        raise StoreError(f"{path}: no such index; `factcheck check --index {path}` makes one")
    _recognise(path)
    with told(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=60.0
        )
        if _version(connection, path) != len(STEPS):
            connection.close()
            raise StoreError(f"{path}: was made by an older factcheck; run `factcheck check --index {path}` once")
        connection.execute("BEGIN")
    return connection


def read_along(path: Path) -> sqlite3.Connection:
    """A connection to an index that is open for writing in this process; it sees the present state for as long as it
    lives, and writes nothing. It outlives the other one: what is in the log then goes to the file when it is closed.
    """
    with told(path):
        connection = sqlite3.connect(str(path), isolation_level=None, timeout=60.0, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM meta").fetchone()  # the state is that of the first reading
    return connection


def _recognise(path: Path) -> None:
    """Raises StoreError unless `path` is absent with a folder to be in, empty or an SQLite file."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        if path.parent.name == FOLDER and path.parent.parent.is_dir():
            path.parent.mkdir(exist_ok=True)
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} is missing; create it or check --index") from None
        return
    except OSError as fault:
        raise StoreError(f"{path}: cannot be opened ({fault.strerror}); check --index") from None
    if head and head != MAGIC:
        raise StoreError(f"{path}: is not an index of factcheck; name another file with --index")


def _version(connection: sqlite3.Connection, path: Path | None) -> int:
    """The layout of an open file; 0 for an empty one."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and application != APPLICATION:
        connection.close()
        raise StoreError(f"{path}: is a database of another program; name another file with --index")
    if version > len(STEPS):
        connection.close()
        raise StoreError(f"{path}: was made by a newer factcheck (layout {version}); update factcheck or delete it")
    return version


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Brings the layout up to date, all steps in one transaction; two openers at once are put in order."""
    if version == len(STEPS):
        return
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in STEPS[version:]:
            for statement in filter(str.strip, step.split(";\n")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back at an error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Turns what SQLite says of a file into one line with the remedy."""
    try:
        yield
    except sqlite3.Error as fault:
        raise StoreError(f"{path or 'temporary index'}: {_remedy(fault)}") from None


def _remedy(fault: sqlite3.Error) -> str:
    said = str(fault)
    if "full" in said or "disk I/O" in said:
        return f"cannot grow ({said}); free some space and run again, what was stored is kept"
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return f"is damaged ({said}); delete it, the next check builds it anew"
    if "locked" in said:
        return "is in use by another check; wait for it to end and run again"
    if "readonly" in said or "unable to open" in said:
        return f"cannot be written ({said}); check its permissions or name another file with --index"
    return said


@contextmanager
def exclusive(path: Path | None, waiting: Callable[[], Any]) -> Iterator[None]:
    """Holds the right to write to the index `path`; `waiting` is called once if another check holds it."""
    if path is None:
        yield
        return
    _recognise(path)
    with told(path):
        lock = sqlite3.connect(f"{path}{LOCK}", isolation_level=None, timeout=0.2)
        try:
            _acquire(lock, waiting)
        except BaseException:
            lock.close()
            raise
    try:
        yield
    finally:
        lock.close()


def _acquire(lock: sqlite3.Connection, waiting: Callable[[], Any]) -> None:
    told_so = False
    while True:
        try:
            lock.execute("BEGIN EXCLUSIVE")
            return
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault):
                raise
        if not told_so:
            waiting()
            told_so = True
