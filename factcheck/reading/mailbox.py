"""Mailboxes: messages one after the other, each behind a line that starts with `From `."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from factcheck.model import Location, ReadError
from factcheck.reading import mail
from factcheck.reading.draft import Draft, Member
from factcheck.settings import Limits

_START = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, limits: Limits) -> Iterator[Draft | Member]:
    """The messages with a text and what is attached to them; those without are told."""
    starts = [match.span() for match in _START.finditer(data)]
    if not starts:
        raise ReadError("holds no message; a mailbox starts with a line `From …`")
    ends = [start for start, _ in starts[1:]] + [len(data)]
    skipped = 0
    found: list[Draft | Member] = []
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), 1):
        try:
            message = list(mail.message(_ESCAPED.sub(rb"\1", data[start:end]), limits, f"#{number}"))
        except ReadError:
            skipped += 1
            continue
        found += [_numbered(one, number) for one in message]
    if not found:
        raise ReadError("holds no message with a text; save the messages as text")
    first = next((index for index, one in enumerate(found) if isinstance(one, Draft)), None)
    if skipped and first is not None:
        said = f"{skipped} messages have no text that can be read"
        found[first] = msgspec.structs.replace(found[first], notices=(*found[first].notices, said))  # type: ignore[union-attr]
    yield from found


def _numbered(one: Draft | Member, number: int) -> Draft | Member:
    return msgspec.structs.replace(one, location=Location(record=number)) if isinstance(one, Draft) else one
