"""E-mail: subject, date and the text of the message, and what is attached if it is of a format that is read.

Attachments become documents of their own, `message.eml/report.pdf`; a message that is attached is read in its turn.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from typing import Any

import msgspec

from factcheck.model import Location, ReadError
from factcheck.reading import charset, formats, html
from factcheck.reading import text as plain
from factcheck.reading.draft import Draft, Member, published
from factcheck.reading.walk import printable
from factcheck.settings import Limits

MOST_PARTS = 1000
_BODIES = ("text/plain", "text/html")


def read(data: bytes, limits: Limits) -> Iterator[Draft | Member]:
    """The message in a file, and what is attached to it."""
    yield from message(data, limits)


def message(data: bytes, limits: Limits, suffix: str = "") -> Iterator[Draft | Member]:
    """The document of one message (its plain text, else its HTML) and its attachments."""
    given: Any = email.message_from_bytes(data, policy=policy.default)
    parts = list(_parts(given, limits))
    texts = [part for kind in _BODIES for part in parts if part.get_content_type() == kind]
    body = next((part for part in texts if not _named(part)), None)
    attached = [part for part in parts if part is not body and _named(part)]
    if not given.keys() or (body is None and not attached):
        raise ReadError("holds no message with a text; save the message as text")
    known = [part for part in attached if formats.of(_named(part)) is not None]
    said = tuple(
        f"the attachment {_named(part)} is of no format that is read; left out"
        for part in attached
        if part not in known
    )
    if body is not None:
        yield msgspec.structs.replace(_draft(given, body, said), suffix=suffix)
    elif not known:
        raise ReadError("holds no message with a text, and no attachment that can be read; save it as text")
    seen: set[str] = set()
    for number, part in enumerate(known, 1):
        name = _named(part) if _named(part) not in seen else f"{number}-{_named(part)}"
        seen.add(name)
        yield Member(name=name, data=_content(part), suffix=suffix)


def _draft(message: Message, body: EmailMessage, said: tuple[str, ...]) -> Draft:
    base = _text(body)
    subject, date = _header(message, "subject"), _header(message, "date")
    return msgspec.structs.replace(
        base,
        title=subject or base.title,
        published=(published(date, "metadata", 0.95) if date else None) or base.published,
        notices=(*base.notices, *said),
        location=Location(part=body.get_content_type()),
    )


def _parts(message: Message, limits: Limits) -> Iterator[EmailMessage]:
    """The leaves of the tree of parts, attached messages among them."""
    stack: list[tuple[Any, int]] = [(message, 0)]
    count = 0
    while stack:
        part, depth = stack.pop()
        count += 1
        if depth > limits.nesting or count > MOST_PARTS:
            raise ReadError("nests or holds too many parts; save the message as text")
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            stack.extend((one, depth + 1) for one in reversed(part.get_payload()))
        else:
            yield part


def _content(part: EmailMessage) -> bytes:
    content: Any = part.get_payload(decode=True)
    if part.get_content_type() == "message/rfc822":
        inner: Any = part.get_payload()
        content = inner[0].as_bytes() if isinstance(inner, list) and inner else content
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> Draft:
    decoded = charset.decode(_content(part), part.get_content_charset())
    base = html.read(decoded.text) if part.get_content_type() == "text/html" else plain.read(decoded.text)
    return msgspec.structs.replace(base, notices=(decoded.notice,)) if decoded.notice else base


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError):  # headers that the library cannot take apart
        return ""


def _named(part: EmailMessage) -> str:
    """The name of an attachment without folders; "" for a part that is none."""
    if part.get_content_type() == "message/rfc822":
        return "message.eml"
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return printable(name.replace("\\", "/").rpartition("/")[2].strip())[-100:]
