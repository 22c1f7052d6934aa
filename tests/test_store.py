"""The index file: what it refuses, what it survives, and who may use it at once."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

import pytest
from test_collection import checked, corpus

from factcheck import extraction, rulebook, store
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
    while neighbours.refresh(db, RULE, 2).documents:
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


def downgraded(path: Path, version: int) -> None:
    """Lays the documents of an index out as an older program did, with what it had of the rest."""
    new = path.with_suffix(".new")
    path.rename(new)
    with sqlite3.connect(path) as old:
        for step in STEPS[:version]:
            old.executescript(step)
        old.execute(f"PRAGMA application_id = {APPLICATION}")
        old.execute(f"PRAGMA user_version = {version}")
        old.execute("ATTACH ? AS new", (str(new),))
        for (table,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        if version == 1:
            old.execute("INSERT INTO stale SELECT id FROM documents")
    old.close()


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_an_older_index_is_migrated_and_keeps_what_it_holds(version: int, tmp_path: Path) -> None:
    path, rules = tmp_path / "i.sqlite", rulebook.load()
    whole = checked(corpus(8), rules, path)
    downgraded(path, version)
    with pytest.raises(store.StoreError, match="older factcheck"):
        store.read_only(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "read", _interrupt)
        assert checked(corpus(8), rules, path) == whole
    assert store.create(path).execute("PRAGMA user_version").fetchone() == (len(STEPS),)


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


def _interrupt(*given: object) -> None:
    raise InterruptedError


def test_many_readers_beside_a_writer_see_whole_states(tmp_path: Path) -> None:
    """Every transaction adds two documents: no reader ever sees an odd number."""
    path = tmp_path / "i.sqlite"
    writer = filled(path, extracted("a", "abc"), extracted("b", "abc"))
    seen: list[int] = []

    def read() -> None:
        for _ in range(15):
            reader = store.read_only(path)
            seen.append(documents.totals(reader)[0])
            seen.append(sum(1 for _ in documents.summaries(reader)))
            reader.close()

    readers = [Thread(target=read) for _ in range(6)]
    for one in readers:
        one.start()
    for number in range(0, 200, 2):
        with store.transaction(writer):
            documents.put(writer, extracted(f"{number}", "abc"), SPREAD)
            documents.put(writer, extracted(f"{number + 1}", "abc"), SPREAD)
    for one in readers:
        one.join()
    assert len(seen) == 6 * 15 * 2
    assert all(count % 2 == 0 for count in seen)
    assert documents.totals(writer)[0] == 202


@contextmanager
def limited_files(folder: Path) -> Iterator[Callable[[], None] | None]:
    """No file may grow beyond 200 KB."""
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[], None] | None]:
    """A disk of 300 KB."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting is not permitted here")
    try:
        yield None
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("full", [limited_files, small_disk])
def test_a_full_disk_is_told_and_leaves_the_index_usable(
    full: Callable[[Path], AbstractContextManager[Callable[[], None] | None]], tmp_path: Path
) -> None:
    texts, disk = tmp_path / "texts", tmp_path / "disk"
    texts.mkdir()
    disk.mkdir()
    for one in corpus(150):
        (texts / f"{one.path}.txt").write_text(one.text)
    command = [
        sys.executable,
        "-m",
        "factcheck",
        "check",
        "texts",
        "--fail-on",
        "never",
        "--format",
        "json",
        "--jobs",
        "1",
    ]
    with full(disk) as limit:
        check = [*command, "--index", "disk/i.sqlite"]
        result = subprocess.run(check, cwd=tmp_path, preexec_fn=limit, capture_output=True, text=True)
        assert result.returncode == 2
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1
        assert "disk/i.sqlite: cannot grow" in result.stderr
        for file in disk.iterdir():
            shutil.copy(file, tmp_path)
    kept = store.read_only(tmp_path / "i.sqlite")
    assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()
    again = subprocess.run([*command, "--index", "i.sqlite"], cwd=tmp_path, capture_output=True, check=True)
    fresh = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert again.stdout == fresh.stdout


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
    path = tmp_path / "folder" / "i.sqlite"
    with pytest.raises(store.StoreError, match=r"the folder .* is missing"), store.exclusive(path, _interrupt):
        pytest.fail("there is no such folder")
    with pytest.raises(store.StoreError, match=r"the folder .* is missing"):
        store.create(path)


def test_the_folder_that_the_configuration_proposes_is_made(tmp_path: Path) -> None:
    assert checked(corpus(2), rulebook.load(), tmp_path / ".factcheck" / "index.sqlite").documents


def test_nothing_is_written_beside_a_foreign_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are notes and no index")
    with pytest.raises(store.StoreError, match="not an index"):
        checked([], rulebook.load(), path)
    assert list(tmp_path.iterdir()) == [path]
