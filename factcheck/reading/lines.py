"""JSON Lines, plain or compressed: one document a line, streamed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from gzip import GzipFile
from typing import IO

from factcheck.model import ReadError
from factcheck.reading.draft import Draft, Fault, NoText
from factcheck.reading.limits import Counting, megabytes
from factcheck.reading.records import Article, decoded, draft
from factcheck.settings import Limits


def read(file: IO[bytes], name: str, limits: Limits) -> Iterator[Draft | Fault]:
    """The documents of a file, and a fault for each line that is none.

    Raises NoText if the first line that is not empty has no `text`: then the file is something else.
    """
    first = True
    for number, line in enumerate(_lines(file, name, limits), 1):
        if line.isspace():
            continue
        try:
            yield draft(decoded(line, Article), number)
        except NoText as fault:
            if first:
                raise
            yield Fault(suffix=f"#{number}", message=str(fault))
        except ReadError as fault:
            yield Fault(suffix=f"#{number}", message=str(fault))
        first = False


def _lines(file: IO[bytes], name: str, limits: Limits) -> Iterator[bytes]:
    """The lines of the file, unpacked if its name says so, none longer than a file may be."""
    stream: IO[bytes] | GzipFile = file
    counting: Counting | None = None
    if name.lower().endswith(".gz"):
        counting = Counting(file)
        stream = GzipFile(fileobj=counting)
    size = 0
    try:
        while line := stream.readline(limits.file_size + 1):
            size += len(line)
            if len(line) > limits.file_size:
                raise ReadError(
                    f"has a line of more than {megabytes(limits.file_size)}; split it or raise limits.file_size"
                )
            if counting is not None:
                counting.check(size, limits)
            yield line
    except (EOFError, OSError, zlib.error) as fault:
        if counting is None:
            raise
        raise ReadError(f"is damaged ({fault}); compress it again") from None
