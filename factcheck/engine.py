"""Where work is done: in this process, on all its cores, or on a Dask cluster. All give the same results in the same
order.

Work is a pure function of what is shared by all tasks and of one batch. A few batches are under way at a time, so that
memory is bounded by their size and not by that of the corpus.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from factcheck.model import UsageError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from factcheck.exchange import Exchange, Part

S = TypeVar("S")
B = TypeVar("B")
R = TypeVar("R")

AHEAD = 3
"""Batches under way for each process: one at work, the others waiting, so that none idles while results are stored."""
ANSWERS_WITHIN = "20s"
"""The time in which a scheduler must answer."""


class Engine(Protocol):
    """Applies a function to batches; the results come in the order of the batches."""

    def map(self, function: Callable[[Any, B], R], batches: Iterable[B]) -> Iterator[tuple[B, R]]:
        """Yields each batch with its result."""


@contextmanager
def opened(
    shared: object, jobs: int = 1, scheduler: str | None = None, exchange: str | None = None
) -> Iterator[Engine]:
    """An engine whose tasks all get `shared`: a Dask cluster at the address `scheduler`, else `jobs` processes.

    What cluster and program send each other goes through the scheduler, or over files under the URL `exchange`.
    """
    if scheduler is not None:
        with _dask(shared, scheduler, exchange) as cluster:
            yield cluster
    elif jobs > 1:
        pool = Pool(shared, jobs)
        try:
            yield pool
        finally:
            pool.close()
    else:
        yield Here(shared)


class Here:
    """This process."""

    def __init__(self, shared: object) -> None:
        self._shared = shared

    def map(self, function: Callable[[Any, B], R], batches: Iterable[B]) -> Iterator[tuple[B, R]]:
        """Yields each batch with its result."""
        for batch in batches:
            yield batch, function(self._shared, batch)


class Pool:
    """Several processes of this machine, started when there is more than one batch."""

    def __init__(self, shared: object, jobs: int) -> None:
        self._shared, self._jobs = shared, jobs
        self._executor: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[Any, B], R], batches: Iterable[B]) -> Iterator[tuple[B, R]]:
        """Yields each batch with its result."""
        source = iter(batches)
        first = list(islice(source, 2))
        if len(first) < 2 and self._executor is None:
            return Here(self._shared).map(function, first)
        executor = self._started()
        return _window(lambda batch: executor.submit(_work, function, batch), chain(first, source), self._jobs * AHEAD)

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            from concurrent.futures import ProcessPoolExecutor  # not at the top: most checks have one batch

            self._executor = ProcessPoolExecutor(
                self._jobs, mp_context=_context(), initializer=_start, initargs=(self._shared,)
            )
        return self._executor

    def close(self) -> None:
        """Ends the processes; batches that wait are dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


def _context() -> Any:
    """Forked processes have the rules already; a process with threads is not safe to fork."""
    import multiprocessing
    import threading

    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if able else "spawn")


_shared: Any = None


def _start(shared: object) -> None:
    """Begins a worker: Ctrl-C is for the parent alone, which ends its workers."""
    import signal

    global _shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _shared = shared


def _work(function: Callable[[Any, B], R], batch: B) -> R:
    return function(_shared, batch)


def _window(submit: Callable[[B], Future[R]], batches: Iterable[B], width: int) -> Iterator[tuple[B, R]]:
    """Keeps `width` batches under way and yields their results in order."""
    under_way: deque[tuple[B, Future[R]]] = deque()
    try:
        for batch in batches:
            under_way.append((batch, submit(batch)))
            if len(under_way) >= width:
                done, future = under_way.popleft()
                yield done, future.result()
        while under_way:
            done, future = under_way.popleft()
            yield done, future.result()
    finally:
        for _, future in under_way:
            future.cancel()


@contextmanager
def _dask(shared: object, address: str, exchange: str | None) -> Iterator[Engine]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--engine dask: Dask is not installed; run: pip install 'factcheck[dask]'") from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call, unused-ignore]
            address, timeout=ANSWERS_WITHIN, set_as_default=False
        )
    except (OSError, ValueError) as fault:
        raise UsageError(f"--scheduler {address}: no scheduler answers ({fault}); check the address") from None
    with client:
        if exchange is None:
            yield Cluster(client, shared)
            return
        from factcheck.exchange import Exchange

        files = Exchange(exchange)
        try:
            yield OverFiles(client, shared, files)
        finally:
            files.close()


class Cluster:
    """The workers of a Dask scheduler. A task whose worker is lost is run again by another."""

    def __init__(self, client: Any, shared: object) -> None:
        self._client = client
        self._shared = client.submit(_same, shared, pure=False)
        self._width = AHEAD * max(1, sum(client.nthreads().values()))

    def map(self, function: Callable[[Any, B], R], batches: Iterable[B]) -> Iterator[tuple[B, R]]:
        """Yields each batch with its result."""
        return _window(
            lambda batch: self._client.submit(function, self._shared, batch, pure=False), batches, self._width
        )


class OverFiles(Cluster):
    """As `Cluster`, but batches and results are files on storage that all workers reach."""

    def __init__(self, client: Any, shared: object, files: Exchange) -> None:
        super().__init__(client, shared)
        self._files = files

    def map(self, function: Callable[[Any, B], R], batches: Iterable[B]) -> Iterator[tuple[B, R]]:
        """Yields each batch with its result."""
        parts = ((batch, self._files.put(batch)) for batch in batches)
        for (batch, part), _ in _window(lambda one: self._submit(function, one[1]), parts, self._width):
            yield batch, self._files.take(part)

    def _submit(self, function: Callable[[Any, Any], Any], part: Part) -> Any:
        from factcheck.exchange import worked

        return self._client.submit(worked, function, self._shared, part, pure=False)


def _same(shared: S) -> S:
    return shared
