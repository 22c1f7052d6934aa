"""The Dask engine: the same findings as one process, whatever happens to a worker and however the batches travel."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from test_collection import checked, corpus

from factcheck import collection, engine, pipeline, rulebook
from factcheck.model import Document, Report, UsageError
from factcheck.rulebook import Rulebook

distributed = pytest.importorskip("distributed", reason="needs the extra factcheck[dask]")


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return rulebook.load()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection, "BATCH", 300)
    monkeypatch.setattr(collection, "BLOCK", 3)


def local(**named: Any) -> Any:
    return distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50, **named
    )


def on(
    cluster: Any, documents: Sequence[Document] | Iterator[Document], rules: Rulebook, exchange: str | None
) -> Report:
    with pipeline.opened(rules, scheduler=cluster.scheduler_address, exchange=exchange) as known:
        return pipeline.check(documents, rules, known=known)


@pytest.mark.parametrize("over_files", [False, True])
def test_a_cluster_finds_the_same_though_a_worker_dies(rules: Rulebook, tmp_path: Path, over_files: bool) -> None:
    exchange = tmp_path.as_uri() if over_files else None
    with local() as cluster:
        victims = iter([next(iter(cluster.workers.values())).pid])
        report = on(cluster, _killing(corpus(30), victims), rules, exchange)
    assert next(victims, None) is None
    assert report == checked(corpus(30), rules)
    assert not list(tmp_path.iterdir())


def _killing(documents: Sequence[Document], victims: Iterator[int]) -> Iterator[Document]:
    """The documents; in the middle of them a process dies."""
    for place, one in enumerate(documents):
        if place == len(documents) // 2:
            os.kill(next(victims), signal.SIGKILL)
        yield one


def test_workers_in_one_process_exchange_in_memory(rules: Rulebook) -> None:
    import fsspec

    with local(processes=False, protocol="tcp") as cluster:
        assert on(cluster, corpus(12), rules, "memory://exchange") == checked(corpus(12), rules)
    assert not fsspec.filesystem("memory").find("/exchange")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A bucket on a server that speaks S3, on loopback."""
    for name in ("moto", "s3fs", "flask"):
        pytest.importorskip(name, reason="needs s3fs and moto[server]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    for name, value in {
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
    }.items():
        monkeypatch.setenv(name, value)
    with (tmp_path / "moto.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stderr=log)
    try:
        import s3fs

        deadline = time.monotonic() + 60
        while True:
            try:
                s3fs.S3FileSystem(skip_instance_cache=True).mkdir("factcheck-exchange")
                break
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)
        yield "s3://factcheck-exchange/batches"
    finally:
        server.terminate()
        server.wait()


@pytest.mark.filterwarnings("default")  # of s3fs and what it stands on
def test_batches_travel_over_s3(rules: Rulebook, bucket: str) -> None:
    with local() as cluster:
        assert on(cluster, corpus(12), rules, bucket) == checked(corpus(12), rules)


@pytest.mark.parametrize(
    ("url", "said"), [("nowhere://x", "--exchange nowhere://x"), ("file:///proc/none/such", "cannot be used")]
)
def test_storage_that_cannot_be_used_is_told(rules: Rulebook, url: str, said: str) -> None:
    with local(processes=False, protocol="tcp") as cluster, pytest.raises(UsageError, match=said):
        on(cluster, corpus(3), rules, url)


def test_an_absent_cluster_is_told(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ANSWERS_WITHIN", "1s")
    with pytest.raises(UsageError, match="no scheduler answers"), engine.opened(rules, scheduler="tcp://127.0.0.1:9"):
        pass
