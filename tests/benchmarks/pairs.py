"""Answers sentence pairs: reads JSONL with id, a, b on standard input, writes id and verdict.

    python $FACTCHECK_SHARED/pairs-dev/score.py --data $FACTCHECK_SHARED/pairs-dev/data --by-why -- \
        python tests/benchmarks/pairs.py
"""

from __future__ import annotations

import json
import sys

import factcheck


def verdict(a: str, b: str) -> str:
    """contradiction, consistent or unrelated for two sentences on one matter."""
    found = {finding.verdict for finding in factcheck.compare(a, b)}
    if found & {"conflict", "update", "attributed"}:
        return "contradiction"
    return "consistent" if found else "unrelated"


if __name__ == "__main__":
    for line in sys.stdin:
        row = json.loads(line)
        print(json.dumps({"id": row["id"], "verdict": verdict(row["a"], row["b"])}), flush=True)
