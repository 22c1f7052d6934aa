"""What one source may cost: each limit, set small, is told with its name, and the sources beside it are read."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_hostile_files import office, part, sheet, tar, word

from factcheck.model import Document, Problem
from factcheck.reading import parse, read
from factcheck.settings import Limits, Settings

PARAGRAPH = "<w:p><w:r><w:t>Text 1.</w:t></w:r></w:p>"
ROW = "<row><c><v>1</v></c></row>"
WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'

EXCEEDED: dict[str, tuple[str, Callable[[], bytes], Limits]] = {
    "file_size of a text": ("x.txt", lambda: b"Text 1." * 99, Limits(file_size=300)),
    "file_size of a line": ("x.jsonl", lambda: json.dumps({"text": "a" * 400}).encode(), Limits(file_size=300)),
    "file_size of a member": ("x.tar", lambda: tar({"a.txt": b"Text 1." * 99}, "w"), Limits(file_size=300)),
    "characters": ("x.txt", lambda: b"Text 1." * 99, Limits(characters=300)),
    "characters of a part": ("x.docx", lambda: word(WORD.format(PARAGRAPH * 99)), Limits(characters=300)),
    "expanded_size": ("x.docx", lambda: word(WORD.format(PARAGRAPH * 99)), Limits(expanded_size=300)),
    "expanded_size of lines": (
        "x.jsonl.gz",
        lambda: gzip.compress(json.dumps({"text": "a" * 400}).encode()),
        Limits(expanded_size=300),
    ),
    "expansion": ("x.docx", lambda: word(WORD.format(PARAGRAPH * 50_000)), Limits(expansion=20)),
    "nesting of XML": ("x.docx", lambda: word(WORD.format("<w:sdt>" * 9 + "</w:sdt>" * 9)), Limits(nesting=5)),
    "nesting of a message": (
        "x.eml",
        lambda: b"Subject: A\n" + b"".join(map(part, range(9))),
        Limits(nesting=5),
    ),
    "cells of a workbook": ("x.xlsx", lambda: sheet(f"<s>{ROW * 99}</s>"), Limits(cells=9)),
    "cells of a Word table": (
        "x.docx",
        lambda: word(WORD.format("<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 99 + "</w:tbl>")),
        Limits(cells=50),
    ),
    "seconds": ("x.md", lambda: b"* x\n" * 200_000, Limits(seconds=0.05)),
}  # fmt: skip


@pytest.mark.parametrize("case", EXCEEDED)
def test_a_source_over_a_limit_is_told_and_left(tmp_path: Path, case: str) -> None:
    name, made, limits = EXCEEDED[case]
    (tmp_path / name).write_bytes(made())
    (tmp_path / "good.txt").write_text("Cargo rose by 12 percent.")
    found = list(read([str(tmp_path)], Settings(limits=limits)))
    problems = [one for one in found if isinstance(one, Problem)]
    limit = case.split()[0]
    remedy = "parts" if case == "nesting of a message" else "simplify" if limit == "nesting" else f"limits.{limit}"
    assert len(problems) == 1 and remedy in problems[0].message
    assert [one.path.rpartition("/")[2] for one in found if isinstance(one, Document)] == ["good.txt"]


ODD = {
    "a number with thin spaces": ("Cargo: 12\u2009345\u00a0tonnes in 2017.", "12\u2009345\u00a0tonnes", 12345),
    "full-width digits": ("Cargo was １２ tonnes in 2017.", "１２ tonnes", 12),
    "Arabic-Indic digits": ("Cargo was ٣١ tonnes in 2017.", "٣١ tonnes", 31),
    "a decomposed letter before": ("Cafe\u0301 sales: 31 tonnes in 2017.", "31 tonnes", 31),
    "a soft hyphen before": ("The har\u00adbour had 31 tonnes in 2017.", "31 tonnes", 31),
    "signs beyond the first plane": ("🚢🚢 31 tonnes in 2017.", "31 tonnes", 31),
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
@pytest.mark.parametrize("case", ODD)
def test_odd_signs_keep_every_place(case: str, mark: str, suffix: str) -> None:
    from factcheck import extraction, rulebook

    said, text, value = ODD[case]
    shown = f"<p>{said}</p>" if suffix == ".html" else f'"{said}"' if suffix == ".csv" else said
    source = f"{mark}Harbour\r\n\r\n{shown}\r\n"
    (document,) = parse(source.encode(), f"x{suffix}")
    assert document.original == source
    claim = next(one for one in extraction.claims(document, rulebook.load())[1] if one.value.point == value)
    assert claim.text == source[claim.start : claim.end] == text
    assert source.split("\n")[claim.line - 1][claim.column - 1 :].startswith(text)


def test_an_archive_with_one_bad_member_gives_the_others() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in (("a.txt", b"\0"), ("b.docx", office({"a": "b"})), ("c.txt", b"Text 1.")):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    path = Path("x.tar")
    with pytest.MonkeyPatch.context() as patch:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            patch.chdir(folder)
            path.write_bytes(packed.getvalue())
            found = list(read(["x.tar"], Settings()))
    assert [(type(one).__name__, one.path) for one in found] == [
        ("Problem", "x.tar/a.txt"),
        ("Problem", "x.tar/b.docx"),
        ("Document", "x.tar/c.txt"),
    ]
