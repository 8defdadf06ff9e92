"""A real server in a process of its own, for tests that speak to it as strangers do."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2

from lod.model import Publication
from lod.store import Limits
from lod.web.serving import server
from lod.web.serving.settings import Serving


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def served(
    publication: Publication,
    output: Path,
    limits: Limits,
    serving: Serving | None = None,
    port: int | None = None,
    members: Sequence[Path] = (),
) -> Iterator[str]:
    """The address of a server that answers, on a port if one is given; it is gone afterwards. `members` are where the
    releases are that joint ones are made of."""
    port = port or free_port()
    spawn = multiprocessing.get_context("spawn")
    arguments = (publication, output, limits, "127.0.0.1", port, members, None, serving)
    process = spawn.Process(target=server.run, args=arguments)
    process.start()
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_live(address)
        yield address
    finally:
        process.terminate()
        process.join(20)
        if process.is_alive():
            process.kill()
            process.join()


def _wait_until_live(address: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if httpx2.get(f"{address}/health/live").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} is not there after 30 seconds")
