"""The baseline: what is new, known and fixed, and that nothing written by people is lost."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import baseline
from factcheck.baseline import Baseline, BaselineError, Entry, form
from factcheck.model import Report

HEAD = "version: 1\naccepted:\n"


def labels(report: Report) -> dict[str, str]:
    return {finding.id: finding.status for finding in report.findings}


def accepted(tmp_path: Path, report: Report) -> Baseline:
    baseline.write(tmp_path / "baseline.yaml", report)
    return baseline.load(tmp_path / "baseline.yaml")


def test_accepted_findings_are_known_and_agreement_is_no_entry(tmp_path: Path) -> None:
    stored = accepted(tmp_path, samples.report())
    assert set(stored.values) == {"cost-0-1", "cost-1-2", "r-1"}
    assert [len(entry.values) for entry in stored.accepted] == [3]
    assert set(labels(baseline.apply(samples.report(), stored)).values()) == {"known"}


def test_one_new_relation_makes_its_finding_new_and_no_other(tmp_path: Path) -> None:
    stored = accepted(tmp_path, samples.report(samples.finding(), samples.REVIEW))
    grown = samples.finding(relations=(*samples.finding().relations, samples.related(0, 2, "conflict", name="added")))
    assert labels(baseline.apply(samples.report(grown, samples.REVIEW), stored)) == {
        "f-cost": "new",
        "f-review": "known",
    }


def test_entries_without_a_finding_are_fixed_and_told(tmp_path: Path) -> None:
    stored = accepted(tmp_path, samples.report())
    report = baseline.apply(samples.report(samples.finding()), stored)
    assert labels(report) == {"f-cost": "known", "r-1": "fixed"}
    assert any("r-1" in notice and "12.4 million euros" in notice for notice in report.notices)
    gone = next(one for one in report.findings if one.status == "fixed")
    assert [one.status for one in gone.relations] == ["fixed"] and len(gone.values) == 2
    assert labels(baseline.apply(samples.report(samples.finding()), stored, complete=False)) == {"f-cost": "known"}


def test_a_suppressed_finding_keeps_its_entry(tmp_path: Path) -> None:
    stored = accepted(tmp_path, samples.report(samples.REVIEW))
    hidden = samples.report(samples.finding(), suppressed=(samples.REVIEW,))
    assert "r-1" not in labels(baseline.apply(hidden, stored))
    assert "r-1" in baseline.write(tmp_path / "baseline.yaml", hidden, stored).kept


def test_reasons_survive_rewriting_and_what_is_dropped_is_named(tmp_path: Path) -> None:
    path = tmp_path / "baseline.yaml"
    baseline.write(path, samples.report())
    path.write_text(path.read_text().replace('reason: ""', 'reason: "agreed: see the \\"minutes\\" # 7"'))
    before = path.read_bytes()
    written = baseline.write(path, samples.report(), baseline.load(path))
    assert path.read_bytes() == before and written.added == written.dropped == ()
    written = baseline.write(path, samples.report(samples.REVIEW), baseline.load(path))
    assert written.dropped == ("cost-0-1", "cost-1-2")
    assert [entry.reason for entry in baseline.load(path).accepted] == ['agreed: see the "minutes" # 7']


def test_a_reason_is_not_extended_to_what_it_was_not_given_for(tmp_path: Path) -> None:
    path = tmp_path / "baseline.yaml"
    baseline.write(path, samples.report(samples.REVIEW))
    path.write_text(path.read_text().replace('reason: ""', 'reason: "rounded"'))
    written = baseline.write(path, samples.report(), baseline.load(path))
    assert written.kept == ("r-1",) and written.entries == 2
    told = {entry.reason: set(entry.values) for entry in baseline.load(path).accepted}
    assert told == {"rounded": {"r-1"}, "": {"cost-0-1", "cost-1-2"}}


def test_pairs_that_are_suppressed_keep_their_lines(tmp_path: Path) -> None:
    stored = accepted(tmp_path, samples.report())
    hidden = samples.report(samples.finding(), suppressed=(samples.REVIEW,))
    written = baseline.write(tmp_path / "baseline.yaml", hidden, stored)
    assert written.dropped == written.added == () and written.entries == 1


def test_a_file_of_the_first_version_is_read_and_grouped_when_written(tmp_path: Path) -> None:
    path = tmp_path / "baseline.yaml"
    entry = "check: level\n    verdict: conflict\n    measure: cost\n    values: [a, b]\n"
    blocks = f'  "cost-0-1":\n    {entry}    reason: "ours"\n  "cost-1-2":\n    {entry}  "r-1":\n    {entry}'
    path.write_text(f"version: 1\naccepted:\n{blocks}")
    old = baseline.load(path)
    assert set(old.values) == {"cost-0-1", "cost-1-2", "r-1"}
    assert set(labels(baseline.apply(samples.report(), old)).values()) == {"known"}
    written = baseline.write(path, samples.report(), old)
    assert (written.added, written.dropped, written.entries) == ((), (), 2)
    assert {entry.reason for entry in baseline.load(path).accepted} == {"ours", ""}


def test_only_pairs_with_a_value_of_a_new_source_are_new() -> None:
    report = samples.report(samples.finding(), samples.REVIEW, samples.AGREEING)
    gamma = baseline.touching(report, {"notes/gamma.md"})
    assert labels(gamma) == {"f-cost": "new", "f-review": "known", "f-agree": "new"}
    assert [one.status for one in gamma.findings[0].relations] == ["known", "known", "new"]
    assert set(labels(baseline.touching(report, {"notes/delta.txt"})).values()) == {"known", "new"}


def test_order_and_source_wording_change_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "baseline.yaml"
    report = samples.report()
    baseline.write(path, report)
    before = path.read_bytes()
    backwards = msgspec.structs.replace(report, findings=tuple(reversed(report.findings)))
    baseline.write(path, backwards, baseline.load(path))
    assert path.read_bytes() == before
    assert [child.name for child in tmp_path.iterdir()] == ["baseline.yaml"]


BROKEN = {
    "unknown key": (HEAD + '  "a":\n    check: c\n    verdict: conflict\n    color: red\n', ":6:5: the key 'color'"),
    "twice": (HEAD + '  "a": {check: c, verdict: review}\n  "a": {check: c, verdict: review}\n', ":4:3: the key 'a'"),
    "wrong verdict": (HEAD + '  "a": {check: c, verdict: worse}\n', ":3:"),
    "newer": ("# head\nversion: 3\n", ":2: version 3"),
    "not of an entry": (
        "version: 2\naccepted:\n  - {check: c, verdict: review, color: red}\n",
        ":3:33: the key 'color'",
    ),
    "no YAML": (HEAD + "  [", ":4:"),
    "merge": (HEAD + "<<<<<<< ours\n", ":3: an unfinished merge"),
    "no version": ("accepted: {}\n", "the key 'version' is missing"),
}


@pytest.mark.parametrize("content, message", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_with_its_line_and_left_alone(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "baseline.yaml"
    path.write_text(content)
    with pytest.raises(BaselineError) as error:
        baseline.load(path)
    assert message in str(error.value) and str(path) in str(error.value) and "\n" not in str(error.value)
    assert path.read_text() == content


def test_a_missing_file_names_the_command_that_writes_it(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="factcheck baseline"):
        baseline.load(tmp_path / "none.yaml")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "baseline.yaml"
    baseline.write(path, samples.report())
    before = path.read_bytes()

    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(BaselineError, match="No space left"):
        baseline.write(path, samples.report(samples.REVIEW))
    assert path.read_bytes() == before
    assert [child.name for child in tmp_path.iterdir()] == ["baseline.yaml"]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
entries = st.builds(
    Entry,
    check=words.filter(bool),
    verdict=st.sampled_from(baseline.DISAGREEING),
    measure=st.none() | words.filter(bool),
    parties=st.lists(words, max_size=2).map(tuple),
    period=st.none() | words.filter(bool),
    values=st.dictionaries(words, st.lists(words, max_size=2).map(tuple), max_size=3),
    reason=words,
)


def test_an_equation_is_an_entry_of_its_stated_terms_without_paths(tmp_path: Path) -> None:
    stored = accepted(tmp_path, samples.report(samples.IMPLIED))
    assert stored.values["f-implied"] == ("12.4 million euros", "13.1 million euros")
    assert "notes/" not in (tmp_path / "baseline.yaml").read_text()
    assert labels(baseline.apply(samples.report(samples.IMPLIED), stored)) == {"f-implied": "known"}


def test_what_no_file_can_hold_is_replaced(tmp_path: Path) -> None:
    odd = msgspec.structs.replace(samples.COST[0], text="12\ud800 million")
    stored = accepted(tmp_path, samples.report(samples.finding(values=(odd, *samples.COST[1:]))))
    assert stored.values["cost-0-1"] == ("12? million", "13.1 million euros")


@settings(deadline=None)
@given(st.lists(entries, max_size=3).map(tuple))
def test_what_is_written_reads_back(accepted: tuple[Entry, ...]) -> None:
    from factcheck.rulebook import strict

    stored = Baseline(version=baseline.VERSION, accepted=accepted)
    for shown in (form.text(stored), form.json_text(stored)):
        assert strict.parse(shown, Baseline, BaselineError, "b.yaml") == stored
