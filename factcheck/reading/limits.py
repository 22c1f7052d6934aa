"""Keeping one source from costing too much: size, expansion and time."""

from __future__ import annotations

import gc
import io
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from factcheck.model import ReadError
from factcheck.settings import Limits

_CHUNK = 1 << 20
_AGAIN = 0.1
"""Seconds to the next try, if the first exception was raised where it gets lost (in a destructor)."""


def read_all(file: IO[bytes], most: int) -> bytes:
    """The content of a file of at most `most` bytes."""
    data = file.read(most + 1)
    check_size(len(data), most)
    return data


def check_size(size: int, most: int) -> None:
    """Raise ReadError if a file of `size` bytes is larger than `most`."""
    if size > most:
        raise ReadError(f"is larger than {megabytes(most)}; split it or raise limits.file_size")


def check_length(text: str, limits: Limits) -> None:
    """Raise ReadError if a text is longer than the limits allow."""
    if len(text) > limits.characters:
        raise ReadError(f"has more than {limits.characters:,} characters; split it or raise limits.characters")


def megabytes(size: int) -> str:
    """A size in bytes as people say it."""
    return f"{size / 1_000_000:,.4g} MB"


def expand(file: IO[bytes], packed: int, limits: Limits) -> bytes:
    """All that a packed stream of `packed` bytes holds, read no further than the limits allow."""
    parts: list[bytes] = []
    size = 0
    while part := file.read(_CHUNK):
        parts.append(part)
        size += len(part)
        check_expansion(size, packed, limits)
    return b"".join(parts)


def check_expansion(size: int, packed: int, limits: Limits) -> None:
    """Raise ReadError if `size` bytes out of `packed` are more than the limits allow."""
    if size > limits.expanded_size:
        raise ReadError(f"unpacks to more than {megabytes(limits.expanded_size)}; raise limits.expanded_size if it may")
    if size > 1_000_000 and size > limits.expansion * max(packed, 1):
        raise ReadError(f"unpacks to more than {limits.expansion} times its size; raise limits.expansion if it may")


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ReadError in what runs longer. It needs a timer of the system and the main thread, else it does nothing."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise ReadError(f"takes longer than {seconds:g} s to read; split it or raise limits.seconds")

    before = signal.signal(signal.SIGALRM, stop)
    collecting = gc.isenabled()
    gc.disable()  # what is raised while garbage is collected gets lost, and the tokens of one document are no garbage
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if before is None else before)  # None: one set outside of Python
        if collecting:
            gc.enable()


class Counting(io.RawIOBase):
    """A packed file that counts how much of it was read, to compare with what came out of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.packed = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.packed += len(data)
        return data

    def check(self, size: int, limits: Limits) -> None:
        """Raise ReadError if `size` bytes unpacked so far are too many."""
        check_expansion(size, self.packed, limits)
