"""The fit of alignment runs on any folder in the documented gold format, and learns what is one fact from it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("scipy")

from factcheck.alignment import fit
from factcheck.alignment.candidates import score, table
from factcheck.alignment.links import links
from factcheck.rulebook import load

TOWNS = ("Aldmoor", "Brenwick", "Carsholt", "Dunmere", "Eskdale")
WAYS = (
    "The flood in {town} killed {dead} people. It destroyed {homes} houses. Police arrested {held} looters.",
    "In {town}, {dead} people died in the flood. Some of them lived in the {homes} houses that it destroyed. "
    "Officers arrested {held} looters at night.",
    "A flood hit {town} on Monday. {homes} houses were destroyed and {dead} people killed, while {held} looters were "
    "arrested.",
)

NOUNS = {"dead": "people", "homes": "houses", "held": "looters"}


def topic(folder: Path, town: str, chance: Random) -> None:
    """Three reports on one flood that disagree on some figures, with a gold of all pairs."""
    (folder / "docs").mkdir(parents=True)
    places: dict[str, list[dict[str, Any]]] = {}
    for number, way in enumerate(WAYS):
        values = {"dead": 20 + chance.randrange(3), "homes": 310 + chance.randrange(4), "held": 7 + chance.randrange(2)}
        text, doc = way.format(town=town, **values), f"{number}.txt"
        (folder / "docs" / doc).write_text(text, encoding="utf-8")
        for fact, value in values.items():
            start = text.index(f"{value} {NOUNS[fact]}")
            place = {"doc": doc, "vstart": start, "vend": start + len(str(value)), "cls": str(value)}
            places.setdefault(fact, []).append(place)
    gold = [
        {"fact": f"{town}/{fact}", "label": "agree" if a["cls"] == b["cls"] else "conflict", "a": a, "b": b}
        for fact, found in places.items()
        for a, b in pairwise(found)
    ]
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps({f"{n}.txt": {"date": "2012-05-08"} for n in range(len(WAYS))}))


def test_the_fit_tells_facts_of_an_unseen_topic_apart(tmp_path: Path) -> None:
    chance = Random(3)
    for town in TOWNS:
        topic(tmp_path / town.lower(), town, chance)
    rules = load()
    *seen, unseen = fit.topics(tmp_path, rules)
    prior = rules.weights["prior"]
    weights = fit.fit(seen, prior)
    assert weights != prior
    worth, right, wrong = table(weights), [], []
    for one, two, pairs in unseen.blocks:
        scored = [pair._replace(score=score(pair.features, worth)) for pair in pairs]
        for link in links(scored, one, two, weights):
            label, _ = fit._label(unseen, link.a, link.b)
            (right if label else wrong).append(link.probability)
    assert len(right) >= 6
    assert min(right) > max(wrong)


def test_the_weights_that_are_written_are_read_again(tmp_path: Path) -> None:
    prior = load().weights["prior"]
    fit.write(prior, tmp_path / "weights.yaml", "a note")
    assert "note: a note" in (tmp_path / "weights.yaml").read_text(encoding="utf-8")
