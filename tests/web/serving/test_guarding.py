"""A real connection: what is no HTTP, what is too slow or too large, and what never reads its answer."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from lod.store import Limits
from lod.web.app import create_app
from lod.web.serving.guarding import Guarded
from tests.web.published import ABOUT
from tests.web.running import free_port

pytestmark = pytest.mark.engine

HOST = b"Host: 127.0.0.1\r\n"
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + HOST + b"\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
MANY = b"SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%20%3Fd%20%3Fe%20%3Ff%7D%20LIMIT%2050000"
LARGE = b"GET /sparql?_format=csv&query=" + MANY + b" HTTP/1.1\r\n"


class Impatient(Guarded):
    """Waits long enough for a loaded machine, and no longer."""

    head_seconds = 1.0
    body_seconds = 1.0
    stall_seconds = 3.0
    head_bytes = 100_000


@pytest.fixture(scope="module")
def port(output: Path) -> Iterator[int]:
    """A server of this process on a port of the loopback."""
    port = free_port()
    config = uvicorn.Config(
        create_app(ABOUT, output, Limits()),
        port=port,
        http=Impatient,
        ws="none",
        access_log=False,
        log_level="critical",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield port
    server.should_exit = True
    thread.join(20)


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        yield connection


def answered(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """All that the server says to what is sent, until it ends the connection."""
    with connected(port) as connection:
        for piece in pieces:
            try:
                connection.sendall(piece)
            except OSError:
                break
            time.sleep(pause)
        return rest(connection)


def rest(connection: socket.socket) -> bytes:
    said = bytearray()
    try:
        while chunk := connection.recv(65536):
            said += chunk
    except ConnectionResetError:
        pass
    return bytes(said)


def status(said: bytes) -> int:
    return int(said.split(b" ", 2)[1])


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", 400, id="no Host"),
        pytest.param(b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400, id="two Hosts"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, id="TLS"),
        pytest.param(b"GET /\xff HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="a path that is not ASCII"),
        pytest.param(b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="CONNECT"),
        pytest.param(b"GET / HTTP/1.1\r\n" + HOST + b"A\x00: b\r\n\r\n", 400, id="a zero in a name"),
        pytest.param(
            b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
            400,
            id="two lengths",
        ),
        pytest.param(
            b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            id="a length and chunks",
        ),
        pytest.param(b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"x" * 150_000, 431, id="a large field"),
        pytest.param(b"GET /" + b"x" * 150_000, 431, id="a long address"),
        pytest.param(b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 20_000, 431, id="many fields"),
    ],
)
def test_what_is_refused_below_the_app_is_a_problem_too(port: int, request_: bytes, expected: int) -> None:
    said = answered(port, request_)
    assert status(said) == expected
    assert b"content-type: application/problem+json" in said
    assert b"connection: close" in said
    assert b"uvicorn" not in said.lower()


def test_http_1_0_gets_its_answer_and_the_end(port: int) -> None:
    said = answered(port, b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200 OK")
    assert said.endswith(b'{"head":{},"boolean":true}')
    assert b"transfer-encoding" not in said


def test_a_large_result_to_http_1_0_has_its_length(port: int) -> None:
    said = answered(port, LARGE.replace(b"1.1", b"1.0") + b"Accept-Encoding: gzip\r\n\r\n")
    head, _, body = said.partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head
    assert f"content-length: {len(body)}".encode() in head


def test_an_upgrade_is_not_made(port: int) -> None:
    upgrade = b"Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n"
    said = answered(port, ASK[:-2] + upgrade)
    assert status(said) == 200


def test_the_body_of_a_request_that_offers_an_upgrade_is_read(port: int) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 15\r\n"
    java = b"Connection: Upgrade, HTTP2-Settings, close\r\nHTTP2-Settings: AAMAAABk\r\nUpgrade: h2c\r\n\r\n"
    said = answered(port, head + java + b"query=ASK%7B%7D")
    assert said.endswith(b'{"head":{},"boolean":true}')


def test_the_body_comes_when_it_is_welcome(port: int) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + HOST + FORM + b"Expect: 100-continue\r\nConnection: close\r\n"
    with connected(port) as connection:
        connection.sendall(head + b"Content-Length: 15\r\n\r\n")
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"query=ASK%7B%7D")
        assert status(rest(connection)) == 200
    too_long = answered(port, head + b"Content-Length: 999999999\r\n\r\n")
    assert status(too_long) == 413


def test_a_slow_head_is_not_waited_for(port: int) -> None:
    started = time.monotonic()
    said = answered(port, *(ASK[i : i + 1] for i in range(30)), pause=0.1)
    assert status(said) == 408
    assert time.monotonic() - started < 6


def test_a_connection_that_says_nothing_is_ended(port: int) -> None:
    assert status(answered(port)) == 408
    assert status(answered(port, b"\r\n")) == 408


@pytest.mark.parametrize("path", [b"/sparql", b"/api/units"])
def test_a_slow_body_is_not_waited_for(port: int, path: bytes) -> None:
    head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 1000\r\n\r\n"
    said = answered(port, head, *(b"q" for _ in range(30)), pause=0.1)
    assert status(said) == (408 if path == b"/sparql" else 405)


def test_after_an_answer_blank_lines_hold_nothing(port: int) -> None:
    started = time.monotonic()
    said = answered(port, ASK, *(b"\r\n" for _ in range(40)), pause=0.1)
    assert status(said) == 200
    assert time.monotonic() - started < 8


def test_requests_in_one_go_are_answered_in_order(port: int) -> None:
    last = ASK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n").replace(b"ASK%7B%7D", b"nonsense")
    said = answered(port, ASK * 3 + last)
    assert said.count(b"HTTP/1.1 200 OK") == 3
    assert said.count(b"HTTP/1.1 400 Bad Request") == 1


def test_a_result_that_nobody_takes_is_let_go(port: int) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", port))
        connection.sendall(LARGE + HOST + b"\r\n")
        time.sleep(8)
        said = rest(connection)
    head, _, body = said.partition(b"\r\n\r\n")
    told = next(int(line.split()[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length"))
    assert len(body) < told
    assert status(answered(port, ASK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))) == 200


def test_many_slow_clients_hold_up_nobody(port: int) -> None:
    async def scenario() -> list[float]:
        slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
        for _, writer in slow:
            writer.write(b"GET /sparql")
        seconds = []
        for _ in range(5):
            started = time.monotonic()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(ASK)
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            seconds.append(time.monotonic() - started)
            writer.close()
        for _, writer in slow:
            writer.close()
        return seconds

    assert max(asyncio.run(scenario())) < 2
