"""Groups of linked claims and what was found on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.model import Finding
from factcheck.store import documents, neighbours
from factcheck.store.neighbours import Pair, StoredLink
from factcheck.store.packing import unpack

Connection = sqlite3.Connection
Place = tuple[int, int]
"""A claim: document and index in it."""


class Group(NamedTuple):
    """Claims that hang together by links, and these links with the pair of documents they belong to."""

    claims: list[Place]
    links: list[tuple[Pair, StoredLink]]


class Linked:
    """The links of documents, kept while one batch of groups is traced."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[int, dict[int, list[tuple[Place, Pair, StoredLink]]]] = {}

    def of(self, place: Place) -> list[tuple[Place, Pair, StoredLink]]:
        """What a claim is linked to: the other claim, the pair of documents, the link."""
        number, claim = place
        if number not in self._known:
            self._known[number] = self._load(number)
        return self._known[number].get(claim, [])

    def _load(self, number: int) -> dict[int, list[tuple[Place, Pair, StoredLink]]]:
        table: dict[int, list[tuple[Place, Pair, StoredLink]]] = {}
        for (a, b), links in neighbours.links_of(self._db, number):
            for link in links:
                own, other = (link.a, (b, link.b)) if number == a else (link.b, (a, link.a))
                table.setdefault(own, []).append((other, (a, b), link))
        return table


def prepare(db: Connection) -> None:
    """Takes all groups apart that have a claim which is to be grouped again, and queues their claims.

    Linked claims are always in one group: after this, what is linked to a claim of the queue is in the queue.
    """
    touched = "SELECT DISTINCT component FROM members JOIN dirty USING (document, claim)"
    for (component,) in db.execute(touched).fetchall():
        documents.dissolve(db, component)
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS waiting (document INTEGER, claim INTEGER, PRIMARY KEY (document, claim))"
    )
    db.execute("DELETE FROM waiting")
    db.execute("INSERT INTO waiting SELECT document, claim FROM dirty")


def batches(db: Connection, size: int) -> Iterator[list[Group]]:
    """The queued claims as groups, about `size` claims at a time.

    Goes from document to document along the links, so that the links of one are loaded once.
    """
    while (row := db.execute("SELECT document FROM waiting LIMIT 1").fetchone()) is not None:
        groups = _gather(db, row[0], size)
        done = [place for group in groups for place in group.claims]
        db.executemany("DELETE FROM waiting WHERE document = ? AND claim = ?", done)
        yield groups


def _gather(db: Connection, seed: int, size: int) -> list[Group]:
    linked = Linked(db)
    groups: list[Group] = []
    done: set[Place] = set()
    numbers = {seed: None}
    queue = [seed]
    for number in queue:
        for place in db.execute("SELECT document, claim FROM waiting WHERE document = ?", (number,)).fetchall():
            if place not in done:
                groups.append(_trace(linked, place))
                done.update(groups[-1].claims)
                queue += [one for one, _ in groups[-1].claims if one not in numbers]
                numbers.update((one, None) for one, _ in groups[-1].claims)
        if len(done) >= size:
            break
    return groups


def _trace(linked: Linked, start: Place) -> Group:
    """All claims that hang together with `start`."""
    claims = [start]
    known = {start}
    links: dict[tuple[Pair, int, int], tuple[Pair, StoredLink]] = {}
    for place in claims:
        for other, pair, link in linked.of(place):
            links[pair, link.a, link.b] = (pair, link)
            if other not in known:
                known.add(other)
                claims.append(other)
    return Group(sorted(claims), [links[key] for key in sorted(links)])


def store(db: Connection, results: Iterable[tuple[Group, bytes]]) -> None:
    """Stores what was found on groups, packed; their claims wait no more. A claim without links makes no group."""
    for group, found in results:
        db.executemany("DELETE FROM dirty WHERE document = ? AND claim = ?", group.claims)
        if group.links:
            component = db.execute("INSERT INTO findings (found) VALUES (?)", (found,)).lastrowid
            db.executemany("INSERT INTO members VALUES (?, ?, ?)", [(*place, component) for place in group.claims])


def found(db: Connection, touching: Iterable[int] | None = None) -> Iterator[Finding]:
    """All findings, or those on groups with claims of the documents `touching`."""
    if touching is None:
        rows: Iterable[tuple[bytes]] = db.execute("SELECT found FROM findings")
    else:
        query = "SELECT DISTINCT component FROM members WHERE document = ?"
        components = sorted({row[0] for one in touching for row in db.execute(query, (one,))})
        rows = [
            row for one in components for row in db.execute("SELECT found FROM findings WHERE component = ?", (one,))
        ]
    for (data,) in rows:
        yield from unpack(data, list[Finding])
