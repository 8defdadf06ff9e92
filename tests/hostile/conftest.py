"""One server for all of it, with a short deadline, and a canary: a server beside it that nobody may ask."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lod.store import Limits
from tests.hostile.wire import ask, send
from tests.web.published import ABOUT, inspections, release
from tests.web.serving import served

LIMITS = Limits(timeout=1.0, workers=2, memory=256)


class Canary:
    """Takes connections, counts them, and answers each with a word that must not come back through ours."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        assert self.port > 9_999
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if connection.recv(1) == b"!":  # our own goodbye
                    return
                self.calls += 1
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary")

    def close(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as goodbye:
            goodbye.sendall(b"!")
            self._thread.join()
        self._socket.close()


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
