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
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from factcheck import period, rulebook
from factcheck.model import Mention, Publication, SourceOptions
from factcheck.period import civil
from factcheck.period.extent import holding, shift
from factcheck.tokens import Tokens

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
FLOORS = {"rec-datetime": 0.75, "duck-time": 0.75}


def mentions(text: str, moment: str | None) -> list[Mention]:
    """The times of a text read at a moment."""
    lexicon = period.lexicon(rulebook.load())
    anchor = Publication(start=moment[:16], end=moment[:16], basis="configured", confidence=1.0) if moment else None
    return period.scan(Tokens(text, lexicon.marks), lexicon, anchor, SourceOptions(), durations=True)


def prediction(mention: Mention, name: str, moment: str | None, text: str) -> dict[str, Any]:
    """A mention in the form of the scorer, by the conventions of the set."""
    kind = {"date": "date", "time": "time", "set": "set"}.get(mention.kind, "duration")
    timex = mention.timex or ""
    placed = mention.period
    narrowed = mention.rule in EDGES and name == "duck-time"
    if placed is not None and placed.start and placed.end and (timex.startswith("P") or narrowed):
        timex = f"{placed.start}/{_next(placed.end)}"
    if name == "rec-datetime":
        timex = _recognizers(timex, mention)
    elif moment is not None:
        timex = _duckling(timex, mention, moment, "upcoming" in text[mention.start : mention.end])
    return {"start": mention.start, "end": mention.end, "kind": kind, "timex": timex}


RANGES = {"between-times", "day-or-month-range", "days-range-after", "days-range-before", "slash-range", "school-year"}
EDGES = {"edge-of", "edge-of-unit", "rest-of", "month-end", "year-end", "end-of-sign", "remainder-of", "year-to-date"}


def _recognizers(timex: str, mention: Mention) -> str:
    """Ranges end where their last unit starts; ranges of bare times are told with their length."""
    placed = mention.period
    if "/" in timex and timex.startswith("T"):
        start, end = timex.split("/")
        return f"({_hour(start)},{_hour(end)},{_span(start, end)})"
    if "/" in timex and mention.rule in RANGES and placed is not None and placed.end:
        return f"{timex.split('/')[0]}/{_unit_start(placed.end, placed.grain)}"
    return timex


def _duckling(timex: str, mention: Mention, moment: str, upcoming: bool) -> str:
    """Times of day are of the reference day and in its zone, parts of the day stretches, the last unit of a range of
    times counts in, deadlines start now, and "the next two months" are months of the calendar."""
    placed = mention.period
    if timex == "PRESENT_REF":
        return moment
    if placed is not None and placed.end and mention.mod == "<=" and placed.start is None:
        return f"{moment}/{_next(placed.end)}"
    if mention.kind == "duration" and placed is not None and placed.start and placed.end:
        if mention.rule == "within-length":
            return f"{moment}/{_next(placed.end)}"
        return _counted(mention.timex or "", placed.start[:16] < moment[:16], moment, upcoming) or timex
    if timex.startswith("T") and timex[1:2].isdigit():
        timex = "/".join(f"{moment[:10]}{part}" for part in timex.split("/"))
    if re.search(r"T\d\d.*(?:[+-]\d\d:\d\d|Z)\Z", timex):
        timex = "/".join(_local(part) for part in timex.split("/"))
    if "/" in timex and "T" in timex.split("/")[1] and mention.kind == "time":
        start, end = timex.split("/")
        step = 3600 if mention.timex and ":" not in mention.timex else 60
        return f"{start}/{civil.iso_moment(civil.parse_moment(end) + step)}"
    if placed is not None and placed.start and placed.end and timex[-2:] in ("MO", "AF", "EV", "NI", "LN", "MD"):
        longer = 3600 if timex.endswith("AF") else 0
        return f"{placed.start}/{civil.iso_moment(civil.parse_moment(placed.end) + 60 + longer)}"
    return timex


UNITS = {"TM": "minute", "TH": "hour", "TS": "second", "Y": "year", "Q": "quarter", "M": "month", "W": "week"}


def _counted(length: str, back: bool, moment: str, upcoming: bool) -> str | None:
    """So many whole units of the calendar before or after that of the reference time; of "upcoming" ones the last."""
    match = re.fullmatch(r"P(T?)(\d+)([YQMWDHS])", length)
    if match is None:
        return None
    names = (
        {"M": "minute", "H": "hour", "S": "second"}
        if match[1]
        else {"Y": "year", "Q": "quarter", "M": "month", "W": "week"}
    )
    unit = names.get(match[3], "day")
    now = holding(civil.parse_moment(moment), unit)
    count = int(match[2])
    first, last = (shift(now, unit, step) for step in ((-count, -1) if back else (1, count)))
    if upcoming:
        return last.value()
    if match[1]:
        return f"{civil.iso_moment(first.start, True)}/{civil.iso_moment(shift(last, unit, 1).start, True)}"
    return f"{civil.iso_day(first.day)}/{civil.iso_day(last.stop // civil.DAY)}"


REFERENCE_ZONE = -120
"""Minutes from UTC in which duckling's corpus is set."""


def _local(timex: str) -> str:
    if not re.search(r"(?:[+-]\d\d:\d\d|Z)\Z", timex):
        return timex
    clock, zone = (timex[:-1], 0) if timex.endswith("Z") else (timex[:-6], int(timex[-5:-3]) * 60 + int(timex[-2:]))
    zone = -zone if timex[-6] == "-" else zone
    return civil.iso_moment(civil.parse_moment(clock) + (REFERENCE_ZONE - zone) * 60)


def _hour(clock: str) -> str:
    return clock.removesuffix(":00")


def _span(start: str, end: str) -> str:
    ends = [civil.parse_moment(f"2000-01-01{part}") for part in (start, end)]
    minutes = (ends[1] - ends[0]) // 60 % 1440
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")


def _next(day: str) -> str:
    if "T" in day:
        return civil.iso_moment(civil.parse_moment(day) + 60)
    return civil.iso_day(civil.parse_day(day) + 1)


def _unit_start(day: str, grain: str) -> str:
    if "T" in day:
        return day
    year, month, _ = civil.civil(civil.parse_day(day))
    starts = {"year": (year, 1), "month": (year, month), "quarter": (year, (month - 1) // 3 * 3 + 1)}
    return civil.iso_day(civil.number(*starts[grain], 1)) if grain in starts else day


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
        line["id"]: {
            "pred": [
                prediction(mention, name, line.get("ref_time"), line["text"])
                for mention in mentions(line["text"], line.get("ref_time"))
            ]
        }
        for line in gold
    }
    counts, wrong = score.score(gold, predicted, errors)
    for tag, line, stated, told in wrong:
        print(f"{tag:7} {(line.get('ref_time') or '')[:16]} {line['text'][:100]!r}")
        print(f"    gold {_brief(stated, line)}\n    pred {_brief(told, line)}")
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
