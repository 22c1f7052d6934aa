"""How well a check finds planted discrepancies, and whether that depends on how large the corpus is.

    python tests/benchmarks/planted.py [--documents 10000] [--sizes 1000 10000] [--jobs 2]

The same stories are checked as corpora of each size: 10,000 articles as ten corpora of 1,000, then as one. So what
differs is the size and not the draw.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpus import Article, Planted, document, generate

from factcheck import pipeline, rulebook


class Score(NamedTuple):
    """Planted discrepancies and how many were found; pairs reported as disagreeing, how many of them were planted, and
    how many set two stories against each other.
    """

    size: int
    planted: int = 0
    found: int = 0
    reported: int = 0
    right: int = 0
    foreign: int = 0
    seconds: float = 0.0

    def plus(self, other: Score) -> Score:
        """The sum of two scores of one size."""
        return Score(self.size, *(a + b for a, b in zip(self[1:], other[1:], strict=True)))

    def row(self) -> str:
        """The line of the table."""
        recall, precision = self.found / max(1, self.planted), self.right / max(1, self.reported)
        return (
            f"| {self.size:,} | {self.planted:,} | {self.reported:,} | {recall:.1%} | {precision:.1%} "
            f"| {self.foreign:,} | {self.seconds:.0f} s |"
        )


HEAD = (
    "| corpora of | planted | disagreements reported | recall | precision | between stories | took |\n"
    "| --: | --: | --: | --: | --: | --: | --: |"
)


def score(documents: int, size: int, seed: int = 1, jobs: int = 1) -> Score:
    """Checks the stories of `documents` articles in corpora of about `size`."""
    total = Score(size)
    for articles, answers in _parts(documents, size, seed):
        total = total.plus(_scored(articles, answers, size, jobs))
    return total


def _parts(documents: int, size: int, seed: int) -> Iterator[tuple[dict[str, Article], list[Planted]]]:
    articles: dict[str, Article] = {}
    answers: list[Planted] = []
    for some, planted in generate(documents, seed):
        articles |= {one.name: one for one in some}
        answers += planted
        if len(articles) >= size:
            yield articles, answers
            articles, answers = {}, []
    if articles:
        yield articles, answers


def _scored(articles: dict[str, Article], answers: Sequence[Planted], size: int, jobs: int) -> Score:
    begin, rules = time.perf_counter(), rulebook.load()
    with pipeline.opened(rules, jobs=jobs) as known:
        report = pipeline.check(map(document, articles.values()), rules, known=known)
    expected = {one: _places(one, articles) for one in answers}
    by_article: dict[str, list[Planted]] = defaultdict(list)
    for one in answers:
        by_article[one.article].append(one)
    found: set[Planted] = set()
    reported = right = foreign = 0
    for finding in report.findings:
        for pair in _reported(finding):
            names = {name for side in pair for name, _ in side}
            met = [one for name in names for one in by_article[name] if _meets(pair, expected[one])]
            found.update(met)
            reported, right = reported + 1, right + bool(met)
            foreign += len({name.partition("-")[0] for name in names}) > 1
    return Score(size, len(answers), len(found), reported, right, foreign, time.perf_counter() - begin)


Places = frozenset[tuple[str, int]]


def _places(one: Planted, articles: dict[str, Article]) -> tuple[Places, Places]:
    """Where the wrong value stands, and where the right one."""
    wrong = frozenset({(one.article, articles[one.article].values[one.matter][0])})
    return wrong, frozenset((name, articles[name].values[one.matter][0]) for name in one.others)


def _reported(finding: Any) -> Iterator[tuple[Places, Places]]:
    """The two sides of every disagreement of a finding."""
    for relation in finding.relations:
        if relation.verdict in ("conflict", "update", "attributed"):
            sides = (finding.values[relation.a].evidence, finding.values[relation.b].evidence)
            yield tuple(frozenset((place.path, place.start) for place in side) for side in sides)  # type: ignore[misc]


def _meets(pair: tuple[Places, Places], expected: tuple[Places, Places]) -> bool:
    """Whether a reported pair sets the wrong value against a right one; both in any order."""
    (a, b), (wrong, right) = pair, expected
    return bool(a & wrong and b & right) or bool(b & wrong and a & right)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    print(HEAD)
    for size in options.sizes:
        print(score(options.documents, size, options.seed, options.jobs).row(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
