"""The package in plain Python and compiled (see hatch_build.py): whether both read the same claims, and their speed.

    python tests/benchmarks/compiled.py [FOLDER]

FOLDER, build/compiled by default, is filled first unless what stands there is newer than the source, which takes some
minutes. Both read by turns in processes of their own, since the speed of a machine drifts; processor time is told.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
ROUNDS = 15


def sources() -> Iterator[Path]:
    """All that the compiled package is made of."""
    yield ROOT / "hatch_build.py"
    yield from (ROOT / "factcheck").rglob("*.py")
    yield from (ROOT / "rules").rglob("*.yaml")


def stands(folder: Path) -> bool:
    """Whether the compiled package of this source is in a folder."""
    made = [path.stat().st_mtime for path in (folder / "factcheck").glob("tokens.*") if path.suffix in (".so", ".pyd")]
    return bool(made) and made[0] > max(path.stat().st_mtime for path in sources())


def serve() -> None:
    """Tells which claims are read of the topics and the seeds, then for each line read the seconds of one pass."""
    import speed

    from factcheck import _document, extraction, reading, rulebook, settings

    rules = rulebook.load()
    found = hashlib.sha256()
    texts = [str(path) for folder in ("seeds", "tests/topics") for path in sorted((ROOT / folder).rglob("*.txt"))]
    documents = list(reading.read(texts, settings.Settings()))
    for extract in extraction.read_all(documents, rules):
        found.update(repr((extract.published, extract.claims, sorted(extract.words))).encode())
    news = [_document("text", text, None) for text in speed.articles(SHARED / "dev-corpus")]
    extraction.read_all(news, rules)
    compiled = not str(extraction.__file__).endswith(".py")
    size = sum(len(one.text) for one in news)
    print(json.dumps({"compiled": compiled, "claims": found.hexdigest(), "size": size}), flush=True)
    for _ in sys.stdin:
        begin = time.process_time()
        extraction.read_all(news, rules)
        print(time.process_time() - begin, flush=True)


def main() -> int:
    """Compiles if need be, compares, and prints the table; 1 if the claims differ."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "compiled").resolve()
    if not stands(folder):
        begin = time.perf_counter()
        made = subprocess.run([sys.executable, ROOT / "hatch_build.py", folder], capture_output=True, text=True)
        if made.returncode:
            print((made.stdout + made.stderr).strip().splitlines()[-1])
            return 0
        print(f"compiled in {time.perf_counter() - begin:.0f} s")
    with ExitStack() as open_ones:
        both = []
        for place in (ROOT, folder):
            environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(place), str(Path(__file__).parent)))}
            command = [sys.executable, "-P", "-c", "import compiled; compiled.serve()"]
            process = subprocess.Popen(command, env=environment, text=True, stdin=-1, stdout=-1, cwd=ROOT)
            both.append(open_ones.enter_context(process))
        told = [json.loads(process.stdout.readline()) for process in both]  # type: ignore[union-attr]
        taken: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for process, times in zip(both, taken, strict=True):
                print(file=process.stdin, flush=True)
                times.append(float(process.stdout.readline()))  # type: ignore[union-attr]
    assert [one["compiled"] for one in told] == [False, True], told
    for name, one, times in zip(("plain", "compiled"), told, taken, strict=True):
        print(f"  {name:10} {one['size'] / min(times):12,.0f} characters a second on one core")
    print(f"  {'ratio':10} {statistics.median(a / b for a, b in zip(*taken, strict=True)):12.2f}")
    same = told[0]["claims"] == told[1]["claims"]
    print("  the claims of seeds and topics are", "the same" if same else "NOT the same")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
