"""Corpora of any size with planted discrepancies and their answers; `planted.py` tells how well a check finds them.

    python tests/benchmarks/corpus.py FOLDER --documents 1000 [--seed 1]   writes FOLDER/*/*.txt and answers.jsonl

Articles come in stories of two to six that tell of one event under one set of invented names, each in its own wording
and with its own choice of facts. In half of the stories one article states one fact wrongly: another value (`level`),
a factor of ten (`scale`) or two digits swapped (`digits`). Everything follows from the seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import stories
from stories import Matter, Story

KINDS = ("level", "scale", "digits")
SIZE = 1900
"""Characters that filler brings an article to."""

FOLDER = 500
"""Articles in one folder."""

FIRST = date(2004, 1, 1)
STORIES_A_DAY = 6
"""A corpus grows as an archive does, day by day: about 24 articles a day, whatever its size."""


class Article(NamedTuple):
    """A generated text; `values` tells which fact is stated where, in code points of the text."""

    name: str
    published: date
    text: str
    values: dict[str, tuple[int, int]]


class Planted(NamedTuple):
    """A discrepancy: in `article` the fact `matter` differs from all other articles of the story that state it."""

    kind: str
    matter: str
    article: str
    others: tuple[str, ...]


def generate(documents: int, seed: int = 1) -> Iterator[tuple[list[Article], list[Planted]]]:
    """The stories of a corpus of `documents` articles, one at a time. A larger corpus begins with the smaller one."""
    left, number = documents, 0
    while left > 0:
        draw = random.Random(f"{seed}/{number}")
        articles, planted = _story(draw, number, min(left, draw.randint(2, 6)))
        yield articles, planted
        left -= len(articles)
        number += 1


def _story(draw: random.Random, number: int, size: int) -> tuple[list[Article], list[Planted]]:
    story: Story = draw.choice(stories.STORIES)
    names = {"place": _place(draw), "org": _org(draw), "person": _person(draw)}
    truth = {matter.name: draw.randint(matter.low, matter.high) for matter in story.matters}
    chosen = [_chosen(draw, story) for _ in range(size)]
    wrong, planted = _plant(draw, story, truth, chosen, number)
    day = FIRST + timedelta(number // STORIES_A_DAY)
    asides = draw.sample(stories.ASIDES, size)
    articles = []
    for index in range(size):
        values = truth | ({wrong[1]: wrong[2]} if wrong and wrong[0] == index else {})
        articles.append(
            _article(
                draw,
                _name(number, index),
                day + timedelta(draw.randrange(4)),
                story,
                names,
                chosen[index],
                values,
                asides[index],
            )
        )
    return articles, planted


def _name(number: int, index: int) -> str:
    return f"s{number:06}-{index}"


def _chosen(draw: random.Random, story: Story) -> list[Matter]:
    """The facts that an article states, the first of the story nearly always."""
    kept = [matter for place, matter in enumerate(story.matters) if draw.random() < (0.95 if place == 0 else 0.7)]
    return kept or [story.matters[0]]


def _plant(
    draw: random.Random, story: Story, truth: dict[str, int], chosen: list[list[Matter]], number: int
) -> tuple[tuple[int, str, int] | None, list[Planted]]:
    """One wrong value in half of the stories: article, fact, value."""
    stated = {one.name: [i for i, facts in enumerate(chosen) if one in facts] for one in story.matters}
    shared = [one for one in story.matters if len(stated[one.name]) > 1]
    if not shared or draw.random() < 0.5:
        return None, []
    matter, kind = draw.choice(shared), draw.choice(KINDS)
    index = draw.choice(stated[matter.name])
    others = tuple(_name(number, one) for one in stated[matter.name] if one != index)
    value = _changed(draw, truth[matter.name], kind)
    return (index, matter.name, value), [Planted(kind, matter.name, _name(number, index), others)]


def _changed(draw: random.Random, value: int, kind: str) -> int:
    """Another value; slips of the pen fall back on `level` where digits are equal or few."""
    digits = str(value)
    if kind == "scale":
        return value * 10
    swaps = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1] and digits[at + 1] != "0"]
    if kind == "digits" and swaps:
        at = draw.choice(swaps)
        return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    return value + max(1, round(value * draw.uniform(0.15, 0.4)))


def _article(
    draw: random.Random,
    name: str,
    day: date,
    story: Story,
    names: dict[str, str],
    facts: Sequence[Matter],
    values: dict[str, int],
    aside: tuple[str, int, int, str],
) -> Article:
    sentences: list[tuple[str, str, str]] = []
    for matter in facts:
        sentences.append((draw.choice(matter.wordings), matter.name, written(draw, matter.form, values[matter.name])))
    sentences.append((aside[3], "", written(draw, aside[0], draw.randint(aside[1], aside[2]))))
    length = sum(len(one[0]) for one in sentences)
    while length < SIZE:
        sentences.append((_filler(draw), "", ""))
        length += len(sentences[-1][0]) + 6
    head = sentences[0]
    rest = sentences[1:]
    draw.shuffle(rest)
    title = draw.choice(story.headlines).format(**names)
    text = f"{title}\n\n{names['place'].upper()}, {day:%B} {day.day}, {day.year} - "
    return _joined(name, day, text, [head, *rest], names)


def _joined(
    name: str, day: date, text: str, sentences: Iterable[tuple[str, str, str]], names: dict[str, str]
) -> Article:
    values: dict[str, tuple[int, int]] = {}
    for place, (wording, matter, value) in enumerate(sentences):
        before, mark, after = wording.partition("{v}")
        text += before.format(**names)
        if mark and matter:
            values[matter] = len(text), len(text) + len(value)
        text += value + after.format(**names) + ("\n\n" if place % 5 == 4 else " ")
    return Article(name, day, text.rstrip() + "\n", values)


def written(draw: random.Random, form: str, value: int) -> str:
    """A value in one of the ways in which it is written."""
    grouped = f"{value:,}"
    if form == "money":
        return draw.choice((f"${grouped} million", f"{grouped} million dollars", f"US${grouped} million"))
    if form == "percent":
        return draw.choice((f"{value} percent", f"{value}%", f"{value} per cent"))
    if form == "km":
        return draw.choice((f"{value} kilometres", f"{value} km", f"{value} kilometers"))
    if form == "ha":
        return draw.choice((f"{grouped} hectares", f"{grouped} ha"))
    return draw.choice((grouped, grouped, str(value)))


def _filler(draw: random.Random) -> str:
    parts = (stories.SUBJECTS, stories.VERBS, stories.OBJECTS, stories.COLOURS)
    sentence = " ".join(draw.choice(part) for part in parts) + "."
    while "{w}" in sentence:
        sentence = sentence.replace("{w}", _word(draw), 1)
    return sentence


def _word(draw: random.Random) -> str:
    """An invented word; its rank follows Zipf's law."""
    return _spelt(int(stories.VOCABULARY ** draw.random()))


