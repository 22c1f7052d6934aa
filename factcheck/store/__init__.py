"""The index of a corpus: one SQLite file with its documents, their claims, neighbours, links and findings.

Nothing in it depends on the order in which documents came, so that a corpus that grew one document at a time holds the
same as one that was indexed at once. Numbers of documents come from their paths, weights are whole numbers, and every
change marks what hangs on it (see `factcheck.store.schema`); the marks are worked off stage by stage, a transaction at
a time, and survive a process that is killed.
"""

from __future__ import annotations

from factcheck.store import derived, documents, findings, neighbours, report
from factcheck.store.database import StoreError, create, exclusive, read_only, told, transaction
from factcheck.store.documents import Extracted
from factcheck.store.findings import Group
from factcheck.store.neighbours import StoredLink
from factcheck.store.packing import encode, pack, unpack

__all__ = [
    "Extracted",
    "Group",
    "StoreError",
    "StoredLink",
    "create",
    "derived",
    "documents",
    "encode",
    "exclusive",
    "findings",
    "neighbours",
    "pack",
    "read_only",
    "report",
    "told",
    "transaction",
    "unpack",
]
