"""Office files and PDF, made by well-known libraries: what is read, and where it stands."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from factcheck.model import Block, Document, Location, ReadError
from factcheck.reading import parse
from factcheck.reading.cellformat import shown


def only(data: bytes, path: str) -> Document:
    (found,) = parse(data, path)
    return found


def said(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def cell(document: Document, text: str) -> Block:
    return next(block for block in document.blocks if block.kind == "cell" and said(document, block) == text)


@pytest.fixture(scope="module")
def letter() -> bytes:
    docx = pytest.importorskip("docx", reason="python-docx makes the file")
    document = docx.Document()
    document.add_heading("Port report", 0)
    document.add_heading("Cargo", 1)
    document.add_paragraph("Cargo rose by 12 percent to 31 million tonnes.")
    document.add_paragraph("first 21", style="List Bullet")
    document.add_paragraph("Cargo of ports, Mt", style="Caption")
    table = document.add_table(2, 2)
    for place, text in zip([(0, 0), (0, 1), (1, 0), (1, 1)], ["Port", "2019", "East", "31"], strict=True):
        table.cell(*place).text = text
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_a_word_document_gives_headings_lists_and_cells(letter: bytes) -> None:
    document = only(letter, "x.docx")
    assert document.title == "Port report"
    assert [(block.kind, said(document, block)) for block in document.blocks[:5]] == [
        ("title", "Port report"),
        ("heading", "Cargo"),
        ("paragraph", "Cargo rose by 12 percent to 31 million tonnes."),
        ("item", "first 21"),
        ("caption", "Cargo of ports, Mt"),
    ]
    found = cell(document, "31")
    assert (found.row, found.column, found.context[-1]) == (("East",), ("2019",), "Cargo of ports, Mt")
    assert found.location == Location(part="document")


@pytest.fixture(scope="module")
def book() -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl makes the file")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Ports"
    for row in [["Cargo, Mt"], ["Port", "Cargo", "Growth"], ["East", 31.25, 0.6], ["Total", 1294.64, -0.055]]:
        sheet.append(row)
    for number in (3, 4):
        sheet.cell(number, 2).number_format = "#,##0.0"
        sheet.cell(number, 3).number_format = "0.0%"
    sheet["B7"], sheet["C7"], sheet["B8"], sheet["C8"] = "Day", "Fees", date(2019, 4, 2), 441400000
    sheet["C8"].number_format = '$#,##0.0,,"m"'
    hidden = workbook.create_sheet("Notes")
    hidden["A1"], hidden.sheet_state = 99, "hidden"
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


CELLS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("31.3", "B3", ("East",), ("Cargo",)),
    ("60.0%", "C3", ("East",), ("Growth",)),
    ("1,294.6", "B4", ("Total",), ("Cargo",)),
    ("-5.5%", "C4", ("Total",), ("Growth",)),
    ("$441.4m", "C8", ("2019-04-02",), ("Fees",)),
]


@pytest.mark.parametrize(("text", "name", "row", "column"), CELLS)
def test_cells_are_read_as_they_are_shown(book: bytes, text: str, name: str, row: Any, column: Any) -> None:
    document = only(book, "x.xlsx")
    found = cell(document, text)
    assert (found.location, found.row, found.column) == (Location(sheet="Ports", cell=name), row, column)
    assert "99" not in document.text and "Notes" in document.notices[0]


NUMBERS = [
    ("0.6", "0%", "60%"),
    ("0.1+0.2", "0", "0.1+0.2"),
    ("0.30000000000000004", "General", "0.3"),
    ("2.5", "0", "3"),
    ("-1204.5", "#,##0.00;(#,##0.00)", "(1,204.50)"),
    ("1204500", '#,##0.0,"k"', "1,204.5k"),
    ("1e21", "General", "1000000000000000000000"),
    ("1e308", "0.00", "1e308"),
    ("12.5", '[$€-407] #,##0.00', "€ 12.50"),
    ("43557", "dd/mm/yyyy", "2019-04-02"),
    ("43557.5", "yyyy-mm-dd hh:mm", "2019-04-02 12:00"),
    ("43557", "mmm yyyy", "2019-04"),
    ("0.5", "h:mm", "12:00"),
    ("0.25", "# ?/?", "0.25"),
    ("5", "@", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "form", "expected"), NUMBERS)
def test_number_formats_show_what_a_spreadsheet_shows(stored: str, form: str, expected: str) -> None:
    assert shown(stored, form) == expected


def pdf(pages: list[list[tuple[int, int, str]]], **options: Any) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab makes the file")
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    packed = io.BytesIO()
    drawing = canvas.Canvas(packed, pagesize=(400, 600), **options)
    for page in pages:
        for x, y, text in page:
            drawing.drawString(x, y, text)
        drawing.showPage()
    drawing.save()
    return packed.getvalue()


def test_a_pdf_gives_paragraphs_with_page_and_box() -> None:
    head = [[(50, 580, "Report of the port, 2019"), (200, 15, str(number))] for number in (1, 2, 3)]
    body = [
        [(50, 500, "Cargo rose by 12 percent to 31 mil-"), (50, 486, "lion tonnes in 2019."), (50, 400, "Ships: 14.")],
        [(50, 500, "The second page has 15 ships.")],
        [],
    ]
    document = only(pdf([a + b for a, b in zip(head, body, strict=True)]), "x.pdf")
    assert [said(document, block) for block in document.blocks] == [
        "Cargo rose by 12 percent to 31 million tonnes in 2019.",
        "Ships: 14.",
        "The second page has 15 ships.",
    ]
    first, third = document.blocks[0].location, document.blocks[2].location
    assert first is not None and third is not None and (first.page, third.page) == (1, 2)
    assert first.box is not None and 49 < first.box[0] < 52 and 480 < first.box[1] < 487 and 505 < first.box[3] < 512


def test_pages_without_text_are_told() -> None:
    words = [(50, 500, "Cargo rose by 12 percent.")]
    assert "page 2" in only(pdf([words, []]), "x.pdf").notices[0]
    with pytest.raises(ReadError, match="scanned"):
        parse(pdf([[]]), "x.pdf")


def test_a_file_is_known_by_its_content_whatever_it_is_called() -> None:
    assert only(pdf([[(50, 500, "Cargo rose.")]]), "x.txt").blocks[0].location is not None
    assert only(b"<!DOCTYPE html><p>A <b>1</b></p>", "x.txt").text.split() == ["A", "1"]


def test_prose_in_columns_is_read_column_by_column() -> None:
    left = ["Cargo of the ports rose by", "12 percent to 31 mil-", "lion tonnes in 2019."]
    right = ["Ships had to wait for 14", "hours in the mean, as", "the office said."]
    rows = [(50, 500 - 14 * n, text) for n, text in enumerate(left)]
    rows += [(230, 500 - 14 * n, text) for n, text in enumerate(right)]
    document = only(pdf([sorted(rows, key=lambda row: -row[1])]), "x.pdf")
    assert " ".join(said(document, block) for block in document.blocks) == (
        "Cargo of the ports rose by 12 percent to 31 million tonnes in 2019. "
        "Ships had to wait for 14 hours in the mean, as the office said."
    )


def test_a_table_on_a_page_gives_cells_with_their_boxes() -> None:
    rows = [("", "2018", "2019"), ("Cargo (Mt)", "29.8", "31.5"), ("Ships in port", "n/a", "1,204")]
    drawn = [(50 + 120 * x, 480 - 18 * y, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    document = only(pdf([[(50, 510, "Ports of the east"), *drawn], []]), "x.pdf")
    found = cell(document, "1,204")
    assert (found.row, found.column, found.context) == (("Ships in port",), ("2019",), ("Ports of the east",))
    assert found.location is not None and found.location.box is not None and found.location.page == 1
    left, bottom, right, top = found.location.box
    assert 288 < left < 293 and 440 < bottom < 446 and right < 330 and top < 455


def test_notes_and_merged_cells_of_a_word_document_have_their_part() -> None:
    from test_hostile_files import office

    name = 'xmlns:w="w"'
    note = "<w:p><w:r><w:t>Without 5 ferries.</w:t></w:r></w:p>"
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>2019</w:t></w:r></w:p></w:tc>'
    plain = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("East", "31", "32"))
    table = f"<w:tbl><w:tr><w:tc><w:p/></w:tc>{wide}</w:tr><w:tr>{plain}</w:tr></w:tbl>"
    body = f"<w:document {name}><w:body>{table}</w:body></w:document>"
    mark = f'<w:footnote w:type="separator">{note}</w:footnote>'
    notes = f"<w:footnotes {name}>{mark}<w:footnote>{note}</w:footnote></w:footnotes>"
    document = only(office({"word/document.xml": body, "word/footnotes.xml": notes}), "x.docx")
    assert [said(document, block) for block in document.blocks] == ["2019", "East", "31", "32", "Without 5 ferries."]
    assert document.blocks[-1].location == Location(part="footnotes")
    assert cell(document, "32").column == ("2019",)
