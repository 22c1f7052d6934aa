"""Disagreements in documentation, scored before and after the commits that repaired them.

    python tests/benchmarks/docs.py [--case NAME]… [--show]

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
from itertools import combinations
from pathlib import Path
from typing import Any

from factcheck import pipeline, reading
from factcheck.model import Evidence, Finding
from factcheck.rulebook import load
from factcheck.settings import Settings

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
DISAGREE = {"conflict", "update", "attributed"}


def pairs(finding: Finding) -> Iterator[tuple[str, Evidence, Evidence]]:
    """Every pair of places with the verdict on it; a derived conflict links the places of its terms, but a list, which has
    a term for each item, is one place that stands against its count.
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


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--case", action="append")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    folder = SHARED / "docs-dev"
    if not folder.is_dir():
        print(f"skipped: {folder} is absent (set FACTCHECK_SHARED)")
        return 0
    os.chdir(folder)
    cases = options.case or sorted(path.parent.name for path in folder.glob("*/gold.jsonl"))
    out: dict[str, list[dict[str, Any]]] = {"before": [], "after": []}
    begin = time.process_time()
    for case in cases:
        for state, kept in out.items():
            found = check(Path(case) / state)
            kept += rows(case, Path(case) / state, found)
            if options.show:
                print(f"== {case} {state}")
                print(*(f"  {shown(one)}" for one in found if one.verdict in DISAGREE), sep="\n")
    print(f"{time.process_time() - begin:.0f} s of one core")
    return score(folder, out)


def score(folder: Path, out: dict[str, list[dict[str, Any]]]) -> int:
    """Runs the scorer on the exported findings."""
    with tempfile.TemporaryDirectory() as temporary:
        files = {state: Path(temporary) / f"{state}.json" for state in out}
        for state, file in files.items():
            file.write_text(json.dumps(out[state]))
        command = [sys.executable, str(folder / "score.py"), "--gold", str(folder), "--root", str(folder)]
        return subprocess.run([*command, "--findings", str(files["before"]), "--after", str(files["after"])]).returncode


if __name__ == "__main__":
    sys.exit(main())
