"""SARIF 2.1.0, the form that code scanning and editors take: one result a disagreement, with all its places.

The places at which something new is said are locations, all others that disagree related ones. Results carry
fingerprints made of the identities of the finding and its relations, which hold no path and no line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from factcheck.model import Evidence, Finding, Report, Severity
from factcheck.report import evidence, titles, wording
from factcheck.report.anchors import anchors
from factcheck.report.checks import described, title
from factcheck.report.escape import json_text, link, steerless, visible

LEVELS: dict[Severity, str] = {"high": "error", "medium": "warning", "low": "note"}
STATES = {"new": "new", "known": "unchanged", "fixed": "absent"}
RANKS = {"conflict": 100.0, "update": 60.0, "attributed": 50.0, "review": 40.0}
BASE = "SRCROOT"

Json = dict[str, Any]


def render(report: Report, focus: Collection[str] = ()) -> str:
    """`report` as SARIF; the locations of a result are in the documents of `focus`, if any is named."""
    return json_text(json.dumps(log(report, focus), ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def log(report: Report, focus: Collection[str] = ()) -> Json:
    """`report` as a SARIF log."""
    shown = [finding for finding in wording.ordered(report.findings) if wording.disagrees(finding)]
    ignored = [finding for finding in wording.ordered(report.suppressed) if wording.disagrees(finding)]
    rules = sorted({(finding.check, finding.derived) for finding in (*shown, *ignored)})
    results = [_result(finding, rules, focus) for finding in shown]
    results += [{**_result(finding, rules, focus), "suppressions": [_suppression(finding)]} for finding in ignored]
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(report, rules)},
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": _artifact(document.path)} for document in report.documents],
                "invocations": [_invocation(report)],
                "results": results,
            }
        ],
    }


def _driver(report: Report, rules: Sequence[tuple[str, bool]]) -> Json:
    return {"name": "factcheck", "semanticVersion": report.version, "rules": [_rule(*rule) for rule in rules]}


def _rule(check: str, derived: bool) -> Json:
    about = described(check, derived)
    return {
        "id": _rule_id(check, derived),
        "name": title(check),
        "shortDescription": {"text": about.summary},
        "fullDescription": {"text": f"{about.summary} {about.help}"},
        "help": {"text": about.help, "markdown": about.help},
        "defaultConfiguration": {"level": "warning"},
    }


def _rule_id(check: str, derived: bool) -> str:
    return f"derived/{check}" if derived else check


def _invocation(report: Report) -> Json:
    troubles = [_notification("error", f"{problem.path}: {problem.message}") for problem in report.errors]
    notices = [_notification("note", notice) for notice in report.notices]
    return {"executionSuccessful": True, "toolExecutionNotifications": troubles + notices}


def _notification(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": visible(text)}}


def _result(finding: Finding, rules: Sequence[tuple[str, bool]], focus: Collection[str]) -> Json:
    first, others = _places(finding, focus)
    return {
        "ruleId": _rule_id(finding.check, finding.derived),
        "ruleIndex": rules.index((finding.check, finding.derived)),
        "level": LEVELS[finding.severity],
        "rank": RANKS[finding.verdict] * finding.confidence,
        "baselineState": STATES[finding.status],
        "message": {"text": _message(finding)},
        "locations": [_location(place) for place in first],
        "relatedLocations": [{"id": n, **_location(place)} for n, place in enumerate(others, 1)],
        "partialFingerprints": _fingerprints(finding),
        "properties": {"verdict": finding.verdict, "confidence": finding.confidence},
    }


def _places(finding: Finding, focus: Collection[str]) -> tuple[list[Evidence], list[Evidence]]:
    """Where something new is said, or the first place of each value; and all places of what disagrees, near-copies
    included.
    """
    news = wording.news(finding)
    shown = {index for one in news for index in (one.a, one.b)}
    holders = [finding.values[index] for index in sorted(shown)] or evidence.holders(finding)
    every = [place for holder in holders for place in holder.evidence]
    firsts = [one.place for one in anchors(finding, focus)] or [one.evidence[0] for one in holders if one.evidence]
    return list(dict.fromkeys(firsts)), list(dict.fromkeys(every))


def _fingerprints(finding: Finding) -> dict[str, str]:
    relations = sorted(relation.id for relation in wording.disagreeing(finding))
    return {"factcheckFinding/v1": finding.id} | ({"factcheckRelations/v1": ",".join(relations)} if relations else {})


def _message(finding: Finding) -> str:
    lines = [f"{titles.subject(finding)}: {wording.lead(finding)} ({finding.verdict}: {wording.meaning(finding)})."]
    lines += [wording.worked(relation, finding) for relation in wording.news(finding)[:5]]
    return "\n".join(visible(line) for line in lines if line)


def _location(place: Evidence) -> Json:
    located: Json = {"physicalLocation": _physical(place), "message": {"text": f"“{visible(_value(place))}”"}}
    if place.location is not None:
        located["logicalLocations"] = [{"name": evidence.place_name(place)}]
    return located


def _physical(place: Evidence) -> Json:
    physical: Json = {"artifactLocation": _artifact(place.path)}
    return physical if place.location is not None else {**physical, "region": _region(place)}


def _region(place: Evidence) -> Json:
    value = _value(place)
    rows = value.split("\n")
    end = place.column + len(value) if len(rows) == 1 else len(rows[-1]) + 1
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line + len(rows) - 1,
        "endColumn": end,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        "snippet": {"text": steerless(value)},
    }


def _value(place: Evidence) -> str:
    return place.quote[place.start - place.quote_start : place.end - place.quote_start]


def _artifact(path: str) -> Json:
    return {"uri": link(path), "uriBaseId": BASE}


def _suppression(finding: Finding) -> Json:
    reason = "; ".join(finding.notes)
    return {"kind": "external", **({"justification": visible(reason)} if reason else {})}
