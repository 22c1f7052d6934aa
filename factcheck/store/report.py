"""The report on the whole corpus, as it was made last, until something changes.

Findings stand in their order, some hundred together in a row of the table, so that a check which finds nothing changed
reads them as fast as the file and sorts nothing.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

from factcheck import spill
from factcheck.model import DocumentSummary, Finding
from factcheck.store.database import read_along, told
from factcheck.store.packing import pack, unpack

Connection = sqlite3.Connection
T = TypeVar("T")

DOCUMENTS = "documents"
"""The kind of the rows that hold documents; rows of findings are of the kind of their verdict."""

TOGETHER = 256
"""Findings or documents of a row."""


def valid(db: Connection, made_with: str) -> bool:
    """Whether a report is held that was made with these rules, and nothing has changed since."""
    return db.execute("SELECT 1 FROM meta WHERE name = 'report' AND value = ?", (made_with,)).fetchone() is not None


def keep(db: Connection, made_with: str, findings: Iterable[Finding], documents: Iterable[DocumentSummary]) -> None:
    """Holds a report in place of the one before; its findings are in their order, by verdict."""
    db.execute("DELETE FROM report")
    for verdict, found in groupby(findings, key=lambda one: one.verdict):
        _insert(db, verdict, found)
    _insert(db, DOCUMENTS, documents)
    db.execute("INSERT OR REPLACE INTO meta VALUES ('report', ?)", (made_with,))


def _insert(db: Connection, kind: str, records: Iterable[T]) -> None:
    source = iter(records)
    while some := list(islice(source, TOGETHER)):
        db.execute("INSERT INTO report (kind, count, data) VALUES (?, ?, ?)", (kind, len(some), pack(some)))


def documents(db: Connection) -> list[DocumentSummary]:
    """The documents of the report, in order."""
    rows = db.execute("SELECT data FROM report WHERE kind = ? ORDER BY place", (DOCUMENTS,))
    return [one for row in rows for one in unpack(row[0], list[DocumentSummary])]


def findings(db: Connection, path: Path) -> tuple[Finding, ...] | Kept:
    """The findings of the report in the index `path`, in order: in memory, or as a sequence that reads them there."""
    count: int = db.execute("SELECT COALESCE(SUM(count), 0) FROM report WHERE kind <> ?", (DOCUMENTS,)).fetchone()[0]
    return Kept(path) if count > spill.MOST else tuple(_read(db, "kind <> ?", DOCUMENTS))


def _read(db: Connection, which: str, given: str) -> Iterator[Finding]:
    for (data,) in db.execute(f"SELECT data FROM report WHERE {which} ORDER BY place", (given,)):
        yield from unpack(data, list[Finding])


class Kept(spill.Large):
    """The findings of the report in an index, as they are now, whatever another check may write there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = read_along(path)
        weakref.finalize(self, self._db.close)
        kinds = "SELECT kind, SUM(count) FROM report WHERE kind <> ? GROUP BY kind"
        self.counts = Counter({(kind, "new"): count for kind, count in self._db.execute(kinds, (DOCUMENTS,))})

    def __iter__(self) -> Iterator[Finding]:
        return self._told("kind <> ?", DOCUMENTS)

    def worst_first(self) -> Iterator[Finding]:
        """The findings in the order of a report."""
        return iter(self)

    def of_verdict(self, verdict: str) -> Iterator[Finding]:
        """The findings of one verdict in the order of a report."""
        return self._told("kind = ?", verdict)

    def _told(self, which: str, given: str) -> Iterator[Finding]:
        with told(self._path):
            yield from _read(self._db, which, given)
