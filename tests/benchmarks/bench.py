"""Measures the whole process, as a user would start it, and writes the tables to reports/bench.md.

    python tests/benchmarks/bench.py [--sizes 1000 10000] [--jobs 2] [--kills 20] [--keep FOLDER] [--only NAME…]
    python tests/benchmarks/bench.py --large 100000     measures this size (and 10,000) and rewrites its section alone

Every time is that of a whole process with its own interpreter: on the clock, of the processors (its workers included),
and the most memory that any one process held. The corpora are generated (`corpus.py`). The other benchmarks of this
folder are run as they stand, and what they print is taken over; one whose data are absent says so.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import corpus
from growing import ROOT, environment, kills, measure, one_file, run, table

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
LARGE = "A hundred thousand documents"
LONGEST = 60
"""Lines that are taken over of what a script prints: of more, the last ones."""


class Script(NamedTuple):
    """A benchmark of this folder: its title, the file with its arguments, how many of its last lines are told."""

    title: str
    command: tuple[str, ...]
    lines: int = LONGEST


PAIRS = (
    *("{shared}/pairs-dev/score.py", "--data", "{shared}/pairs-dev/data", "--name", "factcheck.compare"),
    *("--", "{python}", "{here}/pairs.py"),
)
SCRIPTS = {
    "blocking": Script("Neighbours against all pairs", ("{here}/blocking.py",)),
    "planted": Script("Planted discrepancies", ("{here}/planted.py", "--jobs", "{jobs}")),
    "alignment": Script("Alignment on labelled topics", ("{here}/alignment.py",)),
    "news": Script("Labelled news of our own", ("{here}/news.py",)),
    "pairs": Script("Pairs of sentences", PAIRS),
    "extraction": Script("Extraction on third-party sets", ("{here}/extraction.py",)),
    "compiled": Script("Plain Python and compiled", ("{here}/compiled.py",)),
    "coverage": Script("Values of the labelled topics that are read", ("{here}/coverage.py",)),
    "times": Script("Times on third-party sets", ("{here}/times.py",)),
    "docs": Script("Documentation before and after its repair", ("{here}/docs.py",)),
    "relations": Script("Relations on the labelled topics", ("{here}/relations.py",), 1),
    "reading": Script("Reading", ("{here}/reading.py",)),
}
"""By the name that `--only` takes. Of relations the findings are left out: they quote texts that are not ours."""


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


def scripted(script: Script, folder: Path, jobs: int) -> Iterator[str]:
    """What a script prints, as a table if it is one."""
    given = {"here": str(HERE), "shared": str(SHARED), "python": sys.executable, "jobs": str(jobs)}
    command = [part.format(**given) for part in script.command]
    if not Path(command[0]).exists():
        yield "Skipped: its data set is absent."
        return
    result = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment(folder), capture_output=True, text=True
    )
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    if any(line.startswith("skipped") for line in lines[:1]):
        yield "Skipped: its data set is absent."
    elif result.returncode:
        yield f"Failed with exit status {result.returncode}."
    elif any(line.startswith("| ") for line in lines):
        yield from (re.sub(r" \(\S* is absent.*", "", line) for line in lines)
    else:
        yield from ("```text", *lines[-script.lines :], "```")


def startup(folder: Path) -> Iterator[str]:
    """Time until the help shows, and for a handful of documents; the best of five."""
    corpus.write(folder / "start" / "few", 5)
    seeds = ("check", str(ROOT / "seeds"), "--fail-on", "never", "--format", "json", "--output", "few.json", "--quiet")
    for name, arguments in (
        ("`--help`", ("--help",)),
        ("the five seed documents", seeds),
        (
            "five short documents",
            ("check", "few", "--fail-on", "never", "--format", "json", "--output", "few.json", "--quiet"),
        ),
    ):
        best = min((run(name, *arguments, cwd=folder / "start") for _ in range(5)), key=lambda one: one.wall)
        yield f"- {name}: {best.wall:.2f} s ({best.processor:.2f} s of the processor), {best.memory:.0f} MB"


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


def sections(text: str) -> dict[str, str]:
    """The sections of a report by heading, what stands before the first under the empty name."""
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def ordinary(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """The sections that every run measures, each with its lines."""
    own: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
        "start": ("Start", lambda: startup(folder)),
        "growing": ("A corpus that grows", lambda: growing(options.sizes, options.jobs, folder)),
        "kills": ("Checks that are killed", lambda: iter([kills(options.kills, folder) + "."])),
        "stream": ("One large file", lambda: iter([one_file(options.stream, options.jobs, folder) + "."])),
    }
    for name, (title, lines) in own.items():
        if not options.only or name in options.only:
            yield title, lines()
    for name, script in SCRIPTS.items():
        if not options.only or name in options.only:
            yield script.title, scripted(script, folder, options.jobs)


def growing(sizes: Sequence[int], jobs: int, folder: Path) -> Iterator[str]:
    """Checks of corpora of several sizes."""
    return table([measure(size, jobs, folder) for size in sizes], jobs)


def large(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The section on a large corpus, which says when and how it was measured."""
    yield f"Measured {date.today().isoformat()} with `make bench LARGE={options.large}`: {machine()}."
    yield ""
    yield from growing([10_000, options.large], options.jobs, folder)
    yield ""
    yield one_file(options.large, options.jobs, folder) + "."


def written(path: Path, found: dict[str, str], order: Sequence[str]) -> None:
    """Writes the report: the sections of `found` in place of those of the same name, the others as they were."""
    held = sections(path.read_text(encoding="utf-8")) if path.exists() else {}
    merged = held | found
    names = [name for name in order if name in merged]
    names += [name for name in merged if name and name not in names]
    text = merged.get("", "# Benchmarks\n") + "".join(f"## {name}{merged[name]}" for name in names)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


TITLES = ("Start", "A corpus that grows", LARGE, "Checks that are killed", "One large file")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--stream", type=int, default=10_000, help="documents of the one large file")
    parser.add_argument("--large", type=int, help="measure this size only, and rewrite its section")
    parser.add_argument("--only", nargs="+", choices=["start", "growing", "kills", "stream", *SCRIPTS])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--output", type=Path, default=ROOT / "reports" / "bench.md")
    options = parser.parse_args()
    found: dict[str, str] = {}
    with workplace(options.keep) as folder:
        if options.large:
            parts: Iterator[tuple[str, Iterator[str]]] = iter([(LARGE, large(options, folder))])
        else:
            parts = ordinary(options, folder)
            found[""] = f"# Benchmarks\n\n{machine()}.\n\n" if not options.only else ""
        for title, lines in parts:
            print(f"## {title}\n", flush=True)
            said = []
            for line in lines:
                print(line, flush=True)
                said.append(line)
            print(flush=True)
            found[title] = "\n\n" + "\n".join(said).rstrip("\n") + "\n\n"
    if not found.get(""):
        found.pop("", None)
    written(options.output, found, [*TITLES, *(script.title for script in SCRIPTS.values())])
    return 0


if __name__ == "__main__":
    sys.exit(main())
