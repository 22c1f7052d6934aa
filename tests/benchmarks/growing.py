"""A corpus that grows, measured in whole processes: first check, the same again, one new source, by size; what each
stage takes; checks that are killed; a hundred thousand documents in one compressed file.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from gzip import open as gzip_open
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import corpus

ROOT = Path(__file__).resolve().parents[2]
SETTLE = 2.5
"""Seconds after which a written file counts as settled: before, its time stamp may not tell a change."""

NEW = 3
"""New sources, one after the other; the middle one of their times is told."""


class Run(NamedTuple):
    """One process: what it did, seconds, megabytes, exit status."""

    name: str
    wall: float
    processor: float
    memory: float
    status: int


def environment(folder: Path) -> dict[str, str]:
    """The environment of an installed program: compiled modules and rules that were read are kept, in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    places = {"PYTHONPYCACHEPREFIX": str(folder / ".compiled"), "XDG_CACHE_HOME": str(folder / ".cache")}
    return kept | places | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def run(name: str, *arguments: str, cwd: Path, timed: str = "") -> Run:
    """Runs `factcheck` with `arguments` to its end; what its stages took goes to the file `timed`."""
    start = [str(ROOT / "tests" / "benchmarks" / "timed.py"), timed] if timed else ["-m", "factcheck"]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *start, *arguments], cwd=cwd, env=environment(cwd.parent), stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"{name}: exit status {process.returncode}")
    return Run(name, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


class Size(NamedTuple):
    """The measurements of one size of corpus; `stages` in milliseconds of processor time a document."""

    documents: int
    megabytes: float
    index: float
    first: Run
    again: Run
    new: Run
    stages: dict[str, float]

    @property
    def memory(self) -> float:
        """The most that any process held."""
        return max(self.first.memory, self.again.memory, self.new.memory, self.stages["memory"])


def measure(documents: int, jobs: int, folder: Path) -> Size:
    """Checks a generated corpus of `documents` into a new index, again, and with one source more."""
    home = folder / f"{documents}"
    home.mkdir(parents=True, exist_ok=True)
    corpus.write(home / "texts", documents)
    time.sleep(SETTLE)
    common = ("--index", "i.sqlite", "--jobs", str(jobs), "--fail-on", "never", "--format", "json", "--quiet")
    run("warming up", "--help", cwd=home)
    first = run("first check", "check", "texts", *common, "--output", "first.json", cwd=home, timed="stages.json")
    again = run("nothing changed", "check", "texts", *common, "--output", "again.json", cwd=home)
    if (home / "first.json").read_bytes() != (home / "again.json").read_bytes():
        raise SystemExit("a check of the same corpus differs")
    added = []
    for number in range(NEW):
        article = next(iter(corpus.generate(3, seed=99 + number)))[0][0]
        (home / f"new{number}.txt").write_text(article.text, encoding="utf-8")
        arguments = ("check", "--new", f"new{number}.txt", *common, "--output", "new.json")
        added.append(run("one new source", *arguments, cwd=home))
    size = sum(path.stat().st_size for path in (home / "texts").rglob("*.txt")) / 1e6
    index = (home / "i.sqlite").stat().st_size / 1e6
    median = sorted(added, key=lambda one: one.wall)[NEW // 2]
    return Size(documents, size, index, first, again, median, stages(home / "stages.json", documents))


def stages(file: Path, documents: int) -> dict[str, float]:
    """Milliseconds of processor time of each stage a document, and the most megabytes of any process."""
    told = json.loads(file.read_text())
    spent = {name: one["processor"] * 1000 / documents for name, one in told.items()}
    return spent | {"memory": max(one["memory"] for one in told.values())}


def kills(times: int, folder: Path) -> str:
    """Kills checks at random moments; tells whether the index then equals an undisturbed one."""
    home = folder / "kills"
    home.mkdir(parents=True, exist_ok=True)
    corpus.write(home / "texts", KILLED)
    common = ("check", "texts", "--fail-on", "never", "--format", "json", "--quiet")
    time.sleep(SETTLE)
    whole = run("undisturbed", *common, "--output", "whole.json", cwd=home)
    draw = random.Random(7)
    lost, before, differing, met = 0, 0, 0, Counter[str]()
    for number in range(1, times + 1):
        process = subprocess.Popen(
            [sys.executable, "-m", "factcheck", *common, "--index", "i.sqlite", "--output", "killed.json"],
            cwd=home,
            env=environment(folder),
        )
        time.sleep(whole.wall * draw.uniform(0.1, 0.7))
        process.send_signal(signal.SIGKILL)
        process.wait()
        after = _stored(home / "i.sqlite")
        lost += after < before
        before = after
        met[_at_work(home / "i.sqlite")] += 1
        if number % ROUND == 0 or number == times:
            run("after kills", *common, "--index", "i.sqlite", "--output", "after.json", cwd=home)
            differing += (home / "after.json").read_bytes() != (home / "whole.json").read_bytes()
            for file in home.glob("i.sqlite*"):
                file.unlink()
            before = 0
    told = ", ".join(f"{name} {count}" for name, count in met.most_common())
    return (
        f"Killed {times} times at random moments (what was then to do: {told}): documents were lost {lost} times; "
        f"after every {ROUND} kills the check was completed, and differed {differing} times from one never disturbed"
    )


ROUND = 5
"""After so many kills the check is completed and the index begun anew, so that all stages are met."""


def _at_work(index: Path) -> str:
    """The stage that an index waits for."""
    if not _stored(index):
        return "before the first document"
    with sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True) as db:
        waiting = {
            "looking up neighbours": "SELECT 1 FROM stale",
            "scoring": "SELECT 1 FROM pairs WHERE links IS NULL",
            "comparing": "SELECT 1 FROM dirty",
            "deriving": "SELECT 1 FROM underived",
        }
        found = [name for name, query in waiting.items() if db.execute(f"{query} LIMIT 1").fetchone()]
        complete = db.execute("SELECT COUNT(*) FROM documents").fetchone()[0] == KILLED
    db.close()
    return "extracting" if not complete else found[0] if found else "reporting"


KILLED = 400
"""Documents of the corpus whose checks are killed."""


def _stored(index: Path) -> int:
    if not index.exists() or not index.stat().st_size:
        return 0
    with sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True) as db:
        count: int = db.execute("SELECT COUNT(*) FROM documents").fetchone()[0]
    db.close()
    return count


