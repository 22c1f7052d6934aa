"""Reading a corpus that an index may hold already: only what has changed is opened."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from hashlib import blake2b
from itertools import groupby

import msgspec

from factcheck import reading
from factcheck.cli.corpus import Corpus
from factcheck.collection import Arrival
from factcheck.collection import Corpus as Known
from factcheck.model import Document, Problem, SourceOptions
from factcheck.reading import Source
from factcheck.settings import Settings


class Reader:
    """The sources of a command as they arrive in a collection that may hold them already.

    A source that is held in its present state is not opened. The state is what tells a changed file without reading it
    (size, times, inode), with the options that apply to it. One that was written in the last seconds may still change
    unseen and is always read.
    """

    def __init__(self, corpus: Corpus, known: Known) -> None:
        self._corpus, self._known = corpus, known
        self._states: dict[str, bytes] = {}

    def arrivals(self) -> Iterator[Arrival]:
        """The documents of all sources that have changed, and where each source ends."""
        corpus = self._corpus
        found = reading.documents(corpus.found, corpus.settings, notice=corpus.notices.append, skip=self._holds)
        for name, group in groupby(found, key=lambda pair: _name(pair[0])):
            whole = True
            for source, one in group:
                corpus.note(source, one)
                whole = whole and isinstance(one, Document)
                yield Arrival(name, one)
            if whole and name in self._states:
                yield Arrival(name, None, self._states.pop(name))

    def _holds(self, source: Source, options: SourceOptions) -> bool:
        state = _state(source, options, self._corpus.settings)
        held = self._known.held(source.shown, state) if state and not self._corpus.wants(source) else None
        if held is None:
            if state:
                self._states[source.shown] = state
            return False
        self._corpus.note_held(source, held)
        return True


def _name(source: Source | Problem) -> str:
    return source.shown if isinstance(source, Source) else source.path


RECENT = 2_000_000_000
"""Nanoseconds within which a file system may not tell two changes apart."""


def _state(source: Source, options: SourceOptions, settings: Settings) -> bytes:
    """What tells that a source has not changed; empty if nothing does."""
    try:
        found = os.stat(source.path)
    except OSError:
        return b""
    if max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - RECENT:
        return b""
    parts = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, options, settings.limits)
    return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
