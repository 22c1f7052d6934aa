"""The baseline: disagreements that a team has accepted, so that only new ones count.

An entry is a relation, two values of one fact that disagree, under the identity that comparison gave it; it holds no
path, offset or confidence, so moved paragraphs, renamed files and near-copies change nothing. The file is YAML (or
JSON, by its name) made for version control: sorted, one entry a block, each with a `reason` that people write and
rewriting keeps.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from factcheck.model import (
    FactcheckError,
    FactKey,
    FactValue,
    Finding,
    Period,
    Relation,
    Report,
    Standing,
    Verdict,
)
from factcheck.report.evidence import stated
from factcheck.spill import collected

VERSION = 1
DISAGREEING: tuple[Verdict, ...] = ("conflict", "update", "attributed", "review")
FEW = 4
"""Values that a notice names."""

HEAD = """\
# Disagreements that are accepted. Written by `factcheck baseline`; sorted, one pair of values an entry.
# Give each a reason: it is kept when the file is written again.
"""


class BaselineError(FactcheckError):
    """A baseline that cannot be read or written."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One accepted disagreement: what it is about, its two values in their sources' words, and why it is accepted."""

    check: str
    verdict: Verdict
    measure: str | None = None
    parties: tuple[str, ...] = ()
    period: str | None = None
    values: tuple[str, ...] = ()
    reason: str = ""


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The accepted disagreements by the identity of their relation."""

    version: int
    accepted: dict[str, Entry] = {}


class Written(NamedTuple):
    """What writing a baseline changed: identities added, kept, and dropped because nothing matches them any more."""

    added: tuple[str, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]


EMPTY = Baseline(version=VERSION)


def load(path: Path) -> Baseline:
    """The baseline at `path`; raises BaselineError with file, line and remedy if it is missing or broken."""
    from factcheck.rulebook import strict

    if not path.exists():
        raise BaselineError(f"{path}: no such baseline; write one with `factcheck baseline --baseline {path}`")
    text = _read(path)
    _refuse_unfinished_merge(text, path)
    read: Baseline = strict.parse(text, Baseline, BaselineError, str(path))
    if read.version != VERSION:
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith("version:")), 1)
        remedy = f"this factcheck knows version {VERSION}; update it, or write the baseline again"
        raise BaselineError(f"{path}:{line}: version {read.version} of the baseline; {remedy}")
    return read


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise BaselineError(f"{path}: cannot be read ({problem.strerror}); check the path and its rights") from None
    except UnicodeDecodeError as problem:
        raise BaselineError(f"{path}: is not UTF-8 (byte {problem.start}); restore it from version control") from None


def _refuse_unfinished_merge(text: str, path: Path) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise BaselineError(
                f"{path}:{number}: an unfinished merge; keep the entries of both sides, remove the marks"
            )


def apply(report: Report, baseline: Baseline, *, complete: bool = True) -> Report:
    """`report` with every finding labelled new or known, and the entries that nothing matches added as fixed.

    A finding is new if any of its disagreeing relations is; one that does not disagree is known. Give `complete` as
    False when only part of the corpus was compared: then nothing is said to be fixed.
    """
    labelled = (_labelled(finding, baseline) for finding in report.findings if finding.status != "fixed")
    gone = stale(report, baseline) if complete else {}
    notices = tuple(_stale_notice(identity, entry) for identity, entry in gone.items())
    return msgspec.structs.replace(
        report,
        findings=collected(chain(labelled, (_fixed(identity, entry) for identity, entry in gone.items()))),
        notices=(*report.notices, *notices),
    )


def _labelled(finding: Finding, baseline: Baseline) -> Finding:
    unknown = any(identity not in baseline.accepted for identity in _identities(finding))
    status: Standing = "new" if unknown else "known"
    return msgspec.structs.replace(finding, status=status)


def _identities(finding: Finding) -> list[str]:
    """The identities under which a finding is accepted: its disagreeing relations, or itself if it has none."""
    if finding.verdict not in DISAGREEING:
        return []
    return [relation.id for relation in finding.relations if relation.verdict in DISAGREEING] or [finding.id]


def stale(report: Report, baseline: Baseline) -> dict[str, Entry]:
    """The entries that no finding of `report`, shown or suppressed, matches any more; sorted as in the file."""
    present = _present(report)
    return dict(_sorted({key: entry for key, entry in baseline.accepted.items() if key not in present}))


def _present(report: Report) -> set[str]:
    """The identities of all that was found, shown or suppressed."""
    every = chain(report.findings, report.suppressed)
    return {identity for finding in every if finding.status != "fixed" for identity in _identities(finding)}


def _stale_notice(identity: str, entry: Entry) -> str:
    about = " · ".join(part for part in (entry.measure or entry.check, entry.period) if part)
    values = " against ".join(entry.values[:FEW]) + (" …" if len(entry.values) > FEW else "")
    remedy = "run `factcheck baseline` to drop it"
    return f"baseline: entry {identity} ({about}: {values}) matches nothing any more; {remedy}"


def _fixed(identity: str, entry: Entry) -> Finding:
    """The finding that an entry stood for, as far as the baseline remembers it."""
    start, _, end = (entry.period or "").partition("/")
    relation = Relation(id=identity, a=0, b=1, verdict=entry.verdict, reason=entry.reason, arithmetic="")
    return Finding(
        id=identity,
        verdict=entry.verdict,
        severity="low",
        confidence=1.0,
        check=entry.check,
        derived=False,
        fact=FactKey(
            measure=entry.measure,
            parties=entry.parties,
            period=Period(start=start or None, end=end or None) if entry.period else None,
        ),
        summary=" against ".join(entry.values),
        values=tuple(FactValue(text=text, low=None, high=None, unit=None, evidence=()) for text in entry.values),
        relations=(relation,) if len(entry.values) == 2 else (),
        status="fixed",
    )


def write(path: Path, report: Report, previous: Baseline = EMPTY) -> Written:
    """Accepts the disagreements of `report` in the file `path`, with the reasons that `previous` holds for them.

    Entries of `previous` that nothing matches are left out and named in the result. The file is replaced in one step,
    so that it is whole at any moment, and not touched if nothing changes. Raises BaselineError if it cannot be written.
    """
    found, present = dict(_entries(report.findings)), _present(report)
    kept = {key: entry for key, entry in previous.accepted.items() if key in present}
    merged = {**kept, **{key: _merged(entry, kept.get(key)) for key, entry in found.items()}}
    shown = json_text if path.suffix == ".json" else text
    _replace(path, shown(Baseline(version=VERSION, accepted=merged)))
    return Written(
        added=tuple(sorted(set(merged) - set(previous.accepted))),
        kept=tuple(sorted(kept)),
        dropped=tuple(sorted(set(previous.accepted) - set(merged))),
    )


def _entries(findings: Iterable[Finding]) -> Iterator[tuple[str, Entry]]:
    for finding in findings:
        relations = [relation for relation in finding.relations if relation.verdict in DISAGREEING]
        if finding.status == "fixed" or finding.verdict not in DISAGREEING:
            continue
        for relation in relations:
            values = sorted(finding.values[index].text for index in (relation.a, relation.b))
            yield relation.id, _entry(finding, relation.verdict, values)
        if not relations:
            words = [stated(term) for term in finding.terms if term.evidence]
            yield finding.id, _entry(finding, finding.verdict, words or [finding.summary])


def _entry(finding: Finding, verdict: Verdict, values: Iterable[str]) -> Entry:
    period = finding.fact.period
    return Entry(
        check=finding.check,
        verdict=verdict,
        measure=finding.fact.measure,
        parties=finding.fact.parties,
        period=f"{period.start or ''}/{period.end or ''}" if period else None,
        values=tuple(values),
    )


def _merged(entry: Entry, old: Entry | None) -> Entry:
    """`entry` with what the old one says in words: its reason, and its values, whose wording may differ by source."""
    return entry if old is None else msgspec.structs.replace(entry, reason=old.reason, values=old.values)


def _sorted(accepted: Mapping[str, Entry]) -> list[tuple[str, Entry]]:
    return sorted(
        accepted.items(),
        key=lambda item: (item[1].check, item[1].measure or "", item[1].parties, item[1].period or "", item[0]),
    )


def text(baseline: Baseline) -> str:
    """`baseline` as the file holds it."""
    head = f"{HEAD}version: {baseline.version}\n"
    blocks = [_block(identity, entry) for identity, entry in _sorted(baseline.accepted)]
    return head + ("accepted:\n" + "".join(blocks) if blocks else "accepted: {}\n")


def json_text(baseline: Baseline) -> str:
    """`baseline` as JSON, for a file whose name ends in .json; it reads back like the other form."""
    entries = {identity: _fields(entry) for identity, entry in _sorted(baseline.accepted)}
    shown = (
        json.dumps({"version": baseline.version, "accepted": entries}, indent=2, ensure_ascii=False)
        .encode("utf-8", "replace")
        .decode()
    )
    kept = (sign if sign.isprintable() or sign == "\n" or sign > "\uffff" else _escape(ord(sign)) for sign in shown)
    return "".join(kept) + "\n"


def _fields(entry: Entry) -> dict[str, object]:
    """The fields of an entry that hold something, and always its values and its reason."""
    fields = msgspec.structs.asdict(entry)
    return {name: value for name, value in fields.items() if value or name in ("values", "reason")}


def _block(identity: str, entry: Entry) -> str:
    fields = _fields(entry)
    return f"  {_quoted(identity)}:\n" + "".join(f"    {name}: {_quoted(value)}\n" for name, value in fields.items())


def _quoted(value: object) -> str:
    """A string or a list of strings in the part of YAML that is JSON: quoted, with all unusual characters escaped."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    quoted = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else _escape(ord(sign)) for sign in quoted)


def _escape(code: int) -> str:
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"


def _replace(path: Path, content: str) -> None:
    try:
        if path.exists() and path.read_bytes() == content.encode():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _swap(path.resolve(), content.encode())
    except OSError as problem:
        raise BaselineError(
            f"{path}: cannot be written ({problem.strerror}); check the folder and its rights"
        ) from None


def _swap(path: Path, content: bytes) -> None:
    """Writes a temporary file beside `path` and renames it, so that a crash leaves the old file or the new one."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
