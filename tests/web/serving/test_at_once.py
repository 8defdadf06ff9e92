"""What the protocol sends by itself, over real connections: what the app would send, and as it would."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import pytest

from lod.model import Inspection
from lod.web.http.rate import Rate
from lod.web.serving.settings import Serving
from tests.web.published import ABOUT, LIMITS, release
from tests.web.running import served

pytestmark = pytest.mark.engine

REGION = "/doc/unit/probation-region/N53"
QUERY = "/sparql?query=SELECT%20%2A%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%203"
AFTER = 3
"""Requests after which the app has nothing to do with the same: a query's whole response is kept at the second."""


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    with served(ABOUT, output, LIMITS) as address:
        yield address


@pytest.fixture
def connection(address: str) -> Iterator[HTTPConnection]:
    connection = connected(address)
    yield connection
    connection.close()


def connected(address: str) -> HTTPConnection:
    return HTTPConnection(urlsplit(address).hostname or "", urlsplit(address).port, timeout=20)


def get(connection: HTTPConnection, path: str, method: str = "GET", **fields: str) -> tuple[HTTPResponse, bytes]:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    connection.request(method, path, headers=named)
    response = connection.getresponse()
    return response, response.read()


def fields(response: HTTPResponse) -> list[tuple[str, str]]:
    """All but the time at which it was sent."""
    return sorted((name, value) for name, value in response.getheaders() if name != "date")


def hits(connection: HTTPConnection) -> int:
    _, said = get(connection, "/metrics")
    (line,) = [line for line in said.decode().splitlines() if line.startswith("lod_cache_hits_total ")]
    return int(float(line.split()[1]))


@pytest.mark.parametrize(
    "path", [REGION, f"{REGION}.jsonld", REGION.replace("/doc/", "/id/"), "/doc/unit?after=x", QUERY]
)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_the_response_stays_the_same(connection: HTTPConnection, path: str, coding: str) -> None:
    first, body = get(connection, path, Accept_Encoding=coding)
    for _ in range(AFTER):
        again, same = get(connection, path, Accept_Encoding=coding)
        assert (again.status, same) == (first.status, body)
        assert fields(again) == fields(first)
        assert again.getheader("date")


def test_it_is_sent_without_the_app(connection: HTTPConnection) -> None:
    path = f"{REGION}?sent-without"
    for _ in range(AFTER):
        get(connection, path)
    before = hits(connection)
    get(connection, path)
    assert hits(connection) == before + 1


@pytest.mark.parametrize("path", [f"{REGION}.ttl", QUERY])
def test_what_it_is_asked_with_still_counts(connection: HTTPConnection, path: str) -> None:
    for _ in range(AFTER):
        whole, body = get(connection, path)
    etag = whole.getheader("etag") or ""
    had, nothing = get(connection, path, If_None_Match=etag)
    assert (had.status, nothing) == (304, b"")
    head, nothing = get(connection, path, "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert get(connection, path, Accept="application/pdf")[0].status == (406 if path == QUERY else 200)
    assert get(connection, path, "OPTIONS")[0].status == 204
    assert get(connection, path)[1] == body


def test_requests_sent_together_are_answered_in_order(address: str) -> None:
    asked = [REGION, QUERY, f"{REGION}.nt", "/doc/unit/none", REGION, QUERY, f"{REGION}.nt"]
    warm = connected(address)
    expected = [get(warm, path)[1] for path in asked * AFTER][: len(asked)]
    raw = b"".join(f"GET {path} HTTP/1.1\r\nHost: {warm.host}:{warm.port}\r\n\r\n".encode() for path in asked)
    warm.close()
    with socket.create_connection((warm.host, warm.port), timeout=20) as plain:
        plain.sendall(raw)
        said = plain.makefile("rb")
        assert [body_of(said) for _ in asked] == expected


def body_of(said: BinaryIO) -> bytes:
    """The body of the next response."""
    head = dict(line.lower().split(b": ", 1) for line in iter(said.readline, b"\r\n") if b": " in line)
    return said.read(int(head[b"content-length"]))


def test_a_connection_that_is_to_end_ends(address: str) -> None:
    for connection_field in ("close", "keep-alive"):
        connection = connected(address)
        for _ in range(AFTER + 1):
            response, _ = get(connection, REGION, Connection=connection_field)
            assert response.will_close is (connection_field == "close")
        connection.close()


def test_a_connection_may_wait_between_requests(connection: HTTPConnection) -> None:
    for _ in range(AFTER):
        get(connection, REGION)
    own = connection.sock
    time.sleep(2)
    assert get(connection, REGION)[0].status == 200
    assert connection.sock is own


def test_a_new_release_is_answered_from_at_once(tmp_path: Path, facts: tuple[Inspection, ...]) -> None:
    path = "/doc/inspection/probation-region/N53/2025-08-07"
    release(tmp_path, "2025-08-07-000000000001", facts)
    with served(ABOUT, tmp_path, LIMITS) as address:
        connection = connected(address)
        assert {get(connection, path)[0].status for _ in range(AFTER)} == {200}
        old = {get(connection, QUERY)[0].getheader("x-release") for _ in range(AFTER)}
        release(tmp_path, "2025-08-08-000000000002", facts[1:])
        assert get(connection, path)[0].status == 404
        new = {get(connection, QUERY)[0].getheader("x-release") for _ in range(AFTER)}
        connection.close()
    assert (old, new) == ({"2025-08-07-000000000001"}, {"2025-08-08-000000000002"})


def test_what_an_address_has_left_is_told_each_time(output: Path) -> None:
    with served(ABOUT, output, LIMITS, Serving(rate=Rate(100, 86_400.0))) as address:
        connection = connected(address)
        said = [get(connection, QUERY)[0].getheader("ratelimit") for _ in range(AFTER + 2)]
        connection.close()
    assert len(set(said)) == AFTER + 2


def test_behind_a_proxy_it_is_for_the_app(output: Path) -> None:
    with served(ABOUT, output, LIMITS, Serving(proxies=("127.0.0.1",))) as address:
        connection = connected(address)
        for _ in range(AFTER):
            plain, _ = get(connection, REGION)
            secure, _ = get(connection, REGION, X_Forwarded_Proto="https")
        connection.close()
    assert "http://" in (plain.getheader("link") or "")
    assert "https://127" in (secure.getheader("link") or "")
