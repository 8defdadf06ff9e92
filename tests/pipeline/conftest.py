"""What the tests of builds share: a publication, and a real Dask cluster on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lod.model import Publication, Publisher

START = 60.0
"""Seconds in which a process must be ready on a busy machine."""


@pytest.fixture
def about() -> Publication:
    return Publication(
        name="test",
        title="Test results",
        description="Results to test with",
        base_iri="https://data.example.org/",
        publisher=Publisher("Tester", "https://www.example.org/"),
        contact="data@example.org",
    )


@dataclass
class Cluster:
    """A Dask scheduler and its workers, each a process that a test may kill."""

    folder: Path
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_scheduler(self) -> None:
        told = self.folder / "scheduler.json"
        self._run("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        self.address = json.loads(_when_written(told))["address"]

    def start_worker(self, environment: dict[str, str] | None = None) -> None:
        """A worker of one thread, with these variables in its environment."""
        arguments = (self.address, "--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        self.workers.append(self._run("dask_worker", *arguments, environment=environment))

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def _run(self, program: str, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *arguments, "--no-dashboard"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    pytest.importorskip("distributed")
    folder = tmp_path / "cluster"
    folder.mkdir()
    started = Cluster(folder)
    try:
        started.start_scheduler()
        yield started
    finally:
        started.end()


def _when_written(path: Path) -> str:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if path.exists() and (text := path.read_text()).strip().endswith("}"):
            return text
        time.sleep(0.05)
    raise TimeoutError(f"{path} was not written within {START:g} s")
