"""Documents in other languages are named and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

import factcheck

GERMAN = (
    "Der Handel zwischen den beiden Ländern wuchs im ersten Halbjahr um 60 Prozent auf 441 Millionen Dollar, wie das "
    "Ministerium am Montag mitteilte. Die Ausfuhren stiegen dabei stärker als die Einfuhren, und der Minister sprach "
    "von einem guten Zeichen für die Wirtschaft. Im Vorjahr waren es noch 276 Millionen gewesen, so der Bericht weiter."
)
ENGLISH = "Trade between the two countries grew by 60 percent to $441.4 million in 2017, the ministry said on Monday."


def test_a_text_in_another_language_is_named_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("de.txt").write_text(GERMAN, encoding="utf-8")
    Path("en.txt").write_text(ENGLISH, encoding="utf-8")
    documents = {one.path: one for one in factcheck.check(["."]).documents}
    assert documents["de.txt"].claims == 0 and "English only" in documents["de.txt"].notices[-1]
    assert documents["en.txt"].claims >= 3 and not documents["en.txt"].notices
