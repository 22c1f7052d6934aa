"""Mailboxes: messages one after the other, each behind a line that starts with `From `."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from factcheck.model import Location, ReadError
from factcheck.reading import mail
from factcheck.reading.draft import Draft
from factcheck.settings import Limits

_START = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The messages with a text; those without are told."""
    starts = [match.span() for match in _START.finditer(data)]
    if not starts:
        raise ReadError("holds no message; a mailbox starts with a line `From …`")
    ends = [start for start, _ in starts[1:]] + [len(data)]
    skipped = 0
    drafts = []
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), 1):
        try:
            one = mail.draft(_ESCAPED.sub(rb"\1", data[start:end]), limits)
        except ReadError:
            skipped += 1
            continue
        drafts.append(msgspec.structs.replace(one, suffix=f"#{number}", location=Location(record=number)))
    if not drafts:
        raise ReadError("holds no message with a text; save the messages as text")
    if skipped:
        said = f"{skipped} messages have no text that can be read"
        drafts[0] = msgspec.structs.replace(drafts[0], notices=(*drafts[0].notices, said))
    yield from drafts
