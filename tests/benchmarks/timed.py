"""Runs `factcheck` as a user would and notes in FILE what each stage took: timed.py FILE ARGUMENTS…

Seconds on the clock and of the processors (the workers' included), and the most megabytes that any process held up to
the end of the stage.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from factcheck.__main__ import main
from factcheck.collection import Corpus

STAGES = {"add": "extraction", "align": "alignment", "compare": "comparison", "derive": "derivation"}
TICK = 1 / os.sysconf("SC_CLK_TCK")

taken: dict[str, dict[str, float]] = {}


def processor() -> float:
    """Seconds of processor time of this process and of its workers up to now."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system + sum(map(_of, _workers()))


def _workers() -> list[int]:
    return [one.pid for one in multiprocessing.active_children() if one.pid]


def _of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK


def memory() -> float:
    """The most megabytes that this process or one of its workers has held."""
    found = [0.0]
    for pid in (os.getpid(), *_workers()):
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        found += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
    return max(found)


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which adds what it took to the stage `name`."""

    def called(*given: Any, **named: Any) -> Any:
        begin, spent = time.perf_counter(), processor()
        result = function(*given, **named)
        stage = taken.setdefault(name, {"wall": 0.0, "processor": 0.0, "memory": 0.0})
        stage["wall"] += time.perf_counter() - begin
        stage["processor"] += processor() - spent
        stage["memory"] = max(stage["memory"], memory())
        return result

    return called


if __name__ == "__main__":
    file = Path(sys.argv.pop(1))
    for method, stage in STAGES.items():
        setattr(Corpus, method, timed(stage, getattr(Corpus, method)))
    try:
        main()
    finally:
        file.write_text(json.dumps(taken))
