"""What the relations find in news that was not written for them: one line a finding, to be read and judged.

Run `python tests/benchmarks/relations.py [objections]`; with `objections`, only what does not hold. The folder of the
data stands in the environment variable FACTCHECK_SHARED (default: ../shared beside the repository).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from factcheck import derivation, extraction, rulebook
from factcheck.model import Claim, Document, Finding, Publication

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared")) / "dev-corpus"
OBJECTIONS = frozenset({"conflict", "review"})


def documents(topic: Path) -> list[Document]:
    """The documents of a topic with the days of their publication."""
    dates = json.loads((topic / "meta.json").read_text(encoding="utf-8"))
    return [
        Document(path=f"{topic.name}/{path.name}", text=path.read_text(encoding="utf-8"), published=_day(dates, path))
        for path in sorted((topic / "docs").glob("*.txt"))
    ]


def _day(dates: dict[str, dict[str, str | None]], path: Path) -> Publication | None:
    day = (dates.get(path.name) or dates.get(path.stem) or {}).get("date")
    return Publication(start=day, end=day, basis="configured", confidence=1.0) if day else None


def found(topic: Path, rules: rulebook.Rulebook) -> tuple[list[Finding], int, float]:
    """The derived findings of a topic, its number of documents, and the seconds that the relations took."""
    texts = documents(topic)
    corpus: list[list[Claim]] = [extraction.claims(one, rules)[1] for one in texts]
    start = time.perf_counter()
    findings = derivation.findings(corpus, {one.path: one.text for one in texts}, rules)
    return findings, len(texts), time.perf_counter() - start


def main(only: bool) -> None:
    """Prints all findings and what they come to."""
    if not DATA.is_dir():
        print(f"skipped: no folder {DATA}; set FACTCHECK_SHARED")
        return
    rules, verdicts, count, seconds = rulebook.load(), Counter[str](), 0, 0.0
    for topic in sorted(path.parent for path in DATA.glob("*/meta.json")):
        findings, documents_here, took = found(topic, rules)
        count, seconds = count + documents_here, seconds + took
        verdicts.update(one.verdict for one in findings)
        for one in findings:
            if not only or one.verdict in OBJECTIONS:
                print(f"{one.verdict:10} {one.check:24} {one.summary}")
    print(f"{count} documents, {sum(verdicts.values())} findings {dict(verdicts)}, relations took {seconds:.2f} s")


if __name__ == "__main__":
    main("objections" in sys.argv[1:])
