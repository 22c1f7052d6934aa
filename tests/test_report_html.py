"""The HTML page: whole in itself, and in a browser: quiet, filtered, sorted, revealed by its permalinks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import browser
import pytest
import samples
from test_report_formats import evil_report

from factcheck import report as reports

VOID = {"meta", "link", "input", "br", "rect", "line", "circle", "path"}
VISIBLE = "[...document.querySelectorAll('.finding')].filter(n => n.offsetParent).map(n => n.id)"
CHANGE = "(name, value) => {{ const f = document.querySelector('.tools').elements.namedItem(name); f.value = value; \
f.dispatchEvent(new Event('input', {{bubbles: true}})); f.dispatchEvent(new Event('change', {{bubbles: true}})); }}"


class Outline(HTMLParser):
    """Checks that elements nest, and gathers ids, references and what is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.references += [given[name] for name in ("for", "aria-labelledby") if name in given]
        self.references += [given["href"][1:]] if given.get("href", "").startswith("#") else []
        self.loaded += [given["src"]] if "src" in given else []
        self.loaded += [given["href"]] if tag == "link" else []
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.stack.pop() == tag


@pytest.mark.parametrize("report", [samples.report(), evil_report()], ids=["samples", "hostile"])
def test_the_page_is_well_formed_and_loads_nothing(report: reports.Report) -> None:
    page = reports.render(report, "html", texts=samples.TEXTS, root="..")
    outline = Outline()
    outline.feed(page)
    assert not outline.stack and outline.loaded == ["data:,"]
    assert len(set(outline.ids)) == len(outline.ids) and set(outline.references) <= set(outline.ids)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)


def test_quotes_stand_in_their_context_with_the_value_marked() -> None:
    page = reports.render(samples.report(), "html", texts=samples.TEXTS)
    assert "It cost <mark>12.4 million euros</mark> to build." in page
    assert '<span class="around">The bridge opened in May.</span>' in page


@pytest.fixture(scope="module")
def page() -> Iterator[browser.Page]:
    if browser.BINARY is None:
        pytest.skip("no Chromium on this machine")
    with browser.page() as opened:
        yield opened
    assert opened.complaints == []


@pytest.fixture
def address(tmp_path: Path) -> str:
    file = tmp_path / "report.html"
    file.write_text(reports.render(samples.report(), "html", texts=samples.TEXTS), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_complaint_and_nothing_beyond_the_window(page: browser.Page, tmp_path: Path, width: int) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(reports.render(evil_report(), "html"), encoding="utf-8")
    page.open(file.as_uri(), width)
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


def test_filters_narrow_by_verdict_text_and_source(page: browser.Page, address: str) -> None:
    page.open(address)
    assert page.run(VISIBLE) == ["f-f-cost", "f-f-review", "f-f-compatible", "f-f-agree", "f-f-sum"]
    page.run("document.querySelector('button[data-verdict=review]').click()")
    assert page.run(VISIBLE) == ["f-f-review"]
    assert page.run("document.querySelector('.count').textContent") == "1 of 5 findings"
    page.run("document.querySelector('button[data-action=reset]').click()")
    page.run(f"({CHANGE.format()})('text', 'VISITORS 300')")
    assert page.run(VISIBLE) == ["f-f-agree"]
    page.run(f"({CHANGE.format()})('text', '')")
    page.run(f"({CHANGE.format()})('source', 'notes/beta.txt')")
    assert page.run(VISIBLE) == ["f-f-cost", "f-f-review"]


def test_findings_are_sorted_within_their_sections(page: browser.Page, address: str) -> None:
    page.open(address)
    page.run(f"({CHANGE.format()})('order', 'measure')")
    assert page.run("[...document.querySelectorAll('.finding h3')].map(n => n.textContent)")[-2:] == [
        "Visitors: “Some … people came”",
        "Vehicles",
    ]
    page.run(f"({CHANGE.format()})('order', 'sources')")
    assert page.run(VISIBLE)[0] == "f-f-cost"


def test_a_permalink_opens_its_finding_even_if_it_was_filtered_out(page: browser.Page, address: str) -> None:
    page.open(f"{address}#f-f-agree")
    assert page.run("document.querySelector('#f-f-agree details').open") is True
    page.run("document.querySelector('button[data-verdict=conflict]').click(); location.hash = '#f-f-sum'")
    page.run("new Promise(done => setTimeout(done, 50))")
    assert "f-f-sum" in page.run(VISIBLE)
