"""Measures how fast each format is read, per whole file, on the development corpora.

    python tests/benchmarks/reading.py

The data folder is named by FACTCHECK_SHARED (default: `../shared` beside the repository); without it the script says so
and leaves with status 0.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from pathlib import Path

from factcheck.model import Document
from factcheck.reading import documents, sources
from factcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
FOLDERS = [folder for name in ("dev-corpus", "docs-dev") if (folder := SHARED / name).is_dir()]


def main() -> None:
    if not FOLDERS:
        print(f"skipped: no corpora in {SHARED.name}; set FACTCHECK_SHARED")
        return
    before = time.perf_counter()
    found = sources([str(folder) for folder in FOLDERS], Settings(), lambda said: None)
    print(f"{'walk':10} {len(found):6} files {'':12} {time.perf_counter() - before:7.2f} s")
    spent: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    before = time.perf_counter()
    for source, one in documents(found, Settings()):
        if isinstance(one, Document):
            row = spent[Path(source.path).suffix]
            now = time.perf_counter()
            row[0], row[1], row[2] = row[0] + 1, row[1] + len(one.text), row[2] + now - before
        before = time.perf_counter()
    for suffix, (files, characters, seconds) in sorted(spent.items()):
        rate = characters / seconds / 1e6
        print(f"{suffix:10} {files:6.0f} files {characters / 1e6:7.2f} M chars {seconds:7.2f} s {rate:7.2f} M chars/s")


if __name__ == "__main__":
    main()
