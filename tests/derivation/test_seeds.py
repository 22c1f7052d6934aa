"""What a careful reader derives from the five seed documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from factcheck import derivation, extraction, rulebook
from factcheck.model import Document, Finding

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def findings() -> dict[str, Finding]:
    rules = rulebook.load()
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    corpus = [extraction.claims(Document(path=path, text=text), rules)[1] for path, text in texts.items()]
    return {one.check: one for one in derivation.findings(corpus, texts, rules)}


@pytest.mark.parametrize(
    ("check", "verdict", "documents", "equation"),
    [
        ("exports-and-imports", "agree", "004", "$252.6 million + $42 million = $294.6 million"),
        ("cumulative-trade", "agree", "000 001 002 004", "$294.6 million ≤ $441.4 million"),
        ("implied-base", "conflict", "000 001 002", "$441.4 million / (1 + 60 percent) = 275.88 million USD"),
        ("implied-base", "conflict", "000 001 002", "$0.5 billion / (1 + almost 65%) = 303.03 million USD"),
        ("counted-years", "agree", "002 004", "2017 − 25 years = 1992"),
    ],
)
def test_derived(check: str, verdict: str, documents: str, equation: str) -> None:
    one = findings()[check]
    assert one.verdict == verdict and one.derived
    assert equation in (one.equation or "")
    assert {place.path[:3] for term in one.terms for place in term.evidence} == set(documents.split())


def test_nothing_else_is_objected_to() -> None:
    assert [one.check for one in findings().values() if one.verdict in ("conflict", "review")] == ["implied-base"]
