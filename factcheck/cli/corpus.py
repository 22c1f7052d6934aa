"""Reading the corpus of a command: which sources, which of them are new, and what is kept while they stream by."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factcheck import reading
from factcheck.cli.options import Invocation
from factcheck.model import Document, Problem, UsageError
from factcheck.reading import STDIN, Source, within

if TYPE_CHECKING:
    from factcheck.settings import Settings


class Corpus:
    """The sources of a command as a stream of documents.

    While they are read it notes the paths of `new` documents, the texts (if `keep_texts`) and the documents of the file
    `watched`. They are the `whole` corpus, or join what an index holds.
    """

    def __init__(
        self, paths: Sequence[str], new: Sequence[str], call: Invocation, changed: Iterable[str] | None = None
    ) -> None:
        self.notices: list[str] = []
        new = [path for given in new for path in expanded(given)]
        self.found = reading.sources([*paths, *new], call.settings, self.notices.append)
        self.settings = call.settings
        self.partial = bool(new) or changed is not None
        self._fresh = _fresh(self.found, new, changed or ())
        self.new: set[str] = {""} if self.partial else set()  # never empty, so that nothing new means no finding
        self.texts: dict[str, str] = {}
        self.keep_texts = False
        self.whole = True
        self.watched: Collection[str] = ()
        self.seen: list[Document] = []

    def documents(self) -> Iterator[Document | Problem]:
        """The documents, read one at a time."""
        for source, one in reading.documents(self.found, self.settings, notice=self.notices.append):
            self.note(source, one)
            yield one

    def wants(self, source: Source) -> bool:
        """Whether a source has to be read even if nothing in it has changed."""
        return any(path == source.path or path.startswith(source.shown) for path in self.watched)

    def note_held(self, source: Source, paths: Iterable[str]) -> None:
        """Notes the documents of a source that is not read because they are known."""
        if source.path in self._fresh:
            self.new.update(paths)

    def note(self, source: Source | Problem, document: Document | Problem) -> None:
        """Notes what is wanted of a document that was read."""
        if isinstance(document, Problem):
            return
        if isinstance(source, Source) and source.path in self._fresh:
            self.new.add(document.path)
        if self.keep_texts:
            self.texts[document.path] = document.original
        if document.path in self.watched or (isinstance(source, Source) and source.path in self.watched):
            self.seen.append(document)


def targets(paths: Sequence[str], settings: Settings) -> Sequence[str]:
    """The paths of the command line, else the sources of the settings; globs that no shell has expanded are."""
    if paths or settings.sources:
        return [path for given in paths or settings.sources for path in expanded(given)]
    raise UsageError("no PATH is given and the configuration names no sources; give files or folders, or - for input")


def expanded(path: str) -> list[str]:
    """What a glob (`*`, `?`, `[…]`, `**` for any folders) stands for, in order; a path that exists is itself.

    Raises UsageError for a glob that nothing matches.
    """
    if not GLOB.search(path) or os.path.lexists(path):
        return [path]
    from glob import glob

    found = sorted(glob(path, recursive=True))
    if not found:
        raise UsageError(f"{path}: nothing matches; check the pattern")
    return found


GLOB = re.compile(r"[*?[]")


def _fresh(found: Iterable[Source | Problem], new: Sequence[str], changed: Iterable[str]) -> set[str]:
    roots = [os.path.abspath(path) for path in new if path != STDIN] + [path for path in new if path == STDIN]
    files = set(changed)
    return {
        one.path
        for one in found
        if isinstance(one, Source) and (one.path in files or any(within(one.path, root) for root in roots))
    }


class Progress:
    """A bar on standard error, on a terminal and when reading takes over a second; verbose, a line a document."""

    def __init__(self, total: int, call: Invocation, clock: Callable[[], float] = time.monotonic) -> None:
        self._wanted = not call.quiet and not call.verbose and sys.stderr.isatty()
        self._verbose = call.verbose
        self._total = total
        self._clock = clock
        self._start = clock()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, path: str) -> None:
        """One more document is read."""
        if self._verbose:
            print(f"factcheck: {self._clock() - self._start:.2f} s: {path}", file=sys.stderr)
        if not self._wanted or (self._bar is None and self._clock() - self._start < 1.0):
            self._total -= self._bar is None
            return
        if self._bar is None:
            self._bar = self._new_bar()
            self._task = self._bar.add_task("reading", total=max(1, self._total))
        self._bar.advance(self._task)

    @staticmethod
    def _new_bar() -> Any:
        from rich.console import Console
        from rich.progress import Progress as Bar

        bar = Bar(console=Console(stderr=True), transient=True)
        bar.start()
        return bar
