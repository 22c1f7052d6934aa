"""One press release in every format: one meaning, every place right, no false conflict, a difference found in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from releases import CHROMIUM, MADE, RELEASE, printed

import factcheck
from factcheck.model import Claim, Document, Finding
from factcheck.reading import parse

for library in ("docx", "openpyxl", "pypdfium2", "reportlab"):
    pytest.importorskip(library, reason="makes or reads the files")

Meaning = tuple[str, float | None, str, str | None, str | None, str | None]
YEAR = {"2016": ("2016-01-01", "2016-12-31"), "2017": ("2017-01-01", "2017-12-31")}
WORDS: dict[str, Meaning] = {
    "12.5 percent": ("percent", 12.5, "percent", "revenue", *YEAR["2017"]),
    "$441.4 million": ("money", 441.4e6, "money:USD", "revenue", *YEAR["2017"]),
    "$38.2 million": ("money", 38.2e6, "money:USD", "operating_profit", *YEAR["2017"]),
    "$3.4 million": ("money", 3.4e6, "money:USD", "net_loss", *YEAR["2016"]),
    "5,120 employees": ("count", 5120, "count", "employees", *YEAR["2017"]),
    "31.5 million tonnes": ("measure", 31.5e9, "mass", "freight", *YEAR["2017"]),
    "60 percent": ("percent", 60, "percent", "exports", *YEAR["2017"]),
}
"""What the words of the release state: kind, value in the base unit, dimension, measure and period."""
KEY_FIGURES: dict[str, Meaning] = {
    "392.4": ("money", 392.4e6, "money:USD", "revenue", *YEAR["2016"]),
    "441.4": ("money", 441.4e6, "money:USD", "revenue", *YEAR["2017"]),
    "31.0": ("money", 31e6, "money:USD", "operating_profit", *YEAR["2016"]),
    "38.2": ("money", 38.2e6, "money:USD", "operating_profit", *YEAR["2017"]),
    "(3.4)": ("money", 3.4e6, "money:USD", "net_loss", *YEAR["2016"]),
    "12.1": ("money", 12.1e6, "money:USD", "net_profit", *YEAR["2017"]),
}
OPERATIONS: dict[str, Meaning] = {
    "4.98": ("number", 4980, "number", "employees", *YEAR["2016"]),
    "5.12": ("number", 5120, "number", "employees", *YEAR["2017"]),
    "29.8": ("measure", 29.8e9, "mass", "freight", *YEAR["2016"]),
    "31.5": ("measure", 31.5e9, "mass", "freight", *YEAR["2017"]),
    "58": ("percent", 58, "percent", "exports", *YEAR["2016"]),
    "60": ("percent", 60, "percent", "exports", *YEAR["2017"]),
}
FIGURES = KEY_FIGURES | OPERATIONS
STATED = {
    "release.txt": WORDS,
    "release.md": WORDS | FIGURES,
    "release.html": WORDS | FIGURES,
    "release.pdf": WORDS | FIGURES,
    "printed.pdf": WORDS | FIGURES,
    "release.docx": WORDS | FIGURES,
    "figures.xlsx": FIGURES,
    "figures.csv": KEY_FIGURES,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The release in every format that can be made here."""
    found = {name: make(RELEASE) for name, make in MADE.items()}
    if CHROMIUM is not None:
        found["printed.pdf"] = printed(RELEASE, tmp_path_factory.mktemp("printed"))
    return found


def held(files: dict[str, bytes], name: str) -> bytes:
    if name not in files:
        pytest.skip("no browser prints the page here")
    return files[name]


def meaning(claim: Claim) -> Meaning:
    point = None if claim.value.point is None else round(claim.value.point * claim.factor, 6)
    period = claim.period
    edges = (period.start, period.end) if period else (None, None)
    return claim.kind, point, claim.dimension, claim.measure, *edges


def numbers(document: Document) -> list[Claim]:
    from factcheck import extraction, rulebook

    return [one for one in extraction.claims(document, rulebook.load())[1] if one.kind not in ("date", "time")]


@pytest.mark.parametrize("name", STATED)
def test_every_format_states_the_same(files: dict[str, bytes], name: str) -> None:
    (document,) = parse(held(files, name), name)
    found = {re.sub(r"^31$", "31.0", " ".join(claim.text.split())): meaning(claim) for claim in numbers(document)}
    assert found == STATED[name]


def lines(text: str) -> list[str]:
    return text.split("\n")


@pytest.mark.parametrize("name", ["release.txt", "release.md", "release.html", "figures.csv"])
def test_lines_and_columns_lead_back_to_the_file(files: dict[str, bytes], name: str) -> None:
    (document,) = parse(files[name], name)
    source = lines(files[name].decode())
    for claim in numbers(document):
        assert source[claim.line - 1][claim.column - 1 :].startswith(claim.text)


def test_cells_of_a_workbook_lead_back_to_the_sheet(files: dict[str, bytes]) -> None:
    (document,) = parse(files["figures.xlsx"], "figures.xlsx")
    for claim in numbers(document):
        assert claim.location is not None and claim.location.cell is not None and claim.location.sheet is not None
        table = RELEASE.tables[int(claim.location.sheet.split()[1]) - 1]
        column, row = ord(claim.location.cell[0]) - ord("A"), int(claim.location.cell[1:]) - 2
        assert float(claim.text.strip("()")) == float(table.rows[row][column].strip("()"))


@pytest.mark.parametrize("name", ["release.pdf", "printed.pdf"])
def test_boxes_hold_their_claims_on_the_page(files: dict[str, bytes], name: str) -> None:
    import pypdfium2

    data = held(files, name)
    (document,) = parse(data, name)
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    for claim in numbers(document):
        assert claim.location is not None and claim.location.page == 1 and claim.location.box is not None
        left, bottom, right, top = claim.location.box
        there = page.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
        assert " ".join(claim.text.split()) in " ".join(there.split())


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def test_versions_of_one_release_do_not_contradict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]
) -> None:
    write(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    report = factcheck.check(["."])
    assert not report.errors
    assert {one.verdict for one in report.findings} <= {"agree", "compatible"}
    revenue = next(one for one in report.findings if one.fact.measure == "revenue" and has(one, "441.4"))
    assert {place.path for value in revenue.values for place in value.evidence} == set(files)


def has(finding: Finding, value: str) -> bool:
    return any(value in place.text for place in finding.values)


DIFFERENT = RELEASE.with_difference("441.4", "451.4")


@pytest.mark.parametrize("name", STATED)
def test_a_difference_is_found_in_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], name: str
) -> None:
    held(files, name)
    changed = printed(DIFFERENT, tmp_path) if name == "printed.pdf" else MADE[name](DIFFERENT)
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder, {other: data for other, data in files.items() if other in ("release.txt", "figures.csv")})
    (folder / f"other{Path(name).suffix}").write_bytes(changed)
    monkeypatch.chdir(folder)
    found = [one for one in factcheck.check(["."]).findings if one.verdict in ("conflict", "review")]
    places = list(disputed(found, "451.4"))
    assert places and {path for path, _ in places} == {f"other{Path(name).suffix}"}
    assert not list(disputed(found, "38.2"))


def disputed(found: list[Finding], value: str) -> Iterator[tuple[str, int]]:
    """Where findings show a value that disagrees with another."""
    for finding in found:
        for place in (place for one in finding.values for place in one.evidence):
            if value in place.quote[place.start - place.quote_start : place.end - place.quote_start]:
                yield place.path, place.line
