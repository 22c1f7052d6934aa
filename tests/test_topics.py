"""The labelled topics are well-formed, and the product finds more that is right in them than wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import topics
import yaml

sys.path.append(str(Path(__file__).parent / "benchmarks"))

import news

from factcheck.rulebook import load

ALL = topics.topics()


def test_every_mark_belongs_to_a_fact_that_is_told() -> None:
    for topic in ALL:
        told = yaml.safe_load((topics.FOLDER / topic.name / "topic.yaml").read_text(encoding="utf-8"))
        assert set(topic.published) == set(topic.texts), topic.name
        assert {place.fact for place in topic.places} <= set(told["facts"]), topic.name
        for place in topic.places:
            assert topic.texts[place.path][place.start : place.end].strip(), place
        assert not any("{{" in text or "}}" in text for text in topic.texts.values()), topic.name


def test_classes_meet_as_their_values_do() -> None:
    apart = [("5", "6"), ("5+", "4"), ("5-", "6"), ("~100", "120"), (">300", "200"), ("mon", "tue"), ("5", "mon")]
    meet = [("5", "~5"), ("5+", "6"), ("<5", "4"), ("~100", "109"), (">300", "310"), ("1e3", "~1000")]
    assert not any(topics._meet(one, two) for one, two in apart)
    assert all(topics._meet(one, two) for one, two in meet)


def test_findings_are_rather_right_than_wrong() -> None:
    score, rules = news.Score(), load()
    for topic in ALL:
        score.add(topic, rules)
    sure = score.kinds["right"] + score.kinds["wrong"] + score.kinds["two facts"]
    assert score.kinds["right"] > 0.65 * sure
    assert len(score.found) > 0.18 * len(score.wanted)
