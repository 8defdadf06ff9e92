"""Large results: whole before the status, then in pieces as the client takes them, and freed whatever happens."""

from __future__ import annotations

import asyncio
import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient
from starlette.types import Message

from lod.store import Limits, Spooled
from lod.web.app import create_app
from lod.web.sparql.replies import send_spooled
from tests.web.published import ABOUT

MANY = "SELECT ?s ?p ?o ?t { ?s ?p ?o . ?t a ?class } LIMIT 8000"
BYTES = bytes(range(256)) * 4096


@pytest.fixture(scope="module")
def client(output: Path) -> Iterator[TestClient]:
    """A client of a server that puts all but the smallest results into files."""
    with TestClient(create_app(ABOUT, output, Limits(spool=4096))) as client:
        yield client


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a listing of descriptors


@pytest.mark.parametrize("form", ["srj", "srx", "csv", "tsv"])
def test_a_large_result_is_whole_and_its_length_is_told(client: TestClient, output: Path, form: str) -> None:
    asked = {"query": MANY, "_format": form}
    answer = client.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content) > 400_000
    assert answer.headers["x-release"] == "2025-08-07-000000000001"
    with TestClient(create_app(ABOUT, output, Limits(spool=2**26))) as other:
        in_memory = other.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
    assert in_memory.content == answer.content


def test_it_is_compressed_on_the_way(client: TestClient) -> None:
    asked = {"query": MANY, "_format": "csv"}
    with client.stream("GET", "/sparql", params=asked, headers={"Accept-Encoding": "gzip"}) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-length" not in answer.headers
    plain = client.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"}).content
    assert gzip.decompress(sent) == plain
    assert len(sent) < len(plain) / 4


def test_head_tells_its_length_and_the_client_that_has_it_gets_nothing(client: TestClient) -> None:
    asked = {"query": MANY}
    get = client.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
    head = client.head("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
    assert (head.content, head.headers) == (b"", get.headers)
    assert client.get("/sparql", params=asked, headers={"If-None-Match": get.headers["etag"]}).status_code == 304


def test_a_page_leads_to_what_is_too_much_for_it(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": MANY}, headers={"Accept": "text/html"}).text
    assert "8,000 rows" in page
    assert "_format=csv" in page
    assert "<table>" not in page


def test_no_file_stays_open(client: TestClient) -> None:
    client.get("/sparql", params={"query": MANY})
    before = open_files()
    others = 10  # those of query processes that are started meanwhile, two each; twenty results would leave more
    for _ in range(5):
        for accept in ("text/csv", "text/html"):
            client.get("/sparql", params={"query": MANY}, headers={"Accept": accept})
            client.head("/sparql", params={"query": MANY}, headers={"Accept": accept})
    assert open_files() <= before + others


@pytest.fixture
def spooled(tmp_path: Path) -> Spooled:
    path = tmp_path / "result"
    path.write_bytes(BYTES)
    return Spooled(os.open(path, os.O_RDONLY), len(BYTES))


def sent(spooled: Spooled, receive: Callable[[int], Message | None], compress: bool = False) -> list[Message]:
    """What is sent to a client of whom `receive` says, after so many messages, what it does."""
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)
        await asyncio.sleep(0)

    async def received() -> Message:
        while (message := receive(len(messages))) is None:
            await asyncio.sleep(0)
        return message

    try:
        asyncio.run(send_spooled(send, received, [], spooled, compress=compress, head=False))
    finally:
        assert spooled.descriptor == -1
    return messages


def test_it_is_sent_in_pieces(spooled: Spooled) -> None:
    messages = sent(spooled, lambda _: None)
    assert b"".join(message.get("body", b"") for message in messages) == BYTES
    assert max(len(message.get("body", b"")) for message in messages) <= 2**16
    assert [message.get("more_body", False) for message in messages[1:]] == [True] * 16 + [False]


@pytest.mark.parametrize("compress", [False, True], ids=["plain", "compressed"])
def test_a_client_that_goes_away_ends_it(spooled: Spooled, compress: bool) -> None:
    with pytest.raises(ClientDisconnect):
        sent(spooled, lambda count: {"type": "http.disconnect"} if count >= 1 else None, compress)
