"""`factcheck check`: read, compare, report, and an exit status that a pipeline can use."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
import msgspec

from factcheck.cli import writing
from factcheck.cli.corpus import Corpus, Progress, targets
from factcheck.cli.options import Invocation, common
from factcheck.model import VERDICTS, Document, Finding, Report, UsageError
from factcheck.report import FORMATS
from factcheck.settings import FailOn

if TYPE_CHECKING:
    from factcheck.rulebook import Rulebook
    from factcheck.settings import Settings


@click.command("check", short_help="Read sources and report where they disagree.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    help="Give the report this form; repeatable with --output-dir.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(),
    help="Write the report to FILE (- is standard output); its folder is made if the one above it exists.",
)
@click.option(
    "--output-dir",
    metavar="DIR",
    type=click.Path(),
    help="Write one report of each --format to DIR, which is made if it is missing.",
)
@click.option(
    "--new",
    metavar="PATH",
    type=click.Path(),
    multiple=True,
    help="Add PATH to the corpus, and report only what touches it (repeatable).",
)
@click.option("--since", metavar="GIT_REV", help="As --new, for all files that changed since the revision.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="Take what FILE accepts for known, so that only what is new counts.",
)
@click.option(
    "--fail-on", type=click.Choice(get_args(FailOn)), help="Give exit status 1 from this verdict on (else: conflict)."
)
@click.option("--strict", is_flag=True, help="Give exit status 2 if any file cannot be read.")
@common
def command(
    call: Invocation,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    output: str | None,
    output_dir: str | None,
    new: tuple[str, ...],
    since: str | None,
    baseline: str | None,
    fail_on: FailOn | None,
    strict: bool,
) -> int:
    """Read the files and folders PATH (- is standard input), compare what they claim, and report the discrepancies.

    Without PATH the sources of the configuration are read. Without --format the summary goes to the terminal and the
    full report, in Markdown, to the report folder.
    """
    settings = msgspec.structs.replace(
        call.settings,
        baseline=baseline or call.settings.baseline,
        fail_on=fail_on or call.settings.fail_on,
        strict=strict or call.settings.strict,
    )
    call = call._replace(settings=settings)
    formats = tuple(dict.fromkeys(formats))
    _refuse_contradictions(formats, output, output_dir)
    grown = bool(settings.index and new and not paths and not settings.sources)
    named = () if grown else targets(paths, settings)
    corpus = Corpus(named, new, call, _changed(since))
    corpus.whole = not grown
    corpus.keep_texts = "html" in formats
    report = judged(corpus, call)
    if not report.documents:
        return _nothing_read(report)
    _deliver(report, corpus, call, formats, output, output_dir, name_of(named))
    return 2 if settings.strict and report.errors else int(fails(report.findings, settings.fail_on))


def _changed(since: str | None) -> set[str] | None:
    if since is None:
        return None
    from factcheck.cli.history import changed_since

    return changed_since(since)


def _refuse_contradictions(formats: Sequence[str], output: str | None, output_dir: str | None) -> None:
    if output and output_dir:
        raise UsageError("--output and --output-dir exclude each other; give one of them")
    if output and len(formats) != 1:
        raise UsageError("--output takes exactly one --format; use --output-dir for several")
    if len(formats) > 1 and not output_dir:
        raise UsageError("several formats need a folder; add --output-dir DIR")
    if output and output != "-":
        writing.refuse_missing_folder(Path(output))


def judged(corpus: Corpus, call: Invocation, baseline: bool = True) -> Report:
    """The report on a corpus, what is to be ignored set apart, and findings told new or known if `baseline` is set."""
    from factcheck import pipeline
    from factcheck.cli.growing import Reader

    settings, rules = call.settings, call.rulebook()
    index = Path(settings.index) if settings.index else None
    scheduler = _scheduler(settings)
    with (
        Progress(len(corpus.found), call) as progress,
        pipeline.opened(
            rules,
            index=index,
            jobs=settings.jobs or _cores(),
            scheduler=scheduler,
            exchange=settings.exchange,
            notice=call.notice,
        ) as known,
    ):
        report = pipeline.check(
            Reader(corpus, known).arrivals(),
            rules,
            new=corpus.new,
            progress=progress,
            known=known,
            whole=corpus.whole,
        )
        remarked = known.remarked()
        if corpus.keep_texts:
            corpus.texts |= known.texts(one.path for one in report.documents if one.path not in corpus.texts)
    report = msgspec.structs.replace(report, notices=(*report.notices, *corpus.notices))
    report = _without_ignored(report, remarked, settings, rules, complete=not corpus.partial)
    file = Path(settings.baseline) if baseline and settings.baseline else None
    return _labelled(report, corpus, file) if corpus.partial or file else report


def _labelled(report: Report, corpus: Corpus, file: Path | None) -> Report:
    """What no new source touches is known, and so is what the baseline accepts."""
    from factcheck import baseline

    if corpus.partial:
        report = baseline.touching(report, corpus.new)
    return baseline.apply(report, baseline.load(file), complete=not corpus.partial) if file else report


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _scheduler(settings: Settings) -> str | None:
    """The address of the cluster, if the work is to be done on one."""
    if settings.engine == "local":
        return None
    if not settings.scheduler:
        raise UsageError("--engine dask needs the address of a scheduler; add --scheduler tcp://HOST:8786")
    return settings.scheduler


def _without_ignored(
    report: Report, remarked: Sequence[Document], settings: Settings, rules: Rulebook, complete: bool
) -> Report:
    if not remarked and not settings.ignore:
        return report
    from factcheck import suppression
    from factcheck.report.checks import names

    orders = [suppression.Rule(**msgspec.structs.asdict(one)) for one in settings.ignore]
    return suppression.apply(report, remarked, orders, checks=names(rules.relations), complete=complete)


def fails(findings: Sequence[Finding], fail_on: FailOn) -> bool:
    """Whether a new finding is as bad as `fail_on`, or worse."""
    if fail_on == "never":
        return False
    bad = VERDICTS[: VERDICTS.index(fail_on) + 1]
    return any(one.status == "new" and one.verdict in bad for one in findings)


def name_of(paths: Sequence[str]) -> str:
    """The name of the report: the stem of the only path, else of the program."""
    if len(paths) != 1 or paths[0] == "-":
        return "factcheck"
    return Path(os.path.abspath(paths[0])).stem or "factcheck"


def _nothing_read(report: Report) -> int:
    for problem in report.errors:
        click.echo(f"factcheck: {problem.path}: {writing.printable(problem.message)}", err=True)
    return 2


def _deliver(
    report: Report,
    corpus: Corpus,
    call: Invocation,
    formats: Sequence[str],
    output: str | None,
    output_dir: str | None,
    name: str,
) -> None:
    """Write the report where the options say."""
    if not formats and not output_dir:
        _show(report, call)
        path = Path(call.settings.report_dir) / f"{name}.md"
        writing.make_folder(path.parent)
        _write(report, corpus, call, "markdown", path)
        if not call.quiet:
            click.echo(f"report: {path}")
        return
    if output_dir:
        writing.make_folder(Path(output_dir))
        for form in formats or ("markdown",):
            pictures = _draw(report, Path(output_dir), f"{name}-pictures") if form == "markdown" else ""
            _write(report, corpus, call, form, Path(output_dir) / f"{name}{FORMATS[form].suffix}", pictures)
    elif output and output != "-":
        _write(report, corpus, call, formats[0], Path(output))
    else:
        writing.to_stdout(_rendered(report, corpus, call, formats[0], Path(), writing.coloured()))
    if output_dir or formats[0] != "text":
        for problem in report.errors:
            call.notice(f"{problem.path}: {writing.printable(problem.message)}")
        _warn(report, call)


def _warn(report: Report, call: Invocation) -> None:
    """Tells on standard error what a report in another form only holds."""
    from factcheck.suppression import warnings

    for said in warnings(report):
        call.notice(writing.printable(said))


def _show(report: Report, call: Invocation) -> None:
    """The summary on the terminal, unless the user wants quiet; then the files that cannot be read, as errors."""
    from factcheck.report import render

    if not call.quiet:
        shown = render(report, "text", colour=writing.coloured(), width=writing.width(), fail_on=call.settings.fail_on)
        writing.to_stdout(shown)
    for problem in report.errors if call.quiet else ():
        click.echo(f"factcheck: {problem.path}: {writing.printable(problem.message)}", err=True)


def _draw(report: Report, folder: Path, name: str) -> str:
    """Writes the pictures of a Markdown report into a folder beside it; its name, or nothing if there are none."""
    from factcheck.report import render_pictures

    drawn = render_pictures(report)
    for file, picture in drawn.items():
        writing.to_file(folder / name / file, picture)
    return name if drawn else ""


def _write(report: Report, corpus: Corpus, call: Invocation, form: str, path: Path, pictures: str = "") -> None:
    writing.to_file(path, _rendered(report, corpus, call, form, path.parent, False, pictures))


def _rendered(
    report: Report, corpus: Corpus, call: Invocation, form: str, folder: Path, colour: bool, pictures: str = ""
) -> Iterator[str]:
    from factcheck.report import rendered

    root = Path(os.path.relpath(".", folder)).as_posix()
    return rendered(
        report,
        form,
        texts=corpus.texts,
        root="" if root == "." else root,
        colour=colour,
        width=writing.width(),
        pictures=pictures,
        focus=sorted(corpus.new - {""}),
        fail_on=call.settings.fail_on,
    )
