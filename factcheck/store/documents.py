"""Sources and documents of an index, with the inverted index over their features.

A document is put whole or not at all; whatever hangs on its former state (neighbours, links, findings) is marked to be
done again in the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import msgspec

from factcheck.model import Document, DocumentSummary
from factcheck.store.packing import unpack

Connection = sqlite3.Connection
Vector = dict[int, tuple[int, bool]]
"""Features of a document with their weights in thousandths, and whether they are names."""

Levels = Sequence[tuple[int, int]]
"""The ranges of days into which a block is split as it grows, widest first."""


class Extracted(msgspec.Struct, frozen=True, array_like=True):
    """A document after extraction: packed records, and its features with their weights.

    `key` is the digest of the document as read, `rules` that of the rules and the program that extracted; `day` is
    that of publication (proleptic ordinal, 0 if unknown); `levels` the ranges of days of its blocks; `marked` tells
    that it may be a page with structure.
    """

    path: str
    source: str
    key: bytes
    rules: str
    day: int
    levels: tuple[tuple[int, int], ...]
    count: int
    remarks: bool
    summary: bytes
    text: bytes
    claims: bytes
    vector: Vector
    marked: bool = False


TABLES = (
    ("documents", "id"),
    ("contents", "document"),
    ("stale", "document"),
    ("underived", "document"),
    ("derived", "document"),
)
"""Tables with rows of one document, and the column that names it."""


def identifier(path: str) -> int:
    """The number of a document: from its path alone, so that nothing depends on the order of arrival."""
    return int.from_bytes(blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def state(db: Connection, path: str) -> tuple[bytes, str] | None:
    """Key and rules under which a document is stored."""
    row = db.execute("SELECT key, rules FROM documents WHERE id = ?", (identifier(path),)).fetchone()
    return (row[0], row[1]) if row else None


def put(db: Connection, one: Extracted, spread: int, *, building: bool = False) -> None:
    """Stores a document in place of its former state; blocks of more than `spread` documents are split.

    With `building`, the neighbours of all documents are still to be looked up, and none needs to be marked.
    """
    number = identifier(one.path)
    remove(db, number, spread, building=building)
    named = any(name for _, name in one.vector.values())
    db.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, one.path, one.source, one.key, one.rules, one.day, one.count, one.remarks, named, one.marked),
    )
    data = msgspec.msgpack.encode((one.levels, one.vector))
    db.execute("INSERT INTO contents VALUES (?, ?, ?, ?, ?)", (number, one.summary, one.text, one.claims, data))
    features = sorted(one.vector.items())
    db.executemany("INSERT INTO postings VALUES (?, ?, ?, ?, ?)", [(f, one.day, number, *told) for f, told in features])
    db.executemany(
        "INSERT INTO blocks VALUES (?, 1) ON CONFLICT (feature) DO UPDATE SET size = size + 1",
        [(feature,) for feature, _ in features],
    )
    db.execute("INSERT OR IGNORE INTO stale VALUES (?)", (number,))
    db.execute("INSERT OR IGNORE INTO underived VALUES (?)", (number,))
    if not building:
        _spoil(db, one.vector, one.levels, spread, spread + 1)


def remove(db: Connection, number: int, spread: int, *, building: bool = False) -> None:
    """Takes a document out, if it is there."""
    row = db.execute("SELECT day FROM documents WHERE id = ?", (number,)).fetchone()
    if row is None:
        return
    levels, features = vector(db, number)
    _unlink(db, number)
    rows = [(feature, row[0], number) for feature in sorted(features)]
    db.executemany("DELETE FROM postings WHERE feature = ? AND day = ? AND document = ?", rows)
    db.executemany("UPDATE blocks SET size = size - 1 WHERE feature = ?", [(feature,) for feature, _, _ in rows])
    for table, column in TABLES:
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
    if not building:
        _spoil(db, features, levels, spread, spread)


def vector(db: Connection, number: int) -> tuple[Levels, Vector]:
    """The levels and the weighted features of a document."""
    data = db.execute("SELECT vector FROM contents WHERE document = ?", (number,)).fetchone()[0]
    return msgspec.msgpack.decode(data, type=tuple[tuple[tuple[int, int], ...], Vector])


def named(db: Connection, number: int) -> bool:
    """Whether a document has names."""
    return bool(db.execute("SELECT named FROM documents WHERE id = ?", (number,)).fetchone()[0])


def _unlink(db: Connection, number: int) -> None:
    """Takes apart the groups that the claims of a document are in, and forgets its pairs."""
    touched = [row[0] for row in db.execute("SELECT DISTINCT component FROM members WHERE document = ?", (number,))]
    for component in touched:
        dissolve(db, component)
    db.execute("DELETE FROM dirty WHERE document = ?", (number,))
    db.execute("INSERT OR IGNORE INTO underived SELECT a FROM pairs WHERE b = ?", (number,))
    db.execute("INSERT OR IGNORE INTO underived SELECT b FROM pairs WHERE a = ?", (number,))
    db.execute("DELETE FROM pairs WHERE a = ?", (number,))
    db.execute("DELETE FROM pairs WHERE b = ?", (number,))


def dissolve(db: Connection, component: int) -> None:
    """Forgets a group of claims and what was found on it; its claims are marked to be grouped again."""
    db.execute("INSERT OR IGNORE INTO dirty SELECT document, claim FROM members WHERE component = ?", (component,))
    db.execute("DELETE FROM members WHERE component = ?", (component,))
    db.execute("DELETE FROM findings WHERE component = ?", (component,))


def count(db: Connection, feature: int, low: int, high: int, most: int) -> int:
    """How many documents published on the days `low`..`high` hold `feature`, counted up to `most` + 2."""
    rows = "SELECT 1 FROM postings WHERE feature = ? AND day BETWEEN ? AND ? LIMIT ?"
    found: int = db.execute(f"SELECT COUNT(*) FROM ({rows})", (feature, low, high, most + 2)).fetchone()[0]
    return found


def _spoil(db: Connection, features: Iterable[int], levels: Levels, spread: int, size: int) -> None:
    """Marks the documents of all blocks that have come to hold `size` documents and so began or ceased to serve."""
    mark = "INSERT OR IGNORE INTO stale SELECT document FROM postings WHERE feature = ? AND day BETWEEN ? AND ?"
    for feature in features:
        held: int = db.execute("SELECT size FROM blocks WHERE feature = ?", (feature,)).fetchone()[0]
        for place, (low, high) in enumerate(levels):
            held = held if place == 0 else count(db, feature, low, high, spread)
            if held == size:
                db.execute(mark, (feature, low, high))
            if held <= spread:
                break


def building(db: Connection) -> bool:
    """Whether the neighbours of all documents are still to be looked up, as in an index that is just being built."""
    one = "SELECT 1 FROM documents WHERE id NOT IN (SELECT document FROM stale) LIMIT 1"
    return db.execute(one).fetchone() is None


def recall(db: Connection, name: str, value: str) -> bool | None:
    """Whether `name` was last noted with this value, None if never; notes it."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
    return row[0] == value if row else None


