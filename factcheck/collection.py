"""A corpus that grows: the stages run over an index, each on what has changed and on nothing else.

Documents come in batches; what they touch is marked in the index, and `align` and `compare` work the marks off. What
comes out is the same as if all documents had come at once, in any order (see `factcheck.store`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from factcheck import derivation, engine, store, structure, tasks
from factcheck.alignment import blocking
from factcheck.model import Claim, Document, DocumentSummary, Finding, Problem
from factcheck.rulebook import Rulebook
from factcheck.store import derived, documents, findings, neighbours, report
from factcheck.structure import Page

Notice = Callable[[str], None]

BATCH = 150_000
"""Characters of a batch of documents."""

BLOCK = 96
"""Documents of a block whose pairs are scored together."""

GROUPS = 400
"""Claims of a batch of groups."""

CENTRES = 48
"""Documents of a batch whose arithmetic is checked together."""

LOOKUPS = 500
"""Documents whose neighbours are looked up in one transaction."""

LATER = frozenset({"weights", "relations"})
"""Sections of the rules that extraction does not read: a change of them leaves the claims as they are."""


class Digests(NamedTuple):
    """What the claims, and what links and findings were made with: rules and program."""

    claims: str
    findings: str


def digests(rules: Rulebook, version: str) -> Digests:
    """The digests of `rules` for a program of this version."""
    sections = {name: getattr(rules, name) for name in rules.__struct_fields__ if name not in LATER | {"digest"}}
    claims = blake2b(msgspec.json.encode(sections, order="sorted") + version.encode(), digest_size=12)
    return Digests(claims.hexdigest(), f"{version} {rules.digest}")


@contextmanager
def opened(
    rules: Rulebook,
    version: str,
    *,
    index: Path | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    exchange: str | None = None,
    notice: Notice = lambda said: None,
) -> Iterator[Corpus]:
    """The collection in the file `index`, or an empty one that is gone when it is closed; the rest as `engine.opened`.

    Raises StoreError for an index that cannot be used; what was stored before an error is kept.
    """
    waiting = f"{index}: another check is at work on this index; waiting for it to end"
    with store.exclusive(index, lambda: notice(waiting)), store.told(index):
        db = store.create(index)
        try:
            with engine.opened(rules, jobs, scheduler, exchange) as workers:
                yield Corpus(db, digests(rules, version), workers, notice, index)
        finally:
            db.close()


class Arrival(NamedTuple):
    """A document from a source. Without a document: the source has been read to its end, in the state `signature`."""

    source: str
    document: Document | Problem | None
    signature: bytes = b""


class Batch(NamedTuple):
    """Documents that are extracted together, and the sources that have been read to the end with them."""

    documents: list[tasks.Read]
    complete: list[tuple[str, bytes]]


class Reported(NamedTuple):
    """The findings of a report, in its order, and its documents."""

    findings: Sequence[Finding]
    documents: list[DocumentSummary]


def _extract(rules: Rulebook, batch: Batch) -> list[store.Extracted]:
    return tasks.extract(rules, batch.documents)


class Corpus:
    """Documents with their claims, neighbours, links and findings."""

    def __init__(
        self,
        db: sqlite3.Connection,
        made_with: Digests,
        workers: engine.Engine,
        notice: Notice,
        index: Path | None = None,
    ) -> None:
        self._db, self._made_with, self._workers, self._notice = db, made_with, workers, notice
        self._index = index
        self._seen: set[int] = set()
        self._building = documents.building(db)

    def add(self, found: Iterable[Arrival], progress: Callable[[str], None] = lambda path: None) -> list[Problem]:
        """Extracts the claims of documents and stores them; returns what could not be read.

        A document that is stored as it is now is passed over.
        """
        problems: list[Problem] = []
        for batch, extracted in self._workers.map(_extract, self._batches(found, problems, progress)):
            with store.transaction(self._db):
                for one in extracted:
                    documents.put(self._db, one, blocking.SPREAD, building=self._building)
                for source, signature in batch.complete:
                    documents.keep(self._db, source, signature + self._made_with.claims.encode())
        return problems

    def _batches(
        self, found: Iterable[Arrival], problems: list[Problem], progress: Callable[[str], None]
    ) -> Iterator[Batch]:
        """The documents that have changed, cut into batches, and the sources that end in each."""
        batch = Batch([], [])
        size = 0
        for source, document, signature in found:
            if isinstance(document, Problem):
                problems.append(document)
            elif document is None:
                batch.complete.append((source, signature))
            else:
                progress(document.path)
                one = self._read(source, document)
                if documents.state(self._db, document.path) != (one.key, one.rules):
                    batch.documents.append(one)
                    size += len(document.text)
            if size >= BATCH:
                yield batch
                batch, size = Batch([], []), 0
        if batch.documents or batch.complete:
            yield batch

    def _read(self, source: str, document: Document) -> tasks.Read:
        self._seen.add(documents.identifier(document.path))
        data = store.encode(document)
        return tasks.Read(source, blake2b(data, digest_size=16).digest(), self._made_with.claims, data)

    def held(self, source: str, signature: bytes) -> list[str] | None:
        """The paths of the documents of a source that is stored in this state, which then stay in the collection; None
        if it is not.
        """
        found = documents.held(self._db, source, signature + self._made_with.claims.encode())
        if found is None:
            return None
        self._seen.update(number for number, _ in found)
        return [path for _, path in found]

    def settle(self, whole: bool) -> None:
        """Ends the reading. What was neither added nor held is taken out if this was the `whole` corpus; else it stays,
        and its claims are extracted again if that was done under other rules.
        """
        if whole:
            with store.transaction(self._db):
                documents.forget(self._db, self._seen, blocking.SPREAD)
        else:
            outdated = documents.outdated(self._db, self._made_with.claims)
            self.add(Arrival(source, document) for source, document in outdated)

    def align(self) -> None:
        """Finds the neighbours of all documents that changed, and scores the pairs that are new."""
        with store.transaction(self._db):
            if documents.recall(self._db, "links", self._made_with.findings) is False:
                neighbours.rescore(self._db)
        self._refresh()
        blocks = (self._block(*one) for one in neighbours.unscored(self._db, BLOCK))
        for block, links in self._workers.map(tasks.score, blocks):
            with store.transaction(self._db):
                neighbours.scored(self._db, zip(block.pairs, links, strict=True))

    def _refresh(self) -> None:
        """Looks up the neighbours of all documents that are in doubt, a few hundred a transaction."""
        rule = neighbours.Rule(blocking.SPREAD, blocking.LEAST, blocking.near)
        done, passed = 1, 0
        while done:
            with store.transaction(self._db):
                done, more = neighbours.refresh(self._db, rule, LOOKUPS)
            passed += more
        if passed:
            self._notice(
                f"{passed} times a name was passed over in looking for neighbours: "
                f"more than {blocking.SPREAD} documents of one day have it"
            )

    def _block(self, numbers: list[int], pairs: list[tuple[int, int]]) -> tasks.Block:
        held = {one: (documents.claims(self._db, one), documents.vector(self._db, one)[1]) for one in numbers}
        return tasks.Block(held, pairs)

    def compare(self, *, strict: bool = False) -> None:
        """Joins the links into facts and finds what they say, wherever something has changed."""
        with store.transaction(self._db):
            if documents.recall(self._db, "findings", f"{self._made_with.findings} {strict}") is False:
                neighbours.regroup(self._db)
            findings.prepare(self._db)
        batches = (self._groups(groups, strict) for groups in findings.batches(self._db, GROUPS))
        for batch, found in self._workers.map(tasks.judge, batches):
            with store.transaction(self._db):
                findings.store(self._db, zip(batch.groups, found, strict=True))

    def _groups(self, groups: list[store.Group], strict: bool) -> tasks.Groups:
        numbers = {number for group in groups if group.links for number, _ in group.claims}
        return tasks.Groups(self._packed(numbers), groups, strict)

    def derive(self) -> None:
        """Checks the arithmetic between claims, inside every document that changed and with its neighbours."""
        batches = (self._neighbourhoods(some) for some in derived.waiting(self._db, CENTRES))
        for batch, found in self._workers.map(tasks.derive, batches):
            with store.transaction(self._db):
                derived.store(self._db, zip((centre for centre, _ in batch.centres), found, strict=True))

    def _neighbourhoods(self, centres: list[tuple[int, list[int]]]) -> tasks.Neighbourhoods:
        numbers = {number for centre, near in centres for number in (centre, *near)}
        return tasks.Neighbourhoods(self._packed(numbers), centres)

    def _packed(self, numbers: Iterable[int]) -> dict[int, tuple[bytes, bytes]]:
        return {one: (documents.claims(self._db, one), documents.text(self._db, one)) for one in sorted(numbers)}

    def findings(self, touching: Collection[str] | None = None) -> Iterator[Finding]:
        """All findings, in no order, or those on groups of claims that documents with the paths `touching` have a part
        in.
        """
        numbers = None if touching is None else [documents.identifier(path) for path in sorted(touching)]
        yield from findings.found(self._db, numbers)
        for versions in derived.found(self._db, numbers):
            yield derivation.merged(versions)

    def pages(self) -> list[Page]:
        """The pages of documentation in the corpus, with their structure."""
        return structure.documentation(self._candidates())

    def _candidates(self) -> Iterator[Page]:
        numbers = {path: number for number, path in documents.marked(self._db)}
        for path in structure.candidates(numbers):
            document = documents.document(self._db, path)
            yield structure.page(document, store.unpack(documents.claims(self._db, numbers[path]), list[Claim]))

    def reported(self, strict: bool) -> Reported | None:
        """What a check of the whole found last, if the index holds it and nothing has changed since."""
        if self._index is None or not report.valid(self._db, self._report_made_with(strict)):
            return None
        return Reported(report.findings(self._db, self._index), report.documents(self._db))

    def keep(self, told: Reported, strict: bool) -> Reported:
        """Stores what a check of the whole has found, in the order of a report, for the next one."""
        if self._index is None:
            return told
        with store.transaction(self._db):
            report.keep(self._db, self._report_made_with(strict), *told)
        return told._replace(findings=report.findings(self._db, self._index))

    def _report_made_with(self, strict: bool) -> str:
        return f"{self._made_with.claims} {self._made_with.findings} {strict}"

    def summaries(self, paths: Iterable[str] | None = None) -> list[DocumentSummary]:
        """What reports say of all documents, or of those with these paths."""
        return documents.summaries(self._db, None if paths is None else map(documents.identifier, paths))

    def totals(self) -> tuple[int, int]:
        """The number of documents and of their claims."""
        return documents.totals(self._db)

    def remarked(self) -> list[Document]:
        """The documents with remarks on what to ignore."""
        return documents.remarked(self._db)

    def texts(self, paths: Iterable[str]) -> dict[str, str]:
        """The documents with these paths as they were decoded."""
        return {path: documents.document(self._db, path).original for path in paths}
