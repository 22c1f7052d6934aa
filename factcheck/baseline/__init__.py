"""The baseline: disagreements that a team has accepted, so that only new ones count.

What is accepted is a relation, two values of one fact that disagree, under the identity that comparison gave it; it
holds no path, offset or confidence, so moved paragraphs, renamed files and near-copies change nothing. A further value
of the fact makes further relations, which are new. The file is YAML (or JSON, by its name) made for version control:
one entry a fact, since people judge facts, with a line for each pair of its values (of thirty values, 435), all sorted,
and a `reason` that people write and rewriting keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from factcheck.baseline.form import EMPTY, VERSION, Baseline, BaselineError, Entry, json_text, load, replace, text
from factcheck.model import DISAGREEING, VERDICTS, FactKey, FactValue, Finding, Period, Relation, Report
from factcheck.report.evidence import stated
from factcheck.report.notation import counted
from factcheck.spill import collected

__all__ = ["EMPTY", "VERSION", "Baseline", "BaselineError", "Entry", "apply", "load", "touching", "write"]

FEW = 4
"""Values that a notice names."""


class Written(NamedTuple):
    """What writing a baseline changed: identities added, kept, and dropped because nothing matches them any more; and
    the number of its entries.
    """

    added: tuple[str, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    entries: int


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
    them the findings of which no relation is new: what new sources do not touch was there before them. The summary
    counts them.
    """
    added = sum(document.path in paths for document in report.documents)
    return msgspec.structs.replace(
        report,
        findings=collected(_touched(one, paths) for one in report.findings),
        summary=report.summary | {"new_sources": added},
    )


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
    replace(path, shown(merged))
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
    """What an entry is on: where no measure is known its own pairs alone, since nothing tells that others are too."""
    return entry.check, entry.measure or min(entry.values, default=""), entry.parties, entry.period or ""


def _sorted(accepted: Iterable[Entry]) -> list[Entry]:
    return sorted(accepted, key=lambda entry: (_about(entry), sorted(entry.values)))
