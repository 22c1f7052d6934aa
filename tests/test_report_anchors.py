"""Where a finding is annotated: at what is new, and nowhere else."""

from __future__ import annotations

import json

import msgspec
import pytest
import samples

from factcheck import report as reports
from factcheck.model import Evidence, Finding, Relation, Standing
from factcheck.report.anchors import anchors

TEXTS = {f"p{n}.md": f"The timeout is {10 + n % 4} seconds. Again: {10 + n % 4} s.\n" for n in range(8)}
"""Eight parallel pages, which state four values."""


def pages(new: str = "p3.md", accepted: bool = True) -> Finding:
    """The finding on all pages; the pairs that have no value of the page `new` are known if they are `accepted`."""
    stated: dict[int, list[Evidence]] = {}
    for path, text in TEXTS.items():
        for words in (f"{10 + int(path[1]) % 4} seconds", f"{10 + int(path[1]) % 4} s."):
            stated.setdefault(int(path[1]) % 4, []).append(samples.place(path, words, {path: text}))
    values = tuple(
        samples.stated(f"{10 + n} seconds", 10 + n, 10 + n, "second", *places) for n, places in stated.items()
    )
    own = int(new[1]) % 4
    relations = [
        Relation(
            id=f"{a}-{b}", a=a, b=b, verdict="conflict", reason="", arithmetic="", status=_status(accepted, own, a, b)
        )
        for a in range(4)
        for b in range(a + 1, 4)
    ]
    return samples.finding(values=values, relations=tuple(relations))


def _status(accepted: bool, own: int, a: int, b: int) -> Standing:
    return "known" if accepted and own not in (a, b) else "new"


CASES: dict[str, tuple[Finding, tuple[str, ...], list[str]]] = {
    "one new source": (pages(accepted=False), ("p3.md",), ["p3.md:1:16", "p3.md:1:35"]),
    "a value that a baseline does not know": (pages(), (), ["p3.md:1:16"]),
    "both": (pages(), ("p3.md",), ["p3.md:1:16", "p3.md:1:35"]),
    "a first check": (pages(accepted=False), (), ["p0.md:1:16", "p1.md:1:16", "p2.md:1:16", "p3.md:1:16"]),
    "a new source that repeats what is known": (pages(), ("p0.md",), ["p0.md:1:16", "p0.md:1:35"]),
    "a new source that states none of it": (pages(), ("other.md",), []),
}


@pytest.mark.parametrize("finding, focus, places", CASES.values(), ids=CASES)
def test_only_places_of_what_is_new_are_annotated(finding: Finding, focus: tuple[str, ...], places: list[str]) -> None:
    found = anchors(finding, focus)
    assert [f"{one.place.path}:{one.place.line}:{one.place.column}" for one in found] == places
    assert all(relation.status == "new" for one in found for relation in one.relations)


def test_an_annotation_names_the_other_side() -> None:
    lines = reports.render(samples.report(pages()), "github", focus=["p3.md"]).splitlines()
    said = [line for line in lines if "file=p3.md" in line]
    assert len(said) == 2 and not any(f"file=p{n}.md" in line for line in lines for n in (0, 1, 2, 4, 5, 6, 7))
    assert "13 seconds here, 10 seconds in p0.md:1:16, p0.md:1:35, p4.md:1:16 and 1 more" in said[0]
    assert said[0].endswith("%0Acheck level, id f-cost")


def test_a_place_in_several_findings_is_annotated_once() -> None:
    again = msgspec.structs.replace(pages(), id="f-again")
    once, twice = (
        reports.render(samples.report(*found), "github", focus=["p3.md"]) for found in ((pages(),), (pages(), again))
    )
    one, two = ([line for line in told.splitlines() if "title=conflict" in line] for told in (once, twice))
    assert len(one) == 2 and [line.replace(", f-again", "") for line in two] == one
    assert two[0].endswith("id f-cost, f-again")


def test_results_of_sarif_stand_where_the_annotations_do() -> None:
    log = json.loads(reports.render(samples.report(pages()), "sarif"))
    (result,) = log["runs"][0]["results"]
    assert [one["physicalLocation"]["artifactLocation"]["uri"] for one in result["locations"]] == ["p3.md"]


def test_an_equation_is_annotated_once_a_line() -> None:
    equation = msgspec.structs.replace(samples.HOLDING, verdict="conflict")
    assert [one.place.path for one in anchors(equation)] == ["notes/gamma.md"]
    assert anchors(equation, ["notes/alpha.txt"]) == []


def test_the_terminal_tells_the_new_pairs_and_counts_the_known() -> None:
    shown = reports.render(samples.report(pages()), "text")
    assert "10 seconds against 13 seconds" in shown and "10 seconds against 11 seconds" not in shown
    assert "  and 3 known pairs" in shown and "check level, id f-cost" in shown
