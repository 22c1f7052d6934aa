"""Quality of alignment and verdicts on labelled topics, with weights that never saw the topic that is scored.

    python tests/benchmarks/alignment.py [--in-sample]

Reads the folder dev-corpus below $FACTCHECK_SHARED and scores with the scorer that lies there.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from factcheck import alignment, comparison
from factcheck.alignment import evidence, fit
from factcheck.alignment.links import probability, worth_of
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


BINS = (0.0, 0.05, 0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 1.01)


def reliability(odds: list[tuple[float, bool, bool]]) -> str:
    """How often pairs of a stated probability are one fact by the gold, equal and contradicting values apart.

    Pairs of equal value that the gold does not label are left out; of contradicting ones "unlabelled" counts as no.
    """
    lines = [
        "| probability | equal values | of them one fact | contradicting | of them one fact |",
        "| --- " + "| --: " * 4 + "|",
    ]
    for low, high in pairwise(BINS):
        cells = []
        for equal in (True, False):
            inside = [label for chance, same, label in odds if same is equal and low <= chance < high]
            cells += [f"{len(inside):,}", f"{sum(inside) / len(inside):.0%}" if inside else ""]
        lines.append(f"| {low:.2f} to {min(high, 1):.2f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def chances(topic: fit.Topic, weights: Weights) -> tuple[list[tuple[float, bool, bool]], int, float]:
    """Probability, whether the values are equal, and the label, of the pairs of a topic; how many pairs were scored,
    and in how many seconds.
    """
    begin = time.thread_time()  # the threads of the fit, which wait by spinning, are no part of it
    worth = worth_of(weights)
    told = [
        (probability(one.pair, found, worth), found[evidence.EQUAL] > 0, one.label)
        for one, found in fit.weighed(topic, weights)
        if one.pair.a.family != "time"
    ]
    return told, sum(len(pairs) for _, _, pairs in topic.blocks), time.thread_time() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--in-sample", action="store_true")
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
    told: list[tuple[float, bool, bool]] = []
    pairs, spent, aligned = 0, 0.0, 0.0
    old, prior = rules.weights["default"], rules.weights["prior"]
    gc.freeze()  # the samples of the fit are no garbage, and the product holds none
    for topic in data:
        weights = old if options.in_sample else fit.fit([one for one in data if one is not topic], prior)
        weights = msgspec.structs.replace(
            weights, conflict=options.conflict or old.conflict, review=old.review, link=old.link
        )
        begin = time.thread_time()
        rows += exported(topic.name, findings(topic, rules, weights))
        aligned += time.thread_time() - begin
        some, count, seconds = chances(topic, weights)
        told, pairs, spent = told + some, pairs + count, spent + seconds
    judge = scorer(folder)
    result = judge.score(judge.load_gold([str(folder)]), rows)
    print("weights fitted on all topics" if options.in_sample else "weights fitted without the topic that is scored")
    judge.report(result)
    print(f"\nRELIABILITY\n{reliability(told)}")
    print(
        f"\nCOST\n  aligning and comparing all topics {aligned:.2f} s of processor time; "
        f"{pairs:,} candidate pairs, {1e6 * spent / pairs:.0f} µs to score a pair once its claims are compared"
    )
    if options.out:
        Path(options.out).write_text(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
