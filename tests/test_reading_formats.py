"""What each format gives: blocks with their places, headers and dates, and nothing that is no text."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.model import Block, Document, Location, ReadError
from factcheck.reading import MOST_ATTACHED, parse

MARKDOWN = """\
---
title: "Harbour & port"
date: 2019-04-02
weight: 77
---
# The **harbour**

Cargo rose [by a tenth](https://example.org/2018/99) to `12` and *13* million
tonnes in 2019, ~~14~~ not 5*3 or snake_case.

- first 21
  goes on
  1. inner 22
- [x] done 23

> quoted 24

| Port | Cargo (Mt) |
|------|-----------:|
| East | **31**     |
| A\\|B | 32         |

```
port = 8080
```

[ref]: https://example.org/555
"""
HTML = """\
<!doctype html><html lang="en-GB"><head><title>Harbour | The Site</title>
<meta property="article:published_time" content="2019-04-02T08:00:00Z"><script>let a = "<p>91</p>";</script></head>
<body><nav><a href="/">Home 92</a></nav><article><h1>The
harbour</h1><p class="x">Cargo rose to &pound;12&nbsp;million
 in <b>2019</b>.<p>Second<br>line 13.<ul><li>first 21<li>second 22</ul>
<table><caption>Cargo, Mt</caption><tr><th></th><th colspan=2>2019</th></tr>
<tr><th>Port</th><th>In</th><th>Out</th></tr>
<tr><td>East</td><td>31</td><td>32</td></tr></table><div hidden>93</div></article><footer>94</footer></body></html>
"""
CSV = 'Cargo of ports\nPort;Cargo (Mt);Ships\n"The ""Old"" one";31.5;1,204\nTotal;62;"2\n8"\n'
RST = """\
Harbour
=======

Cargo rose to ``12`` and *13* :ref:`million <m>`.

.. code-block:: sh

   port=8080

   host=9

.. note:: Ships 14.

Ports
-----

- first 21

=====  =====
Port   Cargo
=====  =====
East   31
=====  =====
"""
ASCIIDOC = """\
= Harbour
:revdate: 2019-04-02

Cargo rose to *12* https://example.org/99[million].

== Ports
* first 21
** inner 22

----
port = 8080
----

|===
|Port |Cargo

|East
|31
|===
"""


def only(data: str | bytes, path: str) -> Document:
    found = parse(data.encode() if isinstance(data, str) else data, path)
    assert len(found) == 1
    return found[0]


def said(document: Document, kind: str) -> list[str]:
    return [" ".join(document.text[b.start : b.end].split()) for b in document.blocks if b.kind == kind]


def cell(document: Document, text: str) -> Block:
    return next(b for b in document.blocks if b.kind == "cell" and document.text[b.start : b.end].strip() == text)


CASES: list[tuple[str, str, dict[str, list[str]]]] = [
    (
        "x.md",
        MARKDOWN,
        {
            "title": ["Harbour & port"],
            "heading": ["The harbour"],
            "paragraph": ["Cargo rose by a tenth to 12 and 13 million tonnes in 2019, not 5*3 or snake_case."],
            "item": ["first 21 goes on", "inner 22", "done 23"],
            "quote": ["quoted 24"],
            "cell": ["Port", "Cargo (Mt)", "East", "31", "A |B", "32"],
        },
    ),
    (
        "x.html",
        HTML,
        {
            "title": ["The harbour"],
            "paragraph": ["Cargo rose to £12 million in 2019 .", "Second line 13."],
            "item": ["first 21", "second 22"],
            "caption": ["Cargo, Mt"],
            "cell": ["2019", "Port", "In", "Out", "East", "31", "32"],
        },
    ),
    (
        "x.csv",
        CSV,
        {
            "caption": ["Cargo of ports"],
            "cell": ["Port", "Cargo (Mt)", "Ships", "The Old one", "31.5", "1,204", "Total", "62", "2 8"],
        },
    ),
    (
        "x.rst",
        RST,
        {
            "title": ["Harbour"],
            "heading": ["Ports"],
            "paragraph": ["Cargo rose to 12 and 13 million .", "Ships 14."],
            "item": ["first 21"],
            "cell": ["Port", "Cargo", "East", "31"],
        },
    ),
    (
        "x.adoc",
        ASCIIDOC,
        {
            "title": ["Harbour"],
            "heading": ["Ports"],
            "paragraph": ["Cargo rose to 12 million ."],
            "item": ["first 21", "inner 22"],
            "cell": ["Port", "Cargo", "East", "31"],
        },
    ),
    (
        "x.txt",
        "The harbour\n\nCargo rose to 12\nmillion.\n\n• first 21\n• second 22\n\nPORTS\n\nEast has 31.\n",
        {
            "title": ["The harbour"],
            "heading": ["PORTS"],
            "paragraph": ["Cargo rose to 12 million.", "East has 31."],
            "item": ["• first 21", "• second 22"],
        },
    ),
]


@pytest.mark.parametrize(("path", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_blocks_hold_the_text_and_nothing_else(path: str, source: str, expected: dict[str, list[str]]) -> None:
    document = only(source, path)
    assert {kind: said(document, kind) for kind in expected} == expected
    assert not [number for number in ("77", "8080", "91", "92", "93", "94", "99", "555") if number in document.text]


@pytest.mark.parametrize(("path", "source", "_"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_every_character_that_stays_keeps_its_place(path: str, source: str, _: Any, end: str) -> None:
    text = ("\ufeff" + source).replace("\n", end)
    document = only(text, path)
    assert document.original == text and len(document.text) == len(text)
    kept = [(ours, theirs) for ours, theirs in zip(document.text, text, strict=True) if not ours.isspace()]
    assert kept and all(ours == theirs or theirs == "&" or ours == "£" for ours, theirs in kept)


TABLES = [
    ("x.md", MARKDOWN, "31", ("East",), ("Cargo (Mt)",), ("The harbour",)),
    ("x.html", HTML, "31", ("East",), ("2019", "In"), ("The harbour", "Cargo, Mt")),
    ("x.html", HTML, "32", ("East",), ("2019", "Out"), ("The harbour", "Cargo, Mt")),
    ("x.csv", CSV, "31.5", ('The "Old" one',), ("Cargo (Mt)",), ("Cargo of ports",)),
    ("x.rst", RST, "31", ("East",), ("Cargo",), ("Harbour", "Ports")),
    ("x.adoc", ASCIIDOC, "31", ("East",), ("Cargo",), ("Harbour", "Ports")),
    ("x.csv", "year,births\n2016,500\n2017,612\n", "612", ("2017",), ("births",), ()),
    ("x.tsv", "\t2016\t2017\nEast\t5\t6\n", "6", ("East",), ("2017",), ()),
    ("x.csv", "Region,Port,Ships\nNorth,East,5\nNorth,West,6\n", "6", ("North", "West"), ("Ships",), ()),
]


@pytest.mark.parametrize(("path", "source", "text", "row", "column", "context"), TABLES)
def test_a_cell_knows_its_headers(path: str, source: str, text: str, row: Any, column: Any, context: Any) -> None:
    found = cell(only(source, path), text)
    assert (found.row, found.column, found.context) == (row, column, context)


DATES = [
    ("x.md", MARKDOWN, "2019-04-02", "front matter"),
    ("x.md", "+++\ndate = 2019-04-02T10:00:00Z\n+++\nText.\n", "2019-04-02", "front matter"),
    ("x.html", HTML, "2019-04-02", "metadata"),
    (
        "x.html",
        '<p>A</p><script type=\'application/ld+json\'>{"datePublished": "2019-04-02"}</script>',
        "2019-04-02",
        "metadata",
    ),
    ("x.adoc", ASCIIDOC, "2019-04-02", "front matter"),
    ("x.eml", "Date: Tue, 2 Apr 2019 23:00:00 -0600\nSubject: A\n\nText.\n", "2019-04-02", "metadata"),
    ("x.jsonl", '{"text": "A", "published": "2 April 2019"}\n', "2019-04-02", "metadata"),
]


@pytest.mark.parametrize(("path", "source", "day", "basis"), DATES)
def test_the_date_that_a_format_states_is_found(path: str, source: str, day: str, basis: str) -> None:
    published = only(source, path).published
    assert published is not None and (published.start, published.end, published.basis) == (day, day, basis)


def test_a_vague_date_spans_its_month() -> None:
    published = only('{"text": "A", "published": "2020-02"}', "x.json").published
    assert published is not None and (published.start, published.end) == ("2020-02-01", "2020-02-29")


def test_records_are_numbered_and_faulty_ones_told() -> None:
    lines = [json.dumps({"text": "One 1."}), "", "{broken", json.dumps({"text": "Two 2.", "title": "T"})]
    found = parse(gzip.compress("\n".join(lines[:2] + lines[3:]).encode()), "x.jsonl.gz")
    assert [(one.path, one.title, one.blocks[0].location) for one in found] == [
        ("x.jsonl.gz#1", None, Location(record=1)),
        ("x.jsonl.gz#3", "T", Location(record=3)),
    ]
    with pytest.raises(ReadError, match="not valid JSON"):
        parse("\n".join(lines).encode(), "x.jsonl")


def test_mailboxes_hold_messages() -> None:
    box = "From a@b Mon\nSubject: One\n\nFirst 1.\n>From here\n\nFrom b@c Tue\nSubject: Two\n\nSecond 2.\n"
    found = parse(box.encode(), "x.mbox")
    assert [(one.path, one.title) for one in found] == [("x.mbox#1", "One"), ("x.mbox#2", "Two")]
    assert "\nFrom here" in found[0].text


def letter(*attached: tuple[str, bytes], inner: EmailMessage | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["Date"] = "Cargo", "Tue, 2 Apr 2019 23:00:00 -0600"
    message.set_content("Cargo rose to 31 tonnes.")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if inner is not None:
        message.add_attachment(inner)
    return message


def test_attachments_are_read_and_those_that_cannot_be_are_told() -> None:
    files = [
        ("../a.csv", b"Port,Ships\nEast,5\n"),
        ("a.csv", b"x,y\n"),
        ("b.docx", b""),
        ("c.png", b""),
        ("d.tar", b""),
    ]
    found = parse(letter(*files, inner=letter(("e.md", b"# Ships\n\nThere are 9."))).as_bytes(), "x.eml")
    paths = ["x.eml", "x.eml/a.csv", "x.eml/2-a.csv", "x.eml/message.eml", "x.eml/message.eml/e.md"]
    assert [one.path for one in found] == paths
    assert [notice.split(":")[0].split(" is ")[0] for notice in found[0].notices] == [
        "the attachment c.png",
        "the attachment b.docx",
        "the attachment d.tar",
    ]
    box = b"From a@b Mon\n" + letter(files[0]).as_bytes() + b"\n\nFrom b@c Tue\n" + letter(files[1]).as_bytes()
    paths = ["x.mbox#1", "x.mbox#1/a.csv", "x.mbox#2", "x.mbox#2/a.csv"]
    assert [one.path for one in parse(box, "x.mbox")] == paths


def test_messages_in_messages_end_somewhere() -> None:
    message = letter()
    for _ in range(9):
        message = letter(inner=message)
    found = parse(message.as_bytes(), "x.eml")
    assert len(found) == 1 + MOST_ATTACHED and "one in the other" in found[-1].notices[0]


def test_archives_are_read_file_by_file() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in ("a/one.txt", "a/.hidden.txt", "../two.md", "a/picture.png"):
            entry = tarfile.TarInfo(name)
            entry.size = 7
            archive.addfile(entry, io.BytesIO(b"Text 1."))
    assert [one.path for one in parse(packed.getvalue(), "x.tar.gz")] == ["x.tar.gz/a/one.txt", "x.tar.gz/two.md"]


REMARKS = [
    ("x.md", "A 1.\n\n<!-- factcheck: ignore[level] as planned -->\nB 2.\n\nC 3.\n", "level", "as planned", "B 2."),
    ("x.md", "A 1. <!-- factcheck: ignore -->\n\nB 2.\n", None, "", "A 1."),
    ("x.html", "<p>A 1.</p>\n<!-- factcheck: ignore[sum] why -->\n<p>B 2.</p>", "sum", "why", "B 2."),
    ("x.rst", "A 1.\n\n.. factcheck: ignore[sum] why\n\nB 2.\n", "sum", "why", "B 2."),
    ("x.txt", "A 1.\n\n<!-- factcheck: ignore[sum] why -->\nB 2.\n", "sum", "why", "B 2."),
]


@pytest.mark.parametrize(("path", "source", "check", "reason", "reach"), REMARKS)
def test_remarks_reach_their_line_or_the_next_block(
    path: str, source: str, check: str | None, reason: str, reach: str
) -> None:
    document = only(source, path)
    (found,) = document.suppressions
    assert (found.check, found.reason) == (check, reason)
    assert document.text[found.start : found.end].strip() == reach
    assert "factcheck" not in document.text


CHARSETS = [
    ("Café costs 5 €.".encode("utf-8-sig"), "\ufeffCafé costs 5 €.", False),
    ("Café costs 5 €.".encode("utf-16"), "\ufeffCafé costs 5 €.", False),
    ("The café was “full”: 5 € a cup.".encode("cp1252"), "The café was “full”: 5 € a cup.", True),
    ("Торговля выросла на 60 процентов, и это много для страны в этом году.".encode("cp1251"), None, True),
]


@pytest.mark.parametrize(("data", "text", "told"), CHARSETS)
def test_charsets_are_marked_or_guessed_and_said_so(data: bytes, text: str | None, told: bool) -> None:
    document = only(data, "x.txt")
    assert document.text == (text or data.decode("cp1251"))
    assert bool(document.notices) == told


def test_a_page_may_declare_its_charset() -> None:
    page = '<meta charset="iso-8859-2"><p>Złoty 5</p>'.encode("iso-8859-2")
    assert "Złoty 5" in only(page, "x.html").text


FORMATS = [".txt", ".md", ".html", ".csv", ".rst", ".adoc", ".eml", ".mbox", ".json", ".jsonl"]
PIECES = st.sampled_from(
    ["<p>", "</td>", "<table>", "<tr>", "<td colspan=9>", "<!--", "-->", "&amp;", "|", "|-|-|\n", "```\n", "> ", "- ",
     "1. ", "# ", "**", "](", "[", "\n", "\r\n", "\r", "\n\n", "---\n", "\t", '"', ",", ";", "é", "\ufeff", "\u2028",
     "\0", "text ", "60 percent ", "From a b\nX: y\n\n", '{"text": "', '"}', ".. x::\n", "====\n", "+--+\n", "|===\n"]
)  # fmt: skip


@settings(deadline=None)  # the first example of a format pays for its imports
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(FORMATS))
def test_whatever_is_read_keeps_its_length_or_is_refused_in_one_line(source: str, suffix: str) -> None:
    try:
        found = parse(source.encode(), f"x{suffix}")
    except ReadError as fault:
        assert "\n" not in str(fault) and len(str(fault)) < 300
        return
    for document in found:
        assert len(document.original) == len(document.text)
        edges = [edge for block in document.blocks for edge in (block.start, block.end)]
        assert edges == sorted(edges) and all(0 <= edge <= len(document.text) for edge in edges)
