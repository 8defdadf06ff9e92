"""What a confined process cannot do any more. Each test confines a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lod.store.confinement import bars_sockets
from tests.store.conftest import Listener

PROLOGUE = "import socket, resource, pyoxigraph\nfrom lod.store.confinement import confine, limit_memory\nconfine()\n"


def confined(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROLOGUE + script]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.skipif(not bars_sockets(), reason="this system has no way to take the network from a process")
@pytest.mark.parametrize(
    "family",
    [pytest.param("AF_INET", id="IPv4"), pytest.param("AF_INET6", id="IPv6"), pytest.param("AF_UNIX", id="local")],
)
def test_it_has_no_sockets(family: str) -> None:
    ended = confined(f"socket.socket(socket.{family})")
    assert "PermissionError" in ended.stderr


@pytest.mark.skipif(not bars_sockets(), reason="this system has no way to take the network from a process")
def test_nor_has_the_engine_in_it(listener: Listener) -> None:
    ended = confined(f"list(pyoxigraph.Store().query('SELECT * {{ SERVICE <{listener.iri}> {{ ?s ?p ?o }} }}'))")
    assert "Permission denied" in ended.stderr
    assert listener.calls == 0


def test_it_has_the_memory_it_was_given_and_no_more() -> None:
    ended = confined(
        "limit_memory(64); given = bytearray(48 * 2**20); print('given', flush=True); bytearray(48 * 2**20)"
    )
    assert ended.stdout == "given\n"
    assert "MemoryError" in ended.stderr


def test_it_leaves_no_core_behind() -> None:
    assert confined("print(resource.getrlimit(resource.RLIMIT_CORE))").stdout == "(0, 0)\n"
