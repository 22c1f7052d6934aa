"""Documents that share rare words, from the inverted index, and what their comparison found.

A word serves as long as its block, the documents that hold it, is no larger than `spread`. A larger block is split by
month of publication, then by day; what is still too large says nothing and is passed over. Weights are whole
thousandths, so sums do not depend on any order.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from factcheck.store import documents

Connection = sqlite3.Connection
Pair = tuple[int, int]


class Rule(NamedTuple):
    """When documents are neighbours: the largest block that serves, the least weight that they must share at all, and
    the decision by that weight, by whether a name is shared, and by whether both have names.
    """

    spread: int
    least: int
    near: Callable[[int, bool, bool], bool]


class StoredLink(msgspec.Struct, frozen=True, array_like=True):
    """Two claims, by their index in the documents a and b of a pair, that may be one fact.

    `features` and `second` are those of alignment, as place and value of all that are not zero.
    """

    a: int
    b: int
    probability: float
    features: tuple[tuple[int, float], ...]
    second: tuple[tuple[int, float], ...]


_links = msgspec.msgpack.Decoder(tuple[StoredLink, ...])


def refresh(db: Connection, rule: Rule, size: int) -> int:
    """Looks up the neighbours of up to `size` stale documents; returns how many are left in doubt no more.

    New pairs wait to be scored; pairs that ceased to be neighbours are taken out with their links.
    """
    stale = [row[0] for row in db.execute("SELECT document FROM stale LIMIT ?", (size,))]
    for number in stale:
        _update(db, number, set(nearest(db, number, rule)))
        db.execute("DELETE FROM stale WHERE document = ?", (number,))
    return len(stale)


def nearest(db: Connection, number: int, rule: Rule) -> list[int]:
    """The documents that are neighbours of one."""
    levels, vector = documents.vector(db, number)
    sums: Counter[int] = Counter()
    sharing: set[int] = set()
    for feature, (weight, name) in vector.items():
        block = _block(db, feature, levels, rule.spread)
        for other, its, _ in block:
            sums[other] += weight * its
        sharing.update(other for other, _, too in block if name or too)
    named = any(name for _, name in vector.values())
    likely = [other for other, shared in sums.items() if other != number and shared >= rule.least]
    return [other for other in likely if rule.near(sums[other], other in sharing, named and documents.named(db, other))]


def _block(db: Connection, feature: int, levels: documents.Levels, spread: int) -> Sequence[tuple[int, int, int]]:
    """Documents, weights and whether they are names, of the largest block of a feature that serves."""
    held = db.execute("SELECT size FROM blocks WHERE feature = ?", (feature,)).fetchone()[0]
    for place, (low, high) in enumerate(levels):
        held = held if place == 0 else documents.count(db, feature, low, high, spread)
        if held == 1:
            break
        if held <= spread:
            rows = "SELECT document, weight, name FROM postings WHERE feature = ? AND day BETWEEN ? AND ?"
            return db.execute(rows, (feature, low, high)).fetchall()
    return ()


def _update(db: Connection, number: int, found: set[int]) -> None:
    before = {row[0] for row in db.execute("SELECT b FROM pairs WHERE a = ?", (number,))}
    before |= {row[0] for row in db.execute("SELECT a FROM pairs WHERE b = ?", (number,))}
    for other in before - found:
        pair = (number, other) if number < other else (other, number)
        _separate(db, pair)
    added = [(number, other) if number < other else (other, number) for other in found - before]
    db.executemany("INSERT INTO pairs VALUES (?, ?, NULL)", added)
    changed = sorted(before ^ found)
    if changed:
        db.executemany("INSERT OR IGNORE INTO underived VALUES (?)", [(one,) for one in (number, *changed)])


def _separate(db: Connection, pair: Pair) -> None:
    """Takes a pair out; the facts that its links made are to be found again."""
    data = db.execute("SELECT links FROM pairs WHERE a = ? AND b = ?", pair).fetchone()[0]
    _mark(db, pair, data)
    db.execute("DELETE FROM pairs WHERE a = ? AND b = ?", pair)


def _mark(db: Connection, pair: Pair, data: bytes | None) -> None:
    """Marks the claims of the links in `data` for being grouped again."""
    if not data:
        return
    links = _links.decode(data)
    rows = {(pair[0], link.a) for link in links} | {(pair[1], link.b) for link in links}
    db.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?)", sorted(rows))


def rescore(db: Connection) -> None:
    """Forgets all links and findings: the rules by which they were made have changed."""
    db.execute("UPDATE pairs SET links = NULL")
    for table in ("members", "findings", "dirty"):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT OR IGNORE INTO underived SELECT id FROM documents")


def regroup(db: Connection) -> None:
    """Marks all linked claims for being grouped again: the rules of comparison have changed."""
    db.execute("INSERT OR IGNORE INTO dirty SELECT document, claim FROM members")
    db.execute("DELETE FROM members")
    db.execute("DELETE FROM findings")


def scored(db: Connection, results: Iterable[tuple[Pair, bytes]]) -> None:
    """Stores the links of pairs, packed by `factcheck.store.packing.encode`."""
    for pair, data in results:
        _mark(db, pair, data)
        db.execute("UPDATE pairs SET links = ? WHERE a = ? AND b = ?", (data, *pair))


def unscored(db: Connection, size: int) -> Iterator[tuple[list[int], list[Pair]]]:
    """All pairs that wait to be scored, as blocks of at most `size` documents that hang together, and their pairs.

    Works on a copy of the queue: what is stored meanwhile does not disturb it.
    """
    db.execute("CREATE TEMP TABLE IF NOT EXISTS queue (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID")
    db.execute("DELETE FROM queue")
    db.execute("INSERT INTO queue SELECT a, b FROM pairs WHERE links IS NULL")
    db.execute("INSERT INTO queue SELECT b, a FROM pairs WHERE links IS NULL")
    while (row := db.execute("SELECT a FROM queue LIMIT 1").fetchone()) is not None:
        yield _cut(db, _around(db, row[0], size))


def _around(db: Connection, seed: int, size: int) -> list[int]:
    """Up to `size` documents that hang together with `seed`, nearest first."""
    taken = [seed]
    known = {seed}
    for one in taken:
        for (other,) in db.execute("SELECT b FROM queue WHERE a = ? LIMIT ?", (one, size)).fetchall():
            if other not in known and len(taken) < size:
                known.add(other)
                taken.append(other)
        if len(taken) >= size:
            break
    return taken


def _cut(db: Connection, block: Sequence[int]) -> tuple[list[int], list[Pair]]:
    """The pairs inside `block`, taken off the queue."""
    inside = set(block)
    pairs = [
        (one, other)
        for one in block
        for (other,) in db.execute("SELECT b FROM queue WHERE a = ? AND b > ?", (one, one)).fetchall()
        if other in inside
    ]
    db.executemany("DELETE FROM queue WHERE a = ? AND b = ?", [*pairs, *((b, a) for a, b in pairs)])
    return list(block), pairs


def links_of(db: Connection, number: int) -> list[tuple[Pair, tuple[StoredLink, ...]]]:
    """The pairs of a document that have links, with these."""
    found = db.execute("SELECT a, b, links FROM pairs WHERE a = ?", (number,)).fetchall()
    found += db.execute("SELECT a, b, links FROM pairs WHERE b = ?", (number,)).fetchall()
    return [((a, b), _links.decode(data)) for a, b, data in found if data and data != EMPTY]


EMPTY = msgspec.msgpack.encode(())
"""A pair that was scored and has no links."""