@cache
def _spelt(rank: int) -> str:
    return _syllables(random.Random(f"word/{rank}"), 2 + rank % 2).lower()


def _syllables(draw: random.Random, count: int) -> str:
    return "".join(
        draw.choice(stories.ONSETS)
        + draw.choice(stories.NUCLEI)
        + (draw.choice(stories.CODAS) if draw.random() < 0.5 else "")
        for _ in range(count)
    ).capitalize()


def _place(draw: random.Random) -> str:
    return _syllables(draw, 2) + draw.choice(stories.PLACE_ENDS)


def _org(draw: random.Random) -> str:
    return f"{_syllables(draw, 3)} {draw.choice(stories.ORG_ENDS)}"


def _person(draw: random.Random) -> str:
    given = _syllables(random.Random(f"given/{draw.randrange(stories.GIVEN)}"), 2)
    return f"{given} {_syllables(draw, 3)}"


def write(folder: Path, documents: int, seed: int = 1) -> list[Planted]:
    """Writes a corpus below `folder`, with the answers in answers.jsonl beside it; returns these."""
    answers: list[Planted] = []
    count = 0
    for articles, planted in generate(documents, seed):
        answers += planted
        for article in articles:
            place = folder / f"{count // FOLDER:04}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{article.name}.txt").write_text(article.text, encoding="utf-8")
            count += 1
    lines = (json.dumps(one._asdict()) + "\n" for one in answers)
    folder.with_name(folder.name + "-answers.jsonl").write_text("".join(lines), encoding="utf-8")
    return answers


def document(article: Article) -> Any:
    """The article as factcheck reads it."""
    from factcheck.model import Document, Publication

    day = article.published.isoformat()
    return Document(
        path=article.name,
        text=article.text,
        published=Publication(start=day, end=day, basis="configured", confidence=1.0),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.documents, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
