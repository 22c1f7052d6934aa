"""Strict YAML: plain meanings, the quick way and the slow one alike, and faults told with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from factcheck.model import RuleError
from factcheck.rulebook import builtin_folder, strict

TEXTS = [
    "a: no\nb: 1:30\nc: 2017-01-01\nd: ~\ne: 1.5\nf: 'x'\ng:\nh: true\ni: 010\n",
    "- 1\n- [2, x, {y: z}]",
    "a: &one [1, 2]\nb: *one",
    "a: !!str 3",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_both_ways_read_the_same(text: str) -> None:
    assert strict._quick(text) == yaml.load(text, strict._Loader)


@pytest.mark.parametrize("path", sorted(builtin_folder().rglob("*.yaml")), ids=lambda path: path.stem)
def test_both_ways_read_the_rules_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert strict._quick(text) == yaml.load(text, strict._Loader)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [1\n", "r.yaml:2:1: "),
        ("a: [x]\na: [y]", "r.yaml:2:1: the key 'a' stands twice; remove one"),
        ("a: [x]\nb: [y, 3]", "r.yaml:2:8: Expected `str`, got `int`"),
        ("1: [x]", "r.yaml:1:1: the key 1 is not a string; quote it"),
    ],
)
def test_faults_are_told_with_their_place(text: str, fault: str) -> None:
    with pytest.raises(RuleError) as caught:
        strict.parse(text, dict[str, list[str]], RuleError, "r.yaml")
    assert str(caught.value).startswith(fault)
