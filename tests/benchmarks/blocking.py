"""Recall of same-fact pairs of the neighbourhood blocking, against looking at all pairs of documents.

    python tests/benchmarks/blocking.py [--generated 1000 10000]

Of the pairs of places known to state one fact, how many stand in documents that are neighbours? On generated corpora,
where the facts are known from the generator, and on the labelled topics of the folder dev-corpus below
$FACTCHECK_SHARED, all of them taken as one corpus. "Linked" is the same of what alignment links between all documents
of a topic.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import NamedTuple

import corpus as generator

from factcheck import alignment, extraction, rulebook
from factcheck.alignment import blocking, fit
from factcheck.alignment.profile import profiles
from factcheck.extraction.lexicon import lexicon
from factcheck.rulebook import Rulebook

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))

Pair = tuple[str, str]
"""The names of two documents, in order."""


class Recall(NamedTuple):
    """Pairs of places that state one fact and how many of them blocking keeps; pairs of documents looked at, of all."""

    corpus: str
    pairs: int
    kept: int
    looked_at: int
    documents: int

    def row(self) -> str:
        """The line of the table."""
        every = self.documents * (self.documents - 1) // 2
        share = self.kept / self.pairs if self.pairs else 1.0
        return (
            f"| {self.corpus} | {self.documents:,} | {self.pairs:,} | {share:.1%} | {self.looked_at:,} | {every:,} "
            f"| {self.looked_at / every:.3%} |"
        )


def neighbours(names: Sequence[str], bags: Iterable[Iterable[str]], days: Sequence[int], rules: Rulebook) -> set[Pair]:
    """The pairs of documents that blocking looks at."""
    vectors = [blocking.vector(bag, lexicon(rules).common) for bag in bags]
    return {_pair(names[a], names[b]) for a, b in blocking.neighbours(vectors, days)}


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def generated(count: int, rules: Rulebook) -> Recall:
    """Recall on a generated corpus of `count` documents."""
    articles = list(chain.from_iterable(some for some, _ in generator.generate(count)))
    names = [one.name for one in articles]
    bags = [extraction.read(generator.document(one), rules).words for one in articles]
    near = neighbours(names, bags, [one.published.toordinal() for one in articles], rules)
    stating: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in articles:
        for matter in one.values:
            stating[one.name.split("-")[0], matter].append(one.name)
    same = [_pair(a, b) for names in stating.values() for a, b in combinations(names, 2)]
    return Recall("generated", len(same), sum(one in near for one in same), len(near), len(names))


def labelled(folder: Path, rules: Rulebook) -> Iterator[Recall]:
    """Recall on the labelled topics, as one corpus: of the gold, then of what alignment links in all pairs."""
    data = fit.topics(folder, rules)
    names = [f"{topic.name}/{path}" for topic in data for path in topic.texts]
    bags = [bag for topic in data for bag in topic.bags]
    days = [blocking.day(claims[0].context.published) if claims else 0 for topic in data for claims in topic.corpus]
    near = neighbours(names, bags, days, rules)
    gold = [pair for topic in data for pair in _gold(folder / topic.name)]
    yield Recall("labelled topics, gold", len(gold), sum(one in near for one in gold), len(near), len(names))
    linked = [pair for topic in data for pair in _linked(topic, rules)]
    yield Recall("labelled topics, linked", len(linked), sum(one in near for one in linked), len(near), len(names))


def _gold(folder: Path) -> Iterator[Pair]:
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["label"] != "different-fact" and row["a"]["doc"] != row["b"]["doc"]:
            yield _pair(*(f"{folder.name}/{row[side]['doc']}" for side in ("a", "b")))


def _linked(topic: fit.Topic, rules: Rulebook) -> Iterator[Pair]:
    """One pair of documents for each link between the claims of any two documents of a topic."""
    common, paths = lexicon(rules).common, list(topic.texts)
    prepared = [profiles(number, claims, lexicon(rules)) for number, claims in enumerate(topic.corpus)]
    vectors = [blocking.vector(bag, common) for bag in topic.bags]
    for a, b in combinations(range(len(paths)), 2):
        if prepared[a] and prepared[b]:
            found = alignment.linked(prepared[a], prepared[b], blocking.alike(vectors[a], vectors[b]), rules)
            yield from [_pair(f"{topic.name}/{paths[a]}", f"{topic.name}/{paths[b]}")] * len(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--generated", type=int, nargs="*", default=[1000, 10_000])
    options = parser.parse_args()
    rules = rulebook.load()
    print("| corpus | documents | same-fact pairs | kept | pairs of documents looked at | of all | share |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    for count in options.generated:
        print(generated(count, rules).row(), flush=True)
    folder = SHARED / "dev-corpus"
    if folder.is_dir():
        for one in labelled(folder, rules):
            print(one.row())
    else:
        print(f"\nskipped: the labelled topics ({folder.name} is absent; set FACTCHECK_SHARED)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
