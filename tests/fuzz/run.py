"""Fuzzes the readers and the extraction for a bounded time, guided by coverage (needs atheris, the extra `fuzz`).

    python tests/fuzz/run.py [--seconds 60] [--target readers] [--folder build/fuzz]

Each target runs in a child that the parent starts again when it dies. A finding (an exception that is not ours, more
than 2 s of processor time, more than 1 GB of memory) is kept as `<folder>/<target>/finding-*` with its traceback, each
kind once. The corpus of inputs that reached something new stays in the folder. Status 1 if anything was found.
"""

from __future__ import annotations

import argparse
import faulthandler
import importlib
import json
import os
import pkgutil
import re
import resource
import subprocess
import sys
import time
import traceback
from hashlib import blake2b
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

HANGS = 60
"""Seconds after which a child that never comes back is ended."""

INSTRUMENTED = {"readers": {"reading"}, "extraction": {"extraction", "quantity", "period", "tokens"}}
"""The packages whose branches guide the fuzzer; others only cost time."""

MEMORY = 1024
"""Megabytes that a child may take, with the rules and the fuzzer."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--target", action="append", choices=("readers", "extraction"))
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    wanted = given.target or ["readers", "extraction"]
    if given.child:
        child(wanted[0], given.seconds, given.folder)
    return int(any(parent(name, given.seconds, given.folder / name) for name in wanted))


def parent(name: str, seconds: int, folder: Path) -> int:
    """Runs a target until its time is over; the number of findings in its folder."""
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    seed(name, folder / "corpus")
    tried, deaths, peak, end = 0, 0, 0, time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0:
        (folder / "count").unlink(missing_ok=True)
        command = [sys.executable, "-P", __file__, "--child", "--target", name]
        with (folder / "log").open("ab") as log:
            done = subprocess.run([*command, "--seconds", str(left), "--folder", folder], stdout=log, stderr=log)
        counts = json.loads((folder / "count").read_text()) if (folder / "count").exists() else {}
        if done.returncode and not (folder / "current").exists():
            sys.exit(f"{name}: does not start; see {folder / 'log'}")
        tried += counts.get("tried", 0)
        peak = max(peak, counts.get("peak", 0))
        if done.returncode and time.monotonic() < end - 1:
            deaths += 1
            if (folder / "current").exists():
                keep(folder, (folder / "current").read_bytes(), f"the process died with status {done.returncode}")
        print(f"{name}: {tried:,} inputs, {deaths} deaths, peak {peak:,} MB", flush=True)
    found = [one for one in sorted(folder.glob("finding-*.txt")) if confirmed(name, one)]
    for one in found:
        print(f"{name}: {one}: {one.read_text().strip().splitlines()[-1][:200]}")
    return len(found)


def confirmed(name: str, told: Path) -> bool:
    """Whether a finding about time is one without the instrumentation too, which makes everything slower."""
    if not re.search("fuzz.targets.Fault|takes longer", told.read_text()):
        return True
    from fuzz import targets

    try:
        targets.TARGETS[name](told.with_suffix("").read_bytes())
    except Exception:
        return True
    told.with_suffix("").unlink()
    told.unlink()
    return False


def seed(name: str, corpus: Path) -> None:
    """Puts texts to start from into an empty corpus."""
    if any(corpus.iterdir()):
        return
    from fuzz.seeds import seeds

    for number, data in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(data)


def keep(folder: Path, data: bytes, said: str) -> None:
    """Keeps an input with what it did, one for each place and kind of fault."""
    frames = re.findall(r'File "[^"]*?(factcheck/[^"]*)", line (\d+)', said)
    kind = f"{frames[-1:]}{said.strip().splitlines()[-1].partition(':')[0]}"
    path = folder / f"finding-{blake2b(kind.encode(), digest_size=6).hexdigest()}"
    if not path.exists():
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(said)


def child(name: str, seconds: int, folder: Path) -> None:
    """Fuzzes one target in this process; does not come back."""
    import atheris

    import factcheck

    with atheris.instrument_imports(include=["factcheck"], enable_loader_override=False):
        from fuzz import targets

        for module in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
            if module.name.split(".")[1] in INSTRUMENTED[name]:
                importlib.import_module(module.name)
    target = targets.TARGETS[name]
    target(b"\0\0Warm 1.")
    counts = {"tried": 0, "peak": 0}

    def one(data: bytes) -> None:
        (folder / "current").write_bytes(data)
        faulthandler.dump_traceback_later(HANGS, exit=True)
        try:
            target(data)
        except Exception:
            keep(folder, data, traceback.format_exc())
        faulthandler.cancel_dump_traceback_later()
        counts["tried"] += 1
        if counts["tried"] % 100 == 0:
            note(folder, counts)

    options = [f"-max_total_time={seconds}", f"-max_len={targets.LONGEST}", f"-rss_limit_mb={MEMORY}", "-timeout=0"]
    words = folder / "words"
    write_words(words)
    atheris.Setup([sys.argv[0], str(folder / "corpus"), f"-dict={words}", "-print_final_stats=1", *options], one)
    atheris.Fuzz()


def note(folder: Path, counts: dict[str, Any]) -> None:
    counts["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rest = folder / "count.new"
    rest.write_text(json.dumps(counts))
    os.replace(rest, folder / "count")


def write_words(path: Path) -> None:
    """The dictionary of the fuzzer: pieces that mean something to a format or to the grammar of numbers and times."""
    from fuzz.seeds import PIECES

    lines = ['"{}"'.format("".join(f"\\x{byte:02x}" for byte in piece.encode())) for piece in PIECES if piece]
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
