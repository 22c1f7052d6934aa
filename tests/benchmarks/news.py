"""Quality on the labelled topics of the project's own (`tests/topics`), with the weights of the product, which were not
fitted on them. What was learnt from reading their errors went into rules: new topics will do somewhat worse.

    python tests/benchmarks/news.py [--conflict P]     scores
    python tests/benchmarks/news.py --gold FOLDER      writes them in the format of `make fit DATA=FOLDER`
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import topics
from topics import Pair, Place, Topic

from factcheck import _document, pipeline
from factcheck.model import Document, Evidence
from factcheck.rulebook import Rulebook, load

DISAGREE = {"conflict", "update", "attributed"}
Key = tuple[str, frozenset[str]]


def documents(topic: Topic) -> list[Document]:
    """The texts of a topic under their names."""
    return [_document(path, text, topic.published.get(path)) for path, text in topic.texts.items()]


class Score:
    """What was found of the disagreements of topics, and what the findings are worth."""

    def __init__(self) -> None:
        self.wanted: dict[tuple[str, Key], Pair] = {}
        self.found: set[tuple[str, Key]] = set()
        self.kinds: Counter[str] = Counter()

    def add(self, topic: Topic, rules: Rulebook) -> None:
        """Checks a topic and judges every relation of its findings by the best of its places."""
        self.wanted |= {(topic.name, key): pair for key, pair in topic.pairs.items() if pair.label == "conflict"}
        for finding in pipeline.check(documents(topic), rules).findings:
            for relation in finding.relations:
                if relation.verdict in DISAGREE:
                    places = finding.values[relation.a].evidence, finding.values[relation.b].evidence
                    self.kinds[self._judged(topic, *places)] += 1

    def _judged(self, topic: Topic, one: tuple[Evidence, ...], two: tuple[Evidence, ...]) -> str:
        kinds = {self._kind(topic, a, b) for a in one for b in two}
        return next(kind for kind in ("right", "doubtful", "wrong", "two facts", "unlabelled") if kind in kinds)

    def _kind(self, topic: Topic, a: Evidence, b: Evidence) -> str:
        ones, twos = list(_marked(topic, a)), list(_marked(topic, b))
        shared = [(x, y) for x in ones for y in twos if x.fact == y.fact]
        if not shared:
            return "two facts" if ones and twos else "unlabelled"
        kinds = set()
        for x, y in shared:
            key = x.fact, frozenset((x.value, y.value))
            pair = topic.pairs.get(key)
            if pair is not None and pair.label == "conflict":
                self.found.add((topic.name, key))
                return "right"
            kinds.add("doubtful" if pair is not None and pair.low else "wrong")
        return min(kinds)

    def recall(self, updates: bool) -> str:
        """Disagreements found of those there are, with those that are mere updates or without."""
        wanted = [key for key, pair in self.wanted.items() if not pair.low and (updates or not pair.update)]
        found = sum(key in self.found for key in wanted)
        return f"{found} of {len(wanted)} ({found / len(wanted):.0%})"


def _marked(topic: Topic, place: Evidence) -> Iterator[Place]:
    """The marks that a place of a finding touches."""
    for mark in topic.places:
        if mark.path == place.path and mark.start < place.end and place.start < mark.end:
            yield mark


def report(score: Score) -> str:
    """The figures as lines of text."""
    kinds = score.kinds
    right, sure = kinds["right"], kinds["right"] + kinds["wrong"] + kinds["two facts"]
    return "\n".join(
        [
            f"  disagreements found              {score.recall(updates=True)}",
            f"  of them those that are no update {score.recall(updates=False)}",
            f"  conflicts that are right         {right} of {sure} ({right / max(sure, 1):.0%})",
            f"  the unlabelled counted as wrong  {right} of {sure + kinds['unlabelled']} "
            f"({right / max(sure + kinds['unlabelled'], 1):.0%})",
        ]
    )


def write(folder: Path) -> None:
    """Writes the topics in the gold format below `folder`."""
    for topic in topics.topics():
        docs = folder / topic.name / "docs"
        docs.mkdir(parents=True, exist_ok=True)
        for path, text in topic.texts.items():
            (docs / path).write_text(text, encoding="utf-8", newline="")
        days = {path: {"date": day} for path, day in topic.published.items()}
        (docs.parent / "meta.json").write_text(json.dumps(days), encoding="utf-8")
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in topics.rows(topic)]
        (docs.parent / "gold.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--conflict", type=float)
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    if options.gold:
        write(options.gold)
        return 0
    rules = load()
    if options.conflict is not None:
        ruled = msgspec.structs.replace(rules.weights["default"], conflict=options.conflict)
        rules = msgspec.structs.replace(rules, weights={**rules.weights, "default": ruled})
    score = Score()
    told = topics.topics()
    for topic in told:
        score.add(topic, rules)
    print(f"own topics: {len(told)}, documents: {sum(len(one.texts) for one in told)}")
    print(report(score))
    return 0


if __name__ == "__main__":
    sys.exit(main())
