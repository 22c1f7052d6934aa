"""Times against the development sets of third parties: rec-datetime and duck-time, found and placed.

    python tests/benchmarks/times.py [--errors N] [--write FOLDER]

The data lie in the folder named by FACTCHECK_SHARED (default: ../shared beside the repository); without them the
benchmark says so and ends well. The sets have conventions of their own, which the adapter translates: the one ends a
range where its last unit starts, the other one unit of the clock after its end.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from factcheck import period, rulebook
from factcheck.model import Mention, Publication, SourceOptions
from factcheck.period import civil
from factcheck.tokens import Tokens

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
FLOORS = {"rec-datetime": 0.75, "duck-time": 0.75}


def mentions(text: str, moment: str | None) -> list[Mention]:
    """The times of a text read at a moment."""
    lexicon = period.lexicon(rulebook.load())
    anchor = Publication(start=moment[:16], end=moment[:16], basis="configured", confidence=1.0) if moment else None
    return period.scan(Tokens(text, lexicon.marks), lexicon, anchor, SourceOptions(), durations=True)


def prediction(mention: Mention, name: str) -> dict[str, Any]:
    """A mention in the form of the scorer, by the conventions of the set."""
    kind = {"date": "date", "time": "time", "set": "set"}.get(mention.kind, "duration")
    timex = mention.timex or ""
    placed = mention.period
    narrowed = placed is not None and placed.start and placed.end and not timex.startswith("P") and _narrower(mention)
    if placed is not None and placed.start and placed.end and (timex.startswith("P") or narrowed):
        timex = f"{placed.start}/{_next(placed.end)}"
    if "/" in timex and name == "rec-datetime" and mention.rule in RANGES and placed is not None and placed.end:
        timex = f"{timex.split('/')[0]}/{_unit_start(placed.end, placed.grain)}"
    if "/" in timex and name == "duck-time" and "T" in timex:
        timex = _clock_end(timex)
    return {"start": mention.start, "end": mention.end, "kind": kind, "timex": timex}


RANGES = {"day-or-month-range", "days-range-after", "days-range-before", "slash-range", "school-year"}
EDGES = {"edge-of", "edge-of-unit", "edge-of-late", "rest-of", "month-end", "year-end", "remainder-of", "year-to-date"}


def _narrower(mention: Mention) -> bool:
    return mention.rule in EDGES


def _next(day: str) -> str:
    return day if "T" in day else civil.iso_day(civil.parse_day(day) + 1)


def _unit_start(day: str, grain: str) -> str:
    if "T" in day:
        return day
    year, month, _ = civil.civil(civil.parse_day(day))
    starts = {"year": (year, 1), "month": (year, month), "quarter": (year, (month - 1) // 3 * 3 + 1)}
    return civil.iso_day(civil.number(*starts[grain], 1)) if grain in starts else day


def _clock_end(timex: str) -> str:
    """The set counts the last minute, or hour, in."""
    start, end = timex.split("/")
    if "T" not in end or not end.split("T")[0]:
        return timex
    step = 3600 if end.endswith(":00") and start.endswith(":00") else 60
    return f"{start}/{civil.iso_moment(civil.parse_moment(end) + step)}"


def scorer() -> ModuleType:
    """The scorer that comes with the data."""
    folder = SHARED / "extraction-dev"
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(name: str, errors: int = 0) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each column of the scorer."""
    score = scorer()
    gold = score.load(SHARED / "extraction-dev" / "gold" / f"{name}.jsonl")
    predicted = {
        line["id"]: {"pred": [prediction(mention, name) for mention in mentions(line["text"], line.get("ref_time"))]}
        for line in gold
    }
    counts, wrong = score.score(gold, predicted, errors)
    for tag, line, stated, told in wrong:
        print(
            f"{tag:7} {(line.get('ref_time') or '')[:16]} {line['text'][:100]!r}\n    gold {_brief(stated, line)}\n    pred {_brief(told, line)}"
        )
    table: dict[str, tuple[float, float, float]] = score.table(counts, gold)
    return table


def _brief(item: dict[str, Any] | None, line: dict[str, Any]) -> str:
    if item is None:
        return "-"
    return f"{line['text'][item['start'] : item['end']]!r} {item.get('timex_alts') or item.get('timex')}"


def main() -> int:
    """Prints the figures; status 1 below a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--set", choices=sorted(FLOORS))
    arguments = parser.parse_args()
    if not (SHARED / "extraction-dev").is_dir():
        print(f"skipped: no data in {SHARED}; name their folder in FACTCHECK_SHARED")
        return 0
    below = False
    for name, floor in FLOORS.items():
        if arguments.set in (None, name):
            table = run(name, arguments.errors)
            print(
                name,
                json.dumps({column: [round(value, 3) for value in row] for column, row in table.items()}),
                f"floor {floor}",
            )
            below |= table["tx~"][2] < floor
    return int(below)


if __name__ == "__main__":
    sys.exit(main())
