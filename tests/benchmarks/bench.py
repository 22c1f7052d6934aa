"""Measures the whole process, as a user would start it, and writes the table to reports/bench.md.

    python tests/benchmarks/bench.py [--sizes 1000 10000] [--jobs 2] [--kills 20] [--keep FOLDER]

Every time is that of a whole process with its own interpreter: on the clock, of the processors (its workers included),
and the most memory that any one process held. The corpora are generated (`tests/benchmarks/corpus.py`).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import corpus

ROOT = Path(__file__).resolve().parents[2]
SETTLE = 2.5
"""Seconds after which a written file counts as settled: before, its time stamp may not tell a change."""


class Run(NamedTuple):
    """One process: what it did, seconds, megabytes, exit status."""

    name: str
    wall: float
    processor: float
    memory: float
    status: int


def run(name: str, *arguments: str, cwd: Path) -> Run:
    """Runs `factcheck` with `arguments` to its end."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "factcheck", *arguments], cwd=cwd, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    return Run(name, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


class Size(NamedTuple):
    """The measurements of one size of corpus."""

    documents: int
    megabytes: float
    index: float
    first: Run
    again: Run
    new: Run
    stages: dict[str, float]


def measure(documents: int, jobs: int, folder: Path) -> Size:
    """Checks a generated corpus of `documents` into a new index, again, and with one source more."""
    home = folder / f"{documents}"
    home.mkdir(parents=True, exist_ok=True)
    corpus.write(home / "texts", documents)
    article = next(iter(corpus.generate(3, seed=99)))[0][0]
    (home / "new.txt").write_text(article.text, encoding="utf-8")
    time.sleep(SETTLE)
    common = ("--index", "i.sqlite", "--jobs", str(jobs), "--fail-on", "never", "--format", "text", "--quiet")
    first = run("first check", "check", "texts", *common, "--output", "first.txt", cwd=home)
    again = run("nothing changed", "check", "texts", *common, "--output", "again.txt", cwd=home)
    new = run("one new source", "check", "--new", "new.txt", *common, "--output", "new.txt.report", cwd=home)
    assert (home / "first.txt").read_bytes() == (home / "again.txt").read_bytes(), "a check of the same differs"
    size = sum(path.stat().st_size for path in (home / "texts").rglob("*.txt")) / 1e6
    return Size(documents, size, (home / "i.sqlite").stat().st_size / 1e6, first, again, new, stages(home, documents))


def stages(home: Path, documents: int) -> dict[str, float]:
    """Milliseconds of processor time that each stage takes for a document, in one process, on a sample."""
    sys.path.insert(0, str(ROOT))
    from factcheck import pipeline, rulebook
    from factcheck.collection import Arrival

    found: dict[str, float] = {}
    count = min(documents, 1000)
    articles = (one for some, _ in corpus.generate(count) for one in some)
    with pipeline.opened(rulebook.load()) as known:
        work: dict[str, Callable[[], object]] = {
            "extraction": lambda: known.add(Arrival(one.name, corpus.document(one)) for one in articles),
            "alignment": known.align,
            "comparison": known.compare,
            "derivation": known.derive,
        }
        for name, step in work.items():
            begin = time.process_time()
            step()
            found[name] = (time.process_time() - begin) * 1000 / count
    return found


