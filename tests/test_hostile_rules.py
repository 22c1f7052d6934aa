"""Folders of rules that are broken, or made to hurt: each is told in one line that names the file or the rule."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from factcheck.model import RuleError
from factcheck.quantity.lexicon import QuantityLexicon
from factcheck.rulebook import expressions, load

LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
IDENTIFIER = "evil: {pattern: '%s', examples: ['A [[12]].']}\n"
REFUSED = {
    "deep lists": ("[" * 100_000, "nests too deeply"),
    "deep mappings": ("{a: " * 20_000, "nests too deeply"),
    "billion laughs": (LAUGHS, "aliases"),
    "a list that holds itself": ("a: &a [*a]\n", "recursive"),
    "an object of Python": ("a: !!python/object/apply:os.system ['true']\n", "starts with !"),
    "NUL": ("a: \0\n", "not valid YAML"),
    "Latin": (b"a: \xff\n", "not UTF-8"),
    "no section": ("a: 1\n", "no section"),
}


def rules(folder: Path, text: str | bytes, name: str = "identifiers.yaml") -> Path:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize("case", REFUSED)
def test_a_rule_file_made_to_hurt_is_refused(tmp_path: Path, case: str) -> None:
    text, message = REFUSED[case]
    name = "evil.yaml" if case == "no section" else "identifiers.yaml"
    before = time.process_time()
    with pytest.raises(RuleError, match=message) as caught:
        load(rules(tmp_path, text, name))
    assert time.process_time() - before < 10
    assert name in str(caught.value) and "\n" not in str(caught.value)


def test_a_pipe_among_the_rules_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "identifiers.yaml")
    with pytest.raises(RuleError, match="no regular file"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("(((", "faulty"), ("1" * 5_000, "longer than"), ("a{99999999999}", "faulty")],
)
def test_a_faulty_expression_is_told_with_its_rule(tmp_path: Path, pattern: str, message: str) -> None:
    with pytest.raises(RuleError, match=f"evil.*{message}"):
        QuantityLexicon(load(rules(tmp_path, IDENTIFIER % pattern)))


def test_an_expression_that_takes_exponential_time_is_stopped() -> None:
    limited = expressions.compiled("(?:a|b|ab)*c", True, "identifiers: evil")
    with pytest.raises(RuleError, match="identifiers: evil: takes longer"):
        limited.match("ab" * 40 + "d c")
    with pytest.raises(RuleError, match="takes longer"):
        list(limited.finditer("ab" * 40 + "d c"))


def test_with_a_limit_the_same_is_found() -> None:
    pattern, text = r"(?P<day>\d+)(?:st|nd)? (?P<month>[A-Z]\w+)", "On 1st May and 2 June"
    plain, limited = (expressions.compiled(pattern, limited, "x") for limited in (False, True))
    assert plain.groupindex == limited.groupindex
    for one in (lambda e: e.match(text, 3), lambda e: list(e.finditer(text))[-1]):
        assert one(plain).groupdict() == one(limited).groupdict() and one(plain).span() == one(limited).span()
