"""E-mail: subject, date and the text of the message."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from typing import Any

import msgspec

from factcheck.model import Location, ReadError
from factcheck.reading import charset, html
from factcheck.reading import text as plain
from factcheck.reading.draft import Draft, published
from factcheck.settings import Limits

MOST_PARTS = 1000


def read(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The message in a file."""
    yield draft(data, limits)


def draft(data: bytes, limits: Limits) -> Draft:
    """The document of one message: its plain text, else its HTML. Attachments are told, not read."""
    message: Any = email.message_from_bytes(data, policy=policy.default)
    parts = list(_parts(message, limits))
    body = next(
        (part for kind in ("text/plain", "text/html") for part in parts if part.get_content_type() == kind), None
    )
    if body is None or not message.keys():
        raise ReadError("holds no message with a text; save the message as text")
    base = _text(body)
    skipped = [name for part in parts if part is not body and (name := _file_name(part))]
    said = tuple(f"the attachment {name} is not read; save it beside the message" for name in skipped)
    subject, date = _header(message, "subject"), _header(message, "date")
    return msgspec.structs.replace(
        base,
        title=subject or base.title,
        published=(published(date, "metadata", 0.95) if date else None) or base.published,
        notices=(*base.notices, *said),
        location=Location(part=body.get_content_type()),
    )


def _parts(message: Message, limits: Limits) -> Iterator[EmailMessage]:
    """The leaves of the tree of parts; forwarded messages are left alone."""
    stack: list[tuple[Any, int]] = [(message, 0)]
    count = 0
    while stack:
        part, depth = stack.pop()
        count += 1
        if depth > limits.nesting or count > MOST_PARTS:
            raise ReadError("nests or holds too many parts; save the message as text")
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            stack.extend((one, depth + 1) for one in reversed(part.get_payload()))
        elif part.get_content_type() != "message/rfc822":
            yield part


def _text(part: EmailMessage) -> Draft:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    decoded = charset.decode(data, part.get_content_charset())
    base = html.read(decoded.text) if part.get_content_type() == "text/html" else plain.read(decoded.text)
    return msgspec.structs.replace(base, notices=(decoded.notice,)) if decoded.notice else base


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError):  # headers that the library cannot take apart
        return ""


def _file_name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
