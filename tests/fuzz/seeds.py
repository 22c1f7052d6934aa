"""What fuzzing starts from: pieces of mark-up and of wordings, and texts that use them."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from typing import Any

import msgspec
from fuzz import targets

MARKUP = (
    "<p>", "</td>", "<table>", "<tr>", "<td colspan=9>", "<th>", "<!--", "-->", "&amp;", "&#xD800;", "<ul><li>", "|",
    "|-|-|\n", "```\n", "> ", "- ", "1. ", "# ", "**", "](", "[", "<script>", "<sup class=reference>", "<br>", "~~",
    "\n", "\r\n", "\r", "\n\n", "---\n", "+++\n", "title: ", "date: ", "\t", '"', '""', ",", ";", "'", ".. x::\n",
    "====\n", "+--+\n", "|===\n", "----\n", "[source]\n", '"""', "def f():\n", "From a b\nX: y\n\n", "Subject: ",
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "--b--", '{"text": "', '"}', "#1", "<!-- factcheck: ignore ",
    "<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:del>", "<w:tab/>",
    '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>', '<w:gridSpan w:val="3"/>', "<w:footnoteReference/>",
    '<row r="1">', "</row>", '<c r="B2" t="s">', "</c>", "<v>0.5</v>", "<is><t>", '<mergeCell ref="A1:C1"/>',
    "<si><t>", "</t></si>", '<numFmt numFmtId="164" formatCode="', "<cellXfs>", "BT /F1 12 Tf ", " Td (", ") Tj ", "ET",
)  # fmt: skip
"""Pieces of formats."""

WORDING = (
    "\ufeff", "\u2028", "\xad", "\xa0", "\u2009", "\u202e", "\u0301", "１２", "٣", "½", "–", "−", "×", "€", "$", "£",
    "%", "US$", "Rs ", "km", " km²", "°C", "kWh", "bn", " million", " billion", "thousand ", "two ", "half ",
    "hundred and ", "a third", "dozen ",
    "1", "0", "9", "1,000", "1.5", "1.000,5", "1'000", "12–13", "1/2", "1e9", "(3.4)", "+5", "-7",
    "#1", "No. ", "No ", "first ", "21st ", "2017", "2017-11-29", "29/11/2017", "11:30", "Q3 ", "FY18", "1990s",
    "May ", "Monday ", "yesterday ", "last year ", "in ", "since ", "between ", " and ", " to ", " from ", "the first ",
    "nine months of ", "weeks ago", "about ", "more than ", "at least ", "almost ", "up to ", "rose ", "fell ",
    "doubled ", "by ", "percent ", "percentage points ", "people ", "killed ", "exports ", "trade turnover ",
    "revenue ",
    "of the ", "each ", "per ", "total ", "Belarus ", "Mr. ", "the ", "said ", "expects ", "not ", "if ", "(", ")", "“",
    "”", ": ", "; ", ", ", ". ", "? ", "...", "—", " ", "a", "Z",
)  # fmt: skip
"""Pieces of sentences."""

PIECES = MARKUP + WORDING
TEXTS = (
    "Trade grew 60 percent to $441.4 million in the first nine months of 2017, from about 276 million a year before.",
    "At least 20,708 people were killed on Sunday, 26 December 2004; two-thirds of them were children, it said.",
    "# Report\n\n| Port | 2016 (Mt) | 2017 |\n|--|--|--|\n| East | (3.4) | 31.5 |\n| Total | 62 | 1,204 |\n",
    "<html><title>A</title><article><h1>B</h1><p>It cost &pound;12&nbsp;million.<table><tr><th>a<th>b<tr><td>1<td>2",
    "---\ntitle: A\ndate: 2019-04-02\n---\n- first 21\n  - half a dozen of the 12 to 13 units, 5 km (3 miles) away\n",
    'Cargo of ports, $ m\nPort;2016;2017\nEast;31.5;1.204,5\n"The ""Old""";n/a;-2%\nTotal;62;\n',
    "Subject: A\nDate: Tue, 2 Apr 2019 23:00:00 -0600\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText 1.\n"
    "--b--\n",
    "From a@b Mon\nSubject: One\n\nFirst 1.\n\nFrom b@c Tue\nSubject: Two\n\nSecond 2.\n",
    '{"text": "Ships: 14.", "title": "A", "published": "2019-04"}\n{"text": "Ships: 15."}\n',
    '[{"text": "Ships: 14."}, {"text": "Ships: 15."}]',
    "A\n=\n\n.. note:: 14\n\n=====  =====\nPort   Cargo\n=====  =====\nEast   31\n=====  =====\n",
    "= A\n:revdate: 2019-04-02\n\n* 21\n\n|===\n|a |b\n\n|1\n|2\n|===\n",
    'def f():\n    """Waits 5 seconds.\n\n    >>> f()\n    """\n',
    '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>A 1</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>2'
    "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row>\0<sst><si><t>a</t></si></sst>\0<s>'
    '<numFmt numFmtId="164" formatCode="0.0%"/><cellXfs><xf/><xf numFmtId="164"/></cellXfs></s>',
    "BT /F1 12 Tf 50 500 Td (Cargo rose by 12 percent to 31 mil-) Tj 0 -14 Td (lion tonnes in 2019.) Tj ET",
)
"""Texts of all formats."""


def seeds(target: str) -> list[bytes]:
    """Inputs of a target: for the readers every text as every form, for the extraction texts and examples of rules."""
    if target == "readers":
        forms = range(len(targets.FORMS))
        return [bytes((form, growth)) + text for form in forms for growth in (0, 248) for text in _for(form)]
    said = [*TEXTS, *examples()[::4]]
    return [bytes((number % 256, 248 * (number % 9 == 0))) + text.encode() for number, text in enumerate(said)]


def _for(form: int) -> list[bytes]:
    name, made = targets.FORMS[form]
    texts = [text.encode() for text in TEXTS]
    if made is not bytes:
        return texts[-3:]
    packed = {".tar": _tar(""), ".tar.gz": _tar("gz"), ".jsonl.gz": gzip.compress(texts[8], mtime=0)}
    packed |= {".docx": targets._document(texts[-3]), ".xlsx": targets._workbook(texts[-2])}
    packed |= {".ods": targets._workbook(texts[-2]), ".pdf": targets._page(texts[-1])}
    return [packed[name[1:]]] if name[1:] in packed else texts[:13]


def _tar(packing: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=f"w:{packing}") as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo("a.txt")
        entry.size = 7
        archive.addfile(entry, io.BytesIO(b"Text 1."))
    return packed.getvalue()


def examples() -> list[str]:
    """The sentences that the rules give as examples, without their marks."""
    found: set[str] = set()
    for section in msgspec.structs.astuple(targets.rules()):
        for entry in section.values() if isinstance(section, dict) else ():
            for name in ("examples", "counter_examples", "holds", "fails"):
                found.update(text for one in getattr(entry, name, ()) for text in _said(one))
    return sorted(re.sub(r"\[\[|\]\]", "", text) for text in found)


def _said(example: Any) -> tuple[str, ...]:
    return (example,) if isinstance(example, str) else getattr(example, "texts", None) or (example.text,)
