"""Quality of alignment and verdicts on labelled topics, with weights that never saw the topic that is scored.

    python tests/benchmarks/alignment.py [--in-sample] [--show]

Reads the folder dev-corpus below $FACTCHECK_SHARED and scores with the scorer that lies there.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from factcheck import alignment, comparison
from factcheck.alignment import fit
from factcheck.model import Finding
from factcheck.rulebook import Rulebook, load
from factcheck.rulebook.schema import Weights

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
DISAGREE = {"conflict", "update", "attributed"}


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(topic: str, findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings in the form of the scorer: every pair of places of every relation."""
    rows = []
    for finding in findings:
        for relation in finding.relations:
            verdict = "conflict" if relation.verdict in DISAGREE else relation.verdict
            if verdict == "review":
                continue
            for a in finding.values[relation.a].evidence:
                for b in finding.values[relation.b].evidence:
                    rows.append(_row(topic, verdict, a, b, f"{finding.id}/{relation.id}"))
        for value in finding.values:
            places = value.evidence
            for i, a in enumerate(places):
                rows += [
                    _row(topic, "agree", a, b, f"{finding.id}/{a.path}{a.start}/{b.path}{b.start}")
                    for b in places[i + 1 :]
                ]
    return rows


def _row(topic: str, verdict: str, a: Any, b: Any, relation: str) -> dict[str, Any]:
    def side(one: Any) -> dict[str, Any]:
        return {"doc": Path(one.path).name, "start": one.start, "end": one.end}

    return {"topic": topic, "verdict": verdict, "a": side(a), "b": side(b), "relation": relation}


def findings(topic: fit.Topic, rules: Rulebook, weights: Weights) -> list[Finding]:
    ruled = msgspec.structs.replace(rules, weights={"default": weights})
    facts = alignment.align(topic.corpus, topic.bags, ruled)
    return comparison.findings(facts, topic.texts, ruled)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--in-sample", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--conflict", type=float)
    parser.add_argument("--out")
    options = parser.parse_args()
    folder = SHARED / "dev-corpus"
    if not folder.is_dir():
        print(f"skipped: {folder} is absent (set FACTCHECK_SHARED)")
        return 0
    rules = load()
    data = fit.topics(folder, rules)
    rows: list[dict[str, Any]] = []
    old, prior = rules.weights["default"], rules.weights["prior"]
    for topic in data:
        weights = old if options.in_sample else fit.fit([one for one in data if one is not topic], prior)
        weights = msgspec.structs.replace(
            weights, conflict=options.conflict or old.conflict, review=old.review, link=old.link
        )
        begin = time.perf_counter()
        rows += exported(topic.name, findings(topic, rules, weights))
        print(f"{topic.name:32} {time.perf_counter() - begin:6.2f} s", file=sys.stderr)
    score = scorer(folder)
    result = score.score(score.load_gold([str(folder)]), rows)
    score.report(result)
    if options.out:
        Path(options.out).write_text(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
