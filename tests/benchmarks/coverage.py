"""How many of the values that a reader marked in the development corpus lie inside the span of a claim.

    python tests/benchmarks/coverage.py [--missed]

A value counts as found if one claim's span holds it and is at most 20 characters longer. The data folder is named by
FACTCHECK_SHARED (default: `../shared` beside the repository); without it the script says so and leaves with status 0.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from factcheck import extraction, rulebook
from factcheck.model import Document, Publication

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared")) / "dev-corpus"
LONGER = 20
TIMES = frozenset({"date", "time", "duration"})


class Marked(NamedTuple):
    """A value that a reader marked: its document, its span, its type and its text."""

    path: Path
    start: int
    end: int
    type: str
    value: str


def marked(topic: Path) -> Iterator[Marked]:
    """The values of a topic, each once."""
    lines = (topic / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    places = {
        Marked(topic / "docs" / side["doc"], side["vstart"], side["vend"], pair["type"], side["value"])
        for pair in map(json.loads, filter(str.strip, lines))
        for side in (pair["a"], pair["b"])
    }
    yield from sorted(places)


def spans(path: Path, meta: dict[str, Any]) -> list[tuple[int, int]]:
    """The spans of the claims of a document."""
    day = meta.get(path.name, {}).get("date")
    published = Publication(start=day, end=day, basis="configured", confidence=1.0) if day else None
    document = Document(path=path.name, text=path.read_text(encoding="utf-8"), published=published)
    return [(claim.start, claim.end) for claim in extraction.claims(document, rulebook.load())[1]]


def holds(spans: list[tuple[int, int]], one: Marked) -> bool:
    """Whether a claim's span holds a value closely."""
    longest = one.end - one.start + LONGER
    return any(start <= one.start and one.end <= end and end - start <= longest for start, end in spans)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="show the values that are not found")
    options = parser.parse_args()
    if not FOLDER.is_dir():
        print(f"skipped: {FOLDER} is absent; name the folder of the data in FACTCHECK_SHARED")
        return
    found, total = Counter[str](), Counter[str]()
    for topic in sorted(path.parent for path in FOLDER.glob("*/gold.jsonl")):
        meta = json.loads((topic / "meta.json").read_text(encoding="utf-8"))
        read: dict[Path, list[tuple[int, int]]] = {}
        for one in marked(topic):
            if one.path not in read:
                read[one.path] = spans(one.path, meta)
            hit = holds(read[one.path], one)
            for group in (one.type, "times" if one.type in TIMES else "quantities", "all"):
                total[group] += 1
                found[group] += hit
            if options.missed and not hit:
                print(f"missed {one.path.name}:{one.start} {one.type} {one.value!r}")
    for group in sorted(total, key=lambda name: (name in ("quantities", "times", "all"), name)):
        print(f"{group:12} {found[group]:5} of {total[group]:5} = {found[group] / total[group]:.1%}")


if __name__ == "__main__":
    main()
