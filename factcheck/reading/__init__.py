"""Reading: from paths to documents, each with its text, the structure that its format tells, and its options.

`read` walks, `parse` reads one file that is already in memory. Nothing here uses the network or runs what it reads.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import IO, Any

import msgspec

from factcheck.model import Block, Document, Problem, ReadError, SourceOptions
from factcheck.reading import charset, formats, remarks
from factcheck.reading.draft import Draft, Fault, Member, NoText
from factcheck.reading.formats import Format
from factcheck.reading.limits import check_length, check_size, read_all, time_limit
from factcheck.reading.masking import Mask
from factcheck.reading.options import Options, configured
from factcheck.reading.walk import STDIN, Source, shown_name, sources, within
from factcheck.settings import Limits, Settings

__all__ = ["STDIN", "Source", "documents", "parse", "read", "shown_name", "sources", "within"]

Notice = Callable[[str], None]
MOST_ATTACHED = 4
"""Messages in a message in a message …"""

_NO_OPTIONS = SourceOptions()
_DEFAULT_LIMITS = Limits()


def read(
    paths: Sequence[str], settings: Settings, *, notice: Notice = lambda said: None
) -> Iterator[Document | Problem]:
    """The documents that `paths` name or hold, read one at a time, and a Problem for each that cannot be read.

    The order does not depend on that of `paths`. `notice` takes what the user should know of paths that were left
    out. Raises UsageError or ConfigurationError (before the first document) for what makes the whole run senseless.
    """
    return (one for _, one in documents(sources(paths, settings, notice), settings, notice=notice))


def documents(
    found: Sequence[Source | Problem],
    settings: Settings,
    *,
    notice: Notice = lambda said: None,
    skip: Callable[[Source, SourceOptions], bool] = lambda source, options: False,
) -> Iterator[tuple[Source | Problem, Document | Problem]]:
    """As `read`, from sources that were found before; each document comes with its source. Sources for which `skip`
    holds are not opened.
    """
    options = Options()
    given = [(one, options.of(one) if isinstance(one, Source) else _NO_OPTIONS) for one in found]
    for said in options.unused({one.root for one in found if isinstance(one, Source) and not one.named}):
        notice(said)
    return (
        (one, result)
        for one, opts in given
        if not (isinstance(one, Source) and skip(one, opts))
        for result in _read_one(one, opts, settings.limits, notice)
    )


def _read_one(
    one: Source | Problem, options: SourceOptions, limits: Limits, notice: Notice
) -> Iterator[Document | Problem]:
    if isinstance(one, Problem):
        yield one
        return
    empty = True
    try:
        for result in _opened(one, options, limits, notice):
            empty = False
            yield result
        if empty:
            raise NoText("holds no source that can be read; check what is in it")
    except NoText as fault:
        if one.named:
            yield Problem(path=one.shown, message=str(fault))
        else:
            notice(f"{one.shown}: {fault}; left out")
    except ReadError as fault:
        yield Problem(path=one.shown, message=str(fault))
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        yield Problem(path=one.shown, message=f"cannot be read ({reason}); check its permissions")
    except Exception as fault:  # a fault of a reader must not stop the others
        said = " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
        yield Problem(path=one.shown, message=f"cannot be read by a fault of factcheck ({said}); please report it")


def _opened(source: Source, options: SourceOptions, limits: Limits, notice: Notice) -> Iterator[Document | Problem]:
    if source.shown == STDIN:
        data = read_all(sys.stdin.buffer, limits.file_size)
        yield from parse(data, "stdin.txt", options, limits, shown=STDIN)
        return
    name = os.path.basename(source.path)
    form = formats.of(name)
    with open(source.path, "rb") as file:
        if form is not None and form.takes == "stream":
            yield from _streamed(file, name, source.shown, options, limits, form)
        else:
            check_size(os.fstat(file.fileno()).st_size, limits.file_size)
            yield from parse(read_all(file, limits.file_size), name, options, limits, shown=source.shown)


def parse(
    data: bytes,
    path: str,
    options: SourceOptions = _NO_OPTIONS,
    limits: Limits = _DEFAULT_LIMITS,
    *,
    shown: str | None = None,
) -> list[Document]:
    """The documents in the file `data`, whose format its suffix and content tell: one, or those of a container.

    `shown` is the path that documents bear. Raises ReadError, whose message says what is wrong and what to do.
    """
    name = shown or path
    form = _format(data, path)
    with time_limit(limits.seconds):
        try:
            if form.takes == "stream":
                return list(_documents_only(_streamed(io.BytesIO(data), path, name, options, limits, form)))
            return list(_parsed(data, form, name, options, limits))
        except RecursionError:
            raise ReadError("is nested too deeply; simplify it") from None
        except MemoryError:
            raise ReadError("needs more memory than there is; split it") from None


def _parsed(data: bytes, form: Format, name: str, options: SourceOptions, limits: Limits) -> Iterator[Document]:
    """The documents of a file, and of what is attached to it; attachments that cannot be read are told with them."""
    documents: list[Document] = []
    faults: list[str] = []
    for one in _drafts(data, form, limits):
        if isinstance(one, Draft):
            documents.append(_document(one, name, options, limits))
            continue
        try:
            documents += _attached(one, name + one.suffix, options, limits)
        except ReadError as fault:
            faults.append(f"the attachment {one.name}: {fault}")
    if faults and not documents:
        raise ReadError(faults[0])
    if faults:
        documents[0] = msgspec.structs.replace(documents[0], notices=(*documents[0].notices, *faults))
    yield from documents


def _attached(member: Member, name: str, options: SourceOptions, limits: Limits) -> list[Document]:
    form = _format(member.data, member.name)
    if form.takes == "stream":
        raise ReadError("is a container in a message; save it beside the message")
    if name.count(".eml/") >= MOST_ATTACHED:
        raise ReadError(f"stands in more than {MOST_ATTACHED} messages, one in the other; save it beside them")
    check_size(len(member.data), limits.file_size)
    return list(_parsed(member.data, form, f"{name}/{member.name}", options, limits))


def _format(data: bytes, path: str) -> Format:
    form = formats.of(path)
    told = formats.by_content(data)
    if told is not None and (form is None or form.takes == "text"):
        return told
    if form is None:
        raise ReadError(f"no known kind of source; name it with {' '.join(sorted(formats.BY_SUFFIX))}")
    return form


def _module(form: Format) -> Any:
    return import_module(f"factcheck.reading.{form.module}")


def _drafts(data: bytes, form: Format, limits: Limits) -> Iterator[Draft | Member]:
    module = _module(form)
    if form.takes == "bytes":
        yield from module.read(data, limits)
        return
    declared = module.declared_charset(data) if hasattr(module, "declared_charset") else None
    decoded = charset.decode(data, declared)
    check_length(decoded.text, limits)
    draft: Draft = module.read(decoded.text)
    yield _noted(draft, decoded.notice)


def _noted(draft: Draft, notice: str | None) -> Draft:
    return msgspec.structs.replace(draft, notices=(*draft.notices, notice)) if notice else draft


def _document(draft: Draft, path: str, options: SourceOptions, limits: Limits) -> Document:
    check_length(draft.text, limits)
    source = draft.source or draft.text
    text = _without_remarks(draft.text, source)
    if draft.url and not options.url:
        options = msgspec.structs.replace(options, url=draft.url)
    return Document(
        path=path + draft.suffix,
        text=text,
        source="" if source == text else source,
        title=options.title or draft.title,
        published=configured(options) or draft.published,
        language=draft.language,
        blocks=_placed(draft),
        options=options,
        suppressions=tuple(remarks.suppressions(source, draft.blocks)),
        notices=draft.notices,
    )


def _placed(draft: Draft) -> tuple[Block, ...]:
    """The blocks, each with the location of the whole draft unless it has its own."""
    if draft.location is None:
        return draft.blocks
    return tuple(
        block if block.location else msgspec.structs.replace(block, location=draft.location) for block in draft.blocks
    )


def _without_remarks(text: str, source: str) -> str:
    found = remarks.places(source)
    if not found:
        return text
    page = Mask(text)
    for start, end in found:
        page.blank(start, end)
    return page.text()


def _streamed(
    file: IO[bytes], name: str, shown: str, options: SourceOptions, limits: Limits, form: Format
) -> Iterator[Document | Problem]:
    for one in _module(form).read(file, name, limits):
        if isinstance(one, Fault):
            yield Problem(path=shown + one.suffix, message=one.message)
        elif isinstance(one, Member):
            yield from _member(one, shown, options, limits)
        else:
            yield _document(one, shown, options, limits)


def _member(member: Member, shown: str, options: SourceOptions, limits: Limits) -> Iterator[Document | Problem]:
    path = f"{shown}/{member.name}"
    try:
        yield from parse(member.data, member.name, options, limits, shown=path)
    except ReadError as fault:
        yield Problem(path=path, message=str(fault))


def _documents_only(found: Iterator[Document | Problem]) -> Iterator[Document]:
    for one in found:
        if isinstance(one, Problem):
            raise ReadError(one.message)
        yield one
