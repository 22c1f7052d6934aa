"""Findings of a large corpus: in their order, more of them than need to be in memory.

A few thousand findings are a plain tuple. What is more goes to a temporary file that only this process sees and that
goes with it; the findings are read back one at a time, as often as they are wanted.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, overload

import msgspec

from factcheck.model import VERDICTS, FactcheckError, Finding

MOST = 10_000
"""So many findings are held in memory."""

Key = tuple[int | float | bytes, ...]
"""What findings are sorted by: at most five parts."""

SEVERITIES = ("high", "medium", "low")
CACHE = -16384
"""Page cache of the temporary file in KiB, as SQLite takes it (negative)."""

AT_ONCE = 500


def collected(findings: Iterable[Finding], key: Callable[[Finding], Key] | None = None) -> Sequence[Finding]:
    """`findings` sorted by `key`, else as they come: a tuple, or a `Spilled` if there are many."""
    source = iter(findings)
    first = list(islice(source, MOST + 1))
    if len(first) > MOST:
        return Spilled(chain(_drained(first), source), key)
    return tuple(sorted(first, key=key) if key else first)


def _drained(first: list[Finding]) -> Iterator[Finding]:
    """The elements of a list, which lets go of them."""
    first.reverse()
    while first:
        yield first.pop()


def badness(finding: Finding) -> tuple[int, int, bool, float]:
    """What a report puts first: by verdict and severity, what is stated before what is derived, the surest first."""
    grade = VERDICTS.index(finding.verdict), SEVERITIES.index(finding.severity)
    return *grade, finding.derived, -finding.confidence


def worst_first(findings: Iterable[Finding]) -> Iterator[Finding]:
    """`findings` in the order of a report; ties keep the order in which they came."""
    return findings.worst_first() if isinstance(findings, Large) else iter(sorted(findings, key=badness))


def counts(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """How many findings there are of each verdict and standing."""
    if isinstance(findings, Large):
        return findings.counts
    return Counter((one.verdict, one.status) for one in findings)


class Large(Sequence[Finding]):
    """A sequence of findings that are not in memory; `counts` tells how many are of each verdict and standing."""

    counts: Counter[tuple[str, str]]

    def worst_first(self) -> Iterator[Finding]:
        """The findings in the order of a report."""
        raise NotImplementedError

    def of_verdict(self, verdict: str) -> Iterator[Finding]:
        """The findings of one verdict in the order of a report."""
        raise NotImplementedError

    def __len__(self) -> int:
        return self.counts.total()

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(at, slice):
            return collected(self[place] for place in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return next(islice(self, at % len(self), None))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as a list


class Spilled(Large):
    """Findings in a temporary file."""

    def __init__(self, findings: Iterable[Finding], key: Callable[[Finding], Key] | None = None) -> None:
        self.counts = Counter()
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._db.close)
        self._db.execute(f"PRAGMA cache_size = {CACHE}")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE unsorted (a, b, c, d, e, verdict, severity, derived, sure, data)")
        try:
            self._fill(findings, key)
        except sqlite3.OperationalError as fault:
            raise FactcheckError(f"temporary file for findings: {fault}; free some space, or set TMPDIR") from None

    def _fill(self, findings: Iterable[Finding], key: Callable[[Finding], Key] | None) -> None:
        rows = (self._row(one, key(one) if key else ()) for one in findings)
        while some := list(islice(rows, AT_ONCE)):
            self._db.executemany("INSERT INTO unsorted VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", some)
        kept = "verdict, severity, derived, sure, data"
        self._db.execute(
            "CREATE TABLE found (place INTEGER PRIMARY KEY, verdict INTEGER, severity INTEGER, derived INTEGER, "
            "sure REAL, data BLOB)"
        )
        self._db.execute(f"INSERT INTO found ({kept}) SELECT {kept} FROM unsorted ORDER BY a, b, c, d, e, rowid")
        self._db.execute("DROP TABLE unsorted")
        self._db.execute("CREATE INDEX worst ON found (verdict, severity, derived, sure)")

    def _row(self, finding: Finding, key: Key) -> tuple[Any, ...]:
        self.counts[finding.verdict, finding.status] += 1
        return *key, *(None,) * (5 - len(key)), *badness(finding), _encoder.encode(finding)

    def __iter__(self) -> Iterator[Finding]:
        return self._read("ORDER BY place")

    def worst_first(self) -> Iterator[Finding]:
        """The findings in the order of a report."""
        return self._read("ORDER BY verdict, severity, derived, sure, place")

    def of_verdict(self, verdict: str) -> Iterator[Finding]:
        """The findings of one verdict in the order of a report."""
        return self._read("WHERE verdict = ? ORDER BY severity, derived, sure, place", VERDICTS.index(verdict))

    def disagreeing(self) -> Iterator[tuple[int, Finding]]:
        """The findings that do not hold, with what `amend` knows them by."""
        rows = "SELECT place, data FROM found WHERE verdict <= ? ORDER BY place"
        for at, data in self._db.execute(rows, (VERDICTS.index("review"),)):
            yield at, _decoder.decode(data)

    def amend(self, gone: Iterable[int], changed: Iterable[tuple[int, Finding]]) -> None:
        """Takes findings out, and puts others in the place of some, of the same verdict and as sure."""
        for at in gone:
            (data,) = self._db.execute("SELECT data FROM found WHERE place = ?", (at,)).fetchone()
            finding = _decoder.decode(data)
            self.counts[finding.verdict, finding.status] -= 1
            self._db.execute("DELETE FROM found WHERE place = ?", (at,))
        for at, finding in changed:
            self._db.execute("UPDATE found SET data = ? WHERE place = ?", (_encoder.encode(finding), at))

    def _read(self, which: str, *given: int) -> Iterator[Finding]:
        for (data,) in self._db.execute(f"SELECT data FROM found {which}", given):
            yield _decoder.decode(data)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Finding)
