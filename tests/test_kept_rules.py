"""Rules that were read before come from a copy, which is never trusted more than the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck import rulebook
from factcheck.model import RuleError
from factcheck.rulebook import kept, strict


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "factcheck"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "synonyms.yaml").write_text("quay: {words: [quay, wharf]}\n")
    return folder


def loaded(*extra: Path) -> rulebook.Rulebook:
    return rulebook.load.__wrapped__(*extra)


def _fail(*given: object, **named: object) -> None:
    raise AssertionError("read again")


def test_a_copy_is_what_was_read(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = loaded(mine)
    monkeypatch.setattr(strict, "read", _fail)
    assert loaded(mine) == first
    (mine / "synonyms.yaml").write_text("quay: {words: [quay, pier]}\n")
    with pytest.raises(AssertionError):
        loaded(mine)


def test_a_copy_tells_of_the_folder_that_is_asked_for(mine: Path) -> None:
    twin = mine.with_name("twin")
    twin.mkdir()
    (twin / "synonyms.yaml").write_bytes((mine / "synonyms.yaml").read_bytes())
    assert (loaded(mine).folders, loaded(twin).folders) == ((str(mine),), (str(twin),))


def test_changed_rules_are_read_again(mine: Path) -> None:
    before = loaded(mine)
    (mine / "synonyms.yaml").write_text("quay: {words: [quay, pier]}\n")
    after = loaded(mine)
    assert after.digest != before.digest
    assert after.synonyms["quay"].words == ("quay", "pier")
    (mine / "synonyms.yaml").write_text("quay: {wrods: [quay]}\n")
    with pytest.raises(RuleError, match=r"synonyms\.yaml:1:8"):
        loaded(mine)


@pytest.mark.parametrize("content", [b"", b"\x80", b"no rules at all"])
def test_a_damaged_copy_is_made_anew(cache: Path, content: bytes) -> None:
    rules = loaded()
    (copy,) = cache.iterdir()
    whole = copy.read_bytes()
    copy.write_bytes(content)
    assert loaded() == rules
    assert copy.read_bytes() == whole


def test_a_copy_that_others_may_write_is_not_trusted(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded()
    (copy,) = cache.iterdir()
    copy.chmod(0o666)
    assert kept.take(copy.name) is None


def test_a_folder_that_cannot_be_written_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    rules = loaded()
    for place in (str(tmp_path / "file"), "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert loaded() == rules
    assert not Path("relative").exists()


def test_old_copies_go(cache: Path, mine: Path) -> None:
    for number in range(kept.MOST + 3):
        (mine / "synonyms.yaml").write_text(f"quay: {{words: [quay, pier{number}]}}\n")
        loaded(mine)
    assert len(list(cache.iterdir())) == kept.MOST
