"""Batches and results of a cluster as files on storage that all workers reach, named by a URL that fsspec knows.

Without it they travel through the scheduler, which is simpler and does while the scheduler has memory for what is under
way. Files are Python pickles, as what Dask sends: who can write to the storage can run code on the workers.
"""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from factcheck.model import UsageError

REMEDY = "check the URL and the access to the storage"


class Part(NamedTuple):
    """A batch that was written: its address, and that of its result."""

    batch: str
    result: str


class Exchange:
    """A folder of its own under `url`, for one check."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/factcheck-{uuid.uuid4().hex}"
        self._count = 0
        _told(url, self._open)

    def _open(self) -> None:
        storage, path = _storage(self._url)
        storage.makedirs(path, exist_ok=True)

    def put(self, batch: object) -> Part:
        """Writes a batch."""
        self._count += 1
        part = Part(f"{self._url}/{self._count:08}.batch", f"{self._url}/{self._count:08}.result")
        _told(self._url, lambda: write(part.batch, batch))
        return part

    def take(self, part: Part) -> Any:
        """Reads the result of a batch, and removes both."""
        result = _told(self._url, lambda: read(part.result))
        _told(self._url, lambda: remove(*part))
        return result

    def close(self) -> None:
        """Removes what is left."""
        storage, path = _storage(self._url)
        if storage.exists(path):
            storage.rm(path, recursive=True)


def worked(function: Callable[[Any, Any], Any], shared: object, part: Part) -> None:
    """Does one batch on a worker: reads it, applies `function`, writes the result."""
    write(part.result, function(shared, read(part.batch)))


def write(address: str, content: object) -> None:
    """Writes one file."""
    storage, path = _storage(address)
    with storage.open(path, "wb") as file:
        file.write(pickle.dumps(content, protocol=5))


def read(address: str) -> Any:
    """Reads one file."""
    storage, path = _storage(address)
    with storage.open(path, "rb") as file:
        return pickle.loads(file.read())


def remove(*addresses: str) -> None:
    """Removes files."""
    for address in addresses:
        storage, path = _storage(address)
        storage.rm(path)


def _storage(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    found: tuple[Any, str] = url_to_fs(address)
    return found


def _told(url: str, step: Callable[[], object]) -> Any:
    """The result of `step`; raises UsageError, in one line, for storage that cannot be used."""
    try:
        return step()
    except ImportError as fault:
        raise UsageError(f"--exchange {url}: needs a package that is not installed ({fault})") from None
    except (OSError, ValueError) as fault:
        raise UsageError(f"--exchange {url}: cannot be used ({fault}); {REMEDY}") from None
