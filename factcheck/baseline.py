"""The baseline: disagreements that a team has accepted, so that only new ones count.

What is accepted is a relation, two values of one fact that disagree, under the identity that comparison gave it; it
holds no path, offset or confidence, so moved paragraphs, renamed files and near-copies change nothing. A further value
of the fact makes further relations, which are new. The file is YAML (or JSON, by its name) made for version control:
one entry a fact, since people judge facts, with a line for each pair of its values (of thirty values, 435), all sorted,
and a `reason` that people write and rewriting keeps.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from factcheck.model import (
    VERDICTS,
    FactcheckError,
    FactKey,
    FactValue,
    Finding,
    Period,
    Relation,
    Report,
    Verdict,
)
from factcheck.report.evidence import stated
from factcheck.report.notation import counted
from factcheck.spill import collected

VERSION = 2
DISAGREEING: tuple[Verdict, ...] = ("conflict", "update", "attributed", "review")
FEW = 4
"""Values that a notice names."""

HEAD = """\
# Disagreements that are accepted. Written by `factcheck baseline`; sorted, one entry a fact, one line a pair of values.
# Give each entry a reason: it is kept, with its lines, when the file is written again.
"""


class BaselineError(FactcheckError):
    """A baseline that cannot be read or written."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Accepted disagreements on one fact: what it is about, the worst verdict, why they are accepted, and for the
    identity of each relation its values in their sources' words.
    """

    check: str
    measure: str | None = None
    parties: tuple[str, ...] = ()
    period: str | None = None
    verdict: Verdict
    reason: str = ""
    values: dict[str, tuple[str, ...]] = {}


class _Single(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of version 1, under the identity of its relation."""

    check: str
    verdict: Verdict
    measure: str | None = None
    parties: tuple[str, ...] = ()
    period: str | None = None
    values: tuple[str, ...] = ()
    reason: str = ""


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The accepted disagreements by fact."""

    version: int
    accepted: tuple[Entry, ...] = ()

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The accepted relations by their identity, with the words of their values."""
        return {identity: words for entry in self.accepted for identity, words in entry.values.items()}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a file of any version holds."""

    version: int
    accepted: tuple[Entry, ...] | dict[str, _Single] = ()


class Written(NamedTuple):
    """What writing a baseline changed: identities added, kept, and dropped because nothing matches them any more; and
    the number of its entries.
    """

    added: tuple[str, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    entries: int


EMPTY = Baseline(version=VERSION)


def load(path: Path) -> Baseline:
    """The baseline at `path`; raises BaselineError with file, line and remedy if it is missing or broken."""
    from factcheck.rulebook import strict

    if not path.exists():
        raise BaselineError(f"{path}: no such baseline; write one with `factcheck baseline --baseline {path}`")
    text = _read(path)
    _refuse_unfinished_merge(text, path)
    read: _File = strict.parse(text, _File, BaselineError, str(path))
    if not 1 <= read.version <= VERSION:
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith("version:")), 1)
        remedy = f"this factcheck knows versions up to {VERSION}; update it, or write the baseline again"
        raise BaselineError(f"{path}:{line}: version {read.version} of the baseline; {remedy}")
    return Baseline(version=VERSION, accepted=_entries_of(read))


def _entries_of(read: _File) -> tuple[Entry, ...]:
    """The entries of a file; those of version 1 hold one relation each."""
    if not isinstance(read.accepted, dict):
        return read.accepted
    fields = {identity: msgspec.structs.asdict(one) for identity, one in read.accepted.items()}
    return tuple(Entry(**{**known, "values": {identity: known["values"]}}) for identity, known in fields.items())


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
    """`report` with every finding and relation labelled new or known, and what nothing matches any more added as fixed.

    A finding is new if any of its disagreeing relations is; one that does not disagree is known. Give `complete` as
    False when only part of the corpus was compared: then nothing is said to be fixed.
    """
    accepted = baseline.values.keys()
    labelled = (_labelled(finding, accepted) for finding in report.findings if finding.status != "fixed")
    gone = stale(report, baseline) if complete else ()
    return msgspec.structs.replace(
        report,
        findings=collected(chain(labelled, map(_fixed, gone))),
        notices=(*report.notices, *map(_stale_notice, gone)),
    )


def _labelled(finding: Finding, accepted: Collection[str]) -> Finding:
    relations = tuple(
        msgspec.structs.replace(one, status="known") if one.id in accepted or one.verdict not in DISAGREEING else one
        for one in finding.relations
    )
    if any(relation.verdict in DISAGREEING for relation in relations):
        unknown = any(relation.status == "new" for relation in relations)
    else:
        unknown = any(identity not in accepted for identity in _identities(finding))
    return msgspec.structs.replace(finding, status="new" if unknown else "known", relations=relations)


def touching(report: Report, paths: Collection[str]) -> Report:
    """`report` with every disagreeing relation labelled known of which no value stands in the sources `paths`, and with
    them the findings of which no relation is new: what new sources do not touch was there before them.
    """
    return msgspec.structs.replace(report, findings=collected(_touched(one, paths) for one in report.findings))


def _touched(finding: Finding, paths: Collection[str]) -> Finding:
    bad = {one.id for one in finding.relations if one.verdict in DISAGREEING}
    if not bad:
        return finding
    here = {n for n, value in enumerate(finding.values) if any(place.path in paths for place in value.evidence)}
    touched = {one.id for one in finding.relations if one.id in bad and (one.a in here or one.b in here)}
    relations = tuple(
        one if one.id in touched else msgspec.structs.replace(one, status="known") for one in finding.relations
    )
    return msgspec.structs.replace(finding, relations=relations, status=finding.status if touched else "known")


def _identities(finding: Finding) -> list[str]:
    """The identities under which a finding is accepted: its disagreeing relations, or itself if it has none."""
    if finding.verdict not in DISAGREEING:
        return []
    return [relation.id for relation in finding.relations if relation.verdict in DISAGREEING] or [finding.id]


def stale(report: Report, baseline: Baseline) -> tuple[Entry, ...]:
    """What no finding of `report`, shown or suppressed, matches any more, by entry; sorted as in the file."""
    present = _present(report)
    left = (_only(entry, entry.values.keys() - present) for entry in _sorted(baseline.accepted))
    return tuple(entry for entry in left if entry.values)


def _only(entry: Entry, identities: Collection[str]) -> Entry:
    kept = {identity: words for identity, words in entry.values.items() if identity in identities}
    return msgspec.structs.replace(entry, values=kept)


def _present(report: Report) -> set[str]:
    """The identities of all that was found, shown or suppressed."""
    every = chain(report.findings, report.suppressed)
    return {identity for finding in every if finding.status != "fixed" for identity in _identities(finding)}


def _stale_notice(entry: Entry) -> str:
    about = " · ".join(part for part in (entry.measure or entry.check, entry.period) if part)
    identity, words = next(iter(sorted(entry.values.items())))
    values = " against ".join(words[:FEW]) + (" …" if len(words) > FEW else "")
    others = len(entry.values) - 1
    more = f", with {counted(others, 'more pair')} of its entry," if others else ""
    remedy = f"run `factcheck baseline` to drop {'them' if others else 'it'}"
    return f"baseline: {identity} ({about}: {values}){more} matches nothing any more; {remedy}"


def _fixed(entry: Entry) -> Finding:
    """The finding that the relations of an entry stood for, as far as the baseline remembers it."""
    start, _, end = (entry.period or "").partition("/")
    words = list(dict.fromkeys(word for _, pair in sorted(entry.values.items()) for word in pair))
    places = {
        identity: (words.index(pair[0]), words.index(pair[1]))
        for identity, pair in sorted(entry.values.items())
        if len(pair) == 2
    }
    return Finding(
        id=min(entry.values),
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
        summary=" against ".join(words),
        values=tuple(FactValue(text=text, low=None, high=None, unit=None, evidence=()) for text in words),
        relations=tuple(
            Relation(id=identity, a=a, b=b, verdict=entry.verdict, reason=entry.reason, arithmetic="", status="fixed")
            for identity, (a, b) in places.items()
        ),
        status="fixed",
    )


def write(path: Path, report: Report, previous: Baseline = EMPTY) -> Written:
    """Accepts the disagreements of `report` in the file `path`, with the reasons that `previous` holds for them.

    An entry with a reason keeps its lines and gets no others: the reason was not given for them. What nothing matches
    is left out and named in the result. The file is replaced in one step, so that it is whole at any moment, and not
    touched if nothing changes. Raises BaselineError if it cannot be written.
    """
    found, present, known = list(_entries(report.findings)), _present(report), previous.values
    fresh = {identity for entry in found for identity in entry.values}
    kept = [_only(one, present if one.reason else present - fresh) for one in previous.accepted]
    merged = Baseline(version=VERSION, accepted=tuple(_sorted(_grouped(kept, found, known))))
    shown = json_text if path.suffix == ".json" else text
    _replace(path, shown(merged))
    return Written(
        added=tuple(sorted(merged.values.keys() - known.keys())),
        kept=tuple(sorted(merged.values.keys() & known.keys())),
        dropped=tuple(sorted(known.keys() - merged.values.keys())),
        entries=len(merged.accepted),
    )


def _grouped(kept: Iterable[Entry], found: Iterable[Entry], known: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    """The entries `kept`, and what else was `found`, one entry for what is about the same; each relation once, in the
    words that are `known` of it, which may differ by source.
    """
    taken: set[str] = set()
    open_: dict[_About, Entry] = {}
    for entry in chain(kept, _sorted(found)):
        values = {one: known.get(one, words) for one, words in entry.values.items() if one not in taken}
        taken |= values.keys()
        if entry.reason and values:
            yield msgspec.structs.replace(entry, values=values)
        elif values:
            same = open_.get(_about(entry), entry)
            worst = min(same.verdict, entry.verdict, key=VERDICTS.index)
            joined = values if same is entry else same.values | values
            open_[_about(entry)] = msgspec.structs.replace(entry, verdict=worst, values=joined)
    yield from open_.values()


def _entries(findings: Iterable[Finding]) -> Iterator[Entry]:
    for finding in findings:
        if finding.status == "fixed" or finding.verdict not in DISAGREEING:
            continue
        relations = [relation for relation in finding.relations if relation.verdict in DISAGREEING]
        words = [stated(term) for term in finding.terms if term.evidence] or [finding.summary]
        period = finding.fact.period
        yield Entry(
            check=finding.check,
            verdict=finding.verdict,
            measure=finding.fact.measure,
            parties=finding.fact.parties,
            period=f"{period.start or ''}/{period.end or ''}" if period else None,
            values={one.id: tuple(sorted(finding.values[n].text for n in (one.a, one.b))) for one in relations}
            or {finding.id: tuple(words)},
        )


_About = tuple[str, str, tuple[str, ...], str]


def _about(entry: Entry) -> _About:
    return entry.check, entry.measure or "", entry.parties, entry.period or ""


def _sorted(accepted: Iterable[Entry]) -> list[Entry]:
    return sorted(accepted, key=lambda entry: (_about(entry), sorted(entry.values)))


def text(baseline: Baseline) -> str:
    """`baseline` as the file holds it."""
    head = f"{HEAD}version: {baseline.version}\n"
    blocks = "".join(map(_block, baseline.accepted))
    return head + (f"accepted:\n{blocks}" if blocks else "accepted: []\n")


def json_text(baseline: Baseline) -> str:
    """`baseline` as JSON, for a file whose name ends in .json; it reads back like the other form."""
    content = {"version": baseline.version, "accepted": [_fields(entry) for entry in baseline.accepted]}
    shown = json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8", "replace").decode()
    kept = (sign if sign.isprintable() or sign == "\n" or sign > "\uffff" else _escape(ord(sign)) for sign in shown)
    return "".join(kept) + "\n"


def _fields(entry: Entry) -> dict[str, object]:
    """The fields of an entry that hold something, and always its reason and its values, which are sorted."""
    fields = msgspec.structs.asdict(entry) | {"values": dict(sorted(entry.values.items()))}
    return {name: value for name, value in fields.items() if value or name in ("values", "reason")}


def _block(entry: Entry) -> str:
    *fields, (_, values) = _fields(entry).items()
    lines = [f"{name}: {_quoted(value)}" for name, value in fields]
    assert isinstance(values, dict)
    pairs = [f"  {_quoted(identity)}: {_quoted(words)}" for identity, words in values.items()]
    listed = ["values:", *pairs] if pairs else ["values: {}"]
    return "".join(f"{'    ' if n else '  - '}{line}\n" for n, line in enumerate((*lines, *listed)))


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
        path.parent.mkdir(exist_ok=True)
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
