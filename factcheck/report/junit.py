"""JUnit XML: one test case a finding; those that disagree at or above the gate fail, known ones are skipped."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.model import Finding, Problem, Report
from factcheck.report import evidence, titles, wording
from factcheck.report.escape import xml


def render(report: Report, fail_on: str = "conflict") -> str:
    """`report` as JUnit XML; what does not reach the verdict `fail_on` passes, its evidence in the output."""
    findings = [finding for finding in wording.ordered(report.findings) if finding.status != "fixed"]
    failing = [finding for finding in findings if wording.fails(finding, fail_on)]
    skipped = [finding for finding in findings if wording.disagrees(finding) and finding.status == "known"]
    counts = (len(findings) + len(report.errors), len(failing), len(report.errors), len(skipped))
    attributes = 'name="factcheck" tests="{}" failures="{}" errors="{}" skipped="{}" time="0"'.format(*counts)
    cases = "".join([*(_case(f, fail_on) for f in findings), *(_error(problem) for problem in report.errors)])
    suite = f"  <testsuite {attributes}>\n{cases}  </testsuite>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {attributes}>\n{suite}</testsuites>\n'


def _case(finding: Finding, fail_on: str) -> str:
    name = f"{titles.subject(finding)} [{finding.id}]"
    opening = f'    <testcase classname="factcheck.{xml(finding.check)}" name="{xml(name)}" time="0"'
    inner = "".join(_inner(finding, fail_on))
    return f"{opening}>\n{inner}    </testcase>\n" if inner else f"{opening}/>\n"


def _inner(finding: Finding, fail_on: str) -> Iterator[str]:
    told = xml("\n".join(_told(finding)))
    if wording.fails(finding, fail_on):
        message = xml(f"{finding.verdict}: {wording.lead(finding)}")
        yield f'      <failure type="{finding.verdict}" message="{message}">{told}</failure>\n'
    elif wording.disagrees(finding):
        if finding.status == "known":
            yield '      <skipped message="known: accepted in the baseline"/>\n'
        yield f"      <system-out>{told}</system-out>\n"


def _told(finding: Finding) -> Iterator[str]:
    for value in finding.values:
        yield from (f"{evidence.address(place)}: {value.text}" for place in value.evidence)
    for term in finding.terms:
        yield from (f"{evidence.address(place)}: {term.name}" for place in term.evidence)
    yield from (wording.worked(relation, finding) for relation in wording.news(finding))
    if finding.equation:
        yield finding.equation


def _error(problem: Problem) -> str:
    opening = f'    <testcase classname="factcheck.reading" name="{xml(problem.path)}" time="0">\n'
    return f'{opening}      <error type="unreadable" message="{xml(problem.message)}"/>\n    </testcase>\n'
