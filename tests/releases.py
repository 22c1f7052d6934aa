"""One press release in every format, made with well-known libraries: the same words and figures in each."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Table(NamedTuple):
    """A table with its caption; the first row holds the headers."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


class Release(NamedTuple):
    """What a release says."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]

    def with_difference(self, old: str, new: str) -> Release:
        """The release with one figure changed, in its words and in its tables."""

        def changed(text: str) -> str:
            return text.replace(old, new)

        tables = (Table(one.caption, tuple(tuple(map(changed, row)) for row in one.rows)) for one in self.tables)
        return Release(self.title, tuple(map(changed, self.paragraphs)), tuple(tables))


RELEASE = Release(
    "Harbour Group: results for 2017",
    (
        "HAMBURG, 29 January 2018. Harbour Group's revenue rose by 12.5 percent to $441.4 million in 2017, the company "
        "said on Monday. Its operating profit came to $38.2 million in 2017, after a net loss of $3.4 million in 2016.",
        "The group had 5,120 employees in 2017. Its ports handled 31.5 million tonnes of cargo in 2017, and exports "
        "made up 60 percent of all cargo in 2017.",
    ),
    (
        Table(
            "Key figures of Harbour Group, $ million",
            (
                ("", "2016", "2017"),
                ("Revenue", "392.4", "441.4"),
                ("Operating profit", "31.0", "38.2"),
                ("Net profit", "(3.4)", "12.1"),
            ),
        ),
        Table(
            "Operations of Harbour Group",
            (
                ("", "2016", "2017"),
                ("Employees (in thousands)", "4.98", "5.12"),
                ("Freight (million tonnes)", "29.8", "31.5"),
                ("Exports (% of cargo)", "58", "60"),
            ),
        ),
    ),
)


def text(release: Release) -> bytes:
    return "\n\n".join((release.title, *release.paragraphs, "")).encode()


def markdown(release: Release) -> bytes:
    parts = [f"# {release.title}", *release.paragraphs]
    for table in release.tables:
        head, *rows = (f"| {' | '.join(row)} |" for row in table.rows)
        parts += [f"## {table.caption}", "\n".join((head, "|---|---:|---:|", *rows))]
    return "\n\n".join((*parts, "")).encode()


def page(release: Release) -> bytes:
    said = html.escape
    body = f"<h1>{said(release.title)}</h1>" + "".join(f"<p>{said(one)}</p>\n" for one in release.paragraphs)
    for table in release.tables:
        head, *rows = table.rows
        shown = "".join(f"<th>{said(cell)}</th>" for cell in head)
        shown = f"<thead><tr>{shown}</tr></thead>\n" + "".join(
            "<tr>" + "".join(f"<td>{said(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
        )
        body += f"<table><caption>{said(table.caption)}</caption>{shown}</table>\n"
    style = "<style>td { padding: 0 2em; text-align: right } td:first-child { text-align: left }</style>"
    head = f'<head><meta charset="utf-8"><title>{said(release.title)}</title>{style}</head>'
    return f'<!doctype html><html lang="en">{head}<body><article>{body}</article></body></html>'.encode()


def word(release: Release) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(release.title, 0)
    for paragraph in release.paragraphs:
        document.add_paragraph(paragraph)
    for table in release.tables:
        document.add_paragraph(table.caption, style="Caption")
        grid = document.add_table(len(table.rows), len(table.rows[0]))
        for line, row in zip(grid.rows, table.rows, strict=True):
            for cell, said in zip(line.cells, row, strict=True):
                cell.text = said
    return _saved(document.save)


def workbook(release: Release) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, table in enumerate(release.tables, 1):
        sheet = book.create_sheet(f"Table {number}")
        sheet.append([table.caption])
        for row in table.rows:
            sheet.append([_stored(cell) for cell in row])
        for cells in sheet.iter_rows(min_row=3, min_col=2):
            for cell in cells:
                cell.number_format = "0;(0)" if cell.value == int(cell.value) else "0.0#;(0.0#)"
    return _saved(book.save)


def _stored(cell: str) -> str | float:
    if cell.strip("()").replace(".", "").isdigit():
        return -float(cell.strip("()")) if cell.startswith("(") else float(cell) if "." in cell else int(cell)
    return cell


def comma_separated(release: Release) -> bytes:
    """The first table only: a file of this kind holds one."""
    caption, rows = release.tables[0]
    return "\n".join((f'"{caption}"', *(",".join(row) for row in rows), "")).encode()


def drawn(release: Release) -> bytes:
    """A PDF drawn by a library."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    styles = getSampleStyleSheet()
    story = [Paragraph(release.title, styles["Title"])]
    for one in release.paragraphs:
        story += [Paragraph(one, styles["BodyText"]), Spacer(1, 12)]
    for table in release.tables:
        story += [Paragraph(table.caption, styles["Heading2"]), Grid(table.rows), Spacer(1, 24)]
    packed = io.BytesIO()
    SimpleDocTemplate(packed, title=release.title).build(story)
    return packed.getvalue()


def printed(release: Release, folder: Path) -> bytes:
    """A PDF printed by a browser."""
    assert CHROMIUM is not None
    (folder / "page.html").write_bytes(page(release))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    out = folder / "page.pdf"
    command = [CHROMIUM, *flags, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}"]
    subprocess.run([*command, (folder / "page.html").as_uri()], check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    packed = io.BytesIO()
    save(packed)
    return packed.getvalue()


MADE: dict[str, Callable[[Release], bytes]] = {
    "release.txt": text,
    "release.md": markdown,
    "release.html": page,
    "release.pdf": drawn,
    "release.docx": word,
    "figures.xlsx": workbook,
    "figures.csv": comma_separated,
}
