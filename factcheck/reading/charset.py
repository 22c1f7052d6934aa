"""Bytes to text: byte order mark, declared charset, UTF-8, then a guess that is told.

Every character of the file keeps its place: a byte order mark is a character, line ends stay as they are.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from factcheck.model import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_C1 = re.compile("[\x80-\x9f\ufffd\ue000-\uf8ff]")
_ALONE = re.compile(r"(?<![^\W\d_])[\xaa\xb5\xba\xc0-\xff](?![a-z])|(?<=[a-z])[\xc0-\xde\xd7\xf7]")
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "utf-7"})
"""Codecs of Python that no file is honestly declared in; some take quadratic time."""
_SAMPLE = 200_000


class Decoded(NamedTuple):
    """A text, and what is to be told about its charset."""

    text: str
    notice: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """`data` as text. `declared` is the charset that the file or its carrier names.

    Raises ReadError for what looks binary and for bytes that are no text in any charset that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding))
    _refuse_binary(data)
    for name in (declared, "utf-8"):
        text = _try(data, name)
        if text is not None:
            return Decoded(text)
    return _guess(data)


def _strictly(data: bytes, name: str) -> str:
    text = _try(data, name)
    if text is None:
        raise ReadError(f"is not valid {name.upper()} although its byte order mark says so; save it again as UTF-8")
    if "\0" in text:
        raise ReadError("looks binary (it contains NUL characters); give a text file or the right suffix")
    return text


def _try(data: bytes, name: str | None) -> str | None:
    try:
        return data.decode(name) if name and codecs.lookup(name).name not in _NO_CHARSETS else None
    except (ValueError, LookupError):
        return None


def _refuse_binary(data: bytes) -> None:
    if b"\0" in data:
        raise ReadError("looks binary (it contains NUL bytes); give a text file or the right suffix")
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise ReadError("looks binary (many control characters); give a text file or the right suffix")


def _guess(data: bytes) -> Decoded:
    """Only a guess that makes words counts: stray bytes among ASCII are damage, not a charset."""
    at = _first_fault(data)
    fault = ReadError(f"is not valid UTF-8 (byte {at}) and no other charset fits; save it as UTF-8")
    if len(data) - len(data.translate(None, bytes(range(0x80, 0x100)))) and _multibyte(data):
        raise fault
    name = _western(data) or _other(data)
    text = _try(data, name)
    if text is None:
        raise fault
    return Decoded(text, f"is not UTF-8; read as {name}, which is a guess: save it as UTF-8 or name its charset")


def _first_fault(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as fault:
        return fault.start
    return len(data)


def _multibyte(data: bytes) -> bool:
    """Whether most of the high bytes make UTF-8 sequences: damaged UTF-8, which another charset would garble."""
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    lost = data.decode("utf-8", "replace").count("\ufffd")
    return lost * 4 < high


def _western(data: bytes) -> str | None:
    text = _try(data, "cp1252")
    if text is None or _C1.search(text):
        return None
    high = sum(sign > "\x7f" for sign in text)
    odd = len(_ALONE.findall(text))
    return "cp1252" if odd * 10 <= high and high * 4 < len(text) else None


def _other(data: bytes) -> str | None:
    """A guess for scripts whose letters are mostly high bytes; shorter or sparser text tells too little."""
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if high < 40 or high * 5 < len(data):
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None and best.chaos < 0.2 else None
