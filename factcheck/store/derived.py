"""What arithmetic between the claims of a document and its neighbours found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from factcheck.model import Finding
from factcheck.store.packing import unpack

Connection = sqlite3.Connection
Neighbourhood = tuple[int, list[int]]
"""A document and its neighbours."""


def waiting(db: Connection, size: int) -> Iterator[list[Neighbourhood]]:
    """The documents that wait, with their neighbours, about `size` at a time; those in a batch lie close together."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS centres (document INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM centres")
    db.execute("INSERT INTO centres SELECT document FROM underived")
    while (row := db.execute("SELECT document FROM centres LIMIT 1").fetchone()) is not None:
        yield _gather(db, row[0], size)


def _gather(db: Connection, seed: int, size: int) -> list[Neighbourhood]:
    found: list[Neighbourhood] = []
    queue = [seed]
    for number in queue:
        if len(found) == size:
            break
        if db.execute("DELETE FROM centres WHERE document = ?", (number,)).rowcount:
            found.append((number, neighbours(db, number)))
            queue += found[-1][1]
    return found


def neighbours(db: Connection, number: int) -> list[int]:
    """The neighbours of a document, in order."""
    both = "SELECT b FROM pairs WHERE a = ? UNION SELECT a FROM pairs WHERE b = ? ORDER BY 1"
    return [row[0] for row in db.execute(both, (number, number))]


def store(db: Connection, results: Iterable[tuple[int, Iterable[tuple[str, bytes]]]]) -> None:
    """Stores what was found on documents: the identity of each finding, and the finding packed."""
    for number, found in results:
        db.execute("DELETE FROM derived WHERE document = ?", (number,))
        db.executemany("INSERT INTO derived VALUES (?, ?, ?)", [(number, *one) for one in found])
        db.execute("DELETE FROM underived WHERE document = ?", (number,))


def found(db: Connection, touching: Iterable[int] | None = None) -> Iterator[list[Finding]]:
    """All findings, or those that documents `touching` have a part in; each as the versions of all its documents."""
    if touching is None:
        names = [row[0] for row in db.execute("SELECT DISTINCT id FROM derived ORDER BY id")]
    else:
        rows = (row for one in touching for row in db.execute("SELECT id FROM derived WHERE document = ?", (one,)))
        names = sorted({row[0] for row in rows})
    for name in names:
        versions = db.execute("SELECT found FROM derived WHERE id = ? ORDER BY document", (name,))
        yield [unpack(row[0], Finding) for row in versions]
