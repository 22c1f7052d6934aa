"""Tar archives, plain or compressed: their files one after the other, streamed, never unpacked to disk."""

from __future__ import annotations

import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import IO

from factcheck.model import ReadError
from factcheck.reading import formats
from factcheck.reading.draft import Fault, Member
from factcheck.reading.limits import Counting, megabytes
from factcheck.reading.walk import SOURCES_FILE, printable
from factcheck.settings import Limits

MOST_MEMBERS = 1_000_000


def read(file: IO[bytes], name: str, limits: Limits) -> Iterator[Member | Fault]:
    """The members of known formats, in the order of the archive; an archive inside it is a fault."""
    counting = Counting(file)
    try:
        with tarfile.open(fileobj=counting, mode="r|*") as archive:
            yield from _members(archive, counting, limits)
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError, zlib.error, lzma.LZMAError) as fault:
        raise ReadError(f"is no archive that can be read ({fault}); pack it again") from None


def _members(archive: tarfile.TarFile, counting: Counting, limits: Limits) -> Iterator[Member | Fault]:
    size = 0
    for number, entry in enumerate(archive):
        size += max(0, entry.size) if entry.isreg() else 0
        counting.check(size, limits)
        if number > MOST_MEMBERS:
            raise ReadError(f"holds more than {MOST_MEMBERS:,} files; split it")
        form = formats.of(entry.name) if entry.isreg() and not _hidden(entry.name) else None
        if form is not None:
            yield _member(archive, entry, form, limits)
        archive.members = []  # type: ignore[attr-defined]  # a stream keeps every header otherwise


def _hidden(name: str) -> bool:
    parts = name.split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[-1] == SOURCES_FILE


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo, form: formats.Format, limits: Limits) -> Member | Fault:
    name = printable("/".join(part for part in entry.name.split("/") if part not in ("", ".", "..")))
    if form.module == "archive":
        return Fault(suffix=f"/{name}", message="is an archive in an archive; unpack it first")
    if entry.size > limits.file_size:
        said = f"is larger than {megabytes(limits.file_size)}; split it or raise limits.file_size"
        return Fault(suffix=f"/{name}", message=said)
    content = archive.extractfile(entry)
    return Member(name=name, data=content.read() if content else b"")
