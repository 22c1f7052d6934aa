"""Strict YAML: plain meanings, the quick way and the slow one alike, and faults told with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from factcheck.model import RuleError
from factcheck.rulebook import builtin_folder, strict
from factcheck.rulebook.schema import Hedge, Measure

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


SYNTAX = [
    ("a: [1\n", "1:4: the [ that opens here is not closed; add ]"),
    ("a: [x]\na: [y]", "2:1: the key 'a' stands twice (first in line 1); remove or rename one"),
    ("1: [x]", "1:1: the key '1' is no text; quote it"),
    ("a:\n\tb: [x]", "2:1: a tab stands here; indent with spaces"),
    ("a:\n  b [x]\n  c: [x]", "2:3: a colon is missing behind 'b'; write 'b: …'"),
    ("a\n  b: [x]", "1:1: a colon is missing behind 'a'"),
    ("a:\n  b: [x]\n  c [x]\n", "3:3: a colon is missing behind 'c'"),
    ("a:\n  b:[x]\n  c: [x]", "2:5: a blank is missing behind 'b:'"),
    ("a:\n  b: x\n    c: [x]", "3:5: 'c' is indented too deep; begin it in the column of line 2"),
    ("a:\n  b: [x]\n    c: [x]", "3:5: the line starts in a column that fits no line above"),
    ("a:\n  b:\n    - x\n   - y", "4:4: the line starts in a column that fits no line above"),
    ("a:\n  b: x: y", "2:7: a second colon stands here"),
    ("a:\n  - [[24 berths]] of it", "2:5: a text that starts with [ must be quoted"),
    ("a:\n  - {x:count} of it", "2:5: a text that starts with { must be quoted"),
    ("a: [{x:count} of it]", "1:4: a text that holds { or } must be quoted"),
    ('a:\n  - "x\n  - "y"\n', '2:5: the quotation mark that opens here is not closed; add "'),
    ('a:\n  - "x\n', "2:5: the quotation mark here is not closed"),
    ("a: 'it's'\nb: x", "1:8: a text in quotation marks ends before this"),
    ('a: "\\d"', "1:5: in double quotation marks a backslash has a meaning; use single ones"),
    ("a: @x", "1:4: a text that starts with @ must be quoted"),
    ("a: *x", "1:4: a text that starts with * or & must be quoted"),
    ("a: >=", "1:4: a text that starts with > or | must be quoted"),
    ("a: [x]\n---\nb: [x]", "2:1: a second document starts here; remove the line ---"),
    ("a: \0", "1:4: not valid YAML: a control character stands here; remove it"),
]


@pytest.mark.parametrize(("text", "fault"), SYNTAX)
def test_what_is_no_yaml_is_told_with_place_and_remedy(text: str, fault: str) -> None:
    with pytest.raises(RuleError) as caught:
        strict.parse(text, dict[str, list[str]], RuleError, "r.yaml")
    assert str(caught.value).startswith(f"r.yaml:{fault}")


ENTRY = "berths:\n  phrases: [berth]\n  examples: [x]\n"
TYPES = [
    ("", "1:1: the file holds nothing"),
    ("- a", "1:1: the file holds names with values, and this is a list"),
    ("berths:\nphrases: [berth]", "1:1: 'berths' is empty; write its keys below it, indented"),
    ("berths:\n  phrase: [berth]", "2:3: the key 'phrase' is not known here; did you mean 'phrases'"),
    ("berths:\n  xyz: [berth]", "2:3: the key 'xyz' is not known here; write one of acts, broader"),
    ("ports: {examples: [x]}\nberths:\n  phrases: [x]", "2:1: the key 'examples' is missing in 'berths'; add it"),
    (ENTRY.replace("[berth]", "berth"), "2:12: 'phrases' takes a list, and this is the text 'berth'; write [berth]"),
    (ENTRY.replace("[berth]", "[20]"), "2:13: an item of 'phrases' is a text, and this is the number 20; quote it"),
    (ENTRY.replace("[x]", "\n    -one"), "4:5: 'examples' takes a list, and this is the text '-one'; put a blank"),
    (ENTRY.replace("[x]", "\n    - [[20 berths]]"), "4:7: an item of 'examples' is a text, and this is a list; "),
    (
        ENTRY.replace("[x]", "\n    - so: 20"),
        "4:7: an item of 'examples' is a text, and this is keys and values; quote",
    ),
    (ENTRY + "  moves: yes", "4:10: 'moves' takes true or false, and this is the text 'yes'"),
    (ENTRY + "  of: evnt", "4:7: 'of' takes one of bearer, event, and this is the text 'evnt'; did you mean 'event'?"),
    (
        ENTRY.replace("[x]", "'The [[2]].'"),
        "3:13: 'examples' takes a list, and this is the text 'The [[2]].'; write it in",
    ),
    (ENTRY + "  broader: [berth]", "4:12: 'broader' takes a text, and this is a list; write one text"),
    (ENTRY + "  moves:true", "4:9: a blank is missing behind 'moves:'"),
    ("berths: {phrases: [x], moves:true}", "1:24: a blank is missing behind the colon of"),
    (ENTRY + "\u00a0\u00a0kinds: [count]", "4:10: '\\xa0\\xa0kinds' starts with no-break spaces"),
]


@pytest.mark.parametrize(("text", "fault"), TYPES)
def test_what_is_of_another_type_is_told_with_place_and_remedy(text: str, fault: str) -> None:
    with pytest.raises(RuleError) as caught:
        strict.parse(text, dict[str, Measure], RuleError, "r.yaml")
    assert str(caught.value).startswith(f"r.yaml:{fault}")


def test_a_sign_that_yaml_takes_for_its_own_is_to_be_quoted() -> None:
    with pytest.raises(RuleError, match=r"2:8: 'mod' takes one of .*\">\".*, and this is the text ''; .* quoted"):
        strict.parse("a:\n  mod: >\n  examples: [x]\n", dict[str, Hedge], RuleError, "r.yaml")
