"""Files that are broken, or made to break tools: each is told in one line, and the good files beside it are read."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import factcheck
from factcheck.cli import run
from factcheck.model import Document, Problem
from factcheck.reading import read
from factcheck.report import FORMATS, render
from factcheck.settings import Limits, Settings

SMALL = Limits(file_size=5_000_000, characters=4_000_000, expanded_size=20_000_000, cells=5_000, seconds=60.0)
WORD = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def office(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def word(xml: str) -> bytes:
    return office({"word/document.xml": xml})


def sheet(xml: str) -> bytes:
    book = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
    links = '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>'
    return office({"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links, "xl/worksheets/s.xml": xml})


def tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def broken_pdf(data: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + data


def encrypted_pdf() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab makes the file")
    packed = io.BytesIO()
    drawing = canvas.Canvas(packed, encrypt="secret")
    drawing.drawString(50, 50, "Text 1.")
    drawing.save()
    return packed.getvalue()


def part(number: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (number, number)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def locked(data: bytes) -> bytes:
    """A package whose entries say that they are encrypted."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        places = [match.start() for match in re.finditer(re.escape(mark), data)]
        for place in places:
            data = data[: place + at] + b"\x01" + data[place + at + 1 :]
    return data


def attributes(count: int) -> str:
    return " ".join(f'a{number}=""' for number in range(count))


def plain_pdf() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab makes the file")
    packed = io.BytesIO()
    drawing = canvas.Canvas(packed)
    drawing.drawString(50, 50, "Text 1.")
    drawing.save()
    return packed.getvalue()


def lying_tar() -> bytes:
    data = bytearray(tar({"a.txt": b"Text 1."}, "w"))
    data[124:136] = b"77777777777\0"
    return bytes(data)


