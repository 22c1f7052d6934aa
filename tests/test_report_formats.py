"""What every format shows of the same findings, and that hostile text is shown harmlessly in all of them."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from io import StringIO

import msgspec
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_report_json import CLAIM

from factcheck import report as reports
from factcheck.model import Evidence, Location, Report, UsageError, Value
from factcheck.report import escape

EVIL = (
    "<script>alert(1)</script> | `a``b` ]]> \x1b[31m\x07 \u202eevil\u2066 "
    "[x](javascript:y) **b** &amp; ::error::x\r\n# no"
)
STEERING = set("\x1b\x07\u202e\u2066\r\x00")


def evil_report() -> Report:
    """A report in which every text that a document can supply is hostile."""
    path = "notes/<b>&|`evil`.txt"
    text = f"It is {EVIL} for 12 {EVIL} and\n"
    place = msgspec.structs.replace(
        samples.place(path, "12 ", {path: text}), quote=text, quote_start=0, quote_end=len(text)
    )
    value = samples.stated(f"12 {EVIL}", 12, 12, EVIL, place, high_open=False)
    other = samples.stated(f"13 {EVIL}", 13, 13, EVIL, samples.place("notes/alpha.txt", "300"), high_open=False)
    base = samples.finding()
    fact = msgspec.structs.replace(base.fact, measure=EVIL, entities=(EVIL,), parties=(EVIL,), scope=(EVIL,))
    levels = tuple(msgspec.structs.replace(one, level=EVIL, note=EVIL) for one in base.explanation)
    relation = samples.related(0, 1, "conflict", EVIL)
    finding = samples.finding(
        fact=fact, values=(value, other), relations=(relation,), explanation=levels, summary=EVIL, notes=(EVIL,)
    )
    documents = (samples.document(path, notices=(EVIL,)), samples.document("notes/alpha.txt"))
    documents = tuple(msgspec.structs.replace(document, title=EVIL) for document in documents)
    return samples.report(
        finding, samples.HOLDING, documents=documents, notices=(EVIL,), suppressed=(finding,),
        errors=(msgspec.structs.replace(samples.report().errors[0], message=EVIL),),
    )  # fmt: skip


@pytest.mark.parametrize("format", reports.FORMATS)
def test_same_findings_give_same_bytes_in_any_order_and_say_who_differs(format: str) -> None:
    report = samples.report()
    backwards = msgspec.structs.replace(report, findings=(*reversed(report.findings[:3]), *report.findings[3:]))
    shown = reports.render(report, format, texts=samples.TEXTS)
    assert shown == reports.render(backwards, format, texts=samples.TEXTS)
    assert "12.4 million euros" in shown and "notes/beta.txt" in shown and shown.endswith("\n")
    assert shown.index("13.1 million euros") >= 0 and "\r" not in shown


@pytest.mark.parametrize("format", reports.FORMATS)
def test_no_format_passes_on_a_character_that_steers(format: str) -> None:
    shown = reports.render(evil_report(), format, texts={})
    assert not STEERING & set(shown)
    assert shown.encode("utf-8")


def test_colour_is_the_only_escape_in_a_coloured_summary() -> None:
    shown = reports.render(evil_report(), "text", colour=True)
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert "\x1b" not in plain and plain.split() == reports.render(evil_report(), "text").split()


def test_markdown_makes_no_tag_link_or_cell_of_hostile_text() -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(reports.render(evil_report(), "markdown"))
    assert "<script" not in rendered and "javascript:" not in re.sub(r">[^<]*<", "><", rendered)
    tables = re.findall(r"<tr>(.*?)</tr>", rendered, re.DOTALL)
    assert {len(re.findall(r"<t[dh]", row)) for row in tables} <= {3, 4, 5, 6}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | `a``b` ]]&gt;" in rendered


def test_xml_and_html_hold_the_text_as_text() -> None:
    root = ElementTree.fromstring(reports.render(evil_report(), "junit"))
    assert ["<script>alert(1)</script>" in failure.attrib["message"] for failure in root.iter("failure")] == [True]
    page = reports.render(evil_report(), "html")
    assert page.count("<script") == 1 and "alert(1)</script>" not in page and "&lt;script&gt;alert(1)" in page


def test_annotations_cannot_be_forged() -> None:
    lines = reports.render(evil_report(), "github").splitlines()
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error", "error", "warning", "notice"]
    assert lines[0].startswith("::error file=notes/<b>&|`evil`.txt,line=2,")


class TestText:
    """The summary on the terminal."""

    def test_values_are_aligned_and_places_clickable(self) -> None:
        lines = reports.render(samples.report(), "text").splitlines()
        rows = lines[1:4]
        assert rows[1] == "  13.1 million euros      [13.05, 13.15) million EUR  notes/beta.txt:3:39"
        assert len({row.index("notes/") for row in rows}) == len({row.index("[") for row in rows}) == 1
        assert lines[-1] == "3 documents, 12 claims, 1 conflict, 1 to review, 1 compatible, 2 agreeing"

    @pytest.mark.parametrize("width", [40, 60, 80, 120])
    def test_headlines_fit_the_terminal(self, width: int) -> None:
        lines = reports.render(samples.report(), "text", width=width).splitlines()
        heads = [line for line in lines if re.match("CONFLICT|REVIEW|compatible|agree", line)]
        assert len(heads) == 5 and max(map(len, heads)) <= width

    def test_near_copies_are_counted_not_listed(self) -> None:
        words = ("The", "bridge", "opened", "in", "May", "It", "cost")
        copies = tuple(samples.place("notes/alpha.txt", word) for word in words)
        many = samples.stated("12.4 million euros", 12.35e6, 12.45e6, "EUR", *copies)
        shown = reports.render(samples.report(samples.finding(values=(many, *samples.COST[1:]))), "text")
        assert "and 2 more places" in shown and shown.count("notes/alpha.txt") == 5

    def test_an_empty_report_says_so(self) -> None:
        assert reports.render(Report(version="1", documents=(), findings=()), "text").startswith(
            "0 documents, 0 claims"
        )


class TestMarkdown:
    """The report that stands in a repository."""

    def test_sections_come_in_their_order(self) -> None:
        heads = re.findall(r"^## (.*)", reports.render(samples.report(), "markdown"), re.MULTILINE)
        assert heads == [
            "Disagreements", "Compatible", "Agreeing", "Derived, and holding", "Left out, and why", "Documents",
        ]  # fmt: skip

    def test_links_are_relative_lead_to_the_line_and_are_encoded(self) -> None:
        shown = reports.render(evil_report(), "markdown", root="..")
        assert "(../notes/%3Cb%3E%26%7C%60evil%60.txt#L2)" in shown
        targets = re.findall(r'href="([^"]*)"', MarkdownIt("commonmark").enable("table").render(shown))
        assert targets and all(target.startswith(("../notes/", "#1-")) for target in targets)

    def test_the_table_leads_to_the_sections(self) -> None:
        shown = reports.render(samples.report(), "markdown")
        assert "](#1-cost--bridge--januaryseptember-2017)" in shown
        assert "### 1. Cost · bridge · January–September 2017" in shown

    def test_pictures_are_shown_where_they_were_written(self) -> None:
        files = reports.render_pictures(samples.report())
        shown = reports.render(samples.report(), "markdown", pictures="pictures")
        assert {f"pictures/{name}" for name in files} == set(re.findall(r"\]\((pictures/[^)]*)\)", shown))
        assert "![" not in reports.render(samples.report(), "markdown")

    def test_near_copies_are_counted_beyond_the_first_few_sources(self) -> None:
        base = samples.place("notes/alpha.txt", "12.4 million euros")
        copies = [msgspec.structs.replace(base, path=f"notes/copy{number:02}.txt") for number in range(12)]
        many = samples.stated("12.4 million euros", 12.35e6, 12.45e6, "EUR", *copies)
        shown = reports.render(samples.report(samples.finding(values=(many, *samples.COST[1:]))), "markdown")
        rows = [line for line in shown.splitlines() if line.startswith(("| `copy", "| and"))]
        assert len(rows) == 9 and rows[8].startswith("| and 4 more sources | the same |")

    def test_sources_bear_the_day_of_their_publication(self) -> None:
        documents = (samples.document("notes/alpha.txt", "2017-12-03"), samples.document("notes/beta.txt", None))
        shown = reports.render(samples.report(samples.finding(), documents=documents), "markdown")
        assert "| `alpha.txt` (2017-12-03) | It cost" in shown and "| `beta.txt` | The new bridge" in shown

    def test_a_known_finding_and_a_fixed_one_have_their_own_sections(self) -> None:
        known = samples.finding(status="known")
        fixed = msgspec.structs.replace(samples.REVIEW, status="fixed")
        shown = reports.render(samples.report(known, fixed), "markdown")
        assert re.findall(r"^## (Known|Fixed|Disagree)", shown, re.MULTILINE) == ["Known", "Fixed"]


class TestDerived:
    """Findings that follow from an equation."""

    def test_they_come_after_what_is_stated(self) -> None:
        shown = reports.render(samples.report(samples.IMPLIED, samples.finding(confidence=0.7)), "markdown")
        assert "### 1. Cost · bridge" in shown and "### 2. Cost\n" in shown

    def test_markdown_shows_terms_steps_and_what_was_computed(self) -> None:
        shown = reports.render(samples.report(samples.IMPLIED), "markdown")
        assert "The shares imply different totals" in shown
        assert "| part | `alpha.txt` (2017-12-01) | It cost **12.4 million euros** to build. |" in shown
        assert "| total of alpha |  | computed | [24.7, 24.9] million EUR |  |" in shown
        steps = shown[shown.index("How the figures follow") :].splitlines()[2:5]
        assert steps == [
            "- 12.4 / 50 % = 24.8 million", "- 13.1 / 40 % = 32.75 million", "- 24.8 and 32.75 million do not meet",
        ]  # fmt: skip

    def test_the_terminal_names_the_stated_terms(self) -> None:
        lines = reports.render(samples.report(samples.IMPLIED), "text").splitlines()
        assert lines[1:4] == [
            "  derived: the shares imply different totals",
            "  12.4 million euros  part  notes/alpha.txt:2:9",
            "  13.1 million euros  part  notes/beta.txt:3:39",
        ]

    @pytest.mark.parametrize("format", reports.FORMATS)
    def test_every_format_takes_them(self, format: str) -> None:
        shown = reports.render(samples.report(samples.IMPLIED, samples.HOLDING), format, texts=samples.TEXTS)
        assert "implied-base" in shown or "imply different totals" in shown


class TestGate:
    """JUnit and annotations count what the gate counts."""

    @pytest.mark.parametrize("fail_on, failures", [("never", 0), ("conflict", 1), ("review", 2)])
    def test_junit_fails_what_reaches_the_gate(self, fail_on: str, failures: int) -> None:
        suite = ElementTree.fromstring(reports.render(samples.report(), "junit", fail_on=fail_on))[0]
        assert len(suite.findall(".//failure")) == int(suite.attrib["failures"]) == failures
        assert len(suite.findall("testcase")) == int(suite.attrib["tests"]) == 6

    @pytest.mark.parametrize(
        "report", [samples.report(), evil_report(), samples.report(samples.finding(status="known"))]
    )
    def test_junit_has_the_structure_that_servers_read(self, report: Report) -> None:
        root = ElementTree.fromstring(reports.render(report, "junit"))
        assert root.tag == "testsuites" and [suite.tag for suite in root] == ["testsuite"]
        for counts in (root, root[0]):
            assert all(counts.attrib[name].isdigit() for name in ("tests", "failures", "errors", "skipped", "time"))
        for case in root[0]:
            assert case.tag == "testcase" and set(case.attrib) == {"classname", "name", "time"}
            told = [child.tag for child in case]
            assert told in ([], ["failure"], ["error"], ["skipped", "system-out"], ["system-out"])
            assert all({"type", "message"} == set(child.attrib) for child in case if child.tag in ("failure", "error"))

    @pytest.mark.parametrize("fail_on, commands", [("conflict", "error"), ("never", "warning")])
    def test_annotations_are_errors_where_they_fail(self, fail_on: str, commands: str) -> None:
        lines = reports.render(
            samples.report(samples.finding(severity="medium")), "github", fail_on=fail_on
        ).splitlines()
        assert {line.split("::")[1].split(" ")[0] for line in lines[:3]} == {commands}

    def test_known_findings_are_skipped_and_not_annotated(self) -> None:
        report = samples.report(samples.finding(status="known"), samples.REVIEW)
        assert ElementTree.fromstring(reports.render(report, "junit"))[0].attrib["skipped"] == "1"
        assert "0.45 million" not in reports.render(report, "github")

    def test_annotations_stand_in_the_new_sources_only(self) -> None:
        lines = reports.render(samples.report(samples.finding()), "github", focus=["notes/beta.txt"]).splitlines()
        assert lines[0].startswith("::error file=notes/beta.txt,line=3,endLine=3,col=39,endColumn=56,title=conflict%3A")
        assert not any("file=notes/alpha.txt" in line or "file=notes/gamma.md" in line for line in lines)


class TestClaims:
    """Lists of claims."""

    def test_csv_reads_back_and_runs_no_formula(self) -> None:
        evil = msgspec.structs.replace(CLAIM, text='=HYPERLINK("x")', measure="-2+3", speaker="-5 degrees")
        rows = list(csv.DictReader(StringIO(reports.claims([CLAIM, evil], "csv"))))
        assert (rows[0]["low"], rows[0]["line"], rows[0]["mod"]) == ("12350000", "2", "=")
        assert (rows[1]["text"], rows[1]["measure"], rows[1]["speaker"]) == ('\'=HYPERLINK("x")', "'-2+3", "-5 degrees")

    def test_jsonl_has_one_object_a_line(self) -> None:
        lines = reports.claims([CLAIM, CLAIM], "jsonl").splitlines()
        assert [json.loads(line)["text"] for line in lines] == ["12.4 million euros"] * 2

    def test_text_is_aligned(self) -> None:
        shown = reports.claims([CLAIM, msgspec.structs.replace(CLAIM, line=12)]).splitlines()
        assert shown[0] == (
            "notes/alpha.txt:2:9   money  12.4 million euros  [12.35, 12.45) million EUR  cost, bridge  2017"
        )
        assert shown[0].index("money") == shown[1].index("money")

    def test_text_tells_change_status_and_speaker(self) -> None:
        claim = msgspec.structs.replace(CLAIM, change="up", status="forecast", speaker="the council")
        assert reports.claims([claim]).rstrip().endswith("2017  up · forecast · the council")

    def test_a_time_or_an_amount_that_is_not_resolved_shows_its_timex(self) -> None:
        vague = msgspec.structs.replace(CLAIM, kind="duration", value=Value(), timex="PXY")
        assert "  PXY  " in reports.claims([vague])

    def test_an_unknown_format_is_told(self) -> None:
        with pytest.raises(UsageError, match="jsonl"):
            reports.claims([], "xml")
        with pytest.raises(UsageError, match="markdown"):
            reports.render(samples.report(), "pdf")


def test_a_place_in_a_part_of_a_file_has_no_line() -> None:
    place = msgspec.structs.replace(samples.place("notes/alpha.txt", "300"), location=Location(page=3))
    value = samples.stated("300", 300, 300, None, place)
    shown = reports.render(samples.report(samples.finding(values=(value, *samples.COST[1:]))), "markdown")
    assert "[page 3](notes/alpha.txt)" in shown


@settings(deadline=None)
@given(st.text(max_size=12), st.text(max_size=12), st.text(min_size=1, max_size=12))
def test_any_text_leaves_every_format_whole(words: str, quoted: str, path: str) -> None:
    place = Evidence(
        path=path, start=3, end=3 + len(words), line=1, column=1, location=None,
        quote=f"{quoted}{words}{quoted}", quote_start=3 - len(quoted), quote_end=3 + len(words) + len(quoted),
    )  # fmt: skip
    values = (samples.stated(words, 1, 2, quoted or None, place), samples.COST[0])
    finding = samples.finding(values=values, relations=(samples.related(0, 1, "conflict", quoted),), summary=words)
    report = samples.report(finding, documents=(samples.document(path),), notices=(words,))
    shown = {format: reports.render(report, format, texts={path: quoted * 3}) for format in reports.FORMATS}
    assert all(text.encode("utf-8") for text in shown.values())
    assert json.loads(shown["json"])["findings"][0]["values"][0]["text"] == words
    assert json.loads(shown["sarif"])["runs"][0]["results"]
    assert ElementTree.fromstring(shown["junit"]).tag == "testsuites"
    assert all(line.startswith("::") for line in shown["github"].splitlines())


@settings(deadline=None)
@given(st.text())
def test_visible_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    shown = escape.visible(text)
    assert len(shown.splitlines()) <= 1 and escape.visible(shown) == shown
    assert shown.encode("utf-8") is not None


LITERAL = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.mark.parametrize("frame", ["x {} y", "{} y", "{}"])
@settings(deadline=None)
@given(text=st.text(st.sampled_from("ab1 |`*_[](){}<>&#+-.!~=\\$:\n")))
def test_markdown_shows_any_text_literally(frame: str, text: str) -> None:
    rendered = LITERAL.render(frame.format(escape.markdown(text)))
    shown = re.sub(r"^<p>|</p>$", "", rendered.strip())
    assert "<" not in shown
    unescaped = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert " ".join(unescaped.split()) == " ".join(frame.format(text).split())