STAGES = ("extraction", "alignment", "comparison", "derivation")

COLUMNS = (
    "documents",
    "MB",
    "first check",
    "documents/s",
    "processor ms/document",
    "peak memory",
    "index",
    "nothing changed",
    "its processor time",
    "ratio",
    "one new source",
    "its processor time",
)


def row(cells: Iterable[object]) -> str:
    """A line of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def table(sizes: Sequence[Size], jobs: int) -> Iterator[str]:
    """The lines of the report on growing corpora."""
    yield f"With {jobs} processes; peak memory is that of the largest of them."
    yield ""
    yield row(COLUMNS)
    yield row("--:" for _ in COLUMNS)
    yield from map(row, map(cells, sizes))
    yield ""
    for small, large in pairwise(sizes):
        grown = (large.first.processor / large.documents) / (small.first.processor / small.documents)
        yield (
            f"From {small.documents:,} to {large.documents:,} documents the processor time of a document grows "
            f"{grown:.2f} times, the time for one new source {large.new.wall / small.new.wall:.2f} times."
        )
    yield ""
    yield "Processor time of a document by stage, in milliseconds, workers and index included:"
    yield ""
    yield row(("documents", *STAGES, "all comparison"))
    yield row("--:" for _ in range(len(STAGES) + 2))
    for one in sizes:
        spent = [one.stages[name] for name in STAGES]
        yield row((f"{one.documents:,}", *(f"{some:.2f}" for some in spent), f"{sum(spent[1:]):.2f}"))
    for small, large in pairwise(sizes):
        before, after = ([one.stages[name] for name in STAGES] for one in (small, large))
        yield ""
        yield (
            f"From {small.documents:,} to {large.documents:,}: extraction {after[0] / before[0]:.2f} times, "
            f"comparison {sum(after[1:]) / sum(before[1:]):.2f} times."
        )


def cells(one: Size) -> tuple[str, ...]:
    """The measurements of one size, as shown."""
    return (
        f"{one.documents:,}",
        f"{one.megabytes:.1f}",
        f"{one.first.wall:.1f} s",
        f"{one.documents / one.first.wall:.0f}",
        f"{one.first.processor * 1000 / one.documents:.1f}",
        f"{one.memory:.0f} MB",
        f"{one.index:.0f} MB",
        f"{one.again.wall:.2f} s",
        f"{one.again.processor:.2f} s",
        f"{one.first.wall / one.again.wall:.0f}x",
        f"{one.new.wall:.2f} s",
        f"{one.new.processor:.2f} s",
    )


def one_file(documents: int, jobs: int, folder: Path) -> str:
    """Reads a corpus from one compressed file of JSON lines, one document a line, without an index."""
    home = folder / "jsonl"
    home.mkdir(parents=True, exist_ok=True)
    with gzip_open(home / "corpus.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as file:
        for articles, _ in corpus.generate(documents):
            for one in articles:
                record = {"text": one.text, "published": one.published.isoformat(), "title": one.name}
                file.write(json.dumps(record) + "\n")
    size = (home / "corpus.jsonl.gz").stat().st_size / 1e6
    common = ("--format", "jsonl", "--quiet", "--output", "claims.jsonl")
    told = run("one file", "claims", "corpus.jsonl.gz", *common, cwd=home)
    return (
        f"{documents:,} documents in one file of JSON lines ({size:.0f} MB compressed), all their claims listed by one "
        f"process: {told.wall:.0f} s, {told.memory:.0f} MB"
    )
