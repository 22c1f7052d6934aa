"""Scores the scanners on the development sets of extraction and prints the table of the scorer, then the speed.

    python tests/benchmarks/extraction.py [--set NAME]… [--errors N] [--speed]

The data folder is named by FACTCHECK_SHARED (default: `../shared` beside the repository); without it the script says so
and leaves with status 0. Only conventions are mapped here: names of units and of modifiers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from factcheck import quantity, rulebook
from factcheck.model import Mention, SourceOptions, Value
from factcheck.tokens import Tokens

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FACTCHECK_SHARED", ROOT.parent / "shared"))
FOLDER = SHARED / "extraction-dev"

Predict = Callable[[dict[str, Any]], list[dict[str, Any]]]

QUANTITY_SETS = (
    "newsquant",
    "rec-currency",
    "rec-dimension",
    "rec-number",
    "rec-numrange",
    "rec-percent",
    "rec-temperature",
    "rec-age",
    "duck-money",
    "duck-distance",
    "duck-volume",
    "duck-quantity",
    "duck-duration",
    "duck-numeral",
    "duck-temperature",
)

_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])|\n")
_UNITS = {"degree_Celsius": "celsius", "degree_Fahrenheit": "fahrenheit", "metric_ton": "tonne", "oil_barrel": "barrel",
          "kilometer_per_hour": "km/h", "mile_per_hour": "mph", "meter_per_second": "m/s", "foot_pound": "pound-foot",
          "ppm": "part per million", "ksi": "kilopound per square inch", "revolutions_per_minute": "rpm",
          "megabit_per_second": "megabit per second", "milliampere_hour": "milliampere-hour"}  # fmt: skip
_KINDS = {"count": "quantity", "measure": "quantity", "ratio": "number", "rank": "number"}
_MODS = {"<=": "<", ">=": ">"}


def mentions(text: str) -> tuple[Tokens, list[Mention]]:
    """The quantity mentions of a text, with its tokens."""
    lexicon = quantity.lexicon(rulebook.load())
    tokens = Tokens(text, lexicon.marks, [match.end() for match in _BREAK.finditer(text)])
    return tokens, quantity.scan(tokens, lexicon, SourceOptions())


def unit_name(mention: Mention, tokens: Tokens) -> str:
    """The unit as the scorer spells it; counted nouns with their modifiers, as the gold has them."""
    if mention.unit is None:
        return ""
    if mention.kind == "count" and mention.noun is not None and mention.unit not in _UNITS:
        return " ".join((*tokens.words[mention.noun[0] : mention.noun[1] - 1], mention.unit))
    parts = (re.sub(r"(\w+) \*\* 2", r"square \1", part) for part in mention.unit.split(" / "))
    parts = (re.sub(r"(\w+) \*\* 3", r"cubic \1", part) for part in parts)
    return " per ".join(_UNITS.get(part, part.replace("_", " ")) for part in parts)


def value_of(mention: Mention) -> float | list[float] | None:
    """The stated number, or both ends of a range."""
    stated = mention.value
    if stated is None or stated.point is not None:
        return None if stated is None else stated.point
    if stated.low is None or stated.high is None:
        return stated.low if stated.high is None else stated.high
    return [stated.low, stated.high]


def quantities(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Predictions for an item of a quantity set."""
    tokens, found = mentions(item["text"])
    kept = list(_kept(found, item["set"]))
    return [_prediction(one, tokens, item["set"]) for one in _paired(kept)]


def _kept(found: list[Mention], name: str) -> Iterator[Mention]:
    """The gold of the news set leaves ranks, scores, years and zeros in words out."""
    for one in found:
        left_out = one.kind == "rank" or one.rule in ("score", "multiple", "unhurt", "year-like", "none")
        left_out = left_out or "article" in one.rule  # "a century"
        if name != "newsquant" or not left_out:
            yield one


def _paired(found: list[Mention]) -> Iterator[Mention]:
    """The gold writes "from 4% to 6%" as one range; ours are two mentions, the level before and the level after."""
    waiting: Mention | None = None
    for one in found:
        pairs = waiting is not None and one.change == "to" and one.group == waiting.group >= 0
        if pairs and waiting is not None and waiting.value is not None and one.value is not None:
            both = Value(low=waiting.value.point, high=one.value.point)
            yield msgspec.structs.replace(one, start=waiting.start, first=waiting.first, value=both)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = one if one.change == "from" else None
        if waiting is None:
            yield one
    if waiting is not None:
        yield waiting


def _prediction(one: Mention, tokens: Tokens, name: str) -> dict[str, Any]:
    unit = unit_name(one, tokens)
    kind = _KINDS.get(one.kind, one.kind)
    value = value_of(one)
    if one.kind == "count" and name.startswith("rec-"):
        kind = "number"  # those sets know units of measure only
    if one.rule == "exactly" and name == "rec-numrange":
        value = [value, value]  # the set writes "equal to 20" as a range
    if one.kind == "ratio" and name == "newsquant":
        unit = "count" if "times" in (one.change or "") else "%"
    if "temperature" in one.dimension or unit == "degree":
        kind = "temperature"
    return {"start": one.start, "end": one.end, "kind": kind, "value": value, "unit": unit, "mod": _mod(one, tokens)}


def _mod(one: Mention, tokens: Tokens) -> str:
    if "almost" in one.rule:
        return "~"
    if one.rule == "vague":
        return "="
    if one.mod == "~" and one.change in ("up", "down"):
        return one.change
    if one.mod != "=":
        return _MODS.get(one.mod, one.mod)
    if one.change == "to" and tokens.words[one.first - 2].endswith("ed"):
        # the gold has "climbed to 6%" as up and "plunged from 7% to 6%" as down, but "gained 1% to 6%" as plain
        return "up" if "rising" in one.rule else "down" if "falling" in one.rule else "="
    return one.change if one.change in ("up", "down") and "nominal" not in one.rule else "="


def run(name: str, predict: Predict, errors: int) -> None:
    """Scores one set with the scorer that comes with the data."""
    gold = FOLDER / "gold" / f"{name}.jsonl"
    items = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = (json.dumps({"id": item["id"], "pred": predict(item)}) for item in items)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.write("\n".join(lines))
        out.flush()
        command = [sys.executable, str(FOLDER / "score.py"), "--gold", str(gold), "--pred", out.name]
        shown = subprocess.run([*command, "--errors", str(errors)], capture_output=True, text=True, check=True).stdout
    print(f"== {name}\n{shown}", end="", flush=True)


def sets() -> dict[str, Predict]:
    """Every set that can be scored, with what predicts it."""
    return dict.fromkeys(QUANTITY_SETS, quantities)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", choices=sorted(sets()), help="score only this set (repeatable)")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show of each set")
    parser.add_argument("--speed", action="store_true", help="only measure the speed, beside other readers")
    options = parser.parse_args()
    if not FOLDER.is_dir():
        print(f"skipped: {FOLDER} is absent; name the folder of the data in FACTCHECK_SHARED")
    elif not options.speed:
        for name in options.set or sets():
            run(name, sets()[name], options.errors)
    if not options.set:
        sys.path.insert(0, str(Path(__file__).parent))
        import speed

        speed.show(SHARED / "dev-corpus")


if __name__ == "__main__":
    main()
