"""The index file: what it refuses, what it survives, and who may use it at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck import store
from factcheck.model import Document, DocumentSummary
from factcheck.store import documents, neighbours
from factcheck.store.packing import DamagedRecord
from factcheck.store.schema import APPLICATION, STEPS

SPREAD = 3
RULE = neighbours.Rule(SPREAD, 400_000, lambda shared, name, named: shared >= 400_000)


def extracted(path: str, words: str, day: int = 0) -> store.Extracted:
    """A document of the words in `words`, all of one weight."""
    weight = round(1000 / len(words) ** 0.5)
    return store.Extracted(
        path=path,
        source=path,
        key=words.encode(),
        rules="r",
        day=day,
        levels=((0, 4_000_000), (day, day)),
        count=1,
        remarks=False,
        summary=store.pack(DocumentSummary(path=path, title=None, published=None, language="en", claims=1)),
        text=store.pack(Document(path=path, text=words)),
        claims=store.pack([]),
        vector={ord(word): (weight, False) for word in words},
    )


def filled(path: Path, *given: store.Extracted) -> sqlite3.Connection:
    db = store.create(path)
    with store.transaction(db):
        for one in given:
            documents.put(db, one, SPREAD)
    refresh(db)
    return db


def refresh(db: sqlite3.Connection) -> None:
    while neighbours.refresh(db, RULE, 2):
        pass


def pairs(db: sqlite3.Connection) -> set[frozenset[str]]:
    names = dict(db.execute("SELECT id, path FROM documents"))
    return {frozenset((names[a], names[b])) for a, b in db.execute("SELECT a, b FROM pairs")}


def foreign(path: Path) -> None:
    path.write_text("no database at all")


def of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")


def newer(path: Path) -> None:
    store.create(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")


@pytest.mark.parametrize(
    ("make", "said"),
    [(foreign, "is not an index"), (of_another_program, "of another program"), (newer, "newer factcheck")],
)
def test_what_is_no_index_is_refused_and_left_alone(make: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    make(path)
    before = path.read_bytes()
    for opener in (store.create, store.read_only):
        with pytest.raises(store.StoreError, match=said):
            opener(path)
    assert path.read_bytes() == before


def test_a_damaged_index_is_told_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    filled(path, extracted("a", "abc")).close()
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(store.StoreError, match="delete it"), store.told(path):
        filled(path, extracted("b", "abc"))


def test_a_damaged_record_is_told() -> None:
    data = store.pack(Document(path="a", text="text"))
    for broken in (data[:-3], b"x" + data, store.pack(1)):
        with pytest.raises(DamagedRecord, match="damaged"):
            store.unpack(broken, Document)


def test_an_older_index_is_migrated_and_keeps_its_documents(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(STEPS[0])
        old.execute(f"PRAGMA application_id = {APPLICATION}")
        old.execute("PRAGMA user_version = 1")
        old.execute("INSERT INTO documents VALUES (7, 'kept', 'kept', x'00', 'r', 0, 0, 0, 0)")
    old.close()
    with pytest.raises(store.StoreError, match="older factcheck"):
        store.read_only(path)
    db = store.create(path)
    assert db.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert db.execute("SELECT document FROM underived").fetchall() == [(7,)]
    assert store.create(path).execute("SELECT path FROM documents").fetchone() == ("kept",)


def test_readers_see_the_last_committed_state_beside_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    writer = filled(path, extracted("a", "abc"))
    reader = store.read_only(path)
    assert documents.totals(reader) == (1, 1)
    with store.transaction(writer):
        documents.put(writer, extracted("b", "abc"), SPREAD)
        assert documents.totals(reader) == (1, 1)
    assert documents.totals(reader) == (1, 1)
    assert documents.totals(store.read_only(path)) == (2, 2)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM documents")


def test_a_second_check_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    with store.exclusive(path, lambda: None), pytest.raises(InterruptedError), store.exclusive(path, _interrupt):
        pytest.fail("two checks hold one index")
    with store.exclusive(path, _interrupt):
        pass


def _interrupt() -> None:
    raise InterruptedError


def test_a_full_disk_is_told_and_leaves_the_index_usable(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    db = filled(path, extracted("a", "abc"))
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 2}")
    with pytest.raises(store.StoreError, match="free some space"), store.told(path):
        for number in range(10_000):
            with store.transaction(db):
                documents.put(db, extracted(f"{number}" * 9, "xyz"), SPREAD)
    db.close()
    assert store.create(path).execute("SELECT 1 FROM documents WHERE path = 'a'").fetchone() == (1,)


def test_a_word_in_too_many_documents_serves_by_day_or_not_at_all(tmp_path: Path) -> None:
    few = [extracted(f"{n}", "ab", day=n % 2) for n in range(SPREAD)]
    db = filled(tmp_path / "i.sqlite", *few)
    assert len(pairs(db)) == 3
    with store.transaction(db):
        documents.put(db, extracted("x", "ab", day=1), SPREAD)
    refresh(db)
    assert pairs(db) == {frozenset("02"), frozenset("1x")}
    with store.transaction(db):
        documents.remove(db, documents.identifier("x"), SPREAD)
    refresh(db)
    assert len(pairs(db)) == 3


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError, match=r"the folder .* is missing"):
        store.create(tmp_path / "folder" / "i.sqlite")
