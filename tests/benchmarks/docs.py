"""Disagreements in documentation, scored before and after the commits that repaired them.

    python tests/benchmarks/docs.py [--case NAME]… [--show] [--unmatched FILE]

Reads the folder docs-dev below $FACTCHECK_SHARED (default: `../shared` beside the repository) and scores with the
scorer that lies there; without the folder it says so and leaves with status 0. `--show` prints the conflicts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

from factcheck import pipeline, reading
from factcheck.model import Evidence, Finding
from factcheck.rulebook import load
from factcheck.settings import Settings

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
STATES = ("before", "after")
DISAGREE = {"conflict", "update", "attributed"}


def pairs(finding: Finding) -> Iterator[tuple[str, Evidence, Evidence]]:
    """Every pair of places with the verdict on it; a derived conflict links the places of its terms, but a list, with a
    term for each item, is one place that stands against its count.
    """
    for relation in finding.relations:
        for a in finding.values[relation.a].evidence:
            yield from ((relation.verdict, a, b) for b in finding.values[relation.b].evidence)
    if finding.derived:
        terms = finding.terms[:2] if finding.terms[0].name == "count" else finding.terms
        for one, two in combinations(terms, 2):
            yield from ((finding.verdict, a, b) for a in one.evidence for b in two.evidence)


def rows(case: str, root: Path, found: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """Findings in the form of the scorer, each pair of places by itself; what only wants a review is left out."""
    for finding in found:
        for verdict, a, b in pairs(finding):
            if verdict != "review":
                said = "conflict" if verdict in DISAGREE else verdict
                yield {"topic": case, "verdict": said, "a": side(root, a), "b": side(root, b)}


def side(root: Path, place: Evidence) -> dict[str, Any]:
    doc = os.path.relpath(place.path, root)
    return {"doc": doc, "start": place.start, "end": place.end}


def check(root: Path) -> list[Finding]:
    """The findings on one state of one case."""
    documents = reading.read([str(root)], Settings())
    return list(pipeline.check(documents, load()).findings)


def shown(finding: Finding) -> str:
    places = [f"{e.path}:{e.line} {' '.join(e.quote.split())[:120]}" for v in finding.values for e in v.evidence[:2]]
    places += [f"{e.path}:{e.line} {' '.join(e.quote.split())[:120]}" for t in finding.terms for e in t.evidence[:1]]
    return "\n      ".join([f"{finding.check} {finding.confidence} {finding.summary[:200]}", *places[:6]])


def state(work: tuple[str, str]) -> tuple[list[dict[str, Any]], list[str], float]:
    """The rows of one state of one case, its conflicts for reading, and the seconds of processor time that it took."""
    begin = time.process_time()
    root = Path(*work)
    found = check(root)
    conflicts = [f"{'/'.join(work)}: {shown(one)}" for one in found if one.verdict in DISAGREE]
    return list(rows(work[0], root, found)), conflicts, time.process_time() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--case", action="append", help="this case alone (repeatable)")
    parser.add_argument("--show", action="store_true", help="prints the conflicts")
    parser.add_argument("--unmatched", type=Path, help="writes the conflicts that match no label here, one a line")
    options = parser.parse_args()
    folder = SHARED / "docs-dev"
    if not folder.is_dir():
        print(f"skipped: {folder} is absent (set FACTCHECK_SHARED)")
        return 0
    os.chdir(folder)
    cases = options.case or sorted(path.parent.name for path in folder.glob("*/gold.jsonl"))
    work = [(case, name) for case in cases for name in STATES]
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in STATES}
    seconds = 0.0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for (_, name), (found, conflicts, took) in zip(work, pool.map(state, work), strict=True):
            out[name] += found
            seconds += took
            if options.show:
                print(*conflicts, sep="\n")
    figures = score(folder, out, options.unmatched)
    print(table(figures, seconds))
    return 0


def score(folder: Path, out: dict[str, list[dict[str, Any]]], unmatched: Path | None) -> dict[str, Any]:
    """The figures of the scorer on the exported findings."""
    with tempfile.TemporaryDirectory() as temporary:
        files = {name: Path(temporary) / f"{name}.json" for name in (*STATES, "figures")}
        for name in STATES:
            files[name].write_text(json.dumps(out[name]))
        command = [sys.executable, str(folder / "score.py"), "--gold", str(folder), "--root", str(folder)]
        command += ["--findings", str(files["before"]), "--after", str(files["after"]), "--json", str(files["figures"])]
        command += ["--unmatched", str(unmatched)] if unmatched else []
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        figures: dict[str, Any] = json.loads(files["figures"].read_text())
        return figures


def table(figures: dict[str, Any], seconds: float) -> str:
    """The figures that count, as a table of Markdown."""
    slices, load = figures["slices"], figures["load"]
    lines = [
        ("disagreements found that a commit repaired", shares(slices["repaired by the commit"])),
        ("of disagreements across documents", shares(slices["two documents"])),
        ("of disagreements inside one document", shares(slices["inside one document"])),
        ("cases with one found", shares(slices["cases with at least one repaired conflict found"])),
        ("conflicts on repaired places, repaired state", str(figures["after"].get("repaired places", 0))),
        ("conflict pairs that match no label, per 100 kB", f"{load['before: not matching, per 100 kB']:.2f}"),
        ("the same in the repaired state", f"{load['after: not a known conflict, per 100 kB']:.2f}"),
        ("seconds of one core", f"{seconds:.0f}"),
    ]
    return "\n".join(["| documentation | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in lines)])


def shares(found: Sequence[int]) -> str:
    return f"{found[0]} of {found[1]} ({found[0] / found[1]:.0%})" if found[1] else "none"


if __name__ == "__main__":
    sys.exit(main())