def kills(times: int, folder: Path) -> str:
    """Kills checks at random moments; tells whether the index then equals an undisturbed one."""
    home = folder / "kills"
    home.mkdir(parents=True, exist_ok=True)
    corpus.write(home / "texts", 600)
    common = ("check", "texts", "--fail-on", "never", "--format", "json", "--quiet")
    time.sleep(SETTLE)
    lost, before = 0, 0
    for number in range(times):
        process = subprocess.Popen(
            [sys.executable, "-m", "factcheck", *common, "--index", "i.sqlite", "--output", "killed.json"],
            cwd=home,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        time.sleep(0.4 + 2.2 * ((number * 0.618034) % 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        after = _stored(home / "i.sqlite")
        lost += after < before
        before = after
    run("after kills", *common, "--index", "i.sqlite", "--output", "after.json", cwd=home)
    run("undisturbed", *common, "--output", "whole.json", cwd=home)
    same = (home / "after.json").read_bytes() == (home / "whole.json").read_bytes()
    outcome = "equals" if same else "DIFFERS FROM"
    return f"Killed {times} times: documents were lost {lost} times; the index {outcome} one that was never disturbed"


def _stored(index: Path) -> int:
    if not index.exists() or not index.stat().st_size:
        return 0
    with sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True) as db:
        count: int = db.execute("SELECT COUNT(*) FROM documents").fetchone()[0]
    db.close()
    return count


def machine() -> str:
    """The kind of machine, without its name."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    load = os.getloadavg()[0]
    return (
        f"{multiprocessing.cpu_count()} cores ({model}), {memory:.0f} GB, Python {python}, load {load:.1f} at the start"
    )


COLUMNS = (
    "documents",
    "MB",
    "first check",
    "documents/s",
    "processor ms/document",
    "peak memory",
    "index",
    "nothing changed",
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
    for one in sizes[-1:]:
        told = ", ".join(f"{name} {spent:.1f} ms" for name, spent in one.stages.items())
        yield ""
        yield f"Processor time of a document by stage, in one process on {min(one.documents, 1000):,}: {told}."


def cells(one: Size) -> tuple[str, ...]:
    """The measurements of one size, as shown."""
    return (
        f"{one.documents:,}",
        f"{one.megabytes:.1f}",
        f"{one.first.wall:.1f} s",
        f"{one.documents / one.first.wall:.0f}",
        f"{one.first.processor * 1000 / one.documents:.1f}",
        f"{max(one.first.memory, one.again.memory, one.new.memory):.0f} MB",
        f"{one.index:.0f} MB",
        f"{one.again.wall:.2f} s",
        f"{one.first.wall / one.again.wall:.0f}x",
        f"{one.new.wall:.2f} s",
        f"{one.new.processor:.2f} s",
    )


def quality(sizes: Sequence[int], jobs: int) -> Iterator[str]:
    """Recall and precision on planted discrepancies."""
    yield "| documents | planted | disagreements reported | recall | precision |"
    yield "| --: | --: | --: | --: | --: |"
    for size in sizes:
        one = corpus.score(size, jobs=jobs)
        yield f"| {one.documents:,} | {one.planted:,} | {one.reported:,} | {one.recall:.1%} | {one.precision:.1%} |"


def startup(folder: Path) -> Iterator[str]:
    """Time until the help shows, and for a handful of documents."""
    corpus.write(folder / "few", 5)
    for name, arguments in (
        ("`--help`", ("--help",)),
        (
            "five documents",
            ("check", "few", "--fail-on", "never", "--format", "json", "--output", "few.json", "--quiet"),
        ),
    ):
        best = min((run(name, *arguments, cwd=folder) for _ in range(3)), key=lambda one: one.wall)
        yield f"- {name}: {best.wall:.2f} s, {best.memory:.0f} MB"


@contextmanager
def workplace(keep: Path | None) -> Iterator[Path]:
    """A folder for the corpora, gone afterwards unless it is to be kept."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    folder = Path(tempfile.mkdtemp(prefix="factcheck-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--quality", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--output", type=Path, default=ROOT / "reports" / "bench.md")
    options = parser.parse_args()
    lines = ["# Benchmarks", "", machine() + ".", ""]
    with workplace(options.keep) as folder:
        lines += ["## Start", "", *startup(folder), "", "## A corpus that grows", ""]
        lines += table([measure(size, options.jobs, folder) for size in options.sizes], options.jobs)
        lines += ["", kills(options.kills, folder) + "."] if options.kills else []
    lines += ["", "## Planted discrepancies", "", *quality(options.quality, options.jobs)] if options.quality else []
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines += ["", f"Most memory of any process: {most:.0f} MB."]
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
