"""A corpus that grows says the same as one that is checked at once, whatever happened on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck import alignment, collection, comparison, extraction, pipeline, rulebook, structure
from factcheck.alignment import blocking
from factcheck.collection import Arrival
from factcheck.model import Document, Problem, Publication, Report
from factcheck.rulebook import Rulebook

PLACES = ("Ravello", "Brindisi", "Tarvisio")
WORDINGS = (
    "A flood in {0} killed {1} people and damaged {2} houses, the prefect of {0} said.",
    "In {0} {1} people died in the flood. It damaged {2} houses.",
    "The flood in {0} left {1} people dead; {2} houses were damaged along the river.",
)


def text(place: int, wording: int, dead: int, houses: int) -> str:
    return WORDINGS[wording].format(PLACES[place], dead, houses) + " Volunteers arrived with boats and blankets."


def document(path: str, body: str, day: int = 1) -> Document:
    when = f"2019-03-{day:02}"
    return Document(path=path, text=body, published=Publication(start=when, end=when, basis="configured", confidence=1))


def corpus(count: int, seed: int = 1) -> list[Document]:
    draw = random.Random(seed)
    return [
        document(
            f"d{number}",
            text(draw.randrange(3), draw.randrange(3), 12 + draw.randrange(2), 340 + draw.randrange(3)),
            1 + draw.randrange(3),
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return rulebook.load()


def checked(documents: Sequence[Document], rules: Rulebook, index: Path | None = None, jobs: int = 1) -> Report:
    with pipeline.opened(rules, index=index, jobs=jobs) as known:
        return pipeline.check(documents, rules, known=known)


TEXTS = st.builds(text, st.integers(0, 2), st.integers(0, 2), st.integers(12, 13), st.sampled_from((340, 345, 430)))
EDITS = st.lists(
    st.dictionaries(st.sampled_from(("a", "b", "c", "d", "e", "f")), st.tuples(TEXTS, st.integers(1, 3)), max_size=6),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, st.booleans())
def test_a_grown_corpus_equals_a_full_check(
    rules: Rulebook, tmp_path_factory: pytest.TempPathFactory, edits: list[dict[str, tuple[str, int]]], crowded: bool
) -> None:
    """Each step of `edits` is the corpus as it then stands; blocks are made so small that they split and merge."""
    index = tmp_path_factory.mktemp("index") / "i.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "SPREAD", 2 if crowded else 150)
        for step in edits:
            documents = [document(path, *told) for path, told in step.items()]
            assert checked(documents, rules, index) == checked(documents[::-1], rules)


def test_one_new_source_is_judged_against_all_that_is_known(rules: Rulebook, tmp_path: Path) -> None:
    old, new = corpus(8), document("new", text(0, 1, 99, 340))
    checked(old, rules, tmp_path / "i.sqlite")
    with pipeline.opened(rules, index=tmp_path / "i.sqlite") as known:
        grown = pipeline.check([new], rules, known=known, new={"new"}, whole=False)
    full = pipeline.check([*old, new], rules, new={"new"})
    assert grown.findings == full.findings
    assert any(one.verdict in ("conflict", "update") for one in grown.findings)
    assert grown.summary == full.summary


def test_an_unrelated_document_changes_no_finding(rules: Rulebook) -> None:
    other = document("other", "The museum in Lisbon bought 14 paintings for 3 million euros in 1998.")
    assert checked(corpus(6), rules).findings == checked([*corpus(6), other], rules).findings


def test_nothing_is_extracted_twice(rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = checked(corpus(6), rules, tmp_path / "i.sqlite")
    monkeypatch.setattr(extraction, "read", _fail)
    monkeypatch.setattr(alignment, "linked", _fail)
    monkeypatch.setattr(comparison, "findings", _fail)
    assert checked(corpus(6), rules, tmp_path / "i.sqlite") == before


def test_what_has_not_changed_is_told_as_it_was(
    rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that ended before it told leaves nothing old to tell."""
    index = tmp_path / "i.sqlite"
    for step in (corpus(6), corpus(5), [*corpus(5), document("d5", text(0, 0, 19, 340))], []):
        with monkeypatch.context() as patch:
            patch.setattr(structure, "joined", _fail)
            with pytest.raises(AssertionError):
                checked(step, rules, index)
        told = checked(step, rules, index)
        assert told == checked(step, rules)
        with monkeypatch.context() as patch:
            patch.setattr(structure, "joined", _fail)
            assert checked(step, rules, index) == told


def _fail(*given: object, **named: object) -> None:
    raise AssertionError("done again")


def test_changed_rules_are_applied_to_what_is_stored(rules: Rulebook, tmp_path: Path) -> None:
    import msgspec

    weights = msgspec.structs.replace(rules.weights["default"], link=0.999, review=0.999)
    strict = msgspec.structs.replace(rules, weights={"default": weights}, digest="strict")
    unlike = msgspec.structs.replace(strict, words=rules.words | {"light": rules.words["light"]}, digest="words")
    checked(corpus(8), rules, tmp_path / "i.sqlite")
    for ruled in (strict, unlike, rules):
        with pipeline.opened(ruled, index=tmp_path / "i.sqlite") as known:
            grown = pipeline.check([], ruled, known=known, whole=False)
        assert grown.findings == pipeline.check(corpus(8), ruled).findings


