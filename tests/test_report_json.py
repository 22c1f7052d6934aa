"""The JSON forms against their schemas, and what they must hold or leave out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
import samples
from jsonschema import Draft202012Validator

from factcheck import report as reports
from factcheck.model import Claim, Location, Period, Span, Term, Value
from factcheck.report import jsonform

CLAIM = Claim(
    path="notes/alpha.txt", start=29, end=47, line=2, column=9, text="12.4 million euros", location=None, kind="money",
    value=Value(low=12.35e6, high=12.45e6, high_open=True, point=12.4e6), unit="EUR", mod="=", change=None,
    measure="cost", entities=("bridge",), parties=(), scope=(), period=Period(start="2017-01-01", end="2017-12-31"),
    timex=None, status="reported", speaker=None, sentence=Span(start=21, end=57), dimension="money:EUR",
)  # fmt: skip


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((files("factcheck") / "schema" / f"{name}.schema.json").read_text("utf-8"))
    return loaded


def closed(node: Any) -> Any:
    """A schema that takes no field beyond those it describes."""
    if isinstance(node, list):
        return [closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    parts = {key: closed(part) for key, part in node.items()}
    return parts | ({"additionalProperties": False} if "properties" in node and "minProperties" not in node else {})


@pytest.mark.parametrize("name", ["claim", "report"])
def test_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_report_follows_its_schema_and_the_schema_describes_every_field() -> None:
    plain = json.loads(reports.render(samples.report(), "json"))
    Draft202012Validator(closed(schema("report"))).validate(plain)
    assert [finding["verdict"] for finding in plain["findings"]] == [
        "conflict",
        "review",
        "compatible",
        "agree",
        "agree",
    ]


@pytest.mark.parametrize("location", [None, Location(page=3), Location(sheet="Costs", cell="B7")])
def test_claim_follows_its_schema_and_shows_nothing_internal(location: Location | None) -> None:
    claim = type(CLAIM)(**{name: getattr(CLAIM, name) for name in CLAIM.__struct_fields__} | {"location": location})
    plain = jsonform.claim_object(claim)
    Draft202012Validator(closed(schema("claim"))).validate(plain)
    assert not set(plain) & set(jsonform.INTERNAL)
    assert plain["value"]["low"] == 12_350_000 and isinstance(plain["value"]["low"], int)


def test_json_takes_text_that_utf8_or_a_terminal_does_not() -> None:
    evil = "a\ud800b\u202ec\x9b"
    text = reports.render(samples.report(samples.finding(summary=evil)), "json")
    assert text.encode("utf-8") and not set("\u202e\x9b") & set(text)
    assert json.loads(text)["findings"][0]["summary"] == evil


NUMBERS = (
    0.0,
    -0.0,
    1.0,
    -5.0,
    12.5,
    2.0**53,
    2.0**53 - 1,
    9.5e15,
    1e15,
    1e16,
    1e300,
    float("inf"),
    "2004-01-01",
    None,
)
TEXTS = ("plain", "version 2.0, the last", 'x":2.0, y', '"low":2.0}', "\\", 'z\\":3.0,', "é\u202e", "\udc80")


def test_json_that_is_made_at_once_is_that_of_plain_data() -> None:
    findings = [
        samples.finding(
            id=f"{number}",
            summary=TEXTS[number % len(TEXTS)],
            terms=(Term(name="a", low=NUMBERS[number % len(NUMBERS)], high=1.0, unit=None, stated=True),),
        )
        for number in range(len(TEXTS) * len(NUMBERS))
    ]
    report = samples.report(*findings)
    made = json.loads(reports.render(report, "json"))
    assert repr(made) == repr(json.loads(json.dumps(jsonform.report_object(report))))  # 1 is not 1.0
