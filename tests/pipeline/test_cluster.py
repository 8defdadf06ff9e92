"""A build on a real Dask cluster: the same bytes as here, also when a worker dies; an unfit cluster is refused."""

from __future__ import annotations

import datetime
import hashlib
import operator
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import lod
from lod import pipeline, profiles
from lod.errors import LodError, SettingsError
from lod.ingest import SourceFiles
from lod.model import Publication
from lod.pipeline import LocalProcesses, Scheduler
from lod.pipeline.scheduling import on_cluster

from .conftest import Cluster

pytestmark = pytest.mark.engine

AT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
HEADER = "unit,unit type,overall rating,published\n"
ROWS = "".join(f"Service {number},youth justice service,Good,2021\n" for number in range(600))


@pytest.fixture
def build(about: Publication, tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Builds a register with a scheduler; gives the digests of what it published, the engine's own files left out."""
    (tmp_path / "register.csv").write_text(HEADER + ROWS, "utf-8")
    files = [SourceFiles("register", (tmp_path / "register.csv",), profiles.load("hmi-probation"))]

    def run(scheduler: Scheduler, output: str, progress: pipeline.Progress = lambda *_: None) -> dict[str, str]:
        built = pipeline.build(about, files, tmp_path, tmp_path / output, AT, scheduler=scheduler, progress=progress)
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in built.release.folder.iterdir()
            if path.is_file()
        }

    return run


@pytest.mark.slow
def test_a_build_outlives_a_worker_and_gives_the_same_bytes(
    build: Callable[..., dict[str, str]], cluster: Cluster
) -> None:
    here = build(LocalProcesses(2), "here")
    cluster.start_worker()
    cluster.start_worker()
    killed: list[int] = []

    def kill_one(doing: str, done: int, of: int | None) -> None:
        if doing == "validating and writing" and done and not killed:
            assert of is not None
            assert done < of
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    there = build(on_cluster(cluster.address), "there", kill_one)
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert cluster.workers[1].poll() is None
    assert there == here


def test_results_come_in_order_and_items_are_taken_as_results_are(cluster: Cluster) -> None:
    cluster.start_worker()
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    with on_cluster(cluster.address) as workers:
        results = workers.map(operator.neg, items())
        assert [next(results) for _ in range(10)] == [-number for number in range(10)]
        # One thread: two under way, and the one that the next result waits for.
        assert taken <= 13
        assert list(results) == [-number for number in range(10, 100)]


def test_what_work_raises_is_raised_here(cluster: Cluster) -> None:
    cluster.start_worker()
    with on_cluster(cluster.address) as workers, pytest.raises(ZeroDivisionError):
        list(workers.map((1).__truediv__, [1, 0, 1]))


def test_work_that_is_no_longer_wanted_is_given_up(cluster: Cluster) -> None:
    cluster.start_worker()
    mark = cluster.folder / "late"
    with on_cluster(cluster.address) as workers:
        results = workers.map(
            _wait_then_touch, [(0.0, str(cluster.folder / "early")), (1.0, "/nowhere"), (0.0, str(mark))]
        )
        next(results)
    with on_cluster(cluster.address) as workers:
        assert list(workers.map(operator.neg, [1])) == [-1]
    assert not mark.exists()


def _wait_then_touch(item: tuple[float, str]) -> None:
    time.sleep(item[0])
    if Path(item[1]).parent.is_dir():
        Path(item[1]).touch()


def test_an_address_where_nothing_answers_is_refused_soon() -> None:
    pytest.importorskip("distributed")
    from lod.pipeline.cluster import DaskCluster

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        begun = time.monotonic()
        with pytest.raises(SettingsError, match=rf"scheduler {address}: found .*{address} after 1"):
            DaskCluster(address, patience=1)
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("address", ["nonsense", "tcp://", "tcp://127.0.0.1", "pigeon://127.0.0.1:8786"])
def test_what_is_no_address_is_refused(address: str) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(SettingsError, match=r"accepted: the address of a Dask scheduler, such as tcp://"):
        on_cluster(address)


def test_a_scheduler_without_workers_is_refused(cluster: Cluster) -> None:
    from lod.pipeline.cluster import DaskCluster

    with pytest.raises(SettingsError, match="a scheduler that had no worker for 1 s"):
        DaskCluster(cluster.address, patience=1)


def test_a_worker_with_another_version_is_refused_with_both(cluster: Cluster, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sitecustomize.py").write_text("import lod; lod.__version__ = '0.0.0'\n")
    cluster.start_worker({**os.environ, "PYTHONPATH": str(other)})
    with pytest.raises(SettingsError, match=rf"a worker at tcp://.* with lod 0\.0\.0.*lod {lod.__version__}"):
        on_cluster(cluster.address)


def test_a_worker_without_this_software_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "lod").mkdir(parents=True)
    (other / "lod" / "__init__.py").write_text("__version__ = '0.0.0'\n")
    cluster.start_worker({**os.environ, "PYTHONPATH": str(other)})
    with pytest.raises(SettingsError, match=r"a worker at tcp://.* that lacks this software: .*lod\.pipeline"):
        on_cluster(cluster.address)


def test_a_worker_of_another_version_that_joins_midway_does_no_work(cluster: Cluster, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sitecustomize.py").write_text("import lod; lod.__version__ = '0.0.0'\n")
    cluster.start_worker()
    with on_cluster(cluster.address) as workers:
        results = workers.map(operator.neg, iter(range(1_000_000)))
        next(results)
        cluster.start_worker({**os.environ, "PYTHONPATH": str(other)})
        with pytest.raises(LodError, match="a worker that joined the cluster midway differs from the build, with lod"):
            for _ in results:
                pass


def test_a_cluster_that_is_lost_midway_is_an_error(cluster: Cluster) -> None:
    cluster.start_worker()
    with on_cluster(cluster.address) as workers:
        results = workers.map(time.sleep, [0.01] * 100_000)
        next(results)
        threading.Timer(0.5, cluster.end).start()
        with pytest.raises(LodError, match=f"scheduler {cluster.address}: the cluster was lost"):
            list(results)