def test_neighbours_on_the_index_are_those_in_memory(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "SPREAD", 4)
    documents = sorted(corpus(20), key=lambda one: one.path)
    read = [extraction.read(one, rules) for one in documents]
    facts = alignment.align([one.claims for one in read], [one.words for one in read], rules)
    texts = {one.path: one.text for one in documents}
    found = sorted(comparison.findings(facts, texts, rules), key=pipeline._order)
    assert found == [one for one in checked(documents, rules).findings if not one.derived]


@pytest.mark.parametrize("jobs", [2, 3])
def test_processes_find_the_same_in_the_same_order(
    rules: Rulebook, jobs: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(collection, "BATCH", 400)
    monkeypatch.setattr(collection, "BLOCK", 3)
    assert checked(corpus(12), rules, tmp_path / "i.sqlite", jobs) == checked(corpus(12), rules)


def test_what_cannot_be_read_is_listed_and_forgotten_by_the_index(rules: Rulebook, tmp_path: Path) -> None:
    problem = Problem(path="broken", message="cannot be read")
    report = pipeline.check([problem, *corpus(3)], rules)
    assert report.errors == (problem,)
    assert [one.path for one in report.documents] == ["d0", "d1", "d2"]


def test_a_source_is_held_only_in_the_state_in_which_it_was_stored(rules: Rulebook, tmp_path: Path) -> None:
    one = corpus(1)[0]
    with pipeline.opened(rules, index=tmp_path / "i.sqlite") as known:
        known.add([Arrival("file", one), Arrival("file", None, b"state")])
    with pipeline.opened(rules, index=tmp_path / "i.sqlite") as known:
        assert known.held("file", b"other") is None
        assert known.held("file", b"state") == ["d0"]
        known.settle(whole=True)
        assert known.totals()[0] == 1


CHECK = """
    import sys
    from pathlib import Path
    sys.path.insert(0, {folder!r})
    from factcheck import collection, rulebook
    from test_collection import checked, corpus
    collection.BATCH, collection.BLOCK, collection.GROUPS, collection.CENTRES = 300, 3, 4, 3
    rules = rulebook.load()
    print("ready", flush=True)
    checked(corpus({count}), rules, Path(sys.argv[1]), {jobs})
"""


def started(index: Path, count: int, jobs: int = 1) -> subprocess.Popen[str]:
    code = textwrap.dedent(CHECK.format(folder=str(Path(__file__).parent), count=count, jobs=jobs))
    return subprocess.Popen([sys.executable, "-c", code, str(index)], stdout=subprocess.PIPE, text=True)


def stored(index: Path) -> set[str]:
    from factcheck import store

    with store.told(index):
        db = store.read_only(index)
        paths = {row[0] for row in db.execute("SELECT path FROM documents")}
        db.close()
    return paths


def kills(index: Path, count: int, times: int, seed: int) -> Iterator[set[str]]:
    """Checks that are killed at random moments, with what is stored after each."""
    draw = random.Random(seed)
    for _ in range(times):
        check = started(index, count)
        assert check.stdout is not None
        with check, check.stdout:
            check.stdout.readline()
            time.sleep(draw.uniform(0.05, 0.6))
            check.send_signal(signal.SIGKILL)
        if index.exists() and index.stat().st_size:
            yield stored(index)


def test_a_killed_check_loses_nothing_and_the_next_one_completes(rules: Rulebook, tmp_path: Path) -> None:
    index, count = tmp_path / "i.sqlite", 100
    before: set[str] = set()
    for after in kills(index, count, int(os.environ.get("FACTCHECK_KILLS", "6")), 7):
        assert before <= after
        before = after
    assert checked(corpus(count), rules, index) == checked(corpus(count), rules)


def test_two_checks_at_once_both_finish_right(rules: Rulebook, tmp_path: Path) -> None:
    index = tmp_path / "i.sqlite"
    checks = [started(index, 20), started(index, 30)]
    for check in checks:
        check.communicate()
        assert check.returncode == 0
    assert len(stored(index)) in (20, 30)
    assert checked(corpus(30), rules, index) == checked(corpus(30), rules)


def test_ctrl_c_ends_the_workers_and_keeps_what_was_read(rules: Rulebook, tmp_path: Path) -> None:
    index = tmp_path / "i.sqlite"
    check = started(index, 400, jobs=2)
    assert check.stdout is not None
    with check, check.stdout:
        check.stdout.readline()
        while not (index.exists() and index.stat().st_size and _some(index)):
            assert check.poll() is None
            time.sleep(0.05)
        check.send_signal(signal.SIGINT)
        check.wait()
    assert check.returncode != 0
    assert stored(index)


def _some(index: Path) -> bool:
    from factcheck.model import FactcheckError

    try:
        return bool(stored(index))
    except FactcheckError:
        return False