def keep(db: Connection, source: str, signature: bytes) -> None:
    """Remembers the state in which a source was read, so that it need not be read again."""
    db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (source, signature))


def held(db: Connection, source: str, signature: bytes) -> list[tuple[int, str]] | None:
    """Number and path of the documents that a source held when it was read in the state `signature`; None if it was
    not.
    """
    query = "SELECT signature, id, path FROM sources LEFT JOIN documents ON source = name WHERE name = ?"
    rows = db.execute(query, (source,)).fetchall()
    if not rows or rows[0][0] != signature:
        return None
    return [(number, path) for _, number, path in rows if number is not None]


def numbers(db: Connection) -> Iterator[int]:
    """All documents."""
    return (row[0] for row in db.execute("SELECT id FROM documents ORDER BY id").fetchall())


def marked(db: Connection) -> list[tuple[int, str]]:
    """Number and path of the documents that may be pages of documentation, in the order of their paths."""
    return db.execute("SELECT id, path FROM documents WHERE marked ORDER BY path").fetchall()


def outdated(db: Connection, rules: str) -> Iterator[tuple[str, Document]]:
    """The documents whose claims were extracted under other rules, with their sources."""
    others = "SELECT id, source FROM documents WHERE rules < ? OR rules > ?"
    for number, source in db.execute(others, (rules, rules)).fetchall():
        yield source, unpack(text(db, number), Document)


def forget(db: Connection, kept: set[int], spread: int) -> None:
    """Takes out all documents but `kept`, and the sources that hold none any more."""
    for number in numbers(db):
        if number not in kept:
            remove(db, number, spread)
    db.execute("DELETE FROM sources WHERE name NOT IN (SELECT source FROM documents)")


def claims(db: Connection, number: int) -> bytes:
    """The packed claims of a document."""
    data: bytes = db.execute("SELECT claims FROM contents WHERE document = ?", (number,)).fetchone()[0]
    return data


def text(db: Connection, number: int) -> bytes:
    """The packed document as it was read."""
    data: bytes = db.execute("SELECT text FROM contents WHERE document = ?", (number,)).fetchone()[0]
    return data


def document(db: Connection, path: str) -> Document:
    """A document as it was read."""
    return unpack(text(db, identifier(path)), Document)


def summaries(db: Connection, only: Iterable[int] | None = None) -> list[DocumentSummary]:
    """What reports say of the documents, in the order of their paths."""
    query = "SELECT summary FROM contents"
    if only is None:
        rows = db.execute(query).fetchall()
    else:
        rows = [row for one in only for row in db.execute(f"{query} WHERE document = ?", (one,))]
    return sorted((unpack(row[0], DocumentSummary) for row in rows), key=lambda one: one.path)


def totals(db: Connection) -> tuple[int, int]:
    """The number of documents and of claims."""
    return db.execute("SELECT COUNT(*), COALESCE(SUM(claims), 0) FROM documents").fetchone()  # type: ignore[no-any-return]


def remarked(db: Connection) -> list[Document]:
    """The documents that carry remarks on what to ignore, in the order of their paths."""
    rows = db.execute("SELECT id FROM documents WHERE remarks ORDER BY path").fetchall()
    return [unpack(text(db, row[0]), Document) for row in rows]