REFUSED: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "NUL bytes": ("x.txt", b"Text 1.\0\0", "looks binary"),
    "a picture called text": ("x.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "looks binary"),
    "control characters": ("x.md", bytes(range(1, 9)) * 50, "looks binary"),
    "stray bytes": ("x.txt", b"It rose \xff\xfe by 60 percent \x81 in all.", "not valid UTF-8"),
    "lone surrogates": ("x.txt", "Text \ud800 1.".encode("utf-8", "surrogatepass"), "not valid UTF-8"),
    "half a UTF-16 file": ("x.txt", "\ufeffText".encode("utf-16-le")[:-1], "byte order mark"),
    "damaged UTF-8": ("x.txt", "Zürich wächst über alles. ".encode() * 9 + b"\xc3", "not valid UTF-8"),
    "NULs in UTF-16": ("x.txt", "\ufeffA\0B".encode("utf-16-le"), "looks binary"),
    "a large file": ("x.txt", b"a " * 3_000_000, "larger than 5 MB"),
    "a long text": ("x.md", b"a " * 2_400_000, "more than 4,000,000 characters"),
    "zip bomb": ("x.docx", lambda: word("<a>" + " " * 30_000_000 + "</a>"), "unpacks to more than"),
    "a lying zip": ("x.docx", lambda: word(WORD).replace(b"word/document.xml", b"word/documenT.xml", 1), "damaged"),
    "many parts": ("x.docx", lambda: office({str(n): "" for n in range(20_001)}, zipfile.ZIP_STORED), "parts"),
    "no document": ("x.docx", lambda: office({"a": "b"}), "no Word document"),
    "not a zip": ("x.docx", b"Text 1.", "no DOCX file"),
    "truncated zip": ("x.docx", lambda: word(WORD.format("<w:p/>"))[:-30], "no DOCX file"),
    "password": ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    "billion laughs": ("x.docx", lambda: word(LAUGHS + WORD.format("<w:p>&b;</w:p>")), "entities"),
    "entity from outside": (
        "x.docx",
        lambda: word('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + WORD.format("&x;")),
        "entities",
    ),
    "deep XML": ("x.docx", lambda: word(WORD.format("<w:sdt>" * 5_000)), "deep"),
    "broken XML": ("x.docx", lambda: word("<w:document>"), "broken XML"),
    "many cells": ("x.xlsx", lambda: sheet("<s>" + "<row><c><v>1</v></c></row>" * 20_000 + "</s>"), "cells"),
    "sheet without cells": ("x.xlsx", lambda: sheet("<s/>"), "no cell"),
    "laughs in a sheet": ("x.xlsx", lambda: sheet(LAUGHS + "<s/>"), "entities"),
    "workbook without sheets": ("x.xlsx", lambda: office({"a": "b"}), "no Excel workbook"),
    "an old workbook that is none": ("x.xls", b"Text 1.", "spreadsheet"),
    "truncated PDF": ("x.pdf", broken_pdf(b"<< /Type"), "PDF"),
    "PDF of noise": ("x.pdf", broken_pdf(bytes(range(256)) * 40), "PDF"),
    "encrypted PDF": ("x.pdf", encrypted_pdf, "encrypted"),
    "deep HTML": ("x.html", b"<div>" * 50_000 + b"Text 1.", "deep"),
    "deep JSON": ("x.json", b'{"x": ' + b"[" * 100_000, "too deeply"),
    "JSON of another kind": ("x.json", b'{"a": 1}', "no `text`"),
    "broken JSON": ("x.json", b'{"text": "a', "not valid JSON"),
    "JSON with a lone surrogate": ("x.json", b'{"text": "\\ud800"}', "not valid JSON"),
    "records of another kind": ("x.jsonl", b'{"a": 1}\n', "no `text`"),
    "a number for a text": ("x.jsonl", b'{"text": 5}\n', "no documents"),
    "a compressed bomb": ("x.jsonl.gz", lambda: gzip.compress(b'{"text": "' + b"a" * 4_000_000), "unpacks to"),
    "compressed noise": ("x.jsonl.gz", b"Text 1.", "damaged"),
    "half a compressed file": ("x.jsonl.gz", lambda: gzip.compress(json.dumps({"text": "a"}).encode())[:-9], "damaged"),
    "an archive of noise": ("x.tar.gz", bytes(range(256)), "no archive"),
    "half an archive": ("x.tar", lambda: tar({"a.txt": b"Text 1." * 999}, "w")[:4_000], "no archive"),
    "an archive bomb": ("x.tar.gz", lambda: tar({"a.txt": b"a" * 4_000_000}), "unpacks to"),
    "an archive in an archive": ("x.tar", lambda: tar({"a.tar": tar({"b.txt": b"c"})}, "w"), "archive in an archive"),
    "a binary in an archive": ("x.tar", lambda: tar({"a.txt": b"\0"}, "w"), "looks binary"),
    "a message without text": ("x.eml", b"Subject: A\nContent-Type: image/png\n\nabc", "no message"),
    "a message without head": ("x.eml", b"\n\nText 1.", "no message"),
    "nested parts": ("x.eml", b"Subject: A\n" + b"".join(map(part, range(299))), "message"),
    "a mailbox that is none": ("x.mbox", b"Text 1.", "no message"),
    "nested zip bomb": ("x.xlsx", lambda: office({"xl/workbook.xml": office({"a": " " * 9_000_000})}), "broken XML"),
    "many bombs": ("x.docx", lambda: office({f"{n}.xml": " " * 9_000_000 for n in range(9)}), "unpacks to more than"),
    "password-protected": ("x.xlsx", OLD + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0", "password"),
    "encrypted parts": ("x.docx", lambda: locked(word(WORD.format("<w:p/>"))), "encrypted"),
    "XML of many attributes": ("x.docx", lambda: word(f"<document {attributes(30_000)}/>"), "no Word document"),
    "an entity in a sheet": (
        "x.xlsx",
        lambda: sheet('<!DOCTYPE s [<!ENTITY x SYSTEM "http://localhost/x">]><s>&x;</s>'),
        "entities",
    ),
    "an empty PDF": ("x.pdf", b"", "PDF"),
    "a PDF cut in the middle": ("x.pdf", lambda: plain_pdf()[:700], "PDF"),
    "a PDF without pages": ("x.pdf", lambda: plain_pdf().replace(b"/Kids", b"/Kidz"), "damaged"),
    "an empty document": ("x.docx", b"", "no DOCX file"),
    "an empty workbook": ("x.xlsx", b"", "no XLSX file"),
    "an empty message": ("x.eml", b"", "no message"),
    "an empty archive": ("x.tar", b"", "no archive"),
    "empty JSON": ("x.json", b"", "not valid JSON"),
    "JSON of deep objects": ("x.json", b'{"text":' * 100_000, "no documents"),
    "a JSON number of many digits": ("x.json", b'{"text": ' + b"9" * 1_000_000 + b"}", "no documents"),
    "JSON in UTF-16": ("x.json", '{"text": "A"}'.encode("utf-16"), "not valid JSON"),
    "an archive of nothing": ("x.tar", lambda: tar({"a.png": b""}, "w"), "no source"),
    "a list of nothing": ("x.json", b"[]", "no source"),
    "lines of nothing": ("x.jsonl", b"\n\n", "no source"),
    "an archive that lies of a size": ("x.tar", lambda: lying_tar(), "no archive"),
    "UTF-32 with surrogates": ("x.txt", b"\xff\xfe\0\0\0\xd8\0\0", "byte order mark"),
    "UTF-7": ("x.html", b'<meta charset="utf-7"><p>+ADw-script+AD4- \xff\xfe\x81</p>', "not valid UTF-8"),
    "a program called text": ("x.txt", b"\x7fELF\x02\x01\x01" + bytes(60), "looks binary"),
    "a workbook called Word": ("x.docx", lambda: sheet("<s/>"), "no Word document"),
}  # fmt: skip


def check(folder: Path, limits: Limits = SMALL) -> list[Document | Problem]:
    (folder / "good.txt").write_text("Cargo rose by 12 percent.")
    return list(read([str(folder)], Settings(limits=limits)))


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_told_in_one_line_beside_a_good_one(tmp_path: Path, case: str) -> None:
    name, data, message = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(data() if callable(data) else data)
    before = time.process_time()
    found = list(read([str(path)], Settings(limits=SMALL)))
    assert time.process_time() - before < 10
    problems = [one for one in found if isinstance(one, Problem)]
    assert len(problems) == 1 and re.search(message, problems[0].message), found
    assert problems[0].message.isprintable() and len(problems[0].message) < 300
    assert str(tmp_path) not in problems[0].message
    assert [one.path for one in check(tmp_path) if isinstance(one, Document)] == [f"{tmp_path.name}/good.txt"]


READ: dict[str, tuple[str, bytes]] = {
    "nothing": ("x.txt", b""),
    "only a mark": ("x.txt", b"\xef\xbb\xbf"),
    "one long line": ("x.txt", b"60 percent of 5 " * 30_000),
    "one long word": ("x.md", b"a" * 400_000),
    "a number of many digits": ("x.txt", b"9" * 1_000_000),
    "mixed line ends": ("x.md", b"# A\r\n\rText 1.\n\r\n- b\r- c\n"),
    "strange spaces": ("x.txt", "1\u2009000\u00a0km\u00ad, \uff11\uff12 or \u0661\u0662\u2028\u0085".encode()),
    "only line ends": ("x.md", b"\r\n" * 50_000),
    "brackets": ("x.md", b"[" * 100_000 + b"](" * 50_000),
    "quotes": ("x.md", b">" * 100_000 + b"a"),
    "stars": ("x.md", b"*a **b " * 20_000),
    "a list in a list": ("x.md", b"".join(b"  " * n + b"- a\n" for n in range(300))),
    "tables": ("x.md", b"|a|b|\n|-|-|\n" * 2_000),
    "open comments": ("x.html", b"<!-- " * 50_000),
    "open tags": ("x.html", b"<a href='" * 30_000),
    "open cells": ("x.html", b"<table><tr>" + b"<td colspan=999>" * 3_000),
    "entities": ("x.html", b"&amp" * 50_000 + b"&#99999999;&#xD800;&#0;"),
    "open quotes": ("x.csv", b'"a,' * 50_000),
    "uneven rows": ("x.csv", b"a,b,c\n1\n,,,,,,,\n" * 3_000),
    "drawn borders": ("x.rst", b"+--+--+\n|a|\n" * 2_000),
    "open directives": ("x.rst", b".. a::\n\n   b\n" * 5_000),
    "open listings": ("x.adoc", b"----\n|===\n|a\n" * 5_000),
    "remarks": ("x.md", b"a <!-- factcheck: ignore[b] --> " * 3_000),
    "front matter without end": ("x.md", b"---\ntitle: a\n" * 3_000),
    "a head that lies": (
        "x.eml",
        b"Subject: =?x?q?=FF?=\nDate: yesterday\nContent-Type: text/plain; charset=none\n\nA 1.",
    ),
}


@pytest.mark.parametrize("case", READ)
def test_a_strange_file_is_read_in_time_with_every_place_kept(tmp_path: Path, case: str) -> None:
    name, data = READ[case]
    (tmp_path / name).write_bytes(data)
    before = time.process_time()
    found = check(tmp_path)
    assert time.process_time() - before < 10
    assert all(isinstance(one, Document) and len(one.text) == len(one.original) for one in found) and len(found) == 2


def test_pipes_are_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    problem = next(one for one in check(tmp_path) if isinstance(one, Problem))
    assert problem.path.endswith("pipe.txt") and "no regular file" in problem.message


def test_a_link_that_leads_nowhere_or_round_is_no_trap(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "none.txt")
    found = check(tmp_path)
    assert sum(isinstance(one, Problem) for one in found) == 3 and len(found) == 4


def test_a_document_that_takes_too_long_is_left(tmp_path: Path) -> None:
    (tmp_path / "slow.md").write_bytes(b"* x\n" * 200_000)
    found = check(tmp_path, Limits(seconds=0.2))
    assert [one.path.rpartition("/")[2] for one in found if isinstance(one, Problem)] == ["slow.md"]


STEERING = "\x1b]0;title\x07\x1b[31m\x9b2J\u202e\r"


def test_no_report_steers_a_terminal_or_tells_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, cost in enumerate(("441.4", "451.4")):
        name = f"a{number}\n{STEERING}.md".replace("/", "")
        text = f"The {STEERING} bridge over the Elbe cost ${cost} million in 2017, said Ann {STEERING}.\n"
        Path(name).write_text(f"---\ntitle: Bridge {STEERING}\n---\n{text}")
    Path(f"b{STEERING}.docx").write_bytes(b"no document")
    report = factcheck.check(["."])
    assert report.errors and any(one.verdict in ("conflict", "review") for one in report.findings)
    for form in FORMATS:
        shown = render(report, form)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown), form
        assert str(tmp_path) not in shown and os.uname().nodename not in shown


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 2)])
def test_the_exit_status_tells_of_files_that_cannot_be_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text("Cargo rose by 12 percent.")
    Path("bad.docx").write_bytes(b"no document")
    Path("bad.json").write_bytes(b"[")
    assert run(["check", ".", "--format", "json", *options]) == status
    shown = capsys.readouterr()
    assert [one["path"] for one in json.loads(shown.out)["errors"]] == ["bad.docx", "bad.json"]
    assert [line.split(":")[1].strip() for line in shown.err.splitlines()] == ["bad.docx", "bad.json"]
    assert run(["check", "bad.docx", "--format", "json"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
