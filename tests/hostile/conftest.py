"""One server for all of it, with a short deadline, and a canary: a server beside it that nobody may ask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lod.store import Limits
from tests.canary import Canary
from tests.hostile.wire import ask, send
from tests.web.published import ABOUT, inspections, release
from tests.web.running import served

LIMITS = Limits(timeout=1.0, workers=2, memory=256)


@dataclass(frozen=True, slots=True)
class Target:
    """The server that is attacked: its port, the folder of its releases, the processes it began with."""

    port: int
    output: Path
    process: int

    def resident(self) -> int:
        """Bytes that it and the processes below it hold (Linux)."""
        return sum(_resident(process) for process in (self.process, *_below(self.process)))


@pytest.fixture(scope="package")
def canary() -> Iterator[Canary]:
    found = Canary()
    yield found
    found.close()


@pytest.fixture(scope="package")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    output = tmp_path_factory.mktemp("published")
    release(output, "2025-08-07-000000000001", inspections())
    before = set(_below(os.getpid(), deep=False))
    with served(ABOUT, output, LIMITS) as address:
        (process,) = (each for each in set(_below(os.getpid(), deep=False)) - before if _is_server(each))
        for number in range(8):  # its query processes are all there before the first that is timed
            send(int(address.rpartition(":")[2]), ask(f"ASK {{}} #{number}"), "127.0.0.1")
        yield Target(int(address.rpartition(":")[2]), output, process)


def _is_server(process: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()


def _below(process: int, *, deep: bool = True) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            if deep:
                yield from _below(int(child))


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except FileNotFoundError:
        return 0
