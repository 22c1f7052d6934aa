"""More findings than memory should hold: the same reports, in the same order, from a temporary file."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
import samples
from test_collection import checked, corpus

from factcheck import baseline, report, rulebook, spill, suppression
from factcheck.comparison import folded
from factcheck.model import VERDICTS, Finding, Report
from factcheck.report import shortening
from factcheck.store.report import Kept


def many(count: int) -> list[Finding]:
    """Findings of all verdicts and degrees of confidence, some of them alike."""
    draw = random.Random(4)
    return [
        samples.finding(
            id=f"f{number:04}",
            verdict=draw.choice(("conflict", "update", "review", "compatible", "agree")),
            severity=draw.choice(("high", "medium", "low")),
            confidence=draw.choice((0.5, 0.7, 0.9)),
            derived=draw.random() < 0.2,
        )
        for number in range(count)
    ]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "MOST", 10)


def spilled(findings: Sequence[Finding]) -> Sequence[Finding]:
    held = spill.collected(findings)
    assert isinstance(held, spill.Spilled)
    return held


@pytest.mark.usefixtures("few")
def test_it_is_the_sequence_that_it_was_made_of() -> None:
    findings = many(60)
    held = spilled(findings)
    assert held == findings
    assert list(held) == findings
    assert (len(held), held[0], held[-1], list(held[3:6])) == (60, findings[0], findings[-1], findings[3:6])
    assert spill.counts(held) == spill.counts(findings)
    with pytest.raises(IndexError):
        held[60]


@pytest.mark.usefixtures("few")
def test_both_orders_are_those_of_memory() -> None:
    findings = many(60)
    by_name = sorted(findings, key=lambda one: (one.confidence, one.id))
    assert list(spill.collected(findings, key=lambda one: (one.confidence, one.id.encode()))) == by_name
    assert list(spill.worst_first(spilled(findings))) == list(spill.worst_first(findings))


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_formats_for_programs_are_whole(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Report(version="1", documents=(), findings=tuple(many(60)))
    told = report.render(whole, format)
    monkeypatch.setattr(spill, "MOST", 10)
    assert report.render(msgspec.structs.replace(whole, findings=spilled(whole.findings)), format) == told


@pytest.mark.parametrize("format", ["text", "markdown", "html", "sarif", "junit", "github"])
def test_formats_for_people_show_the_worst_and_count_the_rest(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "MOST", 10)
    monkeypatch.setattr(shortening, "DISAGREEMENTS", 4)
    monkeypatch.setattr(shortening, "REST", 2)
    findings = many(60)
    large = Report(version="1", documents=(), findings=spilled(findings))
    told = report.render(large, format)
    worst = next(iter(spill.worst_first(findings)))
    least = list(spill.worst_first(findings))[-1]
    if format not in ("text", "github"):
        assert worst.id in told
    assert least.id not in told
    if format in ("text", "markdown", "html"):
        assert "52 findings" in told
        counts = spill.counts(findings)
        assert f"{sum(n for (verdict, _), n in counts.items() if verdict == 'agree')} agree" in told


@pytest.mark.usefixtures("few")
def test_a_check_that_spills_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rulebook.load()
    monkeypatch.setattr(spill, "MOST", 1)
    large = checked(corpus(12), rules)
    assert isinstance(large.findings, spill.Spilled)
    monkeypatch.setattr(spill, "MOST", 10_000)
    small = checked(corpus(12), rules)
    assert isinstance(small.findings, tuple)
    assert large == small
    assert report.render(large, "json") == report.render(small, "json")
    accepted = baseline.apply(large, baseline.EMPTY)
    assert accepted == baseline.apply(small, baseline.EMPTY)
    assert suppression.apply(large, []) == suppression.apply(small, [])
    assert list(folded(large.findings)) == list(folded(small.findings))
    assert json.loads(report.render(large, "json"))["summary"]["findings"] == len(small.findings)


def test_a_report_in_the_index_is_the_same_sequence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, index = rulebook.load(), tmp_path / "i.sqlite"
    small = checked(corpus(12), rules)
    monkeypatch.setattr(spill, "MOST", 1)
    first, again = checked(corpus(12), rules, index), checked(corpus(12), rules, index)
    for held in (first.findings, again.findings):
        assert isinstance(held, Kept)
        assert held == small.findings == tuple(spill.worst_first(held))
        assert held.counts == spill.counts(small.findings)
        for verdict in VERDICTS:
            assert list(held.of_verdict(verdict)) == [one for one in small.findings if one.verdict == verdict]
    assert first.documents == again.documents == small.documents
    for format in ("json", "text"):
        assert report.render(first, format) == report.render(again, format)
    accepted = baseline.apply(again, baseline.EMPTY)
    assert accepted == baseline.apply(small, baseline.EMPTY)


def test_a_report_in_the_index_stays_as_it_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, index = rulebook.load(), tmp_path / "i.sqlite"
    small = checked(corpus(12), rules)
    monkeypatch.setattr(spill, "MOST", 1)
    told = checked(corpus(12), rules, index)
    checked(corpus(3), rules, index)
    assert told == small
    del told
    gc.collect()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["i.sqlite", "i.sqlite-lock"]
