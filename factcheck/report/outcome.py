"""What came of a check, in a paragraph and in a line: what was looked at, what disagrees, and what of it is new."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.model import DISAGREEING, Report, Verdict
from factcheck.report import wording
from factcheck.report.notation import counted

FINE: dict[Verdict, tuple[str, str]] = {"compatible": ("is compatible", "are compatible"), "agree": ("agrees", "agree")}


def overview(report: Report) -> str:
    """The report in a paragraph: what was looked at, what disagrees, and what of it is known or suppressed."""
    figures = wording.tally(report)
    found = counted(figures["claims"], "claim")
    bad = wording.verdict_counts(report, DISAGREEING)
    opening = f"{counted(figures['documents'], 'document')} with {found} were read{_compared(report, bad)}."
    facts = counted(sum(figures[verdict] for verdict in DISAGREEING), "fact")
    if bad and figures["known"] and not figures["new"]:
        middle = f" Nothing new: they disagree on {facts} ({_listed(bad)}), all of them known."
    else:
        none = " No two of them disagree." if added(report) is None else ""
        middle = f" They disagree on {facts}: {_listed(bad)}." if bad else none
    good = [_fine(figures[verdict], words) for verdict, words in FINE.items() if figures[verdict]]
    closing = f" Of the other facts that were compared, {_listed(good)}." if good else ""
    return opening + middle + _standing(figures) + closing + _left_out(figures)


def added(report: Report) -> int | None:
    """How many sources are new or changed, where only what touches these is reported."""
    return report.summary.get("new_sources")


def _compared(report: Report, bad: Sequence[str]) -> str:
    """What was compared with what."""
    new = added(report)
    if new is None:
        return " and compared"
    if not new:
        return "; none of them is new or changed, so nothing was compared"
    nothing = "" if bad else ", and nothing disagrees"
    return f", {counted(new, 'new or changed source')} compared with all{nothing}"


def _fine(count: int, words: tuple[str, str]) -> str:
    return f"{count:,} {words[count != 1]}"


def _standing(figures: dict[str, int]) -> str:
    """How many of the disagreements are known, where some are new, and how many are known and gone."""
    new, known, fixed = (figures[name] for name in ("new", "known", "fixed"))
    told = f" {_fine(new, ('is', 'are'))} new and {known:,} known." if new and known else ""
    return told + (f" {_fine(fixed, ('known one does', 'known ones do'))} not occur any more." if fixed else "")


def standing(report: Report, fail_on: str = "never") -> str:
    """What a gate makes of the report, in a line: what is new, known, suppressed and gone, and whether any of it fails.
    Empty where there is nothing to tell.
    """
    figures, sources = wording.tally(report), added(report)
    known = counted(figures["known"], "known disagreement") if figures["known"] else ""
    old = [part for part in (known, *(f"{figures[n]:,} {n}" for n in ("suppressed", "fixed") if figures[n])) if part]
    failing = fail_on == "never" or any(wording.fails(one, fail_on) for one in report.findings)
    told = ""
    if figures["new"] and (old or sources or not failing):
        told = f"{figures['new']:,} new" + ("" if failing else f", none of which fails the check (--fail-on {fail_on})")
    elif not figures["new"] and (old or sources):
        told = "nothing new disagrees"
    what = f"{counted(sources, 'new or changed source')}: " if sources and told else ""
    line = "; ".join(part for part in (f"{what}{told}", ", ".join(old)) if part)
    return line[:1].upper() + line[1:]


def _left_out(figures: dict[str, int]) -> str:
    suppressed, errors = figures["suppressed"], figures["errors"]
    unread = f" {counted(errors, 'source')} could not be read." if errors else ""
    are = "is" if suppressed == 1 else "are"
    return unread + (f" {counted(suppressed, 'disagreement')} {are} suppressed." if suppressed else "")


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
