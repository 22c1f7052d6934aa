"""Records as bytes: MessagePack, lightly compressed. The checksum of the compression tells a damaged record."""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any, TypeVar

import msgspec

from factcheck.model import FactcheckError

T = TypeVar("T")
_encoder = msgspec.msgpack.Encoder()


class DamagedRecord(FactcheckError):
    """A stored record that cannot be read back."""


def encode(record: object) -> bytes:
    """`record` as MessagePack."""
    return _encoder.encode(record)


def pack(record: object) -> bytes:
    """`record` as compressed MessagePack."""
    return zlib.compress(_encoder.encode(record), 1)


def unpack(data: bytes, kind: type[T]) -> T:
    """The record of type `kind` in `data`; raises DamagedRecord."""
    try:
        return _decoder(kind).decode(zlib.decompress(data))  # type: ignore[no-any-return, arg-type]
    except (zlib.error, msgspec.DecodeError, msgspec.ValidationError) as fault:
        raise DamagedRecord(
            f"a stored record is damaged ({fault}); delete the index, the next check builds it anew"
        ) from None


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.msgpack.Decoder(kind)
